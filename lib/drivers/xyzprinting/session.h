// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "drivers/xyzprinting/protocolchannel.h"
#include "drivers/xyzprinting/times.h"
#include "files/threew/xyzmodels.h"

#include <QJsonObject>
#include <QTimer>

#include <memory>

class QThreadPool;

namespace flotilla::xyzprinting {

class V3Channel;

// One session with one printer: finds out which protocol it speaks, asks how it is at the right
// pace, and lends its channel to commands and files. Main thread.
class Session : public QObject
{
    Q_OBJECT

public:
    // `settings`: those of the driver.
    Session(const QJsonObject &settings, QThreadPool *pool, const Clock &clock, const Times &times,
            QObject *parent = nullptr);
    ~Session() override;

    // Ends with one of opened() and failed().
    void open();
    // At once; commands and transfers end as Canceled.
    void close();
    bool isOpen() const { return m_phase == Phase::Open; }
    void setWatched(bool watched);
    // The next poll as soon as the printer can bear it.
    void pollSoon();
    // While a file is on its way nothing is polled.
    void setHeld(bool held);

    // There from opened() on.
    ProtocolChannel &channel() { return *m_channel; }
    // Null where the printer is spoken to in JSON.
    V3Channel *v3() const;
    const MachineReport &report() const { return m_report; }
    // By the setting, else by what the printer says; null for one that nobody knows.
    const files::threew::XyzModel *model() const;

    // One poll out of turn, for a held session.
    Command<MachineReport> pollNow();

Q_SIGNALS:
    void opened();
    void failed(const flotilla::Error &error);
    // It was open. close() has been called already.
    void lost(const flotilla::Error &error);
    // One beat: a whole report, or the word that the printer is busy, or nothing.
    void reported();
    void toldBusy();
    void pollFailed(const flotilla::Error &error);
    // Whoever waits for something of this session ends with `why`.
    void closed(const flotilla::Error &why);
    // For the settings of this printer.
    void learnt(const QString &key, const QJsonValue &value);

private:
    enum class Phase { Closed, Opening, Open };

    void useV3();
    void useJson();
    void ask();
    void poll();
    void schedule();
    void handleAnswer(const Result<MachineReport> &answer);
    void handleFirst();
    void handleLost(const Error &error);
    void end(const Error &why);
    bool speaksJson() const;
    std::chrono::milliseconds pause() const;

    const QJsonObject m_settings;
    QThreadPool *const m_pool;
    const Clock &m_clock;
    const Times m_times;
    const bool m_serial;
    std::unique_ptr<ProtocolChannel> m_channel;
    QString m_jobHold; // what a JSON session has to remember of the running job
    MachineReport m_report;
    Phase m_phase = Phase::Closed;
    bool m_watched = false;
    bool m_held = false;
    bool m_polling = false;
    bool m_soon = false;
    int m_generation = 0; // of the session; an answer to an older one is not heard
    std::chrono::milliseconds m_lastPoll {};
    QTimer m_timer;
};

} // namespace flotilla::xyzprinting
