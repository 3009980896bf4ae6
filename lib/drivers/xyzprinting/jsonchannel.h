// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "drivers/xyzprinting/jsonexchanges.h"
#include "drivers/xyzprinting/jsonmessages.h"
#include "drivers/xyzprinting/jsonupload.h"
#include "drivers/xyzprinting/protocolchannel.h"
#include "drivers/xyzprinting/times.h"

#include <QElapsedTimer>

#include <deque>
#include <memory>
#include <optional>

class QThreadPool;

namespace flotilla::xyzprinting {

// What the printer has to be told again to act on its running job, and what it cannot say itself.
struct JobHold
{
    QString token = {}; // empty: the job was not started from here
    bool paused = false; // it has no state number for it

    QString toText() const; // for a setting
    static JobHold fromText(const QString &text);
    bool operator==(const JobHold &) const = default;
};

// The 1.1 Plus over its JSON protocol. Polls follow each other no faster than Times::shortestPoll,
// pictures no faster than Times::stillPause: whoever asks sooner waits, and who asks while the same
// question is open shares its answer. While a file is sent all other commands end as Busy.
class JsonChannel final : public ProtocolChannel
{
    Q_OBJECT

public:
    JsonChannel(std::unique_ptr<Transport> transport, QThreadPool *pool, const Times &times,
                QObject *parent = nullptr);
    ~JsonChannel() override;

    // What an earlier session knew of the job that runs. Before the first poll.
    void setJobHold(const JobHold &hold);

    Command<MachineReport> poll() override;
    Command<void> pause() override;
    Command<void> resume() override;
    Command<void> cancelJob() override;
    Command<void> clearPlate() override;
    TransferJob *sendFile(const QString &threewPath, const QString &name, QObject *parent) override;
    bool isSending() const override;
    Command<QByteArray> picture() override;
    bool isSerial() const override { return m_wire.isSerial(); }
    QString usbIdentity() const override { return {}; }
    void close() override;

Q_SIGNALS:
    // To be kept, for a session that begins while the job still runs.
    void jobHoldChanged(const flotilla::xyzprinting::JobHold &hold);

private:
    Command<void> act(jsonmessages::JobAct act, bool pausedAfterwards);
    Command<JsonReply> ask(const QByteArray &request, int command);
    void sendPoll();
    void sendPicture();
    void handleStatus(const CommandPromise<MachineReport> &promise, const Result<JsonReply> &reply);
    void askLog(const CommandPromise<MachineReport> &promise);
    void endPoll(const CommandPromise<MachineReport> &promise, const Result<MachineReport> &result);
    MachineReport published() const;
    void followJob();
    void setHold(const JobHold &hold);
    tl::unexpected<Error> sendingNow() const;
    void enqueue(std::unique_ptr<JsonExchange> exchange);
    void runNext();
    std::chrono::milliseconds untilNext(const QElapsedTimer &last,
                                        std::chrono::milliseconds pause) const;

    const Times m_times;
    QThreadPool *const m_pool;
    JsonWire m_wire;
    std::deque<std::unique_ptr<JsonExchange>> m_waiting;
    // Held until the wire is free: it must outlive the call that ends it.
    std::unique_ptr<JsonExchange> m_running;
    QPointer<JsonUpload> m_upload;
    bool m_uploadWaits = false; // for the wire
    std::optional<CommandPromise<MachineReport>> m_poll;
    std::optional<CommandPromise<QByteArray>> m_picture;
    QTimer m_pollTimer;
    QTimer m_pictureTimer;
    QElapsedTimer m_lastPoll;
    QElapsedTimer m_lastPicture;
    MachineReport m_report;
    QList<quint32> m_logAskedFor; // errors whose log was looked at
    QList<quint32> m_logged;
    JobHold m_hold;
    bool m_jobSeen = false; // the job of m_hold was seen running
};

} // namespace flotilla::xyzprinting
