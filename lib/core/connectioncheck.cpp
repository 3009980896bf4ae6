// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectioncheck.h"

#include "core/drivercontext.h"
#include "net/knock.h"

#include <algorithm>

namespace flotilla {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

ConnectionCheck::ConnectionCheck(const DriverInfo &info, DriverContext &context,
                                 const Target &target, const Limits &limits, QObject *parent)
    : QObject(parent)
    , m_info(info)
    , m_context(context)
    , m_target(target)
    , m_limits(limits)
    , m_capabilities(info.widest)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        fail(outcome(Step::Protocol) == Outcome::Done ? Step::State : Step::Protocol,
             {Error::Kind::TimedOut,
              tr("The machine accepts a connection and says nothing. Another program may hold it: "
                 "close the maker's software."),
              {}});
    });
}

ConnectionCheck::ConnectionCheck(const DriverInfo &info, DriverContext &context,
                                 const Target &target, QObject *parent)
    : ConnectionCheck(info, context, target, Limits {}, parent)
{
}

ConnectionCheck::~ConnectionCheck()
{
    if (!m_driver)
        return;
    m_driver->disconnect(this);
    m_driver->disconnectFromPrinter();
}

void ConnectionCheck::start()
{
    if (m_info.address)
        m_address = m_info.address(m_target.settings);
    if (m_address) {
        knock();
    } else {
        set(Step::Address, Outcome::Absent);
        openSession();
    }
}

void ConnectionCheck::knock()
{
    set(Step::Address, Outcome::Working);
    net::Knock::start(m_address->host, m_address->port, m_limits.knock, m_context.clock, this)
        .onFinished(this, [this](const Result<milliseconds> &answered) {
            if (!answered)
                return fail(Step::Address, answered.error());
            m_answeredAfter = *answered;
            set(Step::Address, Outcome::Done);
            openSession();
        });
}

void ConnectionCheck::openSession()
{
    set(Step::Protocol, Outcome::Working);
    m_timer.start(m_limits.session);
    const DriverConfig config {QUuid::createUuid(), m_target.name, m_target.settings,
                               m_target.knownSerial};
    m_driver.reset(m_info.create(config, m_context, nullptr));
    PrinterDriver *driver = m_driver.get();
    connect(driver, &PrinterDriver::sessionOpened, this, &ConnectionCheck::handleOpened);
    connect(driver, &PrinterDriver::connectFailed, this, &ConnectionCheck::handleFailure);
    connect(driver, &PrinterDriver::sessionLost, this, &ConnectionCheck::handleFailure);
    connect(driver, &PrinterDriver::stateReported, this, &ConnectionCheck::handleState);
    connect(driver, &PrinterDriver::capabilitiesReported, this,
            [this](const Capabilities &capabilities) { m_capabilities = capabilities; });
    driver->setWatched(true); // the first report soon
    driver->connectToPrinter();
}

void ConnectionCheck::handleOpened(const Identity &identity)
{
    m_identity = identity;
    if (!m_target.knownSerial.isEmpty() && !identity.serial.isEmpty()
        && m_target.knownSerial != identity.serial) {
        fail(Step::Protocol,
             {Error::Kind::NotAuthorised,
              tr("Another printer answers at this address. Check the address."),
              tr("Expected serial number %1, found %2.")
                  .arg(m_target.knownSerial, identity.serial)});
        return;
    }
    set(Step::Protocol, Outcome::Done);
    set(Step::Credentials, hasSecret() ? Outcome::Done : Outcome::Absent);
    set(Step::State, Outcome::Working);
}

ConnectionCheck::Step ConnectionCheck::stepOf(const LinkFailure &failure) const
{
    if (outcome(Step::Protocol) == Outcome::Done)
        return Step::State;
    const Parameter *setting = m_info.setting(failure.setting);
    if (setting)
        return setting->secret ? Step::Credentials : Step::Protocol;
    switch (failure.error.kind) {
    case Error::Kind::Unreachable:
        return m_answeredAfter ? Step::Protocol : Step::Address;
    case Error::Kind::NotAuthorised:
    case Error::Kind::Refused: // it heard us, and does not let us in
        return hasSecret() ? Step::Credentials : Step::Protocol;
    default:
        return Step::Protocol;
    }
}

void ConnectionCheck::handleFailure(const LinkFailure &failure)
{
    const Step step = stepOf(failure);
    if (step == Step::Credentials) {
        // A code that was given was looked at: so the language is spoken. One that is missing was
        // never sent, and only a search can have told.
        const bool asked
            = !m_target.settings[failure.setting].toString().isEmpty() || failure.setting.isEmpty();
        set(Step::Protocol, asked || m_target.heard ? Outcome::Done : Outcome::Waiting);
    }
    fail(step, failure.error, failure.setting);
}

void ConnectionCheck::handleState(const DriverState &state)
{
    if (m_ended || outcome(Step::State) != Outcome::Working)
        return;
    m_timer.stop();
    m_state = state;
    set(Step::State, Outcome::Done);
    if (m_capabilities.cameraKinds.isEmpty()) {
        set(Step::Camera, Outcome::Absent);
        end();
    } else {
        openCamera();
    }
}

void ConnectionCheck::openCamera()
{
    set(Step::Camera, Outcome::Working);
    m_driver->openCamera({})
        .then(this,
              [this](const CameraSource &source) -> Command<milliseconds> {
                  const QString scheme = source.url.scheme();
                  const int usual = scheme == u"https" ? 443 : scheme == u"rtsp" ? 554 : 80;
                  return net::Knock::start(source.url.host(), quint16(source.url.port(usual)),
                                           m_limits.camera, m_context.clock, this);
              })
        .onFinished(this, [this](const Result<milliseconds> &answered) {
            endCamera(answered ? Result<void>() : failure(answered.error()));
        });
}

void ConnectionCheck::endCamera(const Result<void> &result)
{
    if (m_ended)
        return;
    if (!result)
        m_cameraError = result.error();
    m_driver->closeCamera({});
    set(Step::Camera, result ? Outcome::Done : Outcome::Failed);
    end();
}

void ConnectionCheck::fail(Step step, const Error &error, const QString &setting)
{
    if (m_ended || (hasPassed() && step != Step::Camera))
        return; // what happens after it let us in and spoke is no news for a check
    m_error = error;
    m_setting = setting;
    set(step, Outcome::Failed);
    end();
}

void ConnectionCheck::end()
{
    if (std::exchange(m_ended, true))
        return;
    m_timer.stop();
    if (m_driver) {
        m_driver->disconnect(this);
        m_driver->disconnectFromPrinter();
        m_driver.release()->deleteLater(); // we may be inside one of its signals
    }
    Q_EMIT finished();
}

void ConnectionCheck::set(Step step, Outcome outcome)
{
    Outcome &present = m_outcomes[size_t(step)];
    if (present == outcome)
        return;
    present = outcome;
    Q_EMIT changed();
}

bool ConnectionCheck::hasSecret() const
{
    return std::any_of(m_info.settings.cbegin(), m_info.settings.cend(),
                       [](const Parameter &parameter) { return parameter.secret; });
}

} // namespace flotilla
