// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "drivers/xyzprinting/protocolchannel.h"
#include "drivers/xyzprinting/v3wire.h"

#include <QPointer>

class QThreadPool;

namespace flotilla::xyzprinting {

// The V3 protocol of all da Vinci printers but the oldest, over network or cable.
class V3Channel : public ProtocolChannel
{
    Q_OBJECT

public:
    V3Channel(std::unique_ptr<Transport> transport, QThreadPool *pool, const Times &times,
              QObject *parent = nullptr);

    // Models with a menu of their own are slower and take no actions.
    void setHasLcd(bool hasLcd) { m_hasLcd = hasLcd; }

    Command<MachineReport> poll() override;
    Command<void> pause() override { return set("print[pause]"); }
    Command<void> resume() override { return set("print[resume]"); }
    Command<void> cancelJob() override { return set("print[cancel]"); }
    Command<void> clearPlate() override { return set("print[complete]"); }
    TransferJob *sendFile(const QString &threewPath, const QString &name, QObject *parent) override;
    bool isSending() const override { return m_transfer; }
    bool wasEndAcknowledged() const override { return m_endAcknowledged; }
    Command<QByteArray> picture() override;
    bool isSerial() const override { return m_wire.transport().isSerial(); }
    QString usbIdentity() const override { return m_wire.transport().usbIdentity(); }
    void close() override;

    // `config=<text>`. Over the network nothing answers it: read back what it was to change.
    Command<void> set(const QByteArray &text);
    // Only some letters, taken over into the report.
    Command<MachineReport> ask(const QByteArray &letters);
    // `action=<text>`: the printer has begun, as far as it tells.
    Command<void> act(const QByteArray &text);

    const MachineReport &report() const { return m_report; }
    // The last reply began as those of the machines begin that speak JSON as well.
    bool beganWithOk() const { return m_beganWithOk; }

Q_SIGNALS:
    void actionReported(const flotilla::xyzprinting::ActionReply &reply);
    // close() was called: a transfer under way ends.
    void closed();

private:
    friend class V3Upload;

    Wire wire() const { return {isSerial(), m_hasLcd}; }
    Command<V3Reply> send(const V3Request &request);
    Command<MachineReport> query(const V3Request &request);

    const Times m_times;
    QThreadPool *const m_pool;
    V3Wire m_wire;
    MachineReport m_report;
    bool m_hasLcd = false;
    bool m_beganWithOk = false;
    QPointer<TransferJob> m_transfer; // until it has ended
    bool m_endAcknowledged = false;
};

} // namespace flotilla::xyzprinting
