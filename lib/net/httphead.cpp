// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/httphead.h"

#include <QCoreApplication>

#include <algorithm>

namespace flotilla::net {

namespace {

tl::unexpected<Error> malformed(const char *what)
{
    return failure(Error::Kind::BadReply,
                   QCoreApplication::translate("flotilla", "The answer is not valid HTTP."),
                   QString::fromLatin1(what));
}

bool isTokenCharacter(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
        || QByteArrayView("!#$%&'*+-.^_`|~").contains(c);
}

// Where the empty line that ends the head begins and ends; {-1, -1} while it is not there.
std::pair<qsizetype, qsizetype> endOfHead(QByteArrayView buffer)
{
    for (qsizetype lf = buffer.indexOf('\n'); lf >= 0; lf = buffer.indexOf('\n', lf + 1)) {
        const QByteArrayView rest = buffer.sliced(lf + 1);
        if (rest.startsWith('\n'))
            return {lf + 1, lf + 2};
        if (rest.startsWith("\r\n"))
            return {lf + 1, lf + 3};
    }
    return {-1, -1};
}

Result<std::pair<QByteArray, QByteArray>> parseHeader(QByteArrayView line)
{
    const qsizetype colon = line.indexOf(':');
    if (colon <= 0)
        return malformed("header without a name");
    const QByteArrayView name = line.first(colon);
    if (!std::all_of(name.begin(), name.end(), isTokenCharacter))
        return malformed("header name with forbidden characters");
    return std::pair(name.toByteArray(), line.sliced(colon + 1).trimmed().toByteArray());
}

} // namespace

QByteArray HttpHead::value(QByteArrayView name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

Result<std::optional<qint64>> HttpHead::contentLength() const
{
    constexpr qint64 maxLength = qint64(1) << 53;
    std::optional<qint64> length;
    for (const auto &[key, value] : headers) {
        if (key.compare("Content-Length", Qt::CaseInsensitive) != 0)
            continue;
        bool ok = !value.isEmpty()
            && std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
        const qint64 number = ok ? value.toLongLong(&ok) : 0;
        if (!ok || number > maxLength || (length && *length != number))
            return malformed("Content-Length");
        length = number;
    }
    return length;
}

QByteArray HttpHead::method() const
{
    const QList<QByteArray> parts = startLine.split(' ');
    return parts.size() == 3 && parts[2].startsWith("HTTP/1.") ? parts[0] : QByteArray();
}

QByteArray HttpHead::target() const
{
    const QList<QByteArray> parts = startLine.split(' ');
    return parts.size() == 3 && parts[2].startsWith("HTTP/1.") ? parts[1] : QByteArray();
}

int HttpHead::statusCode() const
{
    if (!startLine.startsWith("HTTP/1.") || startLine.size() < 12 || startLine[8] != ' ')
        return 0;
    bool ok = false;
    const int code = startLine.sliced(9, 3).toInt(&ok);
    return ok && code >= 100 && code <= 999 ? code : 0;
}

Result<std::optional<HttpHead>> takeHttpHead(QByteArray &buffer)
{
    const auto [headEnd, bodyBegin]
        = endOfHead(QByteArrayView(buffer).first(qMin(buffer.size(), maxHttpHeadBytes)));
    if (headEnd < 0) {
        if (buffer.size() >= maxHttpHeadBytes)
            return malformed("head too long");
        return std::nullopt;
    }

    HttpHead head;
    bool first = true;
    for (QByteArray line : buffer.first(headEnd).split('\n')) {
        if (line.endsWith('\r'))
            line.chop(1);
        if (first) {
            if (line.isEmpty())
                return malformed("empty start line");
            head.startLine = line;
            first = false;
        } else if (!line.isEmpty()) {
            if (head.headers.size() >= maxHttpHeaders)
                return malformed("too many headers");
            const auto header = parseHeader(line);
            if (!header)
                return tl::unexpected(header.error());
            head.headers.append(*header);
        }
    }
    buffer.remove(0, bodyBegin);
    return head;
}

} // namespace flotilla::net
