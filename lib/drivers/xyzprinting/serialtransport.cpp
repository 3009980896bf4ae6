// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/xyzprinting/serialtransport.h"

#include "drivers/xyzprinting/serialports.h"

#include <QSerialPortInfo>

namespace flotilla::xyzprinting {

using namespace Qt::StringLiterals;

SerialTransport::SerialTransport(QString device, QObject *parent)
    : Transport(parent)
    , m_device(std::move(device))
{
    connect(&m_port, &QSerialPort::readyRead, this, [this] { Q_EMIT received(m_port.readAll()); });
    connect(&m_port, &QSerialPort::bytesWritten, this, &SerialTransport::written,
            Qt::QueuedConnection);
    connect(&m_port, &QSerialPort::errorOccurred, this, &SerialTransport::handleError);
}

SerialTransport::~SerialTransport()
{
    close();
}

void SerialTransport::open()
{
    if (m_port.isOpen() || m_opening)
        return;
    m_opening = true;
    QMetaObject::invokeMethod(this, &SerialTransport::openNow, Qt::QueuedConnection);
}

void SerialTransport::openNow()
{
    if (!m_opening)
        return;
    m_opening = false;
    const QString port = serialPath(m_device, presentSerialPorts());
    if (port.isEmpty()) {
        Q_EMIT failed({Error::Kind::Unreachable,
                       tr("The printer is not plugged in. Check its cable and that it is switched "
                          "on."),
                       m_device});
        return;
    }
    m_port.setPortName(port);
    m_port.setBaudRate(QSerialPort::Baud115200);
    m_port.setDataBits(QSerialPort::Data8);
    m_port.setParity(QSerialPort::NoParity);
    m_port.setStopBits(QSerialPort::OneStop);
    m_port.setFlowControl(QSerialPort::NoFlowControl);
    m_opening = true; // its errors are this open's
    const bool isOpen = m_port.open(QIODevice::ReadWrite);
    m_opening = false;
    if (!isOpen) {
        Q_EMIT failed(openError());
        return;
    }
    m_port.clear(); // what was said before we listened
    Q_EMIT opened();
}

Error SerialTransport::openError() const
{
    switch (m_port.error()) {
    case QSerialPort::PermissionError:
        return {Error::Kind::Unreachable,
                tr("The port %1 may not be used: another program has it, or this user lacks the "
                   "right to it (group “dialout” on many systems).")
                    .arg(m_device),
                m_port.errorString()};
    case QSerialPort::DeviceNotFoundError:
        return {Error::Kind::Unreachable,
                tr("There is no port %1. Check the printer's cable and that it is switched on.")
                    .arg(m_device),
                m_port.errorString()};
    default:
        return {Error::Kind::Unreachable,
                tr("The port %1 cannot be opened. Check the printer's cable.").arg(m_device),
                m_port.errorString()};
    }
}

void SerialTransport::write(const QByteArray &bytes)
{
    if (!m_port.isOpen())
        return;
    m_port.write(bytes);
}

void SerialTransport::close()
{
    m_opening = false;
    const QSignalBlocker quiet(m_port);
    if (m_port.isOpen()) {
        m_port.clear(); // closing must not wait for bytes that nobody takes
        m_port.close();
    }
}

// A pulled cable shows as a resource error, on some systems as a failed read or write.
void SerialTransport::handleError(QSerialPort::SerialPortError error)
{
    const bool gone = error == QSerialPort::ResourceError || error == QSerialPort::ReadError
        || error == QSerialPort::WriteError || error == QSerialPort::PermissionError;
    if (!gone || m_opening || !m_port.isOpen())
        return;
    // Not from inside the port's own handling of its descriptor, which closing takes away.
    QMetaObject::invokeMethod(
        this,
        [this, detail = m_port.errorString()] {
            if (!m_port.isOpen())
                return;
            close();
            Q_EMIT ended(
                {Error::Kind::Unreachable,
                 tr("The cable to the printer was pulled, or the printer was switched off."),
                 detail},
                false);
        },
        Qt::QueuedConnection);
}

QString SerialTransport::usbIdentity() const
{
    if (!m_port.isOpen())
        return {};
    const QString serial = QSerialPortInfo(m_port).serialNumber();
    return serial.isEmpty() ? QString() : usbPrefix + serial;
}

} // namespace flotilla::xyzprinting
