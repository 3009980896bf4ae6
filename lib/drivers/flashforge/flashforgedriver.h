// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "drivers/flashforge/httpdriver.h"
#include "drivers/flashforge/legacydriver.h"

namespace flotilla::flashforge {

// One FlashForge printer, whatever it speaks: the HTTP side and the command-port side behind one
// driver, of which one is in use. The setting `protocol` decides, or with "auto" the machine: HTTP
// first where serial number and check code are given, the command port where HTTP is not there or
// one of them is missing.
class FlashForgeDriver : public PrinterDriver
{
    Q_OBJECT

public:
    FlashForgeDriver(const DriverConfig &config, DriverContext &context, const Times &times,
                     QObject *parent);

    void connectToPrinter() override;
    void disconnectFromPrinter() override;
    void setWatched(bool watched) override;

    Command<Shown> pause() override { return m_side->pause(); }
    Command<Shown> resume() override { return m_side->resume(); }
    Command<Shown> cancelJob() override { return m_side->cancelJob(); }
    Command<Shown> clearPlate() override { return m_side->clearPlate(); }
    Command<Shown> setValues(const QMap<QString, double> &values) override
    {
        return m_side->setValues(values);
    }
    Command<Shown> home(const QString &axes) override { return m_side->home(axes); }
    Command<Shown> jog(const QMap<QChar, double> &millimetres) override
    {
        return m_side->jog(millimetres);
    }
    Command<Shown> act(const QString &action, const QJsonObject &parameters) override
    {
        return m_side->act(action, parameters);
    }
    Command<QStringList> gcode(const QStringList &lines) override { return m_side->gcode(lines); }
    Command<QList<flotilla::StoredFile>> files(const QString &storage) override
    {
        return m_side->files(storage);
    }
    Command<QByteArray> thumbnail(const QString &fileName) override
    {
        return m_side->thumbnail(fileName);
    }
    Command<Shown> startStored(const QString &fileName, const QJsonObject &options) override
    {
        return m_side->startStored(fileName, options);
    }
    Result<QString> storedName(const QString &fileName) const override
    {
        return m_side->storedName(fileName);
    }
    TransferJob *upload(const UploadRequest &request, QObject *parent) override
    {
        return m_side->upload(request, parent);
    }
    Command<CameraSource> openCamera(const QString &cameraId) override
    {
        return m_side->openCamera(cameraId);
    }
    void closeCamera(const QString &cameraId) override { m_side->closeCamera(cameraId); }

private:
    enum class Protocol { Auto, Http, Legacy };

    void use(PrinterDriver *side);
    void handleConnectFailed(PrinterDriver *side, const LinkFailure &failure);
    bool hasCredentials() const;

    const DriverConfig m_config;
    Protocol m_protocol = Protocol::Auto;
    HttpDriver m_http;
    LegacyDriver m_legacy;
    PrinterDriver *m_side; // one of the two
    std::optional<LinkFailure> m_httpFailure; // of this connect
};

} // namespace flotilla::flashforge
