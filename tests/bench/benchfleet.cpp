// SPDX-License-Identifier: GPL-3.0-or-later
#include "benchfleet.h"

#include "drivers/builtindrivers.h"

#include <QJsonDocument>
#include <QLoggingCategory>

namespace flotilla::bench {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto peerPatience = 20s;
constexpr auto onlinePatience = 60s;
constexpr auto lookEvery = 250ms;

} // namespace

void spin(std::chrono::milliseconds time)
{
    QEventLoop loop;
    QTimer::singleShot(time, Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
}

void spinUntil(const std::function<bool()> &so, std::chrono::milliseconds limit, const char *what)
{
    QElapsedTimer clock;
    clock.start();
    while (!so()) {
        if (clock.hasExpired(limit.count()))
            qFatal("%s took too long", what);
        spin(10ms);
    }
}

Peer::Peer(const QString &program, const QStringList &arguments)
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(program, arguments, QIODevice::ReadOnly);
    spinUntil(
        [this] { return m_process.canReadLine() || m_process.state() == QProcess::NotRunning; },
        peerPatience, qPrintable(program));
    const QByteArray line = m_process.readLine();
    const QByteArray mark = "READY ";
    if (!line.startsWith(mark))
        qFatal("%s did not get ready", qPrintable(program));
    m_ready = QJsonDocument::fromJson(line.mid(mark.size())).object();
    QObject::connect(&m_process, &QProcess::finished, &m_process, [program](int code) {
        qFatal("%s ended with %d", qPrintable(program), code);
    });
}

Peer::~Peer()
{
    m_process.disconnect(&m_process);
    m_process.terminate();
    m_process.waitForFinished();
}

BenchFleet::BenchFleet(Fleet::Options options)
{
    // Two hundred sentences on a terminal are no part of what is measured.
    QLoggingCategory::setFilterRules(u"flotilla.*.info=false"_s);
    options.searchNetwork = false;
    registerBuiltinDrivers(m_registry);
    m_service = std::make_unique<api::FleetService>(
        m_registry,
        api::FleetService::Options {
            .folder = m_folder.path(), .secrets = store::SecretPolicy::FileOnly, .fleet = options});
    await(m_service->start());
}

BenchFleet::~BenchFleet()
{
    await(m_service->stop());
    m_watches.clear();
}

Printer *BenchFleet::add(const QString &name, const QJsonObject &simulated)
{
    NewPrinter description {.driver = simulated[u"driver"_s].toString(), .name = name};
    const QJsonObject settings = simulated[u"settings"_s].toObject();
    for (auto it = settings.begin(); it != settings.end(); ++it)
        description.settings.insert(it.key(), it.value().toVariant().toString());
    // A Creator 5 has no command port.
    if (description.settings.value(u"tcpPort"_s) == u"0")
        description.settings.remove(u"tcpPort"_s);
    return fleet().printer(await(fleet().add(description)));
}

void BenchFleet::open(qsizetype online)
{
    for (Printer *printer : fleet().printers())
        m_watches.push_back(printer->watch());
    fleet().openAll();
    spinUntil([&] { return countOnline() >= online; }, onlinePatience, "getting online");
}

qsizetype BenchFleet::countOnline() const
{
    const auto printers = m_service->fleet().printers();
    return std::count_if(printers.begin(), printers.end(), [](const Printer *printer) {
        return printer->status().link == Link::Online;
    });
}

PollLog::PollLog(const QList<Printer *> &printers)
{
    for (Printer *printer : printers)
        m_heard.append({printer, printer->status().observedAt});
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { look(); });
    m_timer.start(lookEvery);
}

void PollLog::look()
{
    for (Heard &heard : m_heard) {
        const QDateTime observed = heard.printer->status().observedAt;
        if (observed == heard.last)
            continue;
        if (heard.last.isValid())
            m_intervals.append(double(heard.last.msecsTo(observed)));
        heard.last = observed;
    }
}

} // namespace flotilla::bench
