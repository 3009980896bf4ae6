// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/flashforge/tcpupload.h"

#include "base/text.h"

#include <QCoreApplication>
#include <QtEndian>

#include <zlib.h>

#include <algorithm>

namespace flotilla::flashforge {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(flashforge)
};

constexpr QByteArrayView packetTag("\x5a\x5a\xa5\xa5");
constexpr qsizetype maxAnswerBytes = 8 * 1024;
constexpr qsizetype shownCharacters = 200;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

// The counter of "N0042 ok."; a machine adds digits as it needs them.
std::optional<quint32> acknowledged(QByteArrayView line)
{
    if (line.size() < 9 || line.front() != 'N')
        return std::nullopt;
    const qsizetype digits
        = std::find_if_not(line.begin() + 1, line.end(), isDigit) - (line.begin() + 1);
    if (digits < 4 || line.sliced(1 + digits) != " ok.")
        return std::nullopt;
    bool ok = false;
    const quint32 counter = line.sliced(1, digits).toByteArray().toUInt(&ok);
    return ok ? std::optional(counter) : std::nullopt;
}

} // namespace

QByteArray uploadPacket(quint32 counter, QByteArrayView data)
{
    data = data.first(qMin(data.size(), packetDataBytes));
    QByteArray packet(packetBytes, '\0');
    const auto put = [&packet](qsizetype offset, quint32 value) {
        qToBigEndian(value, packet.data() + offset);
    };
    std::copy(packetTag.begin(), packetTag.end(), packet.begin());
    put(4, counter);
    put(8, quint32(data.size()));
    put(12,
        quint32(crc32(0, reinterpret_cast<const Bytef *>(data.data()),
                      static_cast<uInt>(data.size()))));
    std::copy(data.begin(), data.end(), packet.begin() + 16);
    return packet;
}

void UploadAckParser::expect(quint32 counter)
{
    m_expected = counter;
    if (m_status == Status::Acknowledged)
        m_status = Status::Waiting;
}

void UploadAckParser::fail(QByteArrayView line)
{
    m_status = Status::Failed;
    m_error = {Error::Kind::Refused,
               Tr::tr("The printer did not accept a part of the file. Send it again."),
               cleanText(line, shownCharacters)};
    m_buffer.clear();
}

void UploadAckParser::takeLine(QByteArrayView line)
{
    line = line.trimmed();
    if (line.isEmpty())
        return;
    const auto counter = acknowledged(line);
    // One for a packet before this is late, not wrong; anything else is.
    if (!counter || *counter > m_expected)
        fail(line);
    else if (*counter == m_expected)
        m_status = Status::Acknowledged;
}

UploadAckParser::Status UploadAckParser::feed(QByteArrayView bytes)
{
    if (m_status == Status::Failed)
        return m_status;
    m_buffer.append(bytes);
    qsizetype begin = 0;
    for (qsizetype end = m_buffer.indexOf('\n'); end >= 0 && m_status != Status::Failed;
         end = m_buffer.indexOf('\n', begin)) {
        const QByteArray line = m_buffer.mid(begin, end - begin);
        begin = end + 1;
        takeLine(line);
    }
    if (m_status == Status::Failed)
        return m_status;
    m_buffer.remove(0, begin);
    // Some firmware leaves the line end out.
    if (m_status == Status::Waiting && acknowledged(QByteArrayView(m_buffer).trimmed()))
        takeLine(std::exchange(m_buffer, {}));
    if (m_buffer.size() > maxAnswerBytes)
        fail(QByteArrayView(m_buffer).first(shownCharacters));
    return m_status;
}

std::optional<Error> rawUploadRefusal(QByteArrayView received)
{
    TcpReply said {"M28", {}};
    for (const QByteArray &line : received.toByteArray().split('\n'))
        said.lines.append(line.trimmed());
    return refusalIn(said);
}

Error notSaved(const QString &detail)
{
    return {Error::Kind::Refused,
            Tr::tr("The printer did not keep the file: what arrived is not the size it was told. "
                   "Send it again."),
            detail};
}

Result<void> saveVerdict(const TcpReply &reply)
{
    if (const auto refusal = refusalIn(reply))
        return failure(notSaved(refusal->detail));
    return {};
}

std::optional<qint64> openedSize(const TcpReply &reply)
{
    for (const QByteArray &line : reply.lines) {
        const qsizetype at = line.lastIndexOf("Size:");
        bool ok = false;
        const qint64 size = line.startsWith("File opened:") && at > 0
            ? line.sliced(at + 5).trimmed().toLongLong(&ok)
            : 0;
        if (ok && size >= 0)
            return size;
    }
    return std::nullopt;
}

} // namespace flotilla::flashforge
