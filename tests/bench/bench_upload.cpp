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
    double stolenIdle = 0; // s
    double stolenSending = 0;
    double cpuSeconds = 0;
};

void add(Heartbeat::Gaps &sum, const Heartbeat::Gaps &gaps)
{
    sum.all += gaps.all;
    sum.own += gaps.own;
    sum.busy += gaps.busy;
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
        result.stolenIdle += between.stolenSeconds - start.stolenSeconds;
        result.stolenSending += end.stolenSeconds - between.stolenSeconds;
        result.cpuSeconds += end.cpuSeconds - between.cpuSeconds;
    }
    return result;
}

QString worst(const QList<double> &gaps)
{
    return u"%1 / %2"_s.arg(number(percentile(gaps, 1), 1), number(percentile(gaps, 0.999), 1));
}

void reportGaps(Report &report, const Measured &measured)
{
    const Heartbeat::Gaps &sending = measured.sending;
    const Heartbeat::Gaps &idle = measured.idle;
    report.fact(u"gap in the main loop, longest / 99.9 %"_s, worst(sending.all));
    report.fact(u"  while curl sends and the loop is idle"_s, worst(idle.all));
    report.fact(u"  idle, less the wait for a processor"_s, worst(idle.own));
    // What the host takes from a virtual machine cannot be told from work. Only where it takes
    // nothing, and a loop without work is quiet, can one with work be blamed.
    const bool noisy = idle.longestOwn() > longestGapMs / 2 || measured.stolenSending > 0;
    const auto judge = [&](const QString &what, const QList<double> &gaps) {
        const bool holds = percentile(gaps, 1) <= longestGapMs;
        if (noisy && !holds)
            report.fact(what + u" (noisy)"_s, worst(gaps));
        else
            report.claim(what, worst(gaps), u"≤ 8 ms"_s, holds);
    };
    judge(u"  sending, less the wait for a processor"_s, sending.own);
    judge(u"  sending, work of the main thread in it"_s, sending.busy);
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
    reportGaps(report, measured);
    report.fact(u"processor taken away, sending / idle"_s,
                u"%1 / %2"_s.arg(measured.switchesSending).arg(measured.switchesIdle));
    report.fact(u"stolen by the host, sending / idle"_s,
                u"%1 / %2 ms"_s.arg(number(measured.stolenSending * 1000, 0),
                                    number(measured.stolenIdle * 1000, 0)));
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
