// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QElapsedTimer>
#include <QMap>
#include <QSocketNotifier>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>
#include <QtEndian>

#include <pty.h>
#include <termios.h>
#include <unistd.h>
#include <zlib.h>

#include <functional>
#include <memory>
#include <optional>

namespace flotilla::test {

// What a V3 machine does with the bytes it gets, whatever the wire: it answers as it is told to,
// and writes down what the protocol forbids.
class V3Script
{
public:
    // Values of the keys of `query=`. A list: one after the other, the last one stays.
    QMap<char, QList<QByteArray>> values {
        {'b', {"20"}},
        {'d', {"0,0,0"}},
        {'e', {"0"}},
        {'f', {"1,200000"}},
        {'i', {"3FM1WPUS5CA6700001"}},
        {'j', {"9511,0"}},
        {'l', {"en"}},
        {'n', {"miniMaker       "}},
        {'o', {"p8,t1,c1,a+"}},
        {'p', {"dv1MW0A000"}},
        {'s', {R"({"fm":0,"fd":0,"sd":"yes","button":"no","buzzer":"on"})"}},
        {'t', {"1,22,0"}},
        {'v', {"1.2.3"}},
        {'w', {"1,PMP6QTH64R0001"}},
        {'z', {"245"}},
    };
    bool serial = false; // replies as on a cable
    bool beginsWithOk = false;
    QByteArray ok = "ok \n";
    int endOks = 2; // to the end of a file
    bool acceptsSettings = true; // else they are ignored
    std::chrono::milliseconds delay {0}; // of every reply
    qsizetype piece = 0; // cuts replies; 0 = whole

    // Instead of the reply to one command; a null answer = silence.
    std::function<std::optional<QByteArray>(const QByteArray &command)> instead;
    // Instead of the "ok" to one block.
    std::function<std::optional<QByteArray>(quint32 index)> insteadOfBlock;
    // States of `j`, one a query, from the end of a file on.
    QList<QByteArray> statesAfterFile {"9520,0", "9505,0"};

    std::function<void()> fileEnded;

    // What happened.
    QByteArrayList commands;
    QList<std::chrono::milliseconds> pollTimes;
    QStringList wrongs;
    struct File
    {
        QByteArray name;
        qint64 size = 0;
        QByteArray bytes;
        QList<quint32> lengths;
        int ends = 0;
    };
    QList<File> files;
    bool isReceiving() const { return m_receiving; }
    qint64 received = 0; // bytes on the wire, ever

    std::function<void(const QByteArray &)> send; // set by the wire

    void set(char key, const QByteArray &value) { values[key] = {value}; }
    int count(const QByteArray &command) const { return int(commands.count(command)); }

    void connectionLost()
    {
        m_bytes.clear();
        m_receiving = false;
        m_replying = false;
    }

    void feed(const QByteArray &bytes)
    {
        received += bytes.size();
        m_bytes += bytes;
        if (m_replying)
            wrongs.append(QStringLiteral("a command before the reply: ")
                          + QString::fromLatin1(bytes.left(60)));
        while (m_receiving ? takeBlock() : takeCommand()) { }
    }

private:
    bool takeCommand()
    {
        static const QByteArray end = "XYZv3/uploadDidFinish";
        if (m_bytes.startsWith(end)) {
            m_bytes.remove(0, end.size());
            if (files.isEmpty() || files.last().bytes.size() != files.last().size)
                wrongs.append(QStringLiteral("the end of no whole file"));
            else
                ++files.last().ends;
            values['j'] = statesAfterFile;
            if (fileEnded)
                fileEnded();
            reply(ok.repeated(endOks));
            return true;
        }
        const qsizetype line = m_bytes.indexOf('\n');
        if (line < 0)
            return false;
        const QByteArray command = m_bytes.first(line);
        m_bytes.remove(0, line + 1);
        commands.append(command);
        if (instead) {
            if (const auto answer = instead(command)) {
                if (!answer->isNull())
                    reply(*answer);
                return true;
            }
        }
        answer(command);
        return true;
    }

    void answer(const QByteArray &command)
    {
        if (command.startsWith("XYZv3/query=")) {
            if (command == "XYZv3/query=a")
                pollTimes.append(std::chrono::milliseconds(m_clock.elapsed()));
            reply(query(command.mid(12)));
        } else if (command.startsWith("XYZv3/config=")) {
            if (acceptsSettings)
                apply(command.mid(13));
            if (serial)
                reply("ok\n$\n");
        } else if (command.startsWith("XYZv3/action=")) {
            QByteArray name = command.mid(13);
            name = name.first(name.indexOf(':') < 0 ? name.size() : name.indexOf(':'));
            if (serial)
                reply(name + ":{\"stat\":\"start\"}\n$\n");
        } else if (command.startsWith("XYZv3/upload=")) {
            const QList<QByteArray> parts = command.mid(13).split(',');
            files.append({parts.value(0), parts.value(1).toLongLong(), {}, {}, 0});
            m_receiving = true;
            m_index = 0;
            reply(ok);
        } else {
            wrongs.append(QStringLiteral("unknown: ") + QString::fromLatin1(command));
        }
    }

    void apply(const QByteArray &setting)
    {
        if (setting == "print[complete]" || setting == "print[cancel]")
            set('j', "9511,0");
        else if (setting == "print[pause]")
            set('j', "9601,0");
        else if (setting == "print[resume]")
            set('j', "9505,0");
        else if (setting.startsWith("zoffset:set["))
            set('z', setting.mid(12).chopped(1));
        else if (setting.startsWith("name:["))
            set('n', setting.mid(6).chopped(1));
        else if (setting.startsWith("buzzer:"))
            set('s', "{\"buzzer\":\"" + setting.mid(7) + "\"}");
    }

    QByteArray query(const QByteArray &letters)
    {
        QByteArray text = beginsWithOk ? "ok\n" : "";
        const QByteArray keys
            = letters == "a" ? QByteArray(values.keys().constData(), values.size()) : letters;
        for (const char key : keys) {
            QList<QByteArray> &list = values[key];
            if (list.isEmpty())
                continue;
            text += key + (':' + list.constFirst()) + '\n';
            if (list.size() > 1 && (letters == "a" || key != 'j'))
                list.removeFirst();
        }
        return letters == "a" || serial ? text + "$\n" : text;
    }

    bool takeBlock()
    {
        if (m_bytes.size() < 8)
            return false;
        File &file = files.last();
        const auto index = qFromBigEndian<quint32>(m_bytes.constData());
        const auto length = qFromBigEndian<quint32>(m_bytes.constData() + 4);
        if (length > 65536 || index != m_index) {
            wrongs.append(QStringLiteral("no block: %1 of %2 bytes").arg(index).arg(length));
            m_receiving = false;
            return false;
        }
        if (m_bytes.size() < 12 + qsizetype(length))
            return false;
        const QByteArray data = m_bytes.mid(8, length);
        const auto sum = qFromBigEndian<quint32>(m_bytes.constData() + 8 + length);
        m_bytes.remove(0, 12 + length);
        if (sum != quint32(crc32_z(0, reinterpret_cast<const Bytef *>(data.constData()), length)))
            wrongs.append(QStringLiteral("wrong check sum of block %1").arg(index));
        file.bytes += data;
        file.lengths.append(length);
        ++m_index;
        m_receiving = file.bytes.size() < file.size;
        const auto other = insteadOfBlock ? insteadOfBlock(index) : std::nullopt;
        if (!other)
            reply(ok);
        else if (!other->isNull())
            reply(*other);
        return true;
    }

    void reply(const QByteArray &bytes)
    {
        if (delay.count() == 0) {
            sendPieces(bytes);
            return;
        }
        m_replying = true;
        QTimer::singleShot(delay, &m_context, [this, bytes] {
            m_replying = false;
            sendPieces(bytes);
        });
    }

    void sendPieces(const QByteArray &bytes)
    {
        if (piece <= 0)
            return send(bytes);
        for (qsizetype at = 0; at < bytes.size(); at += piece)
            send(bytes.mid(at, piece));
    }

    QObject m_context;
    QByteArray m_bytes;
    bool m_receiving = false;
    bool m_replying = false;
    quint32 m_index = 0;
    QElapsedTimer m_clock = [] {
        QElapsedTimer clock;
        clock.start();
        return clock;
    }();
};

// The same behind a TCP port.
class V3TcpPeer : public QObject
{
public:
    V3Script script;
    bool closesAfterReply = false; // as the 1.1 Plus does
    int connections = 0;
    int mostOpen = 0;

    V3TcpPeer() { listen(0); }

    quint16 port() const { return m_port; }
    void goAway()
    {
        cut();
        m_server.reset();
    }
    void comeBack() { listen(m_port); }
    void cut()
    {
        for (QTcpSocket *socket : std::as_const(m_sockets))
            socket->abort();
    }
    void hangUp()
    {
        for (QTcpSocket *socket : std::as_const(m_sockets))
            socket->disconnectFromHost();
    }
    int openNow() const
    {
        int open = 0;
        for (QTcpSocket *socket : m_sockets)
            open += socket->state() == QAbstractSocket::ConnectedState;
        return open;
    }

private:
    void listen(quint16 port)
    {
        m_server = std::make_unique<QTcpServer>();
        if (!m_server->listen(QHostAddress::LocalHost, port))
            qFatal("no port");
        m_port = m_server->serverPort();
        connect(m_server.get(), &QTcpServer::newConnection, this, &V3TcpPeer::accept);
    }

    void accept()
    {
        QTcpSocket *socket = m_server->nextPendingConnection();
        socket->setParent(this);
        m_sockets.append(socket);
        ++connections;
        mostOpen = qMax(mostOpen, openNow());
        script.connectionLost();
        script.send = [this, socket](const QByteArray &bytes) {
            socket->write(bytes);
            socket->flush();
            if (closesAfterReply)
                socket->disconnectFromHost();
        };
        connect(socket, &QTcpSocket::readyRead, this,
                [this, socket] { script.feed(socket->readAll()); });
    }

    std::unique_ptr<QTcpServer> m_server;
    QList<QTcpSocket *> m_sockets;
    quint16 m_port = 0;
};

// The same behind a pseudo-terminal whose name stays when the cable is pulled and plugged in again.
class V3PtyPeer : public QObject
{
public:
    V3Script script;
    qint64 pullsAfter = -1; // bytes ever received; -1 = never

    explicit V3PtyPeer(const QString &folder)
        : m_link(folder + QStringLiteral("/printer"))
    {
        script.serial = true;
        script.ok = "ok\n";
        script.endOks = 1;
        plugIn();
    }
    ~V3PtyPeer() override { pull(); }

    QString device() const { return m_link; }

    void plugIn()
    {
        int slave = -1;
        char name[256];
        termios raw {};
        cfmakeraw(&raw);
        if (openpty(&m_master, &slave, name, &raw, nullptr) != 0)
            qFatal("no pseudo-terminal");
        ::close(slave);
        ::unlink(qPrintable(m_link));
        if (::symlink(name, qPrintable(m_link)) != 0)
            qFatal("no link");
        script.connectionLost();
        script.send = [this](const QByteArray &bytes) {
            if (m_master >= 0 && ::write(m_master, bytes.constData(), size_t(bytes.size())) < 0)
                script.wrongs.append(QStringLiteral("the cable takes nothing"));
        };
        // With no one at the other end reading fails; looked at again by a timer.
        m_timer = std::make_unique<QTimer>();
        connect(m_timer.get(), &QTimer::timeout, this, &V3PtyPeer::readMaster);
        m_timer->start(2);
    }

    void pull()
    {
        m_timer.reset();
        if (m_master >= 0)
            ::close(m_master);
        m_master = -1;
        ::unlink(qPrintable(m_link));
    }

private:
    void readMaster()
    {
        char buffer[4096];
        fd_set set;
        timeval none {0, 0};
        while (m_master >= 0) {
            FD_ZERO(&set);
            FD_SET(m_master, &set);
            if (::select(m_master + 1, &set, nullptr, nullptr, &none) <= 0)
                return;
            qint64 wanted = sizeof buffer;
            if (pullsAfter >= 0)
                wanted = qMin(wanted, pullsAfter - script.received);
            const auto got = wanted > 0 ? ::read(m_master, buffer, size_t(wanted)) : 0;
            if (got > 0)
                script.feed(QByteArray(buffer, qsizetype(got)));
            if (pullsAfter >= 0 && script.received >= pullsAfter)
                return pull();
            if (got <= 0)
                return;
        }
    }

    QString m_link;
    int m_master = -1;
    std::unique_ptr<QTimer> m_timer;
};

} // namespace flotilla::test
