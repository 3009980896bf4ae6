// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/printer.h"

namespace flotilla {

// The steps of a run, for lib/jobs alone.

Result<Claim> Printer::claim(const QString &holder)
{
    if (m_claimHolder)
        return failure(
            Error::Kind::Busy,
            tr("“%1” is taken by “%2” at the moment.").arg(m_record.name, *m_claimHolder));
    m_claimHolder = holder;
    return Claim(this);
}

Result<void> Printer::readyToStart() const
{
    if (m_link.link() != Link::Online)
        return failure(notOnline());
    if (m_status.plate == Plate::Occupied || m_status.state == State::Finished) {
        return failure(Error::Kind::Refused,
                       tr("The last print still lies on the plate of “%1”. Take it off and say "
                          "that the plate is clear.")
                           .arg(m_record.name));
    }
    if (m_status.state != State::Idle)
        return failure(Error::Kind::Busy,
                       tr("“%1” cannot start a job now. Its state is “%2”.")
                           .arg(m_record.name, m_status.stateText));
    return {};
}

Result<QString> Printer::storedName(const QString &fileName) const
{
    if (m_link.link() != Link::Online)
        return failure(notOnline());
    return m_driver->storedName(fileName);
}

TransferJob *Printer::upload(const UploadRequest &request, QObject *parent)
{
    const Capabilities &can = m_record.capabilities;
    const bool supported = can.storesFiles || (request.start && can.startsOnUpload);
    const QString what = request.start || !can.startsOnUpload
        ? tr("receive files")
        : tr("receive a file without printing it");
    if (const auto checked = checkStep({.supported = supported, .what = what}); !checked)
        return new FailedTransfer(checked.error(), parent);
    return m_driver->upload(request, parent);
}

Command<Shown> Printer::startStored(const QString &fileName, const QJsonObject &options)
{
    const Step step {.supported = m_record.capabilities.startsStored,
                     .what = tr("start a stored file")};
    if (const auto checked = checkStep(step); !checked)
        return failure(checked.error());
    return m_driver->startStored(fileName, options);
}

Claim::Claim(Printer *printer)
    : m_printer(printer)
{
}

Claim::Claim(Claim &&other) noexcept
    : m_printer(std::exchange(other.m_printer, nullptr))
{
}

Claim &Claim::operator=(Claim &&other) noexcept
{
    std::swap(m_printer, other.m_printer);
    return *this;
}

Claim::~Claim()
{
    if (m_printer)
        m_printer->m_claimHolder.reset();
}

} // namespace flotilla
