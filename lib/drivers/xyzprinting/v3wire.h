// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/command.h"
#include "drivers/xyzprinting/transport.h"
#include "drivers/xyzprinting/v3requests.h"

#include <QTimer>

#include <deque>
#include <memory>
#include <optional>

namespace flotilla::xyzprinting {

// The lines that carry a value.
struct V3Reply
{
    QList<QByteArray> lines = {};
    bool beganWithOk = false; // as the machines begin that speak JSON as well
};

// The V3 protocol on one wire: one request after the other, each only when the reply to the one
// before has ended. Opens the wire when there is something to say, so that a printer may close it
// after each reply. Main thread.
//
// Errors: Unreachable = the wire cannot be opened, or broke; TimedOut = no answer; BadReply = one
// past all bounds; Busy, Refused = "E4$".
class V3Wire : public QObject
{
    Q_OBJECT

public:
    V3Wire(std::unique_ptr<Transport> transport, const Times &times, QObject *parent = nullptr);
    ~V3Wire() override;
    Q_DISABLE_COPY_MOVE(V3Wire)

    Command<V3Reply> send(const V3Request &request);
    // At once; what waits ends as Canceled.
    void close();
    const Transport &transport() const { return *m_transport; }

Q_SIGNALS:
    // What an action says, in a reply or between two.
    void actionReported(const flotilla::xyzprinting::ActionReply &reply);
    // The wire went away by itself while nothing was asked, and not by hanging up.
    void lost(const flotilla::Error &error);

private:
    struct Job
    {
        V3Request request;
        CommandPromise<V3Reply> promise;
        bool askedAgain = false;
    };

    void sendNext();
    void write();
    void handleBytes(const QByteArray &bytes);
    void handleIdleBytes(const QByteArray &bytes);
    void handleStatus(ReplyReader::Status status);
    void handlePatience();
    void handleFailed(const Error &error);
    void handleEnded(const Error &error, bool orderly);
    void finish(Result<V3Reply> result);

    const Times m_times;
    std::unique_ptr<Transport> m_transport;
    std::deque<std::unique_ptr<Job>> m_jobs; // the first is under way while m_underWay
    bool m_underWay = false;
    std::optional<ReplyReader> m_reader; // while a reply is awaited
    ReplyReader m_between; // what comes while nothing is asked
    QTimer m_patience;
};

} // namespace flotilla::xyzprinting
