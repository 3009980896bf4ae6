// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/xyzprinting/serialports.h"

#include "base/text.h"

#include <QSerialPortInfo>

#include <algorithm>
#include <iterator>

namespace flotilla::xyzprinting {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostPorts = 256;
constexpr qsizetype longestSerial = 64;
constexpr qsizetype longestDescription = 80;

struct UsbId
{
    quint16 vendor;
    quint16 product;
};

constexpr UsbId printerIds[] = {
    {0x11f1, 0x2519}, // the printers themselves
    {0x28e7, 0x0301}, // seen with a miniMaker
};

// An adapter may say what it likes; only what can be one goes into a setting.
QString plainSerial(const QString &serial)
{
    const bool isPlain = std::all_of(serial.cbegin(), serial.cend(), [](QChar letter) {
        return letter > u' ' && letter < u'\x7f';
    });
    return isPlain && serial.size() <= longestSerial ? serial : QString();
}

} // namespace

QList<SerialPort> presentSerialPorts()
{
    QList<SerialPort> ports;
    for (const QSerialPortInfo &info : QSerialPortInfo::availablePorts().mid(0, mostPorts)) {
        SerialPort port {.path = info.systemLocation(),
                         .serial = plainSerial(info.serialNumber()),
                         .description = cleanText(info.description(), longestDescription)};
        if (info.hasVendorIdentifier())
            port.vendorId = info.vendorIdentifier();
        if (info.hasProductIdentifier())
            port.productId = info.productIdentifier();
        ports.append(port);
    }
    std::sort(ports.begin(), ports.end(),
              [](const SerialPort &a, const SerialPort &b) { return a.path < b.path; });
    return ports;
}

bool isPrinterPort(const SerialPort &port)
{
    return std::any_of(std::begin(printerIds), std::end(printerIds), [&port](const UsbId &id) {
        return port.vendorId == id.vendor && port.productId == id.product;
    });
}

QString serialDeviceOf(const SerialPort &port)
{
    return port.serial.isEmpty() ? port.path : usbPrefix + port.serial;
}

QString serialPath(const QString &serialDevice, const QList<SerialPort> &ports)
{
    if (!serialDevice.startsWith(usbPrefix))
        return serialDevice;
    const QString serial = serialDevice.sliced(usbPrefix.size());
    const auto found
        = std::find_if(ports.cbegin(), ports.cend(), [&serial](const SerialPort &port) {
              return !serial.isEmpty() && port.serial == serial;
          });
    return found == ports.cend() ? QString() : found->path;
}

} // namespace flotilla::xyzprinting
