// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/flashforge/flashforgetcpintake.h"

#include <QtEndian>

#include <algorithm>
#include <array>
#include <utility>

namespace flotilla::simulators {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype headBytes = 16;
constexpr qsizetype dataBytes = 4096;
constexpr qsizetype packetBytes = headBytes + dataBytes;
constexpr qsizetype maxLineBytes = 64;
const QByteArray packetMark = QByteArrayLiteral("\x5a\x5a\xa5\xa5");

constexpr std::array<quint32, 256> crcTable = [] {
    std::array<quint32, 256> table {};
    for (quint32 i = 0; i < 256; ++i) {
        quint32 value = i;
        for (int bit = 0; bit < 8; ++bit)
            value = (value & 1U) ? (value >> 1U) ^ 0xedb88320U : value >> 1U;
        table[i] = value;
    }
    return table;
}();

// CRC-32 as zlib and IEEE 802.3 have it.
quint32 crc32(QByteArrayView bytes)
{
    quint32 crc = 0xffffffffU;
    for (const char c : bytes)
        crc = crcTable[(crc ^ static_cast<uchar>(c)) & 0xffU] ^ (crc >> 8U);
    return ~crc;
}

quint32 numberAt(const QByteArray &packet, qsizetype at)
{
    return qFromBigEndian<quint32>(packet.constData() + at);
}

QByteArray acknowledgement(quint32 counter, const char *word)
{
    return 'N' + QByteArray::number(counter).rightJustified(4, '0') + ' ' + word + ".\r\n";
}

bool isM29(const QByteArray &bytes)
{
    return bytes == "~M29\r\n" || bytes == "~M29\n";
}

} // namespace

TcpIntake::TcpIntake(const TcpDialect &dialect, std::unique_ptr<IncomingFile> file, qint64 expected)
    : m_dialect(dialect)
    , m_file(std::move(file))
    , m_expected(expected)
{
}

TcpIntake::Step TcpIntake::take(const QByteArray &bytes)
{
    m_seen += bytes.size();
    return m_dialect.upload == TcpUpload::Framed ? takeFramed(bytes) : takeRaw(bytes);
}

bool TcpIntake::hasMore() const
{
    return m_buffer.size() >= packetBytes || m_buffer.endsWith('\n');
}

// Everything is file, whatever it looks like, until M29 comes alone after a silence.
TcpIntake::Step TcpIntake::takeRaw(const QByteArray &bytes)
{
    Step step;
    if (isM29(bytes) && m_sinceLastByte.isValid()
        && m_sinceLastByte.elapsed() >= m_dialect.m29Silence.count()) {
        step.ended = true;
        return step;
    }
    m_sinceLastByte.start();
    const qint64 room = m_expected - m_file->size();
    if (bytes.size() > room)
        step.problems.append(bytes.contains("~M29") ? u"M29 sent with the data is swallowed"_s
                                                    : u"more bytes than M28 announced"_s);
    m_file->write(QByteArrayView(bytes).first(qMin<qint64>(bytes.size(), room)));
    return step;
}

TcpIntake::Step TcpIntake::takeFramed(const QByteArray &bytes)
{
    m_buffer += bytes;
    if (m_buffer.startsWith('~') || m_broken) {
        // After a refused packet the rest is thrown away up to M29.
        if (!m_buffer.endsWith('\n') && m_buffer.size() <= maxLineBytes)
            return {};
        const QByteArray line = std::exchange(m_buffer, {});
        if (isM29(line) || (m_broken && line.endsWith("~M29\r\n")))
            return {.answer = {}, .problems = {}, .ended = true};
        return m_broken ? Step() : refuse(u"a command between M28 and M29"_s);
    }
    if (!packetMark.startsWith(m_buffer.first(qMin(m_buffer.size(), packetMark.size()))))
        return refuse(u"the packet does not begin with 5a 5a a5 a5"_s);
    if (m_buffer.size() < packetBytes)
        return {};
    const QByteArray packet = m_buffer.first(packetBytes);
    m_buffer.remove(0, packetBytes);
    Step step = takePacket(packet);
    if (!m_buffer.isEmpty() && !m_broken)
        step.problems.append(u"sent on before the packet was acknowledged"_s);
    return step;
}

TcpIntake::Step TcpIntake::takePacket(const QByteArray &packet)
{
    const QString problem = problemOf(packet);
    if (!problem.isEmpty() || std::exchange(m_refuseNext, false))
        return refuse(problem);
    Step step;
    const auto length = qsizetype(numberAt(packet, 8));
    const QByteArrayView padding = QByteArrayView(packet).sliced(headBytes + length);
    if (std::any_of(padding.begin(), padding.end(), [](char c) { return c != '\0'; }))
        step.problems.append(u"the padding is not zero"_s);
    m_file->write(QByteArrayView(packet).sliced(headBytes, length));
    step.answer = acknowledgement(m_next++, "ok");
    return step;
}

QString TcpIntake::problemOf(const QByteArray &packet) const
{
    const qint64 due = qMin<qint64>(dataBytes, m_expected - m_file->size());
    const quint32 length = numberAt(packet, 8);
    if (due <= 0)
        return u"a packet beyond the announced size"_s;
    if (numberAt(packet, 4) != m_next)
        return u"the counter is %1 instead of %2"_s.arg(numberAt(packet, 4)).arg(m_next);
    if (length != due)
        return u"the length is %1 instead of %2"_s.arg(length).arg(due);
    if (crc32(QByteArrayView(packet).sliced(headBytes, length)) != numberAt(packet, 12))
        return u"the CRC is wrong"_s;
    return {};
}

TcpIntake::Step TcpIntake::refuse(const QString &problem)
{
    m_broken = true;
    m_buffer.clear();
    Step step;
    step.answer = acknowledgement(m_next, "error");
    if (!problem.isEmpty())
        step.problems.append(problem);
    return step;
}

} // namespace flotilla::simulators
