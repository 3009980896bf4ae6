// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulators/requestlog.h"
#include "simulators/simulator.h"
#include "simulators/xyzprinting/xyzcore.h"

#include <memory>

namespace flotilla::simulators {

// A da Vinci: on the network (V3, and JSON where the model has it) or on a pseudo-terminal. Written
// from the protocol page, not from the driver, and strict: it decrypts what it gets, and what the
// page forbids is noted in log().violations().
class XyzPrintingSimulator final : public Simulator
{
    Q_OBJECT

public:
    explicit XyzPrintingSimulator(const SimulatorOptions &options = {}, QObject *parent = nullptr);
    ~XyzPrintingSimulator() override;

    static QStringList models();
    static QList<FaultInfo> faults();

    Result<void> start() override;
    void stop() override;
    QString driver() const override;
    // {"transport":"lan","host","port"} or {"transport":"serial","serialDevice"}
    QJsonObject settings() const override;
    Result<void> setFault(const QString &name) override;
    QString fault() const override;
    void setSpeed(double speed) override;
    void panelPause() override;
    void panelResume() override;
    void panelCancel() override;
    void panelClearPlate() override;
    void runOutOfFilament() override;
    void breakDown() override;

    bool isSerial() const;
    quint16 port() const; // 0 on a serial line
    QString serialDevice() const; // empty on the network
    QString serialNumber() const;
    int connectionsSeen() const;

    // What it was told, and the files that came in whole, the newest last.
    const RequestLog &log() const;
    void clearLog();
    const QList<XyzUpload> &uploads() const;

    // Its state as a query would show it, without asking over the wire.
    int state(); // "j:" of V3, whatever the model says
    QByteArray lines(const QByteArray &letters); // of XYZv3/query=
    const XyzMachine &machine() const;

    // Lets simulated time catch up with the clock now instead of at the next tick.
    void catchUp();

    // At its panel or by hand.
    bool panelStart(const QString &fileName, const GcodePlan &plan);
    // The job is gone with no state that tells of it.
    void abandonJob();
    // `e:`; empty for none.
    void setErrors(const QList<quint32> &codes);
    // The job is lost, the machine shows a fatal error until its next reboot.
    void failWith(quint32 code);
    void setSpool(bool there);
    void rename(const QString &name);
    void setSerialNumber(const QString &serial);
    // This value instead of its own behind a letter, in every reply; a null value ends that.
    void overrideValue(char key, const QByteArray &value);
    // The cable, of a serial line or of the network.
    void unplug();
    Result<void> plugIn();

Q_SIGNALS:
    // The state number changed, or something at the panel.
    void changed();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace flotilla::simulators
