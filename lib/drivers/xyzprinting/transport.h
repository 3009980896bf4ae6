// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <QByteArray>
#include <QObject>

#include <functional>
#include <memory>

namespace flotilla::xyzprinting {

// A wire to one printer: a TCP connection or a serial port. It carries bytes in any segmentation
// and knows nothing of what they mean. May be opened and closed any number of times. Main thread.
class Transport : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    Q_DISABLE_COPY_MOVE(Transport)

    // Ends with exactly one of opened() and failed(), neither from inside the call. Nothing while
    // open or opening.
    virtual void open() = 0;
    virtual bool isOpen() const = 0;
    // Nothing while closed.
    virtual void write(const QByteArray &bytes) = 0;
    virtual qint64 unsentBytes() const = 0;
    // At once, whatever is under way; nothing is emitted for it. The port is free afterwards.
    virtual void close() = 0;

    virtual bool isSerial() const = 0;
    // "host:port" or the port's name, for logs.
    virtual QString where() const = 0;
    // "usb:<serial>" of an open serial port whose adapter has a serial number; else empty.
    virtual QString usbIdentity() const { return {}; }

Q_SIGNALS:
    void opened();
    void failed(const flotilla::Error &error);
    void received(const QByteArray &bytes);
    // Bytes left for the printer; never from inside write().
    void written();
    // It was open and is not any more. `orderly`: the far end closed it cleanly, which some
    // printers do after each reply; never with a serial port.
    void ended(const flotilla::Error &error, bool orderly);
};

} // namespace flotilla::xyzprinting
