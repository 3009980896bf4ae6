// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "simulators/requestlog.h"
#include "simulators/xyzprinting/threewopener.h"
#include "simulators/xyzprinting/xyzfaults.h"
#include "simulators/xyzprinting/xyzmachine.h"
#include "simulators/xyzprinting/xyzpicture.h"

#include <QHash>

#include <functional>
#include <optional>

namespace flotilla::simulators {

// A file that came in whole, whatever became of it.
struct XyzUpload
{
    QString name;
    qint64 size = 0;
    QByteArray sha256; // of the .3w
    bool byJson = false;
    quint32 errorCode = 0; // 0: it was taken
    OpenedThreew opened;
};

// Codes of `e:` that the simulators raise by themselves.
inline constexpr quint32 wrongVersionCode = 0x20D;
inline constexpr quint32 storageCode = 0x105;
inline constexpr quint32 noCartridgeCode = 0x40000206;
inline constexpr quint32 oldNoCartridgeCode = 0x1C;

// What the doors of one simulated printer share. Main thread.
class XyzCore
{
public:
    XyzCore(const XyzMachineModel &model, XyzSettings settings, SimulatorOptions simulatorOptions);
    Q_DISABLE_COPY_MOVE(XyzCore)

    // Simulated time follows the clock up to now.
    void catchUp();
    void setSpeed(double factor);
    std::chrono::milliseconds now() const { return m_clock->monotonic(); }
    const XyzMachineModel &model() const { return machine.model(); }

    QList<quint32> shownErrors() const;
    bool hasCartridge() const { return fault != XyzFault::CartridgeMissing; }
    qint64 freeBytes() const;
    // A poll sooner after the one before than the option `pollPause` allows is a breach.
    void notePoll(const RecordedRequest &request);
    // Counts up, for faults that go wrong in another way each time.
    int nextTurn() { return m_turn++; }
    // Bytes for the fault "garbage".
    QByteArray nextGarbage();
    // After how many bytes of the stream of an upload the fault "drop" cuts it; nullopt when it
    // does not.
    std::optional<qint64> dropPoint(qint64 fileSize) const;

    // Opens the file, judges it, keeps what was found in `uploads`, and starts its job where
    // nothing forbids it. In JSON a bad file starts nothing, in V3 it fails while it is checked.
    const XyzUpload &receive(QIODevice &file, const QString &name, const QByteArray &token,
                             bool byJson);

    const SimulatorOptions options;
    XyzMachine machine;
    RequestLog log;
    QList<XyzUpload> uploads; // the newest last; bounded
    XyzFault fault = XyzFault::None;
    const bool serial; // else TCP
    // Fault "stall": waits for bytes that nobody can send any more.
    bool stalled = false;
    // Announced and not fetched yet; who announced it may have closed.
    std::optional<XyzPicture> picture;
    // Values that replace those of the same letter in every reply.
    QHash<char, QByteArray> overrides;
    // Called when the state number has changed, and for each line that the printer sends unasked.
    std::function<void()> stateChanged = [] {};
    std::function<void(const QByteArray &)> announced = [](const QByteArray &) {};

private:
    quint32 judge(XyzUpload &upload);

    SystemClock m_systemClock;
    const Clock *m_clock;
    std::chrono::milliseconds m_last;
    double m_speed;
    int m_lastState;
    int m_turn = 0;
    std::optional<std::chrono::milliseconds> m_lastPoll;
    std::optional<XyzForm> m_refusedForm; // fault "wrong-variant"
};

// A name that a printer takes: ASCII, at most 60 characters, no comma, slash or quote.
bool isAcceptableXyzName(QByteArrayView name);

} // namespace flotilla::simulators
