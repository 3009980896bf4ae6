// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/httpreplyreader.h"

#include <QCoreApplication>

#include <algorithm>

namespace flotilla::net {

namespace {

// "100 Continue" comes once; a peer that sends nothing else is not answering.
constexpr int maxInterimReplies = 8;
constexpr int maxTrailers = 100;
// A chunk-size line: 16 hex digits and what extensions a sane server adds.
constexpr qsizetype maxChunkLineBytes = 1024;
constexpr qsizetype maxChunkDigits = 15;

tl::unexpected<Error> malformed(const char *what)
{
    return failure(Error::Kind::BadReply,
                   QCoreApplication::translate("flotilla", "The answer is not valid HTTP."),
                   QString::fromLatin1(what));
}

tl::unexpected<Error> tooLong(qint64 ceiling)
{
    return failure(
        Error::Kind::BadReply,
        QCoreApplication::translate("flotilla", "The answer is far longer than expected."),
        QStringLiteral("reply body over %1 bytes").arg(ceiling));
}

} // namespace

HttpReplyReader::HttpReplyReader(qint64 maxBodyBytes, bool replyToHead)
    : m_maxBodyBytes(maxBodyBytes)
    , m_replyToHead(replyToHead)
{
}

Result<std::optional<HttpReply>> HttpReplyReader::feed(QByteArrayView bytes)
{
    if (m_stage != Stage::Whole) {
        m_begun = m_begun || !bytes.isEmpty();
        m_buffer.append(bytes);
        if (const auto advanced = advance(); !advanced)
            return failure(advanced.error());
    }
    if (m_stage != Stage::Whole)
        return std::nullopt;
    return m_reply;
}

Result<HttpReply> HttpReplyReader::close()
{
    if (m_stage == Stage::UntilClose)
        m_stage = Stage::Whole;
    if (m_stage == Stage::Whole)
        return m_reply;
    if (!m_begun)
        return failure(Error::Kind::BadReply,
                       QCoreApplication::translate("flotilla",
                                                   "The connection was closed without an answer."));
    return failure(Error::Kind::BadReply,
                   QCoreApplication::translate(
                       "flotilla", "The connection was cut in the middle of the answer."),
                   m_stage == Stage::Head
                       ? QStringLiteral("head incomplete after %1 bytes").arg(m_buffer.size())
                       : QStringLiteral("body incomplete after %1 bytes").arg(m_reply.body.size()));
}

Result<void> HttpReplyReader::advance()
{
    Result<bool> moved = true;
    while (moved && *moved && m_stage != Stage::Whole) {
        switch (m_stage) {
        case Stage::Head:
            moved = takeHead();
            break;
        case Stage::Length:
        case Stage::ChunkData:
        case Stage::UntilClose:
            moved = takeBytes();
            break;
        case Stage::ChunkSize:
            moved = takeChunkSize();
            break;
        case Stage::ChunkEnd:
            moved = takeChunkEnd();
            break;
        case Stage::Trailers:
            moved = takeTrailer();
            break;
        case Stage::Whole:
            break;
        }
    }
    if (!moved)
        return failure(moved.error());
    return {};
}

Result<bool> HttpReplyReader::takeHead()
{
    const auto head = takeHttpHead(m_buffer);
    if (!head)
        return failure(head.error());
    if (!*head)
        return false;
    const int status = (*head)->statusCode();
    if (status == 0)
        return malformed("status line");
    if (status < 200 && status != 101) {
        if (++m_interimReplies > maxInterimReplies)
            return malformed("interim replies without end");
        return true;
    }
    m_reply.status = status;
    m_reply.headers = (*head)->headers;
    if (const auto chosen = chooseBody(**head); !chosen)
        return failure(chosen.error());
    return true;
}

Result<void> HttpReplyReader::chooseBody(const HttpHead &head)
{
    const bool noBody
        = m_replyToHead || m_reply.status == 101 || m_reply.status == 204 || m_reply.status == 304;
    const auto length = head.contentLength();
    const QByteArray coding = head.value("Transfer-Encoding").toLower();
    if (noBody) {
        m_stage = Stage::Whole;
    } else if (!coding.isEmpty() && coding != "identity") {
        if (coding != "chunked")
            return malformed("Transfer-Encoding");
        m_stage = Stage::ChunkSize; // wins over a Content-Length, which RFC 9112 forbids beside it
    } else if (!length) {
        return failure(length.error());
    } else if (*length) {
        if (**length > m_maxBodyBytes)
            return tooLong(m_maxBodyBytes);
        m_remaining = **length;
        m_stage = m_remaining > 0 ? Stage::Length : Stage::Whole;
    } else {
        m_stage = Stage::UntilClose;
    }
    return {};
}

Result<bool> HttpReplyReader::takeBytes()
{
    const bool untilClose = m_stage == Stage::UntilClose;
    const qint64 count = untilClose ? m_buffer.size() : qMin<qint64>(m_remaining, m_buffer.size());
    if (m_reply.body.size() + count > m_maxBodyBytes)
        return tooLong(m_maxBodyBytes);
    m_reply.body.append(QByteArrayView(m_buffer).first(count));
    m_buffer.remove(0, count);
    if (untilClose)
        return false;
    m_remaining -= count;
    if (m_remaining > 0)
        return false;
    m_stage = m_stage == Stage::Length ? Stage::Whole : Stage::ChunkEnd;
    return true;
}

Result<bool> HttpReplyReader::takeChunkSize()
{
    const auto line = takeLine();
    if (!line)
        return failure(line.error());
    if (!*line)
        return false;
    const QByteArray digits = (*line)->split(';').constFirst().trimmed();
    const auto isHexDigit = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    };
    if (digits.isEmpty() || digits.size() > maxChunkDigits
        || !std::all_of(digits.begin(), digits.end(), isHexDigit))
        return malformed("chunk size");
    m_remaining = digits.toLongLong(nullptr, 16);
    if (m_remaining > m_maxBodyBytes - m_reply.body.size())
        return tooLong(m_maxBodyBytes);
    m_stage = m_remaining > 0 ? Stage::ChunkData : Stage::Trailers;
    return true;
}

Result<bool> HttpReplyReader::takeChunkEnd()
{
    const auto line = takeLine();
    if (!line)
        return failure(line.error());
    if (!*line)
        return false;
    if (!(*line)->isEmpty())
        return malformed("chunk longer than its size");
    m_stage = Stage::ChunkSize;
    return true;
}

Result<bool> HttpReplyReader::takeTrailer()
{
    const auto line = takeLine();
    if (!line)
        return failure(line.error());
    if (!*line)
        return false;
    if ((*line)->isEmpty())
        m_stage = Stage::Whole;
    else if (++m_trailers > maxTrailers)
        return malformed("trailers without end");
    return true;
}

Result<std::optional<QByteArray>> HttpReplyReader::takeLine()
{
    const qsizetype lf = m_buffer.indexOf('\n');
    if (lf > maxChunkLineBytes || (lf < 0 && m_buffer.size() > maxChunkLineBytes))
        return malformed("chunk line too long");
    if (lf < 0)
        return std::nullopt;
    QByteArray line = m_buffer.first(lf);
    if (line.endsWith('\r'))
        line.chop(1);
    m_buffer.remove(0, lf + 1);
    return line;
}

} // namespace flotilla::net
