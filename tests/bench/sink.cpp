// SPDX-License-Identifier: GPL-3.0-or-later
// A printer that only receives: answers /product and /detail of a FlashForge, and takes uploads at
// a steady 100 MB/s whoever sends them. A program of its own, so that its work is not on the
// sender's account. Prints `READY {"printers":[…]}`; ends with the parent.
#include <QByteArray>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>
#include <chrono>
#include <cstdio>
#include <thread>

#include <arpa/inet.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>

namespace {

using namespace Qt::StringLiterals;
using Clock = std::chrono::steady_clock;

constexpr double bytesPerSecond = 100e6;
// What a reader that was held up may make good at once: as much as a printer's own buffers hold.
constexpr auto longestCatchUp = std::chrono::milliseconds(10);
constexpr size_t pieceBytes = 64 * 1024;
constexpr int backlog = 16;

// A token bucket: take() returns when so many bytes more were due.
class Bucket
{
public:
    void take(ssize_t bytes)
    {
        const auto now = Clock::now();
        const std::chrono::duration<double> cost(double(bytes) / bytesPerSecond);
        m_due = std::max(m_due, now - longestCatchUp)
            + std::chrono::duration_cast<Clock::duration>(cost);
        if (m_due > now)
            std::this_thread::sleep_until(m_due);
    }

private:
    Clock::time_point m_due = Clock::now();
};

// The head of the request, with what came behind it in `rest`; empty when the client is gone.
QByteArray readHead(int client, QByteArray &rest)
{
    QByteArray head;
    std::array<char, 4096> piece {};
    while (!head.contains("\r\n\r\n")) {
        const ssize_t count = read(client, piece.data(), piece.size());
        if (count <= 0)
            return {};
        head.append(piece.data(), count);
    }
    const qsizetype end = head.indexOf("\r\n\r\n") + 4;
    rest = head.mid(end);
    return head.first(end);
}

qint64 bodyBytes(const QByteArray &head)
{
    const QByteArray key = "\r\ncontent-length:";
    const qsizetype at = head.toLower().indexOf(key);
    const qsizetype from = at + key.size();
    return at < 0 ? 0 : head.mid(from, head.indexOf("\r\n", from) - from).trimmed().toLongLong();
}

bool readBody(int client, qint64 bytes)
{
    Bucket bucket;
    QByteArray piece(qsizetype(pieceBytes), Qt::Uninitialized);
    while (bytes > 0) {
        const ssize_t count = read(client, piece.data(), pieceBytes);
        if (count <= 0)
            return false;
        bucket.take(count);
        bytes -= count;
    }
    return true;
}

QByteArray answerTo(const QByteArray &head)
{
    QJsonObject answer {{u"code"_s, 0}, {u"message"_s, u"Success"_s}};
    if (head.startsWith("POST /detail "))
        answer[u"detail"_s] = QJsonObject {{u"name"_s, u"Sink"_s},
                                           {u"status"_s, u"ready"_s},
                                           {u"pid"_s, 36},
                                           {u"firmwareVersion"_s, u"3.2.3"_s},
                                           {u"remainingDiskSpace"_s, 5.5}};
    else if (head.startsWith("POST /product "))
        answer[u"product"_s] = QJsonObject {{u"lightCtrlState"_s, 1}};
    return QJsonDocument(answer).toJson(QJsonDocument::Compact);
}

void serve(int client)
{
    QByteArray rest;
    const QByteArray head = readHead(client, rest);
    if (!head.isEmpty() && readBody(client, bodyBytes(head) - rest.size())) {
        const QByteArray body = answerTo(head);
        const QByteArray reply = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                                 "Connection: close\r\nContent-Length: "
            + QByteArray::number(body.size()) + "\r\n\r\n" + body;
        send(client, reply.data(), size_t(reply.size()), MSG_NOSIGNAL);
    }
    close(client);
}

int listenOnLoopback(quint16 &port)
{
    const int server = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto *generic = reinterpret_cast<sockaddr *>(&address);
    if (bind(server, generic, length) != 0 || listen(server, backlog) != 0
        || getsockname(server, generic, &length) != 0)
        qFatal("the sink cannot listen");
    port = ntohs(address.sin_port);
    return server;
}

} // namespace

int main()
{
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    quint16 port = 0;
    const int server = listenOnLoopback(port);
    const QJsonObject settings {{u"host"_s, u"127.0.0.1"_s},
                                {u"httpPort"_s, port},
                                {u"serialNumber"_s, u"SNSINK00001"_s},
                                {u"checkCode"_s, u"sink"_s}};
    const QJsonObject printer {{u"driver"_s, u"flashforge"_s}, {u"settings"_s, settings}};
    const QJsonObject ready {{u"printers"_s, QJsonArray {printer}}};
    std::printf("READY %s\n", QJsonDocument(ready).toJson(QJsonDocument::Compact).constData());
    std::fflush(stdout);
    for (;;) {
        const int client = accept(server, nullptr, nullptr);
        if (client >= 0)
            std::thread(serve, client).detach();
    }
}
