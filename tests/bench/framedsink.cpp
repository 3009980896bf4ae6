// SPDX-License-Identifier: GPL-3.0-or-later
// An older FlashForge that only receives: answers on its command port, and acknowledges every
// packet of a framed upload at once. On a second port it does nothing but that: 4112 bytes in, one
// acknowledgement out. A program of its own, so that its work is not on the sender's account.
// Prints `READY {"printers":[…],"pingPongPort":…}`; ends with the parent.
#include <QByteArray>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>
#include <cstdio>
#include <thread>

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>

namespace {

using namespace Qt::StringLiterals;

constexpr size_t packetBytes = 4112;
constexpr size_t dataBytes = 4096;
constexpr int backlog = 16;

bool say(int client, const QByteArray &bytes)
{
    return send(client, bytes.data(), size_t(bytes.size()), MSG_NOSIGNAL) == bytes.size();
}

bool readWhole(int client, char *into, size_t bytes)
{
    for (size_t at = 0; at < bytes;) {
        const ssize_t count = read(client, into + at, bytes - at);
        if (count <= 0)
            return false;
        at += size_t(count);
    }
    return true;
}

bool takePackets(int client, qint64 bytes)
{
    std::array<char, packetBytes> packet {};
    for (qint64 counter = 0; counter * qint64(dataBytes) < bytes; ++counter) {
        if (!readWhole(client, packet.data(), packet.size())
            || !say(client, 'N' + QByteArray::number(counter).rightJustified(4, '0') + " ok.\r\n"))
            return false;
    }
    return true;
}

QByteArray fileList(const QByteArray &name)
{
    const QByteArray path = "/data/" + name;
    QByteArray list("\x44\xaa\xaa\x44\x00\x00\x00\x01\x3a\x3a\xa3\xa3\x00\x00\x00", 15);
    list += char(path.size());
    return list + path;
}

// The lines between "CMD … Received." and "ok".
QByteArray answerTo(const QByteArray &code)
{
    if (code == "M601")
        return "Control Success.\r\n";
    if (code == "M115")
        return "Machine Type: Flashforge Adventurer 3\r\nMachine Name: Sink\r\nFirmware: v1.1.7\r\n"
               "SN: SNSINK00002\r\nX: 150 Y: 150 Z: 150\r\nTool Count: 1\r\n";
    if (code == "M119")
        return "MachineStatus: READY\r\nMoveMode: READY\r\n";
    return code == "M105" ? "T0:22 /0 B:11/0\r\n" : "";
}

void serve(int client)
{
    std::array<char, 512> bytes {};
    QByteArray line;
    QByteArray name;
    for (ssize_t count = 0; (count = read(client, bytes.data(), bytes.size())) > 0;) {
        line.append(bytes.data(), count);
        if (!line.endsWith('\n'))
            continue;
        const QList<QByteArray> words = line.mid(1).trimmed().split(' ');
        line.clear();
        const QByteArray code = words.first();
        QByteArray reply = "CMD " + code + " Received.\r\n" + answerTo(code) + "ok\r\n";
        if (code == "M661")
            reply += fileList(name);
        if (!say(client, reply))
            break;
        if (code != "M28")
            continue;
        name = words.value(2).mid(words.value(2).lastIndexOf('/') + 1);
        if (!takePackets(client, words.value(1).toLongLong()))
            break;
    }
    close(client);
}

void pingPong(int client)
{
    std::array<char, packetBytes> packet {};
    while (readWhole(client, packet.data(), packet.size()) && say(client, "N0000 ok.\r\n")) { }
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

void acceptAll(int server, void (*handle)(int))
{
    for (;;) {
        const int client = accept(server, nullptr, nullptr);
        const int yes = 1;
        setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        if (client >= 0)
            std::thread(handle, client).detach();
    }
}

} // namespace

int main()
{
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    quint16 port = 0;
    quint16 pingPongPort = 0;
    const int server = listenOnLoopback(port);
    const int pingPongServer = listenOnLoopback(pingPongPort);
    const QJsonObject settings {
        {u"host"_s, u"127.0.0.1"_s}, {u"tcpPort"_s, port}, {u"protocol"_s, u"legacy"_s}};
    const QJsonObject printer {{u"driver"_s, u"flashforge"_s}, {u"settings"_s, settings}};
    const QJsonObject ready {{u"printers"_s, QJsonArray {printer}},
                             {u"pingPongPort"_s, pingPongPort}};
    std::printf("READY %s\n", QJsonDocument(ready).toJson(QJsonDocument::Compact).constData());
    std::fflush(stdout);
    std::thread(acceptAll, pingPongServer, pingPong).detach();
    acceptAll(server, serve);
}
