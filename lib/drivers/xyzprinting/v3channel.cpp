// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/xyzprinting/v3channel.h"

#include "drivers/xyzprinting/query.h"
#include "drivers/xyzprinting/v3upload.h"

namespace flotilla::xyzprinting {

V3Channel::V3Channel(std::unique_ptr<Transport> transport, QThreadPool *pool, const Times &times,
                     QObject *parent)
    : ProtocolChannel(parent)
    , m_times(times)
    , m_pool(pool)
    , m_wire(std::move(transport), times)
{
    connect(&m_wire, &V3Wire::actionReported, this, &V3Channel::actionReported);
    connect(&m_wire, &V3Wire::lost, this, &ProtocolChannel::lost);
}

Command<V3Reply> V3Channel::send(const V3Request &request)
{
    if (isSending())
        return failure(
            Error::Kind::Busy,
            tr("The printer is receiving a file and hears nothing else until it is there."));
    return m_wire.send(request);
}

Command<MachineReport> V3Channel::query(const V3Request &request)
{
    return send(request).then(this, [this](const V3Reply &reply) -> Result<MachineReport> {
        applyQuery(m_report, reply.lines);
        return m_report;
    });
}

// A whole report tells the state, whatever else it leaves out.
Command<MachineReport> V3Channel::poll()
{
    return send(queryAll(m_times))
        .then(this, [this](const V3Reply &reply) -> Result<MachineReport> {
            MachineReport told = m_report;
            told.state.reset();
            applyQuery(told, reply.lines);
            if (!told.state)
                return failure(Error::Kind::BadReply,
                               tr("The printer's answer cannot be understood."));
            m_report = told;
            m_beganWithOk = reply.beganWithOk;
            return m_report;
        });
}

Command<MachineReport> V3Channel::ask(const QByteArray &letters)
{
    return query(queryLetters(letters, wire(), m_times));
}

Command<void> V3Channel::set(const QByteArray &text)
{
    return send(setting(text, wire(), m_times)).then(this, [](const V3Reply &) -> Result<void> {
        return {};
    });
}

Command<void> V3Channel::act(const QByteArray &text)
{
    return send(action(text, wire(), m_times)).then(this, [](const V3Reply &) -> Result<void> {
        return {};
    });
}

Command<QByteArray> V3Channel::picture()
{
    return failure(Error::Kind::Unsupported, tr("This printer has no camera."));
}

TransferJob *V3Channel::sendFile(const QString &threewPath, const QString &name, QObject *parent)
{
    if (isSending())
        return new FailedTransfer(
            {Error::Kind::Busy, tr("The printer is receiving another file."), {}}, parent);
    m_transfer = new V3Upload(*this, threewPath, name, m_pool, m_times, parent);
    return m_transfer;
}

void V3Channel::close()
{
    m_wire.close();
    m_transfer = nullptr;
    Q_EMIT closed();
}

} // namespace flotilla::xyzprinting
