// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/command.h"
#include "drivers/flashforge/tcpbinary.h"
#include "drivers/flashforge/tcpframing.h"
#include "drivers/flashforge/times.h"

#include <QNetworkProxy>
#include <QObject>
#include <QTcpSocket>
#include <QTimer>

#include <deque>
#include <memory>
#include <optional>

namespace flotilla::flashforge {

// The command port (8899) beside HTTP, on demand: logs in, sends one command after the other, each
// only when the reply before it has ended, and logs out soon after the last, because the printer
// takes one controller at a time and other programs want their turn. Main thread.
class TcpChannel : public QObject
{
    Q_OBJECT

public:
    // `host` is looked up anew for each login.
    TcpChannel(QString host, quint16 port, const Times &times, QObject *parent);
    ~TcpChannel() override;
    Q_DISABLE_COPY_MOVE(TcpChannel)

    // One command, without "~". Its reply's lines; Refused with the printer's words where it says
    // Error.
    Command<TcpReply> send(const QString &command);
    // M661: every file, by the printer's own names.
    Command<QList<ListedFile>> listFiles();
    // M662: the picture of a file.
    Command<QByteArray> fetchImage(const QString &path);

    // Ends everything that waits as Canceled and logs out.
    void close();

private:
    enum class Phase { Closed, Connecting, LoggingIn, Ready, LoggingOut };

    struct Job
    {
        QString command;
        QByteArray line; // as on the wire
        bool needsControl = true; // queries work without
        CommandPromise<TcpReply> reply;
        std::unique_ptr<FileListParser> list;
        CommandPromise<QList<ListedFile>> listed;
        std::unique_ptr<ImageBlobParser> image;
        CommandPromise<QByteArray> fetched;
        bool isBinary() const { return list || image; }
        void fail(const Error &error) const;
    };

    void enqueue(std::unique_ptr<Job> job);
    void connectToPrinter();
    void handleConnected();
    void logIn();
    void handleLogin(const TcpReply &reply);
    void logOut();
    void sendNext();
    void write(const QByteArray &line, const QByteArray &code, std::chrono::milliseconds timeout);
    void handleBytes();
    void handleReply(const TcpReply &reply);
    void handleBinary(const QByteArray &bytes);
    void finishBinary(BinaryStatus status);
    void handleTimeout();
    void handleSilence();
    void handleLost();
    void failAll(const Error &error);
    void drop();

    const QString m_host;
    const quint16 m_port;
    const Times m_times;
    Phase m_phase = Phase::Closed;
    QTcpSocket m_socket;
    QTimer m_timeout;
    QTimer m_silence;
    QTimer m_linger;
    std::deque<std::unique_ptr<Job>> m_jobs; // the first is under way once m_phase is Ready
    std::optional<TcpReplyParser> m_parser; // while a reply is awaited
    bool m_inBinary = false;
    bool m_underWay = false;
    bool m_inControl = false;
    int m_loginTries = 0;
};

} // namespace flotilla::flashforge
