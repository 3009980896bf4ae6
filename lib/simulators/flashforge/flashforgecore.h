// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "simulators/flashforge/flashforgefiles.h"
#include "simulators/flashforge/flashforgemachine.h"
#include "simulators/requestlog.h"
#include "simulators/simulator.h"

#include <functional>
#include <optional>

namespace flotilla::simulators {

enum class FlashForgeFault {
    None,
    Silent,
    Slow,
    Garbage,
    Drop,
    Busy,
    WrongCode,
    LanOff,
    OtherSerial,
    Reboot,
    Refuse,
    Full,
    LostAck,
    Ignore,
    NoStart,
    Occupied,
    NoPacketAck,
    BadPacket,
    LostBytes,
    NoOk,
    BareOk,
    Pieces,
    LateList,
    NoList,
};

QList<FaultInfo> flashForgeFaults();
std::optional<FlashForgeFault> flashForgeFault(const QString &name);
QString flashForgeFaultName(FlashForgeFault fault);

// What the three doors of one simulated printer (HTTP, command port, discovery) share. Main thread.
class FlashForgeCore
{
public:
    FlashForgeCore(const FlashForgeModel &model, SimulatorOptions simulatorOptions);
    Q_DISABLE_COPY_MOVE(FlashForgeCore)

    // Simulated time follows the clock up to now.
    void catchUp();
    void setSpeed(double factor);
    std::chrono::milliseconds now() const { return m_clock->monotonic(); }

    // The serial number it gives as its own; another one under the fault "other-serial".
    QString shownSerial() const;
    qint64 freeBytes() const;
    bool fits(qint64 bytes) const;
    // Starts a job unless the fault "no-start" swallows it. False: the state does not allow it.
    bool startJob(JobStart start);
    // Bytes for the fault "garbage": binary, HTML, cut JSON, nothing, in turn.
    QByteArray nextGarbage();
    // Where the fault "drop" cuts an upload of this size; nullopt when it does not.
    std::optional<qint64> dropPoint(qint64 fileSize) const;

    const SimulatorOptions options;
    FlashForgeMachine machine;
    FlashForgeFiles files;
    RequestLog log;
    FlashForgeFault fault = FlashForgeFault::None;
    // Called when the status word has changed.
    std::function<void()> statusChanged = [] {};

private:
    SystemClock m_systemClock;
    const Clock *m_clock;
    std::chrono::milliseconds m_last;
    double m_speed;
    QString m_lastWord;
    int m_garbageTurn = 0;
};

} // namespace flotilla::simulators
