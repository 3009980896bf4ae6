// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/simulatorclient.h"

#include <QEventLoop>
#include <QJsonDocument>
#include <QTest>
#include <QTimer>

namespace flotilla::test {

using namespace Qt::StringLiterals;
using simulators::FlashForgeSimulator;

RawClient::RawClient(quint16 port, const QHostAddress &address)
{
    m_socket.connectToHost(address, port);
}

void RawClient::send(const QByteArray &bytes)
{
    m_socket.write(bytes);
}

// An event loop of its own instead of qWaitFor: that one looks only every 10 ms, and these tests
// ask thousands of times.
QByteArray RawClient::readUntil(const std::function<bool(const QByteArray &)> &complete,
                                int milliseconds)
{
    QEventLoop loop;
    QTimer limit;
    limit.setSingleShot(true);
    const auto look = [&] {
        if (m_socket.isOpen())
            m_buffer += m_socket.readAll();
        if (complete(m_buffer))
            loop.quit();
    };
    QObject::connect(&limit, &QTimer::timeout, &loop, &QEventLoop::quit);
    QObject::connect(&m_socket, &QTcpSocket::readyRead, &loop, look);
    QObject::connect(&m_socket, &QTcpSocket::disconnected, &loop, [&] {
        look();
        loop.quit();
    });
    if (m_socket.isOpen())
        m_buffer += m_socket.readAll();
    if (!complete(m_buffer)) {
        limit.start(milliseconds);
        loop.exec();
    }
    return m_buffer;
}

QByteArray RawClient::readHttpAnswer(int milliseconds)
{
    qsizetype length = -1;
    readUntil(
        [&](const QByteArray &bytes) {
            const qsizetype end = bytes.indexOf("\r\n\r\n");
            if (end < 0)
                return m_socket.state() == QAbstractSocket::UnconnectedState && !bytes.isEmpty();
            const qsizetype at = bytes.indexOf("Content-Length: ");
            const qsizetype stated = at < 0 || at > end
                ? 0
                : bytes.sliced(at + 16, bytes.indexOf('\r', at) - at - 16).toLongLong();
            length = end + 4 + stated;
            return bytes.size() >= length || m_socket.state() == QAbstractSocket::UnconnectedState;
        },
        milliseconds);
    const QByteArray answer = m_buffer.left(length < 0 ? m_buffer.size() : length);
    m_buffer.remove(0, answer.size());
    return answer;
}

QByteArray RawClient::command(const QByteArray &line, int milliseconds)
{
    m_buffer.clear();
    send(line + "\r\n");
    return readUntil([](const QByteArray &bytes) { return bytes.endsWith("\r\nok\r\n"); },
                     milliseconds);
}

bool RawClient::waitForClose(int milliseconds)
{
    const auto isClosed = [this] { return m_socket.state() == QAbstractSocket::UnconnectedState; };
    readUntil([&](const QByteArray &) { return isClosed(); }, milliseconds);
    return isClosed();
}

HttpAnswer parseAnswer(const QByteArray &bytes)
{
    HttpAnswer answer;
    const qsizetype end = bytes.indexOf("\r\n\r\n");
    if (end < 0)
        return answer;
    answer.head = bytes.first(end);
    answer.body = bytes.sliced(end + 4);
    answer.status = answer.head.sliced(9, 3).toInt();
    answer.json = QJsonDocument::fromJson(answer.body).object();
    return answer;
}

QByteArray postBytes(const QByteArray &path, const QByteArray &body, const QByteArray &contentType)
{
    return "POST " + path + " HTTP/1.1\r\nHost: printer\r\nContent-Type: " + contentType
        + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

HttpAnswer post(const FlashForgeSimulator &printer, const QByteArray &path,
                const QJsonObject &extra)
{
    QJsonObject body {{u"serialNumber"_s, printer.serialNumber()},
                      {u"checkCode"_s, printer.checkCode()}};
    for (auto it = extra.begin(); it != extra.end(); ++it)
        body[it.key()] = it.value();
    RawClient client(printer.httpPort(), printer.address());
    client.send(postBytes(path, QJsonDocument(body).toJson()));
    return parseAnswer(client.readHttpAnswer());
}

HttpAnswer control(const FlashForgeSimulator &printer, const QString &command,
                   const QJsonObject &arguments)
{
    return post(printer, "/control",
                {{u"payload"_s, QJsonObject {{u"cmd"_s, command}, {u"args"_s, arguments}}}});
}

QJsonObject detailOf(const FlashForgeSimulator &printer)
{
    return post(printer, "/detail").json[u"detail"_s].toObject();
}

void UploadParts::set(const QByteArray &name, const QByteArray &value)
{
    for (auto &[key, old] : headers) {
        if (key == name) {
            old = value;
            return;
        }
    }
    headers.append({name, value});
}

void UploadParts::remove(const QByteArray &name)
{
    headers.removeIf([&](const auto &header) { return header.first == name; });
}

QByteArray UploadParts::body() const
{
    return "------FlotillaTest\r\nContent-Disposition: " + disposition
        + "\r\nContent-Type: " + partType + "\r\n\r\n" + content + tail;
}

QByteArray UploadParts::request() const
{
    const QByteArray bytes = body();
    QByteArray request
        = "POST /uploadGcode HTTP/1.1\r\nHost: printer\r\nContent-Type: " + contentType + "\r\n";
    bool stated = false;
    for (const auto &[name, value] : headers) {
        request += name + ": " + value + "\r\n";
        stated = stated || name == "Content-Length" || name == "Transfer-Encoding";
    }
    if (!stated)
        request += "Content-Length: " + QByteArray::number(bytes.size()) + "\r\n";
    return request + "\r\n" + bytes;
}

UploadParts uploadFor(const FlashForgeSimulator &printer, const QByteArray &content, bool printNow)
{
    const QJsonObject detail = const_cast<FlashForgeSimulator &>(printer).detail();
    const int pid = detail[u"pid"_s].toInt();
    UploadParts parts;
    parts.content = content;
    parts.headers = {{"serialNumber", printer.serialNumber().toUtf8()},
                     {"checkCode", printer.checkCode().toUtf8()},
                     {"fileSize", QByteArray::number(content.size())},
                     {"printNow", printNow ? "true" : "false"},
                     {"levelingBeforePrint", "false"},
                     {"flowCalibration", "false"},
                     {"useMatlStation", "false"}};
    const bool creator = pid >= 40;
    parts.set("gcodeToolCnt", creator ? "1" : "0");
    if (!creator)
        parts.set("materialMappings", "W10=");
    if (pid == 38)
        parts.set("firstLayerInspection", "false");
    if (pid == 38 || creator)
        parts.set("timeLapseVideo", "false");
    return parts;
}

HttpAnswer upload(const FlashForgeSimulator &printer, const UploadParts &parts)
{
    RawClient client(printer.httpPort(), printer.address());
    client.send(parts.request());
    return parseAnswer(client.readHttpAnswer());
}

QByteArray sampleGcode(int seconds, int layers)
{
    QByteArray gcode = "; generated by a test\n; thumbnail begin 8x8 12\n; "
        + QByteArray("\x89PNG\r\n\x1a\nxyz").toBase64() + "\n; thumbnail end\n"
        + "; estimated printing time (normal mode) = " + QByteArray::number(seconds) + "s\n"
        + "; filament used [mm] = 1000\n; filament used [g] = 3.1\nM140 S55\nM104 S150\nG28\nM104 "
          "S210\n";
    for (int layer = 0; layer < layers; ++layer) {
        gcode += ";LAYER_CHANGE\nG1 Z" + QByteArray::number(0.2 * (layer + 1)) + '\n';
        for (int move = 0; move < 10; ++move)
            gcode += "G1 X" + QByteArray::number(move) + " Y10 E1\n";
    }
    return gcode;
}

} // namespace flotilla::test
