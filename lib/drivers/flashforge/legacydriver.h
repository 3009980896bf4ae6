// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/drivercontext.h"
#include "core/printerdriver.h"
#include "drivers/flashforge/legacyjobend.h"
#include "drivers/flashforge/legacysession.h"

namespace flotilla::flashforge {

// One FlashForge machine spoken to over its command port alone: Finder, Guider, Adventurer 3 and 4,
// Creator and their kin.
class LegacyDriver : public PrinterDriver
{
    Q_OBJECT

public:
    LegacyDriver(const DriverConfig &config, DriverContext &context, const Times &times,
                 QObject *parent);

    // A machine that speaks HTTP as well ends the connect with this failure.
    void refuseHttpGeneration(const LinkFailure &failure) { m_ifHttpGeneration = failure; }

    void connectToPrinter() override;
    void disconnectFromPrinter() override;
    void setWatched(bool watched) override;

    Command<Shown> pause() override;
    Command<Shown> resume() override;
    Command<Shown> cancelJob() override;
    Command<Shown> setValues(const QMap<QString, double> &values) override;
    Command<Shown> home(const QString &axes) override;
    Command<Shown> jog(const QMap<QChar, double> &millimetres) override;
    Command<QStringList> gcode(const QStringList &lines) override;
    Command<QList<flotilla::StoredFile>> files(const QString &storage) override;
    Command<QByteArray> thumbnail(const QString &fileName) override;
    Command<Shown> startStored(const QString &fileName, const QJsonObject &options) override;
    Result<QString> storedName(const QString &fileName) const override;
    TransferJob *upload(const UploadRequest &request, QObject *parent) override;
    Command<CameraSource> openCamera(const QString &cameraId) override;

private:
    void handleOpened();
    void handleReported();
    void noteStart(const QString &fileName);
    void startByHand(const DriverState &state);
    // In order, ending with the first error; Busy while a file is being sent.
    Command<Shown> commands(const QStringList &commands, const Shown &shown);
    std::optional<Error> busyError() const;

    const DriverConfig m_config;
    DriverContext &m_context;
    const Times m_times;
    LegacySession m_session;
    std::optional<LinkFailure> m_ifHttpGeneration;
    bool m_takesRaw = false; // learnt: this machine leaves packets unanswered
    LegacyJobEnd m_jobEnd;
    QString m_startedName; // by us; old models do not name the file they print
    std::chrono::milliseconds m_startedAt {};
    bool m_awaitsStart = false;
};

} // namespace flotilla::flashforge
