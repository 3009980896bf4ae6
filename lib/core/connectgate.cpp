// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectgate.h"

#include <QTimer>

namespace flotilla {

ConnectGate::ConnectGate(int limit, QObject *parent)
    : QObject(parent)
    , m_limit(limit)
{
}

void ConnectGate::setLimit(int limit)
{
    m_limit = qMax(1, limit);
    admit();
}

void ConnectGate::enter(QObject *who, std::function<void()> go)
{
    leave(who);
    m_waiting.push_back({who, std::move(go)});
    admit();
}

void ConnectGate::leave(QObject *who)
{
    std::erase_if(m_waiting, [who](const Waiting &waiting) {
        return waiting.who.isNull() || waiting.who == who;
    });
    if (m_inside.remove(who))
        admit();
}

void ConnectGate::admit()
{
    while (!m_waiting.empty() && m_inside.size() < m_limit) {
        const Waiting next = std::move(m_waiting.front());
        m_waiting.pop_front();
        if (!next.who)
            continue;
        const quint64 ticket = ++m_lastTicket;
        QObject *who = next.who;
        m_inside.insert(who, ticket);
        QTimer::singleShot(longestHold, this, [this, who, ticket] {
            if (m_inside.value(who) == ticket)
                leave(who);
        });
        next.go();
    }
}

} // namespace flotilla
