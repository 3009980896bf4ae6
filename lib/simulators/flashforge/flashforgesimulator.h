// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulators/flashforge/flashforgefiles.h"
#include "simulators/requestlog.h"
#include "simulators/simulator.h"

#include <QStringList>

#include <memory>

namespace flotilla::simulators {

// What a person standing at the machine picks when starting a stored file there.
struct PanelStart
{
    QString fileName;
    bool levelFirst = false;
};

// A FlashForge printer, of the HTTP generation (Adventurer 5M, 5M Pro, AD5X, Creator 5, Creator 5
// Pro) or an older one that has the command port alone. Written from the protocol page, not from
// the driver, and strict: what the page forbids is refused where the firmware refuses it, and
// always noted in log().violations().
class FlashForgeSimulator final : public Simulator
{
    Q_OBJECT

public:
    explicit FlashForgeSimulator(const SimulatorOptions &options = {}, QObject *parent = nullptr);
    ~FlashForgeSimulator() override;

    static QStringList models();
    static QList<FaultInfo> faults();

    Result<void> start() override;
    void stop() override;
    QString driver() const override;
    // {"host","httpPort","tcpPort","serialNumber","checkCode"}
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

    QHostAddress address() const;
    quint16 httpPort() const; // 0 where the model speaks on its command port only
    quint16 tcpPort() const; // 0 where the model has no command port
    quint16 udpPort() const;
    QString serialNumber() const;
    QString checkCode() const;

    // What it was told.
    const RequestLog &log() const;
    void clearLog();

    // Its state as anybody at its screen would see it, without asking over the network.
    QString statusWord() const;
    QJsonObject detail();
    QList<StoredFile> files() const;
    // nullptr where there is none of this name. Valid until the next upload.
    const StoredFile *file(const QString &name) const;
    // Datagrams answered by the discovery responder.
    int probesSeen() const;
    // Connections open on the command port, and whether one of them is in control.
    int tcpConnections() const;
    bool tcpControlled() const;

    // Lets simulated time catch up with the clock now instead of at the next tick.
    void catchUp();

    // At the panel: none of these asks for credentials.
    Result<void> panelStart(const PanelStart &start);
    // The code appears in /detail; a running job pauses, an idle machine shows `error`.
    void raiseError(const QString &code);
    // The job is lost, the machine shows `error` until clearError().
    void failWith(const QString &code);
    void clearError();
    void insertFilament();
    void setDoorOpen(bool open);
    void rename(const QString &name);
    void setSerialNumber(const QString &serial);
    void setCheckCode(const QString &code);
    void setDiscoveryReply(const QString &kind);
    // The file is there without anybody sending it.
    Result<void> putFile(const QString &name, const QByteArray &content);

Q_SIGNALS:
    // The status word or the file list changed, or a setting at the panel.
    void changed();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace flotilla::simulators
