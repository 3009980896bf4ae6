// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/command.h"
#include "drivers/flashforge/legacycommands.h"
#include "drivers/flashforge/tcpbinary.h"
#include "drivers/flashforge/tcpframing.h"
#include "drivers/flashforge/times.h"

#include <QNetworkProxy>
#include <QObject>
#include <QPointer>
#include <QTcpSocket>
#include <QTimer>

#include <deque>
#include <memory>
#include <optional>

namespace flotilla::flashforge {

// The command port (8899): one connection, never two. Logs in, sends one command after the other,
// each only when the reply before it has ended. Beside HTTP it is there on demand and logs out soon
// after the last command, because the printer takes one controller at a time and other programs
// want their turn; for machines without HTTP it stays. Main thread.
class TcpChannel : public QObject
{
    Q_OBJECT

public:
    // `host` is looked up anew for each login.
    TcpChannel(QString host, quint16 port, const Times &times, QObject *parent);
    ~TcpChannel() override;
    Q_DISABLE_COPY_MOVE(TcpChannel)

    // Connects, logs in and stays until close(). Ends with loggedIn() or lost().
    void open();
    // What the model is known to leave out; any dialect is understood before.
    void setDialect(bool mayOmitOk, LegacyDialect dialect);
    bool isInControl() const { return m_inControl; }

    // One command, without "~". Its reply's lines; Refused with the printer's words where it says
    // Error. Busy where another program is in control.
    Command<TcpReply> send(const QString &command);
    // The same for what only asks: works without control.
    Command<TcpReply> query(const QString &command);
    // M661: every file, by the printer's own names.
    Command<QList<ListedFile>> listFiles();
    // M662: the picture of a file.
    Command<QByteArray> fetchImage(const QString &path);

    // Lends the connection to one transfer. Once the printer has taken `command` (M28) nothing is
    // sent but what the borrower writes, and all that comes is its own (lentBytes), until it gives
    // the connection back with the command that ends its transfer (M29), or cuts it.
    Command<void> lend(QObject *borrower, const QString &command);
    bool isLent() const { return m_lent; }
    // A transfer has the connection or waits for it.
    bool hasBorrower() const { return m_borrower != nullptr; }
    void writeLent(const QByteArray &bytes);
    // Now rather than in the loop's next pass. May say lentWritten() meanwhile.
    void flushLent();
    qint64 unsentBytes() const { return m_socket.bytesToWrite(); }
    Command<TcpReply> giveBack(QObject *borrower, const QString &command);
    // The only way out of the middle of a transfer: drops the connection and makes a new one.
    // Nothing where somebody else has it.
    void cut(QObject *borrower);

    // Ends everything that waits as Canceled and logs out.
    void close();

Q_SIGNALS:
    // After open(): whether we are in control; without, queries work.
    void loggedIn(bool inControl);
    // A connection that stays is gone; whatever waited has failed.
    void lost(const flotilla::Error &error);
    void lentBytes(const QByteArray &bytes);
    void lentWritten();
    // close() took the connection from its borrower.
    void loanEnded();

private:
    enum class Phase { Closed, Connecting, LoggingIn, Ready, LoggingOut };

    struct Job
    {
        QString command;
        QByteArray line; // as on the wire
        bool needsControl = true; // queries work without
        bool askedForControl = false; // once more, for this job
        bool lends = false;
        int repeats = 0; // sent again that many times where no reply comes
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
    void drop();
    void end(const Error &error);
    std::chrono::milliseconds timeoutOf(const Job &job) const;
    std::chrono::milliseconds silence() const;
    bool silenceEndsReply() const;
    bool mayStayUnanswered() const;

    const QString m_host;
    const quint16 m_port;
    const Times m_times;
    Phase m_phase = Phase::Closed;
    QTcpSocket m_socket;
    QTimer m_timeout;
    QTimer m_silence;
    QTimer m_linger;
    QTimer m_again; // connects anew, once the printer has seen the old connection go
    std::deque<std::unique_ptr<Job>> m_jobs; // the first is under way once m_phase is Ready
    std::optional<TcpReplyParser> m_parser; // while a reply is awaited
    bool m_inBinary = false;
    bool m_underWay = false;
    bool m_inControl = false;
    int m_loginTries = 0;
    bool m_stays = false;
    bool m_lent = false;
    QPointer<QObject> m_borrower;
    std::optional<bool> m_mayOmitOk; // not known before the model is
    LegacyDialect m_dialect = LegacyDialect::Wire;
};

} // namespace flotilla::flashforge
