// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "drivers/xyzprinting/transport.h"

#include <QSerialPort>

namespace flotilla::xyzprinting {

// A printer on a cable: 115200 baud, 8N1. `device` is the port's name or path, or "usb:<serial>"
// for whichever port the adapter with this serial number has at the moment.
class SerialTransport : public Transport
{
    Q_OBJECT

public:
    explicit SerialTransport(QString device, QObject *parent = nullptr);
    ~SerialTransport() override;

    void open() override;
    bool isOpen() const override { return m_port.isOpen(); }
    void write(const QByteArray &bytes) override;
    qint64 unsentBytes() const override { return m_port.bytesToWrite(); }
    void close() override;
    bool isSerial() const override { return true; }
    QString where() const override { return m_device; }
    QString usbIdentity() const override;

private:
    void openNow();
    void handleError(QSerialPort::SerialPortError error);
    Error openError() const;

    const QString m_device;
    QSerialPort m_port;
    bool m_opening = false;
};

} // namespace flotilla::xyzprinting
