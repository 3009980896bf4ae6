// SPDX-License-Identifier: GPL-3.0-or-later
#include "terminaldemo.h"

#include "demoday.h"

#include "jobs/runtask.h"

namespace flotilla {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// The sample takes 33 minutes; so many simulated seconds in a real one make it half a minute with
// heating.
constexpr double demoSpeed = 90;
constexpr auto repaintEvery = 200ms;
constexpr auto patience = 120s;

} // namespace

TerminalDemo::TerminalDemo(const DriverRegistry &registry, QObject *parent)
    : QObject(parent)
    , m_registry(registry)
    , m_machines(DemoFleet::Size::Workshop, demoSpeed)
{
    connect(&m_paintTimer, &QTimer::timeout, this, &TerminalDemo::paint);
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        fail({Error::Kind::TimedOut,
              tr("The simulated printers did not come to an end in two minutes."),
              {}});
    });
}

TerminalDemo::~TerminalDemo() = default;

void TerminalDemo::start()
{
    const auto sample = unpackSample(m_folder.path());
    if (!sample)
        return fail(sample.error());
    m_sample = *sample;
    if (const auto started = m_machines.start(); !started)
        return fail(started.error());

    m_service = std::make_unique<api::FleetService>(
        m_registry,
        api::FleetService::Options {.folder = m_folder.path(),
                                    .secrets = store::SecretPolicy::FileOnly,
                                    .fleet = {.rediscovery = 0ms, .searchNetwork = false}});
    m_patience.start(patience);
    m_service->start()
        .then(this, [this] { return m_machines.addTo(m_service->fleet()); })
        .onFinished(this, [this](const Result<void> &ready) {
            if (!ready)
                return fail(ready.error());
            sendToAll();
        });
}

void TerminalDemo::sendToAll()
{
    Fleet &fleet = m_service->fleet();
    std::puts(qPrintable(
        tr("Sending %1 to %n simulated printer(s):", nullptr, int(fleet.printers().size()))
            .arg(u"prusaslicer-bracket.gcode"_s)));
    connect(&fleet, &Fleet::statusChanged, this, &TerminalDemo::handleStatus);
    for (Printer *printer : fleet.printers())
        m_watches.push_back(printer->watch());
    fleet.openAll();
    m_paintTimer.start(repaintEvery);
}

void TerminalDemo::handleStatus(Printer *printer)
{
    const PrinterStatus &status = printer->status();
    if (status.link == Link::Online && status.state == State::Idle
        && !m_sent.contains(printer->id())) {
        m_sent.insert(printer->id());
        RunTask *task = m_service->jobs().send(
            {.printer = printer->id(), .filePath = m_sample, .start = true}, this);
        connect(task, &RunTask::finished, this, [this](const Result<SendOutcome> &outcome) {
            if (!outcome)
                fail(outcome.error());
        });
    }
    if (status.lastJob && m_sent.contains(printer->id()))
        m_results.insert(printer->id(), status.lastJob->result);
    if (m_results.size() == qsizetype(m_service->fleet().printers().size()))
        end();
}

void TerminalDemo::paint()
{
    QList<PrinterStatus> all;
    for (const Printer *printer : m_service->fleet().printers())
        all << printer->status();
    m_table.show(all);
}

void TerminalDemo::fail(const Error &error)
{
    if (std::exchange(m_ended, true))
        return;
    m_paintTimer.stop();
    std::fputs(qPrintable(error.message + u'\n'), stderr);
    Q_EMIT finished(exitStatus(error.kind));
}

void TerminalDemo::end()
{
    if (std::exchange(m_ended, true))
        return;
    m_paintTimer.stop();
    paint();
    const int completed = int(m_results.values().count(JobResult::Completed));
    std::puts(
        qPrintable(tr("%1 of %n printer(s) printed it to the end.", nullptr, int(m_results.size()))
                       .arg(completed)));
    const int status = completed == m_results.size() ? 0 : 1;
    m_service->stop().onFinished(this,
                                 [this, status](const Result<void> &) { Q_EMIT finished(status); });
}

} // namespace flotilla
