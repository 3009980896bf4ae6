// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <functional>
#include <optional>

namespace flotilla::xyzprinting {

// Before a serial number in the setting `serialDevice`.
inline constexpr QLatin1StringView usbPrefix("usb:");

// A serial port of this computer, as the system describes it. Nothing here opens one or writes to
// it.
struct SerialPort
{
    QString path; // "/dev/ttyACM0", "COM3"
    QString serial = {}; // of the adapter or of the printer in it; empty where it has none
    QString description = {}; // in the words of its maker
    std::optional<quint16> vendorId = {};
    std::optional<quint16> productId = {};
    bool operator==(const SerialPort &) const = default;
};

using SerialPorts = std::function<QList<SerialPort>()>;

// Those that are there now, by their paths.
QList<SerialPort> presentSerialPorts();

// Whether its USB numbers are those of a da Vinci printer (protocol section 1).
bool isPrinterPort(const SerialPort &port);

// What the setting `serialDevice` says for a port: "usb:<serial>", which stays true when the port
// gets another name, else its path.
QString serialDeviceOf(const SerialPort &port);

// The path that such a setting means among these ports: a path is taken as it is, a "usb:<serial>"
// that nobody has is empty.
QString serialPath(const QString &serialDevice, const QList<SerialPort> &ports);

} // namespace flotilla::xyzprinting
