// SPDX-License-Identifier: GPL-3.0-or-later
// A framed upload (Finder, Adventurer 3) through the whole path of a job against a bare loop that
// sends 4112 bytes and waits for the acknowledgement, to the same peer in another process, by
// turns. At the end one file of 200 MB, for the memory.
#include "benchfleet.h"
#include "measure.h"

#include "jobs/runtask.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace flotilla;
using namespace flotilla::bench;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 fileBytes = 40'960'000; // 10 000 packets
constexpr qint64 largeBytes = 200'000'000;
constexpr int packets = 10'000;
constexpr int pairs = 5;
constexpr auto patience = 120s;

constexpr double leastRatio = 0.5;
constexpr double mostGrowthMb = 16;

void writeFile(const QString &path, qint64 bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !file.resize(bytes))
        qFatal("cannot write %s", qPrintable(path));
    file.write("; a file of one line and nothing\n");
}

double pingPongSeconds(quint16 port)
{
    const int peer = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    const int yes = 1;
    setsockopt(peer, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (connect(peer, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0)
        qFatal("the peer does not answer");
    const QByteArray packet(4112, 'x');
    constexpr qsizetype answerBytes = 11;
    QByteArray answer(answerBytes, '\0');
    QElapsedTimer clock;
    clock.start();
    for (int i = 0; i < packets; ++i) {
        if (send(peer, packet.data(), size_t(packet.size()), MSG_NOSIGNAL) != packet.size())
            qFatal("the peer is gone");
        for (qsizetype at = 0; at < answerBytes;) {
            const ssize_t count = read(peer, answer.data() + at, size_t(answerBytes - at));
            if (count <= 0)
                qFatal("the peer is gone");
            at += count;
        }
    }
    const double seconds = double(clock.nsecsElapsed()) / 1e9;
    close(peer);
    return seconds;
}

// From the wish to its fulfilment: inspection, claim, transfer, M29 and the list of files.
double flotillaSeconds(BenchFleet &fleet, const Printer &printer, const QString &path, qint64 bytes)
{
    QElapsedTimer clock;
    clock.start();
    std::optional<double> seconds;
    QObject context;
    RunTask *task = fleet.jobs().send({.printer = printer.id(), .filePath = path}, &context);
    QObject::connect(task, &RunTask::finished, &context, [&](const Result<SendOutcome> &outcome) {
        if (!outcome)
            qFatal("%s", qPrintable(outcome.error().message));
        if (outcome->size != bytes)
            qFatal("the file did not arrive whole");
        seconds = double(clock.nsecsElapsed()) / 1e9;
    });
    spinUntil([&] { return seconds.has_value(); }, patience, "the upload");
    return *seconds;
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    if (argc != 2) {
        std::puts("usage: bench_framed BENCH_FRAMEDSINK");
        return 2;
    }
    const Peer sink(app.arguments().at(1), {});
    BenchFleet fleet;
    const QString path = fleet.path(u"forty.gcode"_s);
    const QString large = fleet.path(u"two-hundred.gcode"_s);
    writeFile(path, fileBytes);
    writeFile(large, largeBytes);
    const Printer *printer
        = fleet.add(u"Sink"_s, sink.ready()[u"printers"_s].toArray().first().toObject());
    fleet.open(1);
    spin(2s);

    const auto port = quint16(sink.ready()[u"pingPongPort"_s].toInt());
    QList<double> bare;
    QList<double> framed;
    QList<double> ratios;
    for (int pair = 0; pair < pairs; ++pair) {
        bare << pingPongSeconds(port);
        framed << flotillaSeconds(fleet, *printer, path, fileBytes);
        ratios << bare.constLast() / framed.constLast();
    }
    const double before = residentMegabytes();
    resetPeak();
    const double largeSeconds = flotillaSeconds(fleet, *printer, large, largeBytes);
    const double growth = peakMegabytes() - before;

    Report report(u"Framed upload of 10 000 packets, %1 pairs by turns"_s.arg(pairs));
    report.fact(u"bare send and acknowledgement, median"_s, number(median(bare), 3, u"s"_s));
    report.fact(u"Flotilla, median"_s, number(median(framed), 3, u"s"_s));
    report.claim(u"speed against the bare loop, median of the pairs"_s, number(median(ratios), 3),
                 u"≥ 0.5"_s, median(ratios) >= leastRatio);
    report.fact(
        u"  worst and best pair"_s,
        u"%1 / %2"_s.arg(number(percentile(ratios, 0), 3), number(percentile(ratios, 1), 3)));
    report.fact(u"200 MB in one file"_s, number(largeSeconds, 2, u"s"_s));
    report.claim(u"growth of memory, peak"_s, number(growth, 1, u"MB"_s), u"≤ 16 MB"_s,
                 growth <= mostGrowthMb);
    return report.end();
}
