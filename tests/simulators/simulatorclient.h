// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulators/flashforge/flashforgesimulator.h"

#include <QByteArray>
#include <QJsonObject>
#include <QTcpSocket>

namespace flotilla::test {

// A client made of plain bytes, so that the simulators are not judged by our own driver or HTTP
// client.
class RawClient
{
public:
    explicit RawClient(quint16 port,
                       const QHostAddress &address = QHostAddress(QHostAddress::LocalHost));

    void send(const QByteArray &bytes);
    // Reads until `complete` holds or `milliseconds` are over; all that came so far.
    QByteArray readUntil(const std::function<bool(const QByteArray &)> &complete,
                         int milliseconds = 5000);
    // One whole HTTP answer (by its Content-Length), taken off the buffer.
    QByteArray readHttpAnswer(int milliseconds = 5000);
    // The answer to one command of the command port, up to and with `ok`.
    QByteArray command(const QByteArray &line, int milliseconds = 5000);
    // Throws away what has come so far.
    void forget() { m_buffer.clear(); }
    bool waitForClose(int milliseconds = 5000);
    QTcpSocket &socket() { return m_socket; }

private:
    QTcpSocket m_socket;
    QByteArray m_buffer;
};

struct HttpAnswer
{
    int status = 0;
    QByteArray head;
    QByteArray body;
    QJsonObject json;
};

HttpAnswer parseAnswer(const QByteArray &bytes);

QByteArray postBytes(const QByteArray &path, const QByteArray &body,
                     const QByteArray &contentType = "application/json");

// POST with the simulator's own credentials and the fields of `extra`, on a connection of its own.
HttpAnswer post(const simulators::FlashForgeSimulator &printer, const QByteArray &path,
                const QJsonObject &extra = {});
HttpAnswer control(const simulators::FlashForgeSimulator &printer, const QString &command,
                   const QJsonObject &arguments);
QJsonObject detailOf(const simulators::FlashForgeSimulator &printer);

// An upload as the page has it for the simulator's model, to be spoiled by tests.
struct UploadParts
{
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray contentType = "multipart/form-data; boundary=----FlotillaTest";
    QByteArray disposition = "form-data; name=\"gcodeFile\"; filename=\"cube.gcode\"";
    QByteArray partType = "application/octet-stream";
    QByteArray content;
    QByteArray tail = "\r\n------FlotillaTest--\r\n";

    void set(const QByteArray &name, const QByteArray &value);
    void remove(const QByteArray &name);
    QByteArray body() const;
    QByteArray request() const;
};

UploadParts uploadFor(const simulators::FlashForgeSimulator &printer, const QByteArray &content,
                      bool printNow = false);
HttpAnswer upload(const simulators::FlashForgeSimulator &printer, const UploadParts &parts);

// A small file with two layers, temperatures, a stated time and a thumbnail.
QByteArray sampleGcode(int seconds = 600, int layers = 20);

} // namespace flotilla::test
