// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/xyzprinting/xyzdriver.h"

#include "base/clock.h"
#include "drivers/xyzprinting/offering.h"
#include "drivers/xyzprinting/reporting.h"
#include "drivers/xyzprinting/sendjob.h"
#include "drivers/xyzprinting/v3channel.h"

namespace flotilla::xyzprinting {

using namespace Qt::StringLiterals;
using files::threew::Form;
using files::threew::Version;

// Session, reports and files; the commands are in xyzcommands.cpp.

namespace {

// The setting that has to be mended, and what to say while it is empty.
std::optional<LinkFailure> missingAddress(const QJsonObject &settings)
{
    const bool serial = settings[u"transport"_s].toString() == u"serial";
    const QString key = serial ? u"serialDevice"_s : u"host"_s;
    if (!settings[key].toString().isEmpty())
        return std::nullopt;
    return LinkFailure {
        .error = {Error::Kind::WrongUse,
                  serial ? XyzDriver::tr("Choose the port the printer's cable is plugged into.")
                         : XyzDriver::tr("Give the printer's address in the network."),
                  {}},
        .after = AfterFailure::AskPerson,
        .setting = key};
}

} // namespace

XyzDriver::XyzDriver(const DriverConfig &config, DriverContext &context, const Times &times,
                     QObject *parent)
    : PrinterDriver(parent)
    , m_config(config)
    , m_context(context)
    , m_times(times)
    , m_session(config.settings, &context.pool, context.clock, times)
    , m_tracker(times)
    , m_fileVersion(config.settings[u"fileVersion"_s].toString())
    , m_lookup(context.lookupAddress, context.network)
{
    connect(&m_session, &Session::opened, this, &XyzDriver::handleOpened);
    connect(&m_session, &Session::reported, this, &XyzDriver::handleReported);
    connect(&m_session, &Session::toldBusy, this, [this] { report(m_tracker.busy()); });
    connect(&m_session, &Session::pollFailed, this, &XyzDriver::beatMissed);
    connect(&m_session, &Session::learnt, this, &XyzDriver::settingLearnt);
    connect(&m_session, &Session::failed, this, [this](const Error &error) {
        Q_EMIT connectFailed({.error = error, .after = AfterFailure::TryAgain});
    });
    connect(&m_session, &Session::lost, this, [this](const Error &error) {
        Q_EMIT sessionLost({.error = error, .after = AfterFailure::TryAgain});
    });
}

void XyzDriver::connectToPrinter()
{
    if (const auto missing = missingAddress(m_config.settings)) {
        QMetaObject::invokeMethod(
            this, [this, missing] { Q_EMIT connectFailed(*missing); }, Qt::QueuedConnection);
        return;
    }
    m_session.open();
}

void XyzDriver::disconnectFromPrinter()
{
    m_session.close();
}

void XyzDriver::setWatched(bool watched)
{
    m_session.setWatched(watched);
}

void XyzDriver::handleOpened()
{
    if (m_context.clock.monotonic() - m_heardAt > m_times.forgetAfter)
        m_tracker.forget();
    m_capabilities = {};
    if (V3Channel *v3 = m_session.v3())
        connect(v3, &V3Channel::actionReported, this, &XyzDriver::handleActionReply,
                Qt::UniqueConnection);
    const MachineReport &told = m_session.report();
    Q_EMIT sessionOpened(
        {told.serial, modelName(told, m_session.model()), told.firmware, told.name});
}

void XyzDriver::handleReported()
{
    m_heardAt = m_context.clock.monotonic();
    reportCapabilities();
    const TrackedState tracked = m_tracker.observe(m_session.report(), m_heardAt);
    if (tracked.state == State::Idle)
        m_jobName.clear();
    if (isJobState(tracked.state))
        m_actionFault.reset();
    report(tracked);
}

void XyzDriver::report(const TrackedState &tracked)
{
    DriverState state = stateFrom(m_session.report(), tracked, m_session.model(), m_jobName);
    if (m_actionFault)
        state.faults.append(*m_actionFault);
    state.readings += m_lookedUp;
    Q_EMIT stateReported(state);
}

void XyzDriver::reportCapabilities()
{
    Capabilities can = capabilitiesOf(m_session.model(), m_session.report(), !m_session.v3());
    if (const auto lookUp = m_lookup.action())
        can.actions.append(*lookUp);
    if (can == m_capabilities)
        return;
    m_capabilities = can;
    Q_EMIT capabilitiesReported(can);
}

Result<QString> XyzDriver::storedName(const QString &fileName) const
{
    return wireFileName(fileName);
}

// What this printer's files look like: as the person said, or as was learnt, or by model and
// firmware.
std::optional<Form> XyzDriver::form() const
{
    const files::threew::XyzModel *model = m_session.model();
    if (!model)
        return std::nullopt;
    if (m_fileVersion == u"2")
        return Form {Version::V2, model->form.zipped};
    if (m_fileVersion == u"5")
        return Form {Version::V5, false};
    return files::threew::formFor(*model, m_session.report().firmware);
}

TransferJob *XyzDriver::upload(const UploadRequest &request, QObject *parent)
{
    const auto refused = [parent](Error::Kind kind, const QString &message) {
        return new FailedTransfer({kind, message, {}}, parent);
    };
    if (!request.start)
        return refused(
            Error::Kind::Unsupported,
            tr("This printer prints whatever it receives; it cannot only store a file."));
    const auto name = wireFileName(request.fileName);
    if (!name)
        return refused(name.error().kind, name.error().message);
    if (!m_session.isOpen())
        return refused(Error::Kind::Unreachable, tr("The printer is not connected."));
    if (m_sending || m_session.channel().isSending())
        return refused(Error::Kind::Busy, tr("The printer is receiving another file."));
    if (isJobState(m_tracker.last().state))
        return refused(Error::Kind::Busy,
                       tr("The printer is printing. Send the file when it is idle."));
    auto *job = new SendJob(m_session, request, *name, form(), &m_context.pool, m_times, parent);
    connect(job, &SendJob::started, this, [this](const QString &started) { m_jobName = started; });
    connect(job, &SendJob::versionLearnt, this, [this](Version version) {
        m_fileVersion = QString::number(int(version));
        Q_EMIT settingLearnt(u"fileVersion"_s, m_fileVersion);
    });
    m_sending = job;
    return job;
}

Command<QByteArray> XyzDriver::takePicture(const QString &)
{
    if (!m_session.isOpen())
        return failure(Error::Kind::Unreachable, tr("The printer is not connected."));
    return m_session.channel().picture();
}

} // namespace flotilla::xyzprinting
