// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "drivers/flashforge/legacymodels.h"
#include "drivers/flashforge/tcpchannel.h"
#include "drivers/flashforge/tcpreplies.h"

#include <QObject>
#include <QTimer>

namespace flotilla {
class Clock;
}

namespace flotilla::flashforge {

// What a machine of the command port said last.
struct LegacyStatus
{
    MachineInfo info = {};
    MachineState machine = {};
    QList<HeaterReading> heaters = {};
    PrintProgress progress = {}; // of the job under way, empty without one
    bool inControl = true;
};

// The command port of one machine as a session: logs in, asks what it is (M115), then polls M119,
// M105 and, while a job is under way, M27, one after the other. The polls are what keeps the
// session: the firmware drops a connection that is silent for half a minute. While a file is being
// sent nothing is asked. Main thread.
class LegacySession : public QObject
{
    Q_OBJECT

public:
    LegacySession(const QString &host, quint16 port, const Clock &clock, const Times &times,
                  QObject *parent);
    Q_DISABLE_COPY_MOVE(LegacySession)

    // One handshake; ends with opened() or failed().
    void open();
    // Logs out. Nothing is emitted for it.
    void close();
    bool isOpen() const { return m_phase == Phase::Open; }

    void setWatched(bool watched);
    void pollSoon();

    const LegacyStatus &status() const { return m_status; }
    const LegacyModel &model() const { return *m_model; }
    LegacyDialect dialect() const { return m_dialect; }
    TcpChannel &channel() { return m_channel; }
    // A file has the connection: nothing else is heard meanwhile.
    bool isReceiving() const { return m_channel.hasBorrower(); }

Q_SIGNALS:
    void opened();
    void failed(const flotilla::Error &error);
    // The connection of an open session is gone.
    void lost(const flotilla::Error &error);
    // A poll was answered; status() is up to date.
    void reported();
    // A poll was answered without sense.
    void pollFailed(const flotilla::Error &why);

private:
    enum class Phase { Closed, Opening, Open };

    void handleLoggedIn();
    void handleInfo(const Result<TcpReply> &reply);
    void handleLost(const Error &error);
    void poll();
    void handleMachineState(const Result<TcpReply> &reply);
    void askProgress();
    void endPoll();
    void failPoll(const Error &error);
    void schedulePoll();
    void ask(const QString &command, std::function<void(const Result<TcpReply> &)> handler);

    const Clock &m_clock;
    const Times m_times;
    TcpChannel m_channel;
    Phase m_phase = Phase::Closed;
    int m_generation = 0; // answers to an earlier open() are not heard
    const LegacyModel *m_model; // a row of the table
    LegacyDialect m_dialect = LegacyDialect::Wire;
    LegacyStatus m_status;
    QTimer m_pollTimer;
    std::chrono::milliseconds m_lastPoll {};
    bool m_polling = false;
    bool m_watched = false;
    bool m_soon = false;
};

} // namespace flotilla::flashforge
