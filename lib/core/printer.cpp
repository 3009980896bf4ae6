// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/printer.h"

#include "base/clock.h"
#include "base/logging.h"
#include "core/drivercontext.h"
#include "store/secretstore.h"

namespace flotilla {

using namespace Qt::StringLiterals;

// The link, and how the published status comes together. The commands are in printercommands.cpp.

Printer::Printer(PrinterRecord record, const DriverInfo &info, const Environment &environment,
                 QObject *parent)
    : QObject(parent)
    , m_record(std::move(record))
    , m_info(info)
    , m_environment(environment)
    , m_link(environment.rules, net::Backoff::systemRandom)
    , m_reported(m_record.lastStatus.reported)
    , m_status(m_record.lastStatus)
{
    m_linkTimer.setSingleShot(true);
    connect(&m_linkTimer, &QTimer::timeout, this, &Printer::driveLink);

    m_jobs.restore(m_status.job, m_status.lastJob, m_record.plate);
    // What was published last may be our reading of it (Finished for Idle with an occupied plate).
    m_reported.state = m_status.state == State::Finished && !m_record.capabilities.clearsPlate
        ? State::Idle
        : m_status.state;
    m_status.id = m_record.id;
    m_status.name = m_record.name;
    m_status.driver = m_record.driver;
    m_status.activity.reset();
    m_status.link = Link::Closed;
    m_status.linkText = linkText(Link::Closed);
    m_status.linkSince = m_environment.context.clock.now();
    m_status.nextTryAt = {};
    m_status.plate = m_record.plate;
}

Printer::~Printer()
{
    // Without a driver there is nothing in the gate; and a printer that was removed may go later
    // than the fleet with its gate.
    if (!m_driver)
        return;
    m_environment.gate.leave(this);
    m_driver->disconnect(this);
    m_driver->disconnectFromPrinter();
}

void Printer::open()
{
    if (!m_record.inService || m_link.link() != Link::Closed)
        return;
    m_link.open(now());
    driveLink();
}

void Printer::close()
{
    m_link.close(now());
    dropDriver();
    m_followUps.cancelAll();
    driveLink();
}

void Printer::tryNow()
{
    if (m_link.link() == Link::Closed) {
        open();
        return;
    }
    m_link.tryNow(now());
    driveLink();
}

void Printer::wasAway()
{
    m_jobs.lookAway();
    if (m_link.link() == Link::Closed || m_link.link() == Link::Rejected)
        return;
    // A connect that began before the absence may hang on a dead socket for long.
    m_environment.gate.leave(this);
    if (m_driver)
        m_driver->disconnectFromPrinter();
    m_link.wasAway(now());
    driveLink();
}

void Printer::apply(const PrinterRecord &record)
{
    // A new name is for the driver's sentences only: not worth breaking off a transfer.
    const bool renamed = record.name != m_record.name && !m_claimHolder;
    const bool connectAnew = renamed || record.settings != m_record.settings
        || record.serial != m_record.serial || record.inService != m_record.inService;
    m_record = record;
    Q_EMIT recordChanged();
    publish();
    if (connectAnew)
        reconnect();
}

void Printer::reconnect()
{
    if (m_link.link() == Link::Closed)
        return;
    m_link.close(now());
    dropDriver();
    if (m_record.inService)
        m_link.open(now());
    driveLink();
}

void Printer::loadSecretsAndCreateDriver()
{
    // All secrets one after the other, then the driver; an edit meanwhile makes the answer
    // worthless.
    const int generation = ++m_driverGeneration;
    Command<QJsonObject> settings {Result<QJsonObject>(m_record.settings)};
    for (const Parameter &parameter : m_info.settings) {
        if (!parameter.secret)
            continue;
        settings = settings.then(this, [this, key = parameter.key](const QJsonObject &soFar) {
            return m_environment.context.secrets.read(secretKey(m_record.id, key))
                .chain(this, [soFar, key](const Result<QByteArray> &secret) -> Result<QJsonObject> {
                    QJsonObject with = soFar;
                    if (secret)
                        with.insert(key, QString::fromUtf8(*secret));
                    else if (secret.error().kind != Error::Kind::NotFound)
                        return failure(secret.error());
                    return with;
                });
        });
    }
    settings.onFinished(this, [this, generation](const Result<QJsonObject> &complete) {
        if (generation != m_driverGeneration || m_link.link() == Link::Closed)
            return;
        if (complete) {
            createDriver(*complete);
            startConnect();
        } else {
            handleConnectFailed({complete.error(), AfterFailure::AskPerson});
        }
    });
}

void Printer::createDriver(const QJsonObject &settings)
{
    const DriverConfig config {m_record.id, m_record.name, settings, m_record.serial};
    m_driver.reset(m_info.create(config, m_environment.context, nullptr));
    PrinterDriver *driver = m_driver.get();
    connect(driver, &PrinterDriver::sessionOpened, this, &Printer::handleSessionOpened);
    connect(driver, &PrinterDriver::connectFailed, this, &Printer::handleConnectFailed);
    connect(driver, &PrinterDriver::sessionLost, this, &Printer::handleSessionLost);
    connect(driver, &PrinterDriver::stateReported, this, &Printer::handleState);
    connect(driver, &PrinterDriver::beatMissed, this, &Printer::handleBeatMissed);
    connect(driver, &PrinterDriver::capabilitiesReported, this, &Printer::handleCapabilities);
    connect(driver, &PrinterDriver::settingLearnt, this,
            [this](const QString &key, const QJsonValue &value) {
                if (m_link.link() != Link::Online || m_record.settings[key] == value)
                    return;
                m_record.settings.insert(key, value);
                Q_EMIT recordChanged();
            });
    driver->setWatched(m_watchers > 0);
}

void Printer::dropDriver()
{
    ++m_driverGeneration;
    m_environment.gate.leave(this);
    if (!m_driver)
        return;
    m_driver->disconnect(this);
    m_driver->disconnectFromPrinter();
    m_driver.release()->deleteLater(); // we may be inside one of its signals
}

void Printer::driveLink()
{
    m_link.tick(now());
    if (m_link.wantsConnect(now())) {
        m_link.connectStarted(now());
        if (m_driver)
            startConnect();
        else
            loadSecretsAndCreateDriver();
    }
    if (m_link.link() != Link::Online && m_link.link() != Link::Stale)
        m_jobs.lookAway();
    if (const auto due = m_link.due())
        m_linkTimer.start(qMax(std::chrono::milliseconds(1), *due - now()));
    else
        m_linkTimer.stop();
    publish();
}

void Printer::startConnect()
{
    m_environment.gate.enter(this, [this] { m_driver->connectToPrinter(); });
}

void Printer::handleSessionOpened(const Identity &identity)
{
    m_environment.gate.leave(this);
    const bool otherMachine = !m_record.serial.isEmpty() && !identity.serial.isEmpty()
        && m_record.serial != identity.serial;
    if (otherMachine) {
        m_driver->disconnectFromPrinter();
        handleConnectFailed({Error {Error::Kind::NotAuthorised,
                                    tr("Another printer answers at the address of “%1”. Check the "
                                       "address, or remove this printer "
                                       "and add the other one.")
                                        .arg(m_record.name),
                                    tr("Remembered serial number %1, found %2.")
                                        .arg(m_record.serial, identity.serial)},
                             AfterFailure::AskPerson,
                             /*otherMachine=*/true});
        return;
    }
    if (m_record.serial.isEmpty() && !identity.serial.isEmpty()) {
        m_record.serial = identity.serial;
        Q_EMIT recordChanged();
    }
    m_link.sessionOpened(now());
    qCInfo(lcFleet).noquote() << m_record.name << "is online";
    driveLink();
}

void Printer::handleState(const DriverState &state)
{
    if (m_link.link() != Link::Online)
        return;
    m_link.beat(now());
    m_reported = state;
    const QDateTime wall = m_environment.context.clock.now();
    const JobTracker::Change change
        = m_jobs.observe(state, m_record.capabilities.clearsPlate, wall);
    m_status.observedAt = wall;
    publish();
    // Signals last: whoever hears them finds everything consistent.
    if (change.ended)
        Q_EMIT jobEnded();
    if (change.started)
        Q_EMIT jobStarted();
    m_followUps.observe(state);
    Q_EMIT heard();
}

void Printer::handleConnectFailed(const LinkFailure &failure)
{
    m_environment.gate.leave(this);
    m_link.connectFailed(failure, now());
    qCInfo(lcFleet).noquote() << m_record.name << "cannot be connected:" << failure.error.message;
    driveLink();
}

void Printer::handleSessionLost(const LinkFailure &failure)
{
    if (m_link.link() != Link::Online)
        return; // of a session that we gave up ourselves
    m_link.sessionLost(failure, now());
    m_driver->disconnectFromPrinter();
    qCInfo(lcFleet).noquote() << m_record.name << "lost the link:" << failure.error.message;
    driveLink();
}

void Printer::handleBeatMissed(const Error &why)
{
    const Link before = m_link.link();
    m_link.beatMissed(why, now());
    if (before == Link::Online && m_link.link() != Link::Online) {
        m_driver->disconnectFromPrinter();
        qCInfo(lcFleet).noquote() << m_record.name << "has fallen silent:" << why.message;
    }
    driveLink();
}

void Printer::handleCapabilities(const Capabilities &capabilities)
{
    // Outside a session it may be another machine that speaks.
    if (m_link.link() != Link::Online || m_record.capabilities == capabilities)
        return;
    m_record.capabilities = capabilities;
    Q_EMIT recordChanged();
    Q_EMIT capabilitiesChanged();
}

void Printer::setActivity(const std::optional<Activity> &activity)
{
    m_activity = activity;
    if (m_activity && !m_activity->since.isValid()) {
        const bool goesOn = m_status.activity && m_status.activity->kind == m_activity->kind;
        m_activity->since = goesOn ? m_status.activity->since : m_environment.context.clock.now();
    }
    publish();
}

void Printer::attachRun(const QString &runId, JobSource source)
{
    m_jobs.attachRun(runId, source);
    publish();
}

void Printer::publish()
{
    const QDateTime wall = m_environment.context.clock.now();
    PrinterStatus next = m_status;
    next.name = m_record.name;
    next.link = m_link.link();
    next.linkText = m_link.reason() ? m_link.reason()->message : linkText(next.link);
    if (next.link != m_status.link || !m_status.linkSince.isValid())
        next.linkSince = wall;
    next.nextTryAt = {};
    if (const auto at = m_link.nextTryAt(); at && *at > now())
        next.nextTryAt = wall.addMSecs((*at - now()).count());

    next.reported = m_reported;
    next.state = m_reported.state;
    next.stateText = m_reported.stateText.isEmpty() ? stateText(next.state) : m_reported.stateText;
    if (m_reported.state == State::Idle && m_jobs.plate() == Plate::Occupied) {
        next.state = State::Finished;
        next.stateText = tr("Finished, the plate is not cleared");
    } else if (m_reported.state == State::Finished && m_jobs.plate() == Plate::Clear
               && !m_record.capabilities.clearsPlate) {
        // It will say Finished until the next job: nobody can tell it what the person told us.
        next.state = State::Idle;
        next.stateText = stateText(State::Idle);
    }
    if (next.state != m_status.state || !m_status.stateSince.isValid())
        next.stateSince = wall;
    next.plate = m_jobs.plate();
    next.job = m_jobs.job();
    next.lastJob = m_jobs.lastJob();
    next.activity = m_activity;

    // The planned time wanders with the clock we compute it from; a try that is still the same one
    // is no news.
    if (next.nextTryAt.isValid() && m_status.nextTryAt.isValid()
        && qAbs(next.nextTryAt.msecsTo(m_status.nextTryAt)) < 500)
        next.nextTryAt = m_status.nextTryAt;
    const bool changed = !next.saysTheSameAs(m_status);
    m_status = std::move(next);
    m_record.plate = m_status.plate;
    if (changed)
        Q_EMIT statusChanged();
}

void Printer::changeWatchers(int by)
{
    const bool before = m_watchers > 0;
    m_watchers += by;
    if (m_driver && before != (m_watchers > 0))
        m_driver->setWatched(m_watchers > 0);
}

CameraLease Printer::acquireCamera(const QString &cameraId)
{
    auto &gate = m_cameraGates[cameraId];
    if (!gate) {
        gate = std::make_unique<CameraGate>(
            [this, cameraId]() -> Command<CameraSource> {
                if (m_link.link() != Link::Online)
                    return failure(notOnline());
                return m_driver->openCamera(cameraId);
            },
            [this, cameraId] {
                if (m_driver)
                    m_driver->closeCamera(cameraId);
            },
            nullptr);
    }
    return CameraLease(gate.get());
}

std::chrono::milliseconds Printer::now() const
{
    return m_environment.context.clock.monotonic();
}

WatchToken::WatchToken(Printer *printer)
    : m_printer(printer)
{
    printer->changeWatchers(+1);
}

WatchToken::WatchToken(WatchToken &&other) noexcept
    : m_printer(std::exchange(other.m_printer, nullptr))
{
}

WatchToken &WatchToken::operator=(WatchToken &&other) noexcept
{
    std::swap(m_printer, other.m_printer);
    return *this;
}

WatchToken::~WatchToken()
{
    if (m_printer)
        m_printer->changeWatchers(-1);
}

} // namespace flotilla
