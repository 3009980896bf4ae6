// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/drivercontext.h"
#include "core/printerdriver.h"
#include "drivers/flashforge/httpmessages.h"
#include "drivers/flashforge/httpsession.h"
#include "drivers/flashforge/tcpchannel.h"

#include <memory>

namespace flotilla::flashforge {

// One FlashForge printer of the HTTP generation (Adventurer 5M, 5M Pro, AD5X, Creator 5, Creator 5
// Pro), with the command port beside it where the model has one.
class HttpDriver : public PrinterDriver
{
    Q_OBJECT

public:
    HttpDriver(const DriverConfig &config, DriverContext &context, const Times &times,
               QObject *parent);
    ~HttpDriver() override;

    void connectToPrinter() override;
    void disconnectFromPrinter() override;
    void setWatched(bool watched) override;

    Command<Shown> pause() override;
    Command<Shown> resume() override;
    Command<Shown> cancelJob() override;
    Command<Shown> clearPlate() override;
    Command<Shown> setValues(const QMap<QString, double> &values) override;
    Command<Shown> home(const QString &axes) override;
    Command<Shown> jog(const QMap<QChar, double> &millimetres) override;
    Command<Shown> act(const QString &action, const QJsonObject &parameters) override;
    Command<QStringList> gcode(const QStringList &lines) override;
    Command<QList<flotilla::StoredFile>> files(const QString &storage) override;
    Command<QByteArray> thumbnail(const QString &fileName) override;
    Command<Shown> startStored(const QString &fileName, const QJsonObject &options) override;
    Result<QString> storedName(const QString &fileName) const override;
    TransferJob *upload(const UploadRequest &request, QObject *parent) override;

    Command<CameraSource> openCamera(const QString &cameraId) override;
    void closeCamera(const QString &cameraId) override;

private:
    void handleOpened();
    void handleFailed(const ReplyFailure &failure);
    void handleRefused(const ReplyFailure &failure);
    void handleDetail();
    LinkFailure linkFailure(const ReplyFailure &failure) const;
    Command<Shown> control(const Result<Control> &control, Shown shown);
    // In order, ending with the first error.
    Command<Shown> tcpCommands(const QStringList &commands);
    Shown detailShows(std::function<bool(const Detail &)> predicate) const;
    const Model &model() const;
    TcpChannel *tcp();

    const DriverConfig m_config;
    DriverContext &m_context;
    const Times m_times;
    Endpoint m_endpoint;
    std::unique_ptr<HttpSession> m_session; // there once credentials make sense
    std::unique_ptr<TcpChannel> m_tcp; // made when first needed
    std::optional<StateReading> m_lastState; // in a word we knew
    Capabilities m_capabilities;
    QString m_acceptedSerial; // a session was opened with it, now or before
    QString m_reportedUnknownWord;
    bool m_watched = false;
};

} // namespace flotilla::flashforge
