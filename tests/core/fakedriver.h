// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/driverregistry.h"

#include <QPointer>

#include <vector>

namespace flotilla::test {

// An upload that the test moves.
class FakeTransfer final : public TransferJob
{
public:
    using TransferJob::finish;
    using TransferJob::setPhase;
    using TransferJob::setProgress;
    using TransferJob::TransferJob;
    void cancel() override { finish(failure(Error::Kind::Canceled, QStringLiteral("stopped"))); }
};

// A driver without a printer: the test says what the printer does, and reads what it was told.
class FakeDriver final : public PrinterDriver
{
public:
    using Connect = std::function<void(FakeDriver &)>;

    FakeDriver(DriverConfig settings, Connect connect, QObject *parent)
        : PrinterDriver(parent)
        , config(std::move(settings))
        , m_connect(std::move(connect))
    {
    }

    void connectToPrinter() override
    {
        ++connects;
        if (m_connect)
            m_connect(*this);
    }
    void disconnectFromPrinter() override { ++disconnects; }
    void setWatched(bool on) override
    {
        watched = on;
        ++watchChanges;
    }

    Command<Shown> pause() override { return tell(QStringLiteral("pause")); }
    Command<Shown> resume() override { return tell(QStringLiteral("resume")); }
    Command<Shown> cancelJob() override { return tell(QStringLiteral("cancel")); }
    Command<Shown> clearPlate() override { return tell(QStringLiteral("clear")); }
    Command<Shown> setValues(const QMap<QString, double> &values) override
    {
        QStringList parts {QStringLiteral("set")};
        for (auto it = values.cbegin(); it != values.cend(); ++it)
            parts << it.key() + u'=' + QString::number(it.value());
        return tell(parts.join(u' '));
    }
    Command<Shown> home(const QString &axes) override { return tell(u"home " + axes); }
    Command<Shown> jog(const QMap<QChar, double> &millimetres) override
    {
        QStringList parts {QStringLiteral("jog")};
        for (auto it = millimetres.cbegin(); it != millimetres.cend(); ++it)
            parts << QString(it.key()) + u'=' + QString::number(it.value());
        return tell(parts.join(u' '));
    }
    Command<Shown> act(const QString &action, const QJsonObject &parameters) override
    {
        actParameters = parameters;
        return tell(u"act " + action);
    }
    Command<QStringList> gcode(const QStringList &lines) override
    {
        told << u"gcode " + lines.join(u'|');
        return Result<QStringList>(QStringList(QStringLiteral("ok")));
    }
    Command<QList<StoredFile>> files(const QString &storage) override
    {
        told << u"files " + storage;
        return Result<QList<StoredFile>>({{.name = QStringLiteral("a.gcode")}});
    }
    Command<Shown> deleteFile(const QString &name) override { return tell(u"delete " + name); }
    Command<QByteArray> thumbnail(const QString &fileName) override
    {
        told << u"thumbnail " + fileName;
        return Result<QByteArray>("PNG");
    }
    Command<QByteArray> takePicture(const QString &cameraId) override
    {
        told << u"picture " + cameraId;
        return Result<QByteArray>(picture);
    }
    Command<Shown> startStored(const QString &fileName, const QJsonObject &) override
    {
        return tell(u"start " + fileName);
    }
    TransferJob *upload(const UploadRequest &request, QObject *parent) override
    {
        told << u"upload " + request.fileName;
        transfer = new FakeTransfer(parent);
        return transfer;
    }
    Command<CameraSource> openCamera(const QString &cameraId) override
    {
        told << u"open camera " + cameraId;
        return Result<CameraSource>({QUrl(QStringLiteral("http://127.0.0.1/")), cameraId});
    }
    void closeCamera(const QString &cameraId) override
    {
        told << u"close camera " + cameraId;
        if (whenCameraCloses)
            whenCameraCloses(cameraId);
    }

    // What the printer does.
    void openSession(const QString &serial = {})
    {
        Q_EMIT sessionOpened({.serial = serial, .model = {}, .firmware = {}, .name = {}});
    }
    void report(const DriverState &state) { Q_EMIT stateReported(state); }
    void report(State state) { Q_EMIT stateReported({.state = state}); }
    void failConnect(AfterFailure after = AfterFailure::TryAgain,
                     Error::Kind kind = Error::Kind::Unreachable)
    {
        Q_EMIT connectFailed({{kind, QStringLiteral("It does not answer."), {}}, after});
    }
    void loseSession(AfterFailure after = AfterFailure::TryAgain)
    {
        Q_EMIT sessionLost({{Error::Kind::Unreachable, QStringLiteral("It hung up."), {}}, after});
    }
    void missBeat()
    {
        Q_EMIT beatMissed({Error::Kind::TimedOut, QStringLiteral("It was silent."), {}});
    }

    const DriverConfig config;
    int connects = 0;
    int disconnects = 0;
    bool watched = false;
    int watchChanges = 0;
    QStringList told; // every command, in order
    std::vector<CommandPromise<Shown>> answers; // of those that end with Shown
    QJsonObject actParameters;
    QByteArray picture = "JPEG"; // of the camera
    QPointer<FakeTransfer> transfer;
    std::function<void(const QString &)> whenCameraCloses;

private:
    Command<Shown> tell(const QString &what)
    {
        told << what;
        answers.emplace_back();
        return answers.back().command();
    }

    Connect m_connect;
};

// A system whose printers are FakeDrivers. Lives longer than they do.
class FakeSystem
{
public:
    // What the next connects do; the test itself answers where this is empty.
    FakeDriver::Connect whenConnecting;

    // The driver of the printer with this name made last, or nullptr.
    FakeDriver *driver(const QString &printerName = {}) const
    {
        for (auto it = m_drivers.crbegin(); it != m_drivers.crend(); ++it) {
            if (*it && (printerName.isEmpty() || (*it)->config.printerName == printerName))
                return *it;
        }
        return nullptr;
    }
    // The same, safe to ask for while one driver goes and the next comes.
    DriverConfig config(const QString &printerName = {}) const
    {
        const FakeDriver *present = driver(printerName);
        return present ? present->config : DriverConfig();
    }
    int connects(const QString &printerName = {}) const
    {
        const FakeDriver *present = driver(printerName);
        return present ? present->connects : 0;
    }
    int made() const { return int(m_drivers.size()); }

    DriverInfo info()
    {
        using Type = Parameter::Type;
        return {.id = QStringLiteral("fake"),
                .displayName = QStringLiteral("Fake"),
                .settings = {{.key = QStringLiteral("host"),
                              .type = Type::Text,
                              .label = QStringLiteral("Address"),
                              .required = true},
                             {.key = QStringLiteral("port"),
                              .type = Type::Integer,
                              .label = QStringLiteral("Port"),
                              .defaultValue = 8899,
                              .minimum = 1,
                              .maximum = 65535},
                             {.key = QStringLiteral("checkCode"),
                              .type = Type::Text,
                              .label = QStringLiteral("Check code"),
                              .secret = true},
                             {.key = QStringLiteral("password"),
                              .type = Type::Text,
                              .label = QStringLiteral("Password"),
                              .secret = true}},
                .widest = {.pause = true, .cancel = true},
                .create =
                    [this](const DriverConfig &config, DriverContext &, QObject *parent) {
                        auto *driver = new FakeDriver(
                            config,
                            [this](FakeDriver &self) {
                                if (whenConnecting)
                                    whenConnecting(self);
                            },
                            parent);
                        m_drivers.emplace_back(driver);
                        return driver;
                    },
                .finder = {}};
    }

private:
    std::vector<QPointer<FakeDriver>> m_drivers;
};

} // namespace flotilla::test
