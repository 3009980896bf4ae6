// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "drivers/flashforge/tcpframing.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace flotilla::flashforge {

inline constexpr qsizetype packetDataBytes = 4096;
inline constexpr qsizetype packetBytes = 16 + packetDataBytes;

// One packet of a framed upload: tag, counter from 0, length and CRC-32 of the data, all big
// endian, then the data, filled up with zeros. `data` holds 1 to 4096 bytes.
QByteArray uploadPacket(quint32 counter, QByteArrayView data);

// What the printer says while it receives: "N0042 ok." after a packet, or why it will not go on.
// Fed with bytes in pieces of any size.
class UploadAckParser
{
public:
    enum class Status { Waiting, Acknowledged, Failed };

    // Forgets the acknowledgement before and waits for this one.
    void expect(quint32 counter);
    Status feed(QByteArrayView bytes);
    const Error &error() const { return m_error; }

private:
    void takeLine(QByteArrayView line);
    void fail(QByteArrayView line);

    QByteArray m_buffer;
    quint32 m_expected = 0;
    Status m_status = Status::Waiting;
    Error m_error;
};

// The same while bare bytes are sent: silence is well, a refusal is not.
std::optional<Error> rawUploadRefusal(QByteArrayView received);

// The answer to M29: the printer has the whole file, or notSaved() with its words.
Error notSaved(const QString &detail);
Result<void> saveVerdict(const TcpReply &reply);

// The answer to M23: the size the printer has for the file, where it says one.
std::optional<qint64> openedSize(const TcpReply &reply);

} // namespace flotilla::flashforge
