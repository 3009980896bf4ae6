// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/command.h"
#include "base/transferjob.h"
#include "core/camera.h"
#include "core/capabilities.h"
#include "core/driverstate.h"
#include "core/link.h"

#include <QDateTime>
#include <QMap>
#include <QUuid>

#include <functional>

namespace flotilla {

// What a driver is made from: typed settings checked against DriverInfo, with the secrets filled
// in.
struct DriverConfig
{
    QUuid printerId;
    QString printerName; // for sentences
    QJsonObject settings;
    QString knownSerial = {}; // confirmed by an earlier session; empty = never connected
};

// Who answered at the other end, known after the handshake.
struct Identity
{
    QString serial; // empty where the system has none
    QString model;
    QString firmware;
    QString name;
};

// True once the printer's own words show that a command was acted on. Empty = nothing to wait for.
using Shown = std::function<bool(const DriverState &)>;

struct UploadRequest
{
    QString filePath; // on our disk
    QString fileName; // at the printer
    QString storage = {};
    bool start = false;
    QJsonObject options = {}; // typed by Capabilities::startOptions; with `start` only
};

struct StoredFile
{
    QString name;
    std::optional<qint64> size = {};
    QDateTime modified = {};
    QString storage = {};
};

// Speaks one system to one printer; owns its sockets. Lives on the main thread, made and owned by
// its Printer, which alone talks to it. It reports the printer's words and answers commands; what
// they mean for link, plate and jobs is the Printer's business.
class PrinterDriver : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    Q_DISABLE_COPY_MOVE(PrinterDriver)

    // One attempt with handshake; ends with exactly one of sessionOpened and connectFailed.
    virtual void connectToPrinter() = 0;
    // Orderly and at once; nothing is emitted for it, running commands end as Canceled.
    virtual void disconnectFromPrinter() = 0;
    // Whether somebody looks: polls at the watched or the slow pace.
    virtual void setWatched(bool watched) = 0;

    // Commands. Each ends once: with what will show it done, or with an error. Called only while
    // Online and only where the capabilities name them.
    virtual Command<Shown> pause();
    virtual Command<Shown> resume();
    virtual Command<Shown> cancelJob();
    virtual Command<Shown> clearPlate();
    // Keys of `flotillactl set`: a heater (°C), "fan" or a fan's name (%), "speed" (%), "light" (0
    // or 1).
    virtual Command<Shown> setValues(const QMap<QString, double> &values);
    virtual Command<Shown> home(const QString &axes); // "xyz"
    virtual Command<Shown> jog(const QMap<QChar, double> &millimetres);
    virtual Command<Shown> act(const QString &action, const QJsonObject &parameters);
    virtual Command<QStringList> gcode(const QStringList &lines);
    virtual Command<QList<StoredFile>> files(const QString &storage);
    virtual Command<Shown> deleteFile(const QString &name);
    virtual Command<QByteArray> thumbnail(const QString &fileName); // PNG, BMP or JPEG bytes
    virtual Command<Shown> startStored(const QString &fileName, const QJsonObject &options);
    // The name under which this printer would keep a file; BadFile for one it cannot keep.
    virtual Result<QString> storedName(const QString &fileName) const;
    // Checks the file name, then streams; the result carries the name the printer knows it by.
    virtual TransferJob *upload(const UploadRequest &request, QObject *parent);

    // One picture, a JPEG, from a camera of the kind "stills"; the id is empty for its only one.
    virtual Command<QByteArray> takePicture(const QString &cameraId);
    virtual Command<CameraSource> openCamera(const QString &cameraId);
    virtual void closeCamera(const QString &cameraId);

Q_SIGNALS:
    void sessionOpened(const flotilla::Identity &identity);
    void connectFailed(const flotilla::LinkFailure &failure);
    void sessionLost(const flotilla::LinkFailure &failure);
    // A whole report at each beat of the printer. The first follows sessionOpened; reports outside
    // a session are not heard.
    void stateReported(const flotilla::DriverState &state);
    // One beat that should have come did not.
    void beatMissed(const flotilla::Error &why);
    // These two are heard within a session only: after sessionOpened, before or after the first
    // report.
    void capabilitiesReported(const flotilla::Capabilities &capabilities);
    // A setting the driver learnt (an address, a model id), to be kept.
    void settingLearnt(const QString &key, const QJsonValue &value);
};

} // namespace flotilla
