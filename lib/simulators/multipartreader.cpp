// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/multipartreader.h"

namespace flotilla::simulators {

namespace {

constexpr qsizetype maxPartHeadBytes = 4096;

} // namespace

MultipartReader::MultipartReader(const QByteArray &boundary)
    : m_opening("--" + boundary + "\r\n")
    , m_delimiter("\r\n--" + boundary)
{
}

bool MultipartReader::feed(QByteArrayView bytes)
{
    if (m_state == State::Failed)
        return false;
    m_buffer += bytes;
    while (step()) { }
    return m_state != State::Failed;
}

bool MultipartReader::finish()
{
    if (m_state == State::Failed)
        return false;
    return m_state == State::Done || fail("the body ends before its closing boundary");
}

// One step; true while there may be another.
bool MultipartReader::step()
{
    switch (m_state) {
    case State::Opening:
        return takeOpening();
    case State::PartHead:
        return takePartHead();
    case State::Data:
        return takeData();
    case State::Closing:
        return takeClosing();
    case State::Done:
        if (!m_buffer.isEmpty() && m_buffer != "\r\n" && m_buffer != "\r")
            fail("there are bytes after the closing boundary");
        return false;
    case State::Failed:
        return false;
    }
    return false;
}

bool MultipartReader::fail(const char *why)
{
    m_state = State::Failed;
    if (why)
        m_problem = QString::fromLatin1(why);
    m_buffer.clear();
    return false;
}

bool MultipartReader::takeOpening()
{
    const qsizetype common = qMin(m_buffer.size(), m_opening.size());
    if (m_buffer.first(common) != m_opening.first(common))
        return fail("the body does not begin with the boundary of the header");
    if (common < m_opening.size())
        return false;
    m_buffer.remove(0, m_opening.size());
    m_state = State::PartHead;
    return true;
}

bool MultipartReader::takePartHead()
{
    const qsizetype end = m_buffer.indexOf("\r\n\r\n");
    if (end > maxPartHeadBytes || (end < 0 && m_buffer.size() > maxPartHeadBytes))
        return fail("the head of the part is too long");
    if (end < 0)
        return false;
    const QByteArray head = m_buffer.first(end);
    m_buffer.remove(0, end + 4);
    m_state = State::Data;
    if (partBegun && !partBegun(head))
        return fail(nullptr);
    return true;
}

bool MultipartReader::takeData()
{
    const qsizetype end = m_buffer.indexOf(m_delimiter);
    // What may be the beginning of the delimiter waits for more.
    const qsizetype sure
        = end >= 0 ? end : qMax<qsizetype>(0, m_buffer.size() - m_delimiter.size() + 1);
    if (sure > 0) {
        if (partBytes && !partBytes(QByteArrayView(m_buffer).first(sure)))
            return fail(nullptr);
        m_buffer.remove(0, sure);
    }
    if (end < 0)
        return false;
    m_buffer.remove(0, m_delimiter.size());
    m_state = State::Closing;
    return true;
}

bool MultipartReader::takeClosing()
{
    if (m_buffer.size() < 2)
        return false;
    if (m_buffer.startsWith("\r\n"))
        return fail("there is more than one part");
    if (!m_buffer.startsWith("--"))
        return fail("the closing boundary is malformed");
    m_buffer.remove(0, 2);
    m_state = State::Done;
    return true;
}

} // namespace flotilla::simulators
