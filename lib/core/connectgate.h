// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>
#include <QPointer>

#include <chrono>
#include <deque>
#include <functional>

namespace flotilla {

// Lets only so many printers begin to connect at the same time, first come first served, so that
// two hundred addresses are not tried in one breath. A place is held for half a second at most: a
// live printer has answered by then, and a hundred dead ones do not keep the live ones waiting.
// Main thread; one a Fleet.
class ConnectGate : public QObject
{
    Q_OBJECT

public:
    explicit ConnectGate(int limit, QObject *parent = nullptr);
    Q_DISABLE_COPY_MOVE(ConnectGate)

    void setLimit(int limit);
    // Calls `go` now or later, unless `who` is gone or has left by then. One place per `who`.
    void enter(QObject *who, std::function<void()> go);
    // Gives the place, or the wait for one, back. A no-op for who has neither.
    void leave(QObject *who);

    int inside() const { return int(m_inside.size()); }

private:
    static constexpr std::chrono::milliseconds longestHold {500};

    struct Waiting
    {
        QPointer<QObject> who;
        std::function<void()> go;
    };

    void admit();

    int m_limit;
    QHash<QObject *, quint64>
        m_inside; // compared only, never followed; the ticket tells visits apart
    std::deque<Waiting> m_waiting;
    quint64 m_lastTicket = 0;
};

} // namespace flotilla
