// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/xyzprinting/xyzintake.h"

#include <QtEndian>

#include <zlib.h>

#include <utility>

namespace flotilla::simulators {

using namespace Qt::StringLiterals;

XyzIntake::XyzIntake(QString name, qint64 size, int blockBytes)
    : m_name(std::move(name))
    , m_size(size)
    , m_blockBytes(blockBytes)
{
    static_cast<void>(m_file.open()); // a file that cannot be opened takes no block
}

XyzIntake::Step XyzIntake::refuse(const QString &problem)
{
    m_buffer.clear();
    return {.blockTaken = false, .broken = true, .problems = {problem}};
}

XyzIntake::Step XyzIntake::take(QByteArrayView bytes)
{
    m_streamed += bytes.size();
    m_buffer += bytes;
    if (m_buffer.startsWith("XYZv3/"))
        return refuse(u"a command between the blocks of an upload"_s);
    if (m_buffer.size() > 4 * (m_blockBytes + headBytes + trailerBytes))
        return refuse(u"far ahead of the acknowledgements"_s);
    return takeBlock();
}

XyzIntake::Step XyzIntake::takeBlock()
{
    if (m_buffer.size() < headBytes)
        return {};
    const auto index = qFromBigEndian<quint32>(m_buffer.constData());
    const auto length = qFromBigEndian<quint32>(m_buffer.constData() + 4);
    const qint64 expected = qMin<qint64>(m_blockBytes, m_size - m_received);
    if (index != m_nextIndex)
        return refuse(u"block %1 came where %2 was due"_s.arg(index).arg(m_nextIndex));
    if (length == 0)
        return refuse(u"a block without data"_s);
    if (length != expected)
        return refuse(
            u"block %1 has %2 bytes instead of %3"_s.arg(index).arg(length).arg(expected));
    const qsizetype whole = headBytes + qsizetype(length) + trailerBytes;
    if (m_buffer.size() < whole)
        return {};
    const QByteArray data = m_buffer.sliced(headBytes, qsizetype(length));
    const auto trailer = qFromBigEndian<quint32>(m_buffer.constData() + whole - trailerBytes);
    m_buffer.remove(0, whole);
    Step step {.blockTaken = true, .broken = false, .problems = {}};
    const auto crc
        = quint32(crc32(0, reinterpret_cast<const Bytef *>(data.constData()), uInt(data.size())));
    // Old firmware took a zero in its place; anything else is damage.
    if (trailer == 0 && crc != 0)
        step.problems.append(u"block %1 has no CRC-32"_s.arg(index));
    else if (trailer != crc)
        return refuse(u"the CRC-32 of block %1 is wrong"_s.arg(index));
    if (m_file.write(data) != data.size())
        return refuse(u"the disk of this computer is full"_s);
    m_received += data.size();
    ++m_nextIndex;
    if (m_received < m_size && !m_buffer.isEmpty())
        step.problems.append(u"sent on before block %1 was acknowledged"_s.arg(index));
    return step;
}

} // namespace flotilla::simulators
