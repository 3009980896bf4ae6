// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/printerdriver.h"

namespace flotilla {

namespace {

tl::unexpected<Error> unsupported()
{
    return failure(Error::Kind::Unsupported,
                   QCoreApplication::translate("flotilla", "This printer has no such command."));
}

} // namespace

Command<Shown> PrinterDriver::pause()
{
    return unsupported();
}
Command<Shown> PrinterDriver::resume()
{
    return unsupported();
}
Command<Shown> PrinterDriver::cancelJob()
{
    return unsupported();
}
Command<Shown> PrinterDriver::clearPlate()
{
    return unsupported();
}
Command<Shown> PrinterDriver::setValues(const QMap<QString, double> &)
{
    return unsupported();
}
Command<Shown> PrinterDriver::home(const QString &)
{
    return unsupported();
}
Command<Shown> PrinterDriver::jog(const QMap<QChar, double> &)
{
    return unsupported();
}
Command<Shown> PrinterDriver::act(const QString &, const QJsonObject &)
{
    return unsupported();
}
Command<QStringList> PrinterDriver::gcode(const QStringList &)
{
    return unsupported();
}
Command<QList<StoredFile>> PrinterDriver::files(const QString &)
{
    return unsupported();
}
Command<Shown> PrinterDriver::deleteFile(const QString &)
{
    return unsupported();
}
Command<QByteArray> PrinterDriver::thumbnail(const QString &)
{
    return unsupported();
}
Command<Shown> PrinterDriver::startStored(const QString &, const QJsonObject &)
{
    return unsupported();
}
Command<QByteArray> PrinterDriver::takePicture(const QString &)
{
    return unsupported();
}
Command<CameraSource> PrinterDriver::openCamera(const QString &)
{
    return unsupported();
}
void PrinterDriver::closeCamera(const QString &) { }

Result<QString> PrinterDriver::storedName(const QString &fileName) const
{
    return fileName;
}

TransferJob *PrinterDriver::upload(const UploadRequest &, QObject *parent)
{
    return new FailedTransfer(unsupported().value(), parent);
}

} // namespace flotilla
