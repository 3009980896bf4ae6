// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/commandtask.h"
#include "net/lineframer.h"

#include <QLocalSocket>

namespace flotilla::api {

// What an owner says of itself.
struct OwnerHello
{
    QString role;
    QString version;
    qint64 pid = 0;
};

// Hands one command to the owner of a data folder. Ends exactly once, with finished() or lost().
// Main thread.
class OwnerClient : public QObject
{
    Q_OBJECT

public:
    enum class Loss {
        NobodyThere, // no socket answers
        NotBegun, // the owner went, or is going, and did nothing: ask the next one
        Unknown, // the owner went in the middle
    };
    Q_ENUM(Loss)

    explicit OwnerClient(QObject *parent = nullptr);
    Q_DISABLE_COPY_MOVE(OwnerClient)

    // Tries the paths in turn. Without a request it ends well after greeted(): a look at who is
    // there.
    void start(const QStringList &paths, const std::optional<CommandRequest> &request);
    // Asks the owner to stop the transfer or the wait; the end still comes.
    void cancel();

Q_SIGNALS:
    void greeted(const flotilla::api::OwnerHello &owner);
    void document(const QJsonValue &value);
    void progress(qint64 done, qint64 total, const QString &label);
    void notice(const QString &text);
    void finished(const flotilla::api::CommandEnd &end);
    void lost(flotilla::api::OwnerClient::Loss loss);

private:
    void tryNext();
    void handleConnected();
    void handleError();
    void handleGone();
    void readLines();
    void handleMessage(const QJsonObject &message);
    void handleHello(const QJsonObject &message);
    void endWith(const CommandEnd &end);
    void lose(Loss loss);

    QLocalSocket m_socket;
    net::LineFramer m_framer;
    QTimer m_greetingTimer;
    QStringList m_paths;
    std::optional<CommandRequest> m_request;
    bool m_accepted = false;
    bool m_ended = false;
};

} // namespace flotilla::api
