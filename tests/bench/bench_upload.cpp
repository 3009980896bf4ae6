// SPDX-License-Identifier: GPL-3.0-or-later
// A 200 MB file through the whole path of a job (JobRunner, driver, HttpUpload) against curl, to
// the same sink in another process, by turns. The main loop beats meanwhile; while curl sends it
// is idle, which shows what the machine's other load does to a loop without work.
#include "benchfleet.h"
#include "measure.h"

#include "jobs/runtask.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QRandomGenerator>
#include <QStandardPaths>

#include <unistd.h>

using namespace flotilla;
using namespace flotilla::bench;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 fileBytes = 200'000'000;
constexpr int pairs = 5;
constexpr auto patience = 60s;

constexpr double leastRatio = 0.95;
constexpr double longestGapMs = 8;
constexpr double mostGrowthMb = 16;

void writeFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        qFatal("cannot write %s", qPrintable(path));
    QByteArray piece(1'000'000, Qt::Uninitialized);
    QRandomGenerator random(1);
    random.fillRange(reinterpret_cast<quint32 *>(piece.data()), piece.size() / 4);
    for (qint64 written = 0; written < fileBytes; written += piece.size())
        file.write(piece);
    // Written back now rather than in the middle of a measurement.
    fsync(file.handle());
}

double curlSeconds(const QString &curl, const QString &path, const QJsonObject &sink)
{
    const QString url = u"http://%1:%2/uploadGcode"_s.arg(sink[u"host"_s].toString())
                            .arg(sink[u"httpPort"_s].toInt());
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    // Without `Expect: 100-continue`, for which curl would wait a whole second.
    process.start(curl,
                  {u"-sS"_s, u"--noproxy"_s, u"*"_s, u"-H"_s, u"Expect:"_s, u"-o"_s, u"/dev/null"_s,
                   u"-w"_s, u"%{http_code} %{time_total}"_s, u"-F"_s, u"gcodeFile=@"_s + path,
                   url});
    spinUntil([&] { return process.state() == QProcess::NotRunning; }, patience, "curl");
    const QList<QByteArray> words = process.readAllStandardOutput().split(' ');
    if (process.exitCode() != 0 || words.constFirst() != "200")
        qFatal("curl could not send the file");
    return words.constLast().toDouble();
}

// From the wish to its fulfilment: inspection, claim, transfer and the printer's answer.
double flotillaSeconds(BenchFleet &fleet, const Printer &printer, const QString &path)
{
    QElapsedTimer clock;
    clock.start();
    std::optional<double> seconds;
    QObject context;
    RunTask *task = fleet.jobs().send({.printer = printer.id(), .filePath = path}, &context);
    QObject::connect(task, &RunTask::finished, &context, [&](const Result<SendOutcome> &outcome) {
        if (!outcome)
            qFatal("%s", qPrintable(outcome.error().message));
        if (outcome->size != fileBytes)
            qFatal("the file did not arrive whole");
        seconds = double(clock.nsecsElapsed()) / 1e9;
    });
    spinUntil([&] { return seconds.has_value(); }, patience, "the upload");
    return *seconds;
}

struct Measured
{
    QList<double> curl; // s
    QList<double> flotilla;
    QList<double> ratios; // of speeds
    Heartbeat::Gaps idle;
    Heartbeat::Gaps sending;
    qint64 switchesIdle = 0;
    qint64 switchesSending = 0;
    double cpuSeconds = 0;
};

void add(Heartbeat::Gaps &sum, const Heartbeat::Gaps &gaps)
{
    sum.all += gaps.all;
    sum.own += gaps.own;
}

Measured measure(BenchFleet &fleet, const Printer &printer, const QString &path,
                 const QString &curl, const QJsonObject &sink)
{
    Measured result;
    Heartbeat heart;
    for (int pair = 0; pair < pairs; ++pair) {
        const Usage start = Usage::now();
        heart.start();
        result.curl << curlSeconds(curl, path, sink);
        add(result.idle, heart.stop());
        const Usage between = Usage::now();
        heart.start();
        result.flotilla << flotillaSeconds(fleet, printer, path);
        add(result.sending, heart.stop());
        const Usage end = Usage::now();
        result.ratios << result.curl.constLast() / result.flotilla.constLast();
        result.switchesIdle += between.involuntarySwitches - start.involuntarySwitches;
        result.switchesSending += end.involuntarySwitches - between.involuntarySwitches;
        result.cpuSeconds += end.cpuSeconds - between.cpuSeconds;
    }
    return result;
}

QString gaps(const Heartbeat::Gaps &of)
{
    return u"%1 / %2"_s.arg(number(of.longest(), 1), number(percentile(of.all, 0.999), 1));
}

QString ownGaps(const Heartbeat::Gaps &of)
{
    return u"%1 / %2"_s.arg(number(of.longestOwn(), 1), number(percentile(of.own, 0.999), 1));
}

int report(const Measured &measured, double growth)
{
    Report report(u"Uploading 200 MB, %1 pairs by turns"_s.arg(pairs));
    report.fact(u"curl, median"_s, number(median(measured.curl), 3, u"s"_s));
    report.fact(u"Flotilla, median"_s, number(median(measured.flotilla), 3, u"s"_s));
    report.fact(u"processor time for each upload"_s,
                number(measured.cpuSeconds / pairs, 2, u"s"_s));
    const double ratio = median(measured.ratios);
    report.claim(u"speed against curl, median of the pairs"_s, number(ratio, 3), u"≥ 0.95"_s,
                 ratio >= leastRatio);
    report.fact(u"  worst and best pair"_s,
                u"%1 / %2"_s.arg(number(percentile(measured.ratios, 0), 3),
                                 number(percentile(measured.ratios, 1), 3)));
    report.fact(u"gap in the main loop, sending, longest / 99.9 %"_s, gaps(measured.sending));
    report.fact(u"  the same while curl sends and the loop is idle"_s, gaps(measured.idle));
    report.claim(u"  less the wait for a processor, sending"_s, ownGaps(measured.sending),
                 u"≤ 8 ms"_s, measured.sending.longestOwn() <= longestGapMs);
    report.fact(u"  the same, idle"_s, ownGaps(measured.idle));
    report.fact(u"processor taken away, sending / idle"_s,
                u"%1 / %2"_s.arg(measured.switchesSending).arg(measured.switchesIdle));
    report.claim(u"growth of memory, peak"_s, number(growth, 1, u"MB"_s), u"≤ 16 MB"_s,
                 growth <= mostGrowthMb);
    return report.end();
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    const QString curl = QStandardPaths::findExecutable(u"curl"_s);
    if (curl.isEmpty() || argc != 2) {
        std::puts(argc == 2 ? "SKIP: curl is not installed" : "usage: bench_upload BENCH_SINK");
        return argc == 2 ? 77 : 2;
    }
    const Peer sink(app.arguments().at(1), {});
    const QJsonObject described = sink.ready()[u"printers"_s].toArray().first().toObject();
    BenchFleet fleet;
    const QString path = fleet.path(u"two-hundred.gcode"_s);
    writeFile(path);
    const Printer *printer = fleet.add(u"Sink"_s, described);
    fleet.open(1);
    spin(2s);

    const double before = residentMegabytes();
    resetPeak();
    const Measured measured
        = measure(fleet, *printer, path, curl, described[u"settings"_s].toObject());
    return report(measured, peakMegabytes() - before);
}
