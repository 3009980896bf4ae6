// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QHostAddress>
#include <QMap>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>
#include <QtEndian>

#include <algorithm>

#include <zlib.h>

// The command port of an old machine, as small as a test of the session needs it; every rule that a
// test is about can be bent from outside.
namespace flotilla::flashforge::test {

class ScriptedPrinter : public QObject
{
public:
    enum class Receives { Framed, Raw };

    ScriptedPrinter()
    {
        server.listen(QHostAddress::LocalHost);
        QObject::connect(&server, &QTcpServer::newConnection, this, [this] { accept(); });
        idle.setSingleShot(true);
        QObject::connect(&idle, &QTimer::timeout, this, [this] {
            ++idleDrops;
            cut();
        });
        replies = {
            {"M601", "Control Success.\r\n"},
            {"M602", "Control Release.\r\n"},
            {"M115",
             "Machine Type: Flashforge Adventurer 4\r\nMachine Name: Hall\r\nFirmware: "
             "v1.2.1\r\nSN: SNOLD1\r\nX: 220 Y: 200 Z: 250\r\nTool Count: 1\r\n"},
            {"M119", "MachineStatus: READY\r\nMoveMode: READY\r\nLED: 1\r\nCurrentFile: \r\n"},
            {"M105", "T0:22 /0 B:11/0\r\n"},
            {"M27", "SD printing byte 45/100\r\n"},
        };
    }

    // Its connections end while all that hears of it is there.
    ~ScriptedPrinter() override
    {
        const QList<QTcpSocket *> sockets = server.findChildren<QTcpSocket *>();
        for (QTcpSocket *each : sockets)
            each->disconnect(this);
    }
    Q_DISABLE_COPY_MOVE(ScriptedPrinter)

    quint16 port() const { return server.serverPort(); }
    void cut()
    {
        if (socket)
            socket->abort();
    }
    int count(const QByteArray &code) const
    {
        return int(std::count_if(commands.begin(), commands.end(), [&](const QByteArray &line) {
            return line.split(' ').value(0) == code;
        }));
    }

    QTcpServer server;
    QMap<QByteArray, QByteArray> replies; // lines between "CMD …" and "ok"
    QByteArrayList commands; // without "~" and line end
    QByteArrayList wrongs; // what no client may do
    int connections = 0;
    int open = 0;
    int mostOpen = 0;
    int idleDrops = 0;
    int idleLimit = 0; // ms; drops a silent connection
    bool silent = false;
    bool bare = false; // the dialect without CMD and ok
    int refusals = 0; // of M601 that follow
    QByteArray refusal = "CMD M601 Received.\r\nControl failed.\r\nok\r\n";
    qsizetype piece = 0; // replies in pieces of that many bytes

    Receives receives = Receives::Raw;
    int quiet = 20; // ms without data before M29 counts
    qint64 cutAt = -1; // bytes on the wire after M28
    bool stalls = false; // takes no byte of a file
    QByteArray ackInstead; // of "N0000 ok."
    bool forgets = false; // says ok, keeps nothing
    int swallowedSaves = 0; // M29 that get no answer
    bool lists = true;
    qint64 sizeDelta = 0; // M23 tells another size
    QMap<QByteArray, QByteArray> files;
    int packets = 0;

private:
    void accept()
    {
        QTcpSocket *next = server.nextPendingConnection();
        ++connections;
        mostOpen = qMax(mostOpen, ++open);
        socket = next;
        QObject::connect(next, &QTcpSocket::disconnected, this, [this, next] {
            --open;
            if (socket == next) {
                socket = nullptr;
                idle.stop();
            }
            next->deleteLater();
        });
        QObject::connect(next, &QTcpSocket::readyRead, this, [this, next] {
            if (stalls && receiving)
                return;
            read(next->readAll());
        });
        receiving = false;
        buffer.clear();
        rearm();
    }
    void rearm()
    {
        if (idleLimit > 0 && !receiving)
            idle.start(idleLimit);
        else
            idle.stop();
    }
    void read(const QByteArray &bytes)
    {
        rearm();
        if (receiving) {
            receive(bytes);
            return;
        }
        buffer += bytes;
        if (buffer.count('\n') > 1)
            wrongs << "pipelined: " + buffer;
        for (qsizetype end = buffer.indexOf('\n'); end >= 0 && socket; end = buffer.indexOf('\n')) {
            const QByteArray line = buffer.first(end + 1);
            buffer.remove(0, end + 1);
            if (!line.startsWith('~') || !line.endsWith("\r\n"))
                wrongs << "not a command: " + line.left(40);
            answer(line.mid(1).trimmed());
        }
    }
    void answer(const QByteArray &command)
    {
        commands << command;
        const QByteArray code = command.split(' ').first();
        if (silent)
            return;
        if (code == "M601" && refusals > 0) {
            --refusals;
            return send(refusal);
        }
        if (code == "M28")
            return beginFile(command);
        if (code == "M29")
            return saveFile();
        if (code == "M661" && !bare)
            return list();
        if (code == "M23") {
            const QByteArray name = command.mid(command.lastIndexOf('/') + 1);
            replies["M119"] = "MachineStatus: BUILDING_FROM_SD\r\nMoveMode: MOVING\r\nCurrentFile: "
                + name + "\r\n";
            return say(code,
                       "File opened: " + name
                           + " Size: " + QByteArray::number(files.value(name).size() + sizeDelta)
                           + "\r\nFile selected\r\n");
        }
        say(code, replies.value(code));
    }
    void say(const QByteArray &code, const QByteArray &lines)
    {
        if (bare)
            send(lines);
        else
            send("CMD " + code + " Received.\r\n" + lines + "ok\r\n");
    }
    void send(const QByteArray &bytes)
    {
        if (!socket)
            return;
        for (qsizetype i = 0; i<bytes.size(); i += piece> 0 ? piece : bytes.size()) {
            socket->write(bytes.mid(i, piece > 0 ? piece : bytes.size()));
            socket->flush();
        }
    }
    void list()
    {
        if (!lists) {
            send("CMD M661 Error.\r\n");
            return;
        }
        QByteArray bytes("\x44\xaa\xaa\x44");
        const auto word = [&bytes](quint32 value) {
            char raw[4];
            qToBigEndian(value, raw);
            bytes.append(raw, 4);
        };
        word(quint32(files.size()));
        for (const QByteArray &name : files.keys()) {
            bytes += "\x3a\x3a\xa3\xa3";
            word(quint32(name.size() + 6));
            bytes += "/data/" + name;
        }
        send("CMD M661 Received.\r\nok\r\n");
        send(bytes);
    }
    void beginFile(const QByteArray &command)
    {
        const QByteArrayList words = command.split(' ');
        declared = words.value(1).toLongLong();
        fileName = words.value(2).mid(8);
        data.clear();
        buffer.clear();
        packets = 0;
        wire = 0;
        if (replies.contains("M28")) {
            say("M28", replies.value("M28"));
            return;
        }
        receiving = true;
        idle.stop();
        say("M28", "Writing to file: 0:/user/" + fileName + "\r\n");
        last.start();
    }
    void receive(const QByteArray &bytes)
    {
        const qint64 pause = last.restart();
        if (cutAt >= 0 && wire + bytes.size() >= cutAt) {
            cutAt = -1;
            cut();
            return;
        }
        wire += bytes.size();
        buffer += bytes;
        if (receives == Receives::Framed)
            takePackets();
        else if (data.size() < declared) {
            // Whatever comes with the data is data: the machine does not look for M29 in it.
            data += buffer;
            buffer.clear();
            if (data.size() > declared)
                wrongs << "more than declared";
        }
        if (buffer.startsWith("~M29")) {
            if (receives == Receives::Raw && pause < quiet)
                wrongs << "M29 after " + QByteArray::number(pause) + " ms";
            if (buffer != "~M29\r\n")
                wrongs << "M29 not alone";
            receiving = false;
            buffer.clear();
            commands << "M29";
            saveFile();
        } else if (receives == Receives::Raw && !buffer.isEmpty()) {
            wrongs << "between M28 and M29: " + buffer.left(20);
        }
    }
    void takePackets()
    {
        while (buffer.size() >= 4112 && buffer.startsWith("\x5a\x5a\xa5\xa5")) {
            const auto word
                = [this](qsizetype at) { return qFromBigEndian<quint32>(buffer.constData() + at); };
            const QByteArray content = buffer.mid(16, qMin(4096U, word(8)));
            if (buffer.size() > 4112)
                wrongs << "packet before its acknowledgement";
            if (word(4) != quint32(packets)
                || word(12)
                    != crc32(0, reinterpret_cast<const Bytef *>(content.constData()),
                             uInt(content.size()))
                || buffer.mid(16 + content.size(), 4096 - content.size()).count('\0')
                    != 4096 - content.size())
                wrongs << "bad packet " + QByteArray::number(packets);
            data += content;
            buffer.remove(0, 4112);
            send(ackInstead.isEmpty()
                     ? "N" + QByteArray::number(packets).rightJustified(4, '0') + " ok.\r\n"
                     : ackInstead);
            ++packets;
        }
    }
    void saveFile()
    {
        if (swallowedSaves > 0) {
            --swallowedSaves;
            return;
        }
        if (data.size() != declared)
            return say("M29", "File Is Not Available\r\n");
        if (!forgets)
            files.insert(fileName, data);
        say("M29", "Done saving file.\r\n");
    }

    QTcpSocket *socket = nullptr;
    QTimer idle;
    QByteArray buffer;
    bool receiving = false;
    qint64 declared = 0;
    qint64 wire = 0;
    QByteArray fileName;
    QByteArray data;
    QElapsedTimer last;
};

} // namespace flotilla::flashforge::test
