// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/flashforge/flashforgedriver.h"

namespace flotilla::flashforge {

using namespace Qt::StringLiterals;

FlashForgeDriver::FlashForgeDriver(const DriverConfig &config, DriverContext &context,
                                   const Times &times, QObject *parent)
    : PrinterDriver(parent)
    , m_config(config)
    , m_http(config, context, times, nullptr)
    , m_legacy(config, context, times, nullptr)
    , m_side(&m_http)
{
    const QString protocol = config.settings[u"protocol"_s].toString();
    if (protocol == u"http")
        m_protocol = Protocol::Http;
    else if (protocol == u"legacy")
        m_protocol = Protocol::Legacy;
    if (m_protocol == Protocol::Legacy)
        m_side = &m_legacy;
    for (PrinterDriver *side :
         {static_cast<PrinterDriver *>(&m_http), static_cast<PrinterDriver *>(&m_legacy)}) {
        connect(side, &PrinterDriver::sessionOpened, this, &PrinterDriver::sessionOpened);
        connect(side, &PrinterDriver::sessionLost, this, &PrinterDriver::sessionLost);
        connect(side, &PrinterDriver::stateReported, this, &PrinterDriver::stateReported);
        connect(side, &PrinterDriver::beatMissed, this, &PrinterDriver::beatMissed);
        connect(side, &PrinterDriver::capabilitiesReported, this,
                &PrinterDriver::capabilitiesReported);
        connect(side, &PrinterDriver::connectFailed, this,
                [this, side](const LinkFailure &failure) { handleConnectFailed(side, failure); });
    }
}

bool FlashForgeDriver::hasCredentials() const
{
    return !m_config.settings[u"serialNumber"_s].toString().isEmpty()
        && !m_config.settings[u"checkCode"_s].toString().isEmpty();
}

void FlashForgeDriver::use(PrinterDriver *side)
{
    m_side = side;
    m_side->connectToPrinter();
}

void FlashForgeDriver::connectToPrinter()
{
    m_httpFailure.reset();
    use(m_protocol == Protocol::Legacy ? static_cast<PrinterDriver *>(&m_legacy) : &m_http);
}

// HTTP that is not there, or that nothing is known for, may be a machine without it.
void FlashForgeDriver::handleConnectFailed(PrinterDriver *side, const LinkFailure &failure)
{
    if (m_protocol == Protocol::Auto && side == &m_http && !m_httpFailure
        && (!hasCredentials() || failure.error.kind == Error::Kind::Unreachable)) {
        m_httpFailure = failure;
        m_legacy.refuseHttpGeneration(failure);
        use(&m_legacy);
        return;
    }
    // Neither is there. Where credentials were given, HTTP is what the person expects; where the
    // address is silent altogether, the code is not what is missing.
    const bool httpSaysMore = m_httpFailure && hasCredentials();
    Q_EMIT connectFailed(httpSaysMore ? *m_httpFailure : failure);
}

void FlashForgeDriver::disconnectFromPrinter()
{
    m_http.disconnectFromPrinter();
    m_legacy.disconnectFromPrinter();
}

void FlashForgeDriver::setWatched(bool watched)
{
    m_http.setWatched(watched);
    m_legacy.setWatched(watched);
}

} // namespace flotilla::flashforge
