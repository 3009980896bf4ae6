// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulators/xyzprinting/xyzprintingsimulator.h"

#include <QByteArray>
#include <QIODevice>

#include <functional>
#include <memory>

namespace flotilla::test {

// A client made of plain bytes, over the simulator's socket or its serial device, so that the
// simulators are not judged by our own driver.
class XyzClient
{
public:
    explicit XyzClient(const simulators::XyzPrintingSimulator &printer);
    ~XyzClient();

    void send(const QByteArray &bytes);
    // Reads until `complete` holds, the connection ends or the time is over; gives and forgets all
    // that came.
    QByteArray read(const std::function<bool(const QByteArray &)> &complete,
                    int milliseconds = 3000);
    QByteArray readTo(const QByteArray &end, int milliseconds = 3000);
    // What comes in so many milliseconds.
    QByteArray readFor(int milliseconds);
    QByteArray ask(const QByteArray &command, const QByteArray &end = "$\n");
    // One JSON value (nothing behind it), as the machine wrote it.
    QByteArray askJson(const QByteArray &json);
    QByteArray readJson();

    // The steps of a V3 upload. The block's parts can be spoiled.
    QByteArray beginUpload(const QByteArray &name, qint64 size);
    static QByteArray block(quint32 index, const QByteArray &data);
    // All blocks, each after the `ok` of the one before; false where one was not acknowledged.
    bool sendBlocks(const QByteArray &file);
    // Everything, to the `ok` of uploadDidFinish.
    bool upload(const QByteArray &file, const QByteArray &name = "sample.3w");

    bool isOpen() const;
    void close();

private:
    std::unique_ptr<QIODevice> m_device;
    QByteArray m_buffer;
};

} // namespace flotilla::test
