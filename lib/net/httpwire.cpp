// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/httpwire_p.h"

#include "base/text.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QNetworkProxy>
#include <QTcpSocket>
#include <QUrl>

#include <algorithm>
#include <array>

namespace flotilla::net {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 readBufferBytes = 256 * 1024;

QString translate(const char *text)
{
    return QCoreApplication::translate("flotilla", text);
}

bool isTokenCharacter(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
        || QByteArrayView("!#$%&'*+-.^_`|~").contains(c);
}

bool isToken(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isTokenCharacter);
}

bool isControl(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7f;
}

bool isPath(QByteArrayView path)
{
    return path.startsWith('/')
        && std::none_of(path.begin(), path.end(), [](char c) { return c == ' ' || isControl(c); });
}

bool isHeaderValue(QByteArrayView value)
{
    return std::none_of(value.begin(), value.end(),
                        [](char c) { return c != '\t' && isControl(c); });
}

bool isAddedHere(QByteArrayView name)
{
    constexpr std::array<QByteArrayView, 4> added {"Host", "Content-Length", "Connection",
                                                   "Transfer-Encoding"};
    return std::any_of(added.begin(), added.end(), [name](QByteArrayView header) {
        return header.compare(name, Qt::CaseInsensitive) == 0;
    });
}

tl::unexpected<Error> wrongUse(const QString &detail)
{
    return failure(Error::Kind::WrongUse,
                   translate("This request cannot be sent: a part of it holds characters that are "
                             "not allowed there."),
                   detail);
}

// A name in a Host header: IPv6 in brackets, names with foreign letters in their ASCII form.
QByteArray hostHeader(const QString &host, quint16 port)
{
    const bool ascii
        = std::all_of(host.begin(), host.end(), [](QChar c) { return c.unicode() < 0x80; });
    QByteArray name = ascii ? host.toLatin1() : QUrl::toAce(host);
    if (const QHostAddress address(host); address.protocol() == QAbstractSocket::IPv6Protocol)
        name = '[' + address.toString().toLatin1() + ']';
    if (port != 80)
        name += ':' + QByteArray::number(port);
    return name;
}

bool isHost(const QString &host)
{
    return !host.isEmpty() && std::all_of(host.begin(), host.end(), [](QChar c) {
        return c.isPrint() && !c.isSpace() && c != u'/' && c != u'@';
    });
}

} // namespace

Result<QByteArray> httpRequestHead(const HttpRequest &request, qint64 contentLength)
{
    if (!isHost(request.host) || request.port == 0)
        return failure(Error::Kind::WrongUse,
                       translate("%1 is not an address. Give a name or an IP address and a port.")
                           .arg(cleanText(request.host)));
    if (!isToken(request.method))
        return wrongUse(u"method"_s);
    if (!isPath(request.path))
        return wrongUse(u"path"_s);

    QByteArray head = request.method + ' ' + request.path
        + " HTTP/1.1\r\nHost: " + hostHeader(request.host, request.port) + "\r\n";
    for (const auto &[name, value] : request.headers) {
        if (!isToken(name) || isAddedHere(name) || !isHeaderValue(value))
            return wrongUse(u"header %1"_s.arg(cleanText(name)));
        head += name + ": " + value + "\r\n";
    }
    head
        += "Content-Length: " + QByteArray::number(contentLength) + "\r\nConnection: close\r\n\r\n";
    return head;
}

void prepareSocket(QTcpSocket *socket)
{
    socket->setProxy(QNetworkProxy::NoProxy);
    socket->setReadBufferSize(readBufferBytes);
}

Error connectError(const QTcpSocket &socket, const QString &host, quint16 port)
{
    QString message;
    switch (socket.error()) {
    case QAbstractSocket::HostNotFoundError:
        message
            = translate("There is no machine named %1 in this network. Check the name, or use the "
                        "address that the printer shows.")
                  .arg(host);
        break;
    case QAbstractSocket::ConnectionRefusedError:
        message
            = translate("The machine at %1 accepts no connection on port %2. Check that this is "
                        "the printer's address and that its network mode is switched on.")
                  .arg(host)
                  .arg(port);
        break;
    default:
        message
            = translate("There is no connection to %1, port %2. Check that the printer is switched "
                        "on and in the same network.")
                  .arg(host)
                  .arg(port);
    }
    return {Error::Kind::Unreachable, message, socket.errorString()};
}

Error connectTimeoutError(const QString &host, quint16 port, std::chrono::milliseconds after)
{
    return {
        Error::Kind::Unreachable,
        translate("Nothing at %1 has answered for %2. Check that the printer is switched on and in "
                  "the same network.")
            .arg(host, secondsText(after)),
        u"connect to port %1 timed out after %2 ms"_s.arg(port).arg(after.count())};
}

QString secondsText(std::chrono::milliseconds duration)
{
    return formatDuration(std::chrono::ceil<std::chrono::seconds>(duration).count());
}

} // namespace flotilla::net
