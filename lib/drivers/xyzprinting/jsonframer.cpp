// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/xyzprinting/jsonframer.h"

#include <QCoreApplication>

namespace flotilla::xyzprinting {

using namespace Qt::StringLiterals;

namespace {

bool isBlank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

} // namespace

void JsonFramer::append(QByteArrayView bytes)
{
    if (!m_failed)
        m_buffer.append(bytes);
}

Result<std::optional<QByteArray>> JsonFramer::nextObject()
{
    if (m_failed)
        return fail("bytes after a broken reply");
    if (m_rawBytes > 0)
        return std::nullopt;
    if (m_searched == 0) {
        qsizetype blanks = 0;
        while (blanks < m_buffer.size() && isBlank(m_buffer[blanks]))
            ++blanks;
        m_buffer.remove(0, blanks);
        if (m_buffer.isEmpty())
            return std::nullopt;
        if (m_buffer.front() != '{')
            return fail("no object begins here");
    }
    const auto end = findEnd();
    if (end.value_or(m_buffer.size()) > maxObjectBytes)
        return fail("the reply is too long");
    if (!end)
        return std::nullopt;
    QByteArray object = m_buffer.first(*end);
    m_buffer.remove(0, *end);
    m_searched = 0;
    return object;
}

// Goes on where the last call stopped, so that a reply in single bytes costs no more than one.
std::optional<qsizetype> JsonFramer::findEnd()
{
    for (; m_searched < m_buffer.size(); ++m_searched) {
        const char byte = m_buffer[m_searched];
        if (m_escaped)
            m_escaped = false;
        else if (m_inString && byte == '\\')
            m_escaped = true;
        else if (byte == '"')
            m_inString = !m_inString;
        else if (!m_inString && byte == '{')
            ++m_depth;
        else if (!m_inString && byte == '}' && --m_depth == 0)
            return ++m_searched;
    }
    return std::nullopt;
}

Result<void> JsonFramer::expectRaw(qint64 bytes)
{
    if (bytes < 1 || bytes > maxRawBytes)
        return fail("a picture of an impossible size");
    m_rawBytes = bytes;
    return {};
}

std::optional<QByteArray> JsonFramer::takeRaw()
{
    if (m_rawBytes == 0 || m_buffer.size() < m_rawBytes)
        return std::nullopt;
    QByteArray raw = m_buffer.first(m_rawBytes);
    m_buffer.remove(0, std::exchange(m_rawBytes, 0));
    return raw;
}

void JsonFramer::reset()
{
    *this = JsonFramer();
}

tl::unexpected<Error> JsonFramer::fail(const char *why)
{
    reset();
    m_failed = true;
    return failure(
        Error::Kind::BadReply,
        QCoreApplication::translate("xyzprinting", "The printer's answer could not be understood."),
        QString::fromLatin1(why));
}

} // namespace flotilla::xyzprinting
