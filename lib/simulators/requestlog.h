// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>

#include <chrono>
#include <optional>
#include <utility>

namespace flotilla::simulators {

// Something the simulator was told. Bodies of uploads are not kept.
struct RecordedRequest
{
    QByteArray method = {}; // "POST", "GET", "TCP", "V3", "JSON"
    QByteArray path = {}; // "/detail"; of a TCP command its code, "M119", "query=a", "command 2"
    QList<std::pair<QByteArray, QByteArray>> headers = {}; // in the letter case received
    QByteArray body = {}; // JSON as received; of a TCP command the whole line
    std::chrono::milliseconds at {}; // monotonic
    bool exclusive = false; // wants no other of its kind beside it
    bool poll = false; // asks for the state, again and again
};

// A breach of the protocol, with the reason in words.
struct Violation
{
    QString where;
    QString reason;
};

// What one simulated printer was told, for tests to ask. Bounded: the oldest entries go first,
// counters stay.
class RequestLog
{
public:
    // Notes a request; the number given back goes to finished().
    int started(RecordedRequest request);
    // The answer has gone out, or the connection is gone.
    void finished(int number);
    void violation(const QString &where, const QString &reason);

    const QList<RecordedRequest> &requests() const { return m_requests; }
    QList<RecordedRequest> requests(QByteArrayView path) const;
    int count(QByteArrayView path) const { return m_counts.value(path.toByteArray()); }

    const QList<Violation> &violations() const { return m_violations; }
    // One line each, for failure messages.
    QStringList violationTexts() const;

    // How often two exclusive requests were under way at the same time.
    int overlaps() const { return m_overlaps; }
    // The shortest time between the beginnings of two polls; nullopt before the second.
    std::optional<std::chrono::milliseconds> shortestPollInterval() const { return m_shortestPoll; }

    void clear();

private:
    QList<RecordedRequest> m_requests;
    QHash<QByteArray, int> m_counts;
    QList<Violation> m_violations;
    QHash<int, QByteArray> m_commandsInFlight;
    int m_nextNumber = 0;
    int m_overlaps = 0;
    std::optional<std::chrono::milliseconds> m_lastPoll;
    std::optional<std::chrono::milliseconds> m_shortestPoll;
};

} // namespace flotilla::simulators
