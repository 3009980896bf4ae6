// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/lineframer.h"

#include <QCoreApplication>

namespace flotilla::net {

LineFramer::LineFramer(qsizetype maxLineBytes)
    : m_maxLineBytes(maxLineBytes)
{
}

void LineFramer::append(QByteArrayView bytes)
{
    if (m_failed)
        return;
    // Lines taken are cut off here and not one by one, which would move the rest for each of them.
    m_buffer.remove(0, m_begin);
    m_searched -= m_begin;
    m_begin = 0;
    m_buffer.append(bytes);
}

Result<std::optional<QByteArray>> LineFramer::nextLine()
{
    const qsizetype lf = m_failed ? -1 : m_buffer.indexOf('\n', m_searched);
    const qsizetype length = (lf < 0 ? m_buffer.size() : lf) - m_begin;
    if (m_failed || length > m_maxLineBytes) {
        reset();
        m_failed = true;
        return failure(Error::Kind::BadReply,
                       QCoreApplication::translate("flotilla",
                                                   "The answer holds a line that is far too long."),
                       QStringLiteral("line longer than %1 bytes").arg(m_maxLineBytes));
    }
    if (lf < 0) {
        m_searched = m_buffer.size();
        return std::nullopt;
    }
    QByteArray line = m_buffer.sliced(m_begin, length);
    if (line.endsWith('\r'))
        line.chop(1);
    m_begin = m_searched = lf + 1;
    return line;
}

QByteArrayView LineFramer::rest() const
{
    return QByteArrayView(m_buffer).sliced(m_begin);
}

QByteArray LineFramer::takeRest()
{
    QByteArray bytes = rest().toByteArray();
    const bool failed = m_failed;
    reset();
    m_failed = failed;
    return bytes;
}

void LineFramer::reset()
{
    m_buffer.clear();
    m_begin = m_searched = 0;
    m_failed = false;
}

} // namespace flotilla::net
