// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QHostAddress>
#include <QJsonObject>
#include <QObject>

#include <chrono>
#include <functional>
#include <memory>
#include <vector>

namespace flotilla {
class Clock;
}

namespace flotilla::simulators {

// How one simulated printer is set up. Empty and zero mean "choose for me"; a chosen port is kept
// for the simulator's life, also across a simulated reboot.
struct SimulatorOptions
{
    QString model = {};
    QString name = {};
    QString serialNumber = {};
    QString checkCode = {};
    QString firmware = {};
    QHostAddress address = QHostAddress(QHostAddress::LocalHost);
    quint16 httpPort = 0; // of the command port where a model has nothing else
    quint16 tcpPort = 0;
    quint16 udpPort = 0;
    // Simulated seconds in a real one.
    double speed = 1;
    // A name of the system's fault table; empty for none.
    QString fault = {};
    // "modern", "legacy", "short" or "none": what answers a discovery datagram.
    QString discoveryReply = QStringLiteral("modern");
    // The model number as a hex string ("0024"), as the documentation has it, instead of a number.
    bool pidAsText = false;
    // Room for files; an upload that does not fit is refused.
    qint64 storageBytes = 5'682'000'000;

    std::chrono::milliseconds slowReply {2000}; // fault "slow"
    std::chrono::milliseconds rebootTime {5000}; // fault "reboot", real time
    std::chrono::milliseconds idleTime {0}; // a silent command client is cut off; 0: the model's
    qint64 dropAtByte = -1; // fault "drop"; -1: at a third of the file
    // "lan" or "serial"; empty: what the model has.
    QString transport = {};
    // A shorter time between two polls is a breach; 0: not watched.
    std::chrono::milliseconds pollPause {0};

    // How often simulated time moves on by itself; it moves on before every answer too.
    std::chrono::milliseconds tick {250};
    // Not owned; must outlive the simulator. nullptr: the system's clock.
    const Clock *clock = nullptr;
};

struct FaultInfo
{
    QString name;
    QString meaning; // one sentence for --help
};

// A printer that is not there: it speaks the real protocol on real sockets and remembers what it
// was told. Lives on the main thread; sockets close with it.
class Simulator : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    ~Simulator() override;
    Q_DISABLE_COPY_MOVE(Simulator)

    // Opens the listeners. Unreachable when a port is taken, WrongUse for options that make no
    // sense.
    [[nodiscard]] virtual Result<void> start() = 0;
    // Closes them and cuts every connection.
    virtual void stop() = 0;

    // The driver's id and settings, as `flotillactl add DRIVER --set …` takes them.
    virtual QString driver() const = 0;
    virtual QJsonObject settings() const = 0;

    // Switches to a fault of the system's table, or back to health with an empty name.
    [[nodiscard]] virtual Result<void> setFault(const QString &name) = 0;
    virtual QString fault() const = 0;

    // What every printer has, whatever it speaks: its own time, a panel, filament that ends, bad
    // luck.
    virtual void setSpeed(double speed) = 0;
    virtual void panelPause() = 0;
    virtual void panelResume() = 0;
    virtual void panelCancel() = 0;
    virtual void panelClearPlate() = 0;
    virtual void runOutOfFilament() = 0;
    // The nozzle stays cold: an error that waits for somebody.
    virtual void breakDown() = 0;
};

// One system that can be simulated; `flotillactl simulate` is driven by this table.
struct SimulatorInfo
{
    QString system;
    QString displayName;
    QStringList models; // the first is the default
    QList<FaultInfo> faults;
    std::function<std::unique_ptr<Simulator>(const SimulatorOptions &)> create;
};

QList<SimulatorInfo> simulatorCatalogue();

// Sets one option from text, as `--set KEY=VALUE` gives it: name, serialNumber, checkCode,
// firmware, address, transport, discoveryReply, pidAsText, storageBytes, slowReplyMs, rebootMs,
// idleMs, pollPauseMs, dropAtByte.
[[nodiscard]] Result<void> setSimulatorOption(SimulatorOptions &options, const QString &key,
                                              const QString &value);

// Makes `count` printers of one system, not started yet, with distinct names and serial numbers;
// given ports count up from one printer to the next.
[[nodiscard]] Result<std::vector<std::unique_ptr<Simulator>>>
makeSimulators(const QString &system, const SimulatorOptions &options, int count);

} // namespace flotilla::simulators
