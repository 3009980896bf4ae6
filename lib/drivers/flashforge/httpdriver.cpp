// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/flashforge/httpdriver.h"

#include "base/logging.h"
#include "drivers/flashforge/offering.h"
#include "drivers/flashforge/reporting.h"

namespace flotilla::flashforge {

using namespace Qt::StringLiterals;

// The session: how it opens, what it hears, how it fails. The commands are in
// httpcommands.cpp.

HttpDriver::HttpDriver(const DriverConfig &config, DriverContext &context, const Times &times,
                       QObject *parent)
    : PrinterDriver(parent)
    , m_config(config)
    , m_context(context)
    , m_times(times)
    , m_endpoint {config.settings[u"host"_s].toString(),
                  quint16(config.settings[u"httpPort"_s].toInt(8898)),
                  quint16(config.settings[u"tcpPort"_s].toInt(8899))}
    , m_acceptedSerial(config.knownSerial)
{
}

HttpDriver::~HttpDriver() = default;

void HttpDriver::connectToPrinter()
{
    const auto credentials = usableCredentials(m_config.settings[u"serialNumber"_s].toString(),
                                               m_config.settings[u"checkCode"_s].toString());
    const auto refuse = [this](const Error &error, const QString &setting) {
        QMetaObject::invokeMethod(
            this,
            [this, error, setting] {
                Q_EMIT connectFailed({error, AfterFailure::AskPerson, false, setting});
            },
            Qt::QueuedConnection);
    };
    if (!credentials)
        return refuse({Error::Kind::NotAuthorised,
                       tr("“%1” needs its serial number and check code. The printer shows both "
                          "after “LAN only” is switched on.")
                           .arg(m_config.printerName),
                       credentials.error().message},
                      isUsableSerial(m_config.settings[u"serialNumber"_s].toString())
                          ? u"checkCode"_s
                          : u"serialNumber"_s);
    if (!m_session) {
        m_session = std::make_unique<HttpSession>(m_endpoint, *credentials, m_context.network,
                                                  m_context.clock, m_times, nullptr);
        connect(m_session.get(), &HttpSession::opened, this, &HttpDriver::handleOpened);
        connect(m_session.get(), &HttpSession::failed, this, &HttpDriver::handleFailed);
        connect(m_session.get(), &HttpSession::refused, this, &HttpDriver::handleRefused);
        connect(m_session.get(), &HttpSession::detailReceived, this, &HttpDriver::handleDetail);
        connect(m_session.get(), &HttpSession::pollFailed, this, &HttpDriver::beatMissed);
        m_session->setWatched(m_watched);
    }
    m_lastState.reset();
    m_session->open();
}

void HttpDriver::disconnectFromPrinter()
{
    if (m_tcp)
        m_tcp->close();
    if (m_session)
        m_session->close();
}

void HttpDriver::setWatched(bool watched)
{
    m_watched = watched;
    if (m_session)
        m_session->setWatched(watched);
}

void HttpDriver::handleOpened()
{
    const Detail &detail = m_session->detail();
    m_capabilities = capabilitiesOf(model(), m_session->product(), detail);
    m_acceptedSerial = m_session->credentials().serialNumber;
    // The printer compared the serial number with its own and accepted it; it sends none itself.
    Q_EMIT sessionOpened({m_session->credentials().serialNumber, model().name,
                          detail.firmware.value_or(QString()), detail.name.value_or(QString())});
    if (m_session->isOpen()) // it was the right machine
        Q_EMIT capabilitiesReported(m_capabilities);
}

void HttpDriver::handleFailed(const ReplyFailure &failure)
{
    Q_EMIT connectFailed(linkFailure(failure));
}

void HttpDriver::handleRefused(const ReplyFailure &failure)
{
    Q_EMIT sessionLost(linkFailure(failure));
}

LinkFailure HttpDriver::linkFailure(const ReplyFailure &failure) const
{
    switch (failure.cause) {
    case ReplyCause::WrongSerial:
        // It took this number before, so it is the machine that changed.
        if (isSameSerial(m_acceptedSerial, m_session->credentials().serialNumber))
            return {Error {Error::Kind::NotAuthorised,
                           tr("Another printer answers at the address of “%1”. Check the address, "
                              "or remove this printer "
                              "and add the other one.")
                               .arg(m_config.printerName),
                           failure.error.detail},
                    AfterFailure::AskPerson,
                    /*otherMachine=*/true, u"serialNumber"_s};
        // Never taken yet: a mistyped number or the wrong machine; a new code would not help either
        // way.
        return {failure.error, AfterFailure::AskPerson, /*otherMachine=*/true, u"serialNumber"_s};
    case ReplyCause::WrongCode:
        return {failure.error, AfterFailure::AskPerson, false, u"checkCode"_s};
    case ReplyCause::LanModeOff:
        return {failure.error, AfterFailure::LookAgain};
    default:
        return {failure.error, AfterFailure::TryAgain};
    }
}

void HttpDriver::handleDetail()
{
    const Detail &detail = m_session->detail();
    if (detail.unknownStatus.isEmpty()) {
        m_lastState = detail.state();
    } else if (detail.unknownStatus != m_reportedUnknownWord) {
        m_reportedUnknownWord = detail.unknownStatus;
        qCWarning(lcFlashForge).noquote()
            << m_config.printerName << "is in a state we do not know:" << detail.unknownStatus;
    }
    // What is fitted can change between two polls: a station plugged in, moves allowed or not.
    if (Capabilities now = capabilitiesOf(model(), m_session->product(), detail);
        now != m_capabilities) {
        m_capabilities = std::move(now);
        Q_EMIT capabilitiesReported(m_capabilities);
    }
    Q_EMIT stateReported(
        driverState(detail, model(), m_session->credentials().serialNumber, m_lastState));
}

const Model &HttpDriver::model() const
{
    return modelOf(m_session->detail());
}

TcpChannel *HttpDriver::tcp()
{
    if (!m_tcp)
        m_tcp = std::make_unique<TcpChannel>(m_endpoint.host, m_endpoint.tcpPort, m_times, nullptr);
    return m_tcp.get();
}

} // namespace flotilla::flashforge
