// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace flotilla::simulators {

// The way back to the client: a TCP connection or the far end of a serial port.
class XyzWire
{
public:
    XyzWire() = default;
    virtual ~XyzWire() = default;
    Q_DISABLE_COPY_MOVE(XyzWire)

    // Goes out at once, not with the next bytes.
    virtual void write(const QByteArray &bytes) = 0;
    // Ends the connection once everything is out; a serial line has none to end.
    virtual void hangUp() = 0;
    // Gone in the middle of a byte: reset, or the cable pulled.
    virtual void cut() = 0;
};

} // namespace flotilla::simulators
