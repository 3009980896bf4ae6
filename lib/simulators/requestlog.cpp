// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/requestlog.h"

#include "base/logging.h"
#include "base/masking.h"

#include <QStringList>

namespace flotilla::simulators {

namespace {

// A simulator may run for days in the demo fleet.
constexpr qsizetype maxRequests = 10'000;
constexpr qsizetype maxViolations = 1'000;
constexpr qsizetype maxBodyBytes = 64 * 1024;

} // namespace

int RequestLog::started(RecordedRequest request)
{
    const int number = m_nextNumber++;
    qCDebug(lcSimulator, "%s %s %s", request.method.constData(), request.path.constData(),
            qUtf8Printable(maskedTraffic(request.body)));
    ++m_counts[request.path];
    if (request.exclusive) {
        if (!m_commandsInFlight.isEmpty()) {
            ++m_overlaps;
            violation(QString::fromLatin1(request.path),
                      QStringLiteral("sent while %1 was not answered yet")
                          .arg(QString::fromLatin1(m_commandsInFlight.constBegin().value())));
        }
        m_commandsInFlight.insert(number, request.path);
    }
    if (request.poll) {
        if (m_lastPoll)
            m_shortestPoll = m_shortestPoll ? qMin(*m_shortestPoll, request.at - *m_lastPoll)
                                            : request.at - *m_lastPoll;
        m_lastPoll = request.at;
    }
    request.body.truncate(maxBodyBytes);
    m_requests.append(std::move(request));
    if (m_requests.size() > maxRequests)
        m_requests.removeFirst();
    return number;
}

void RequestLog::finished(int number)
{
    m_commandsInFlight.remove(number);
}

void RequestLog::violation(const QString &where, const QString &reason)
{
    qCInfo(lcSimulator, "breach of the protocol at %s: %s", qUtf8Printable(where),
           qUtf8Printable(reason));
    m_violations.append({where, reason});
    if (m_violations.size() > maxViolations)
        m_violations.removeFirst();
}

QList<RecordedRequest> RequestLog::requests(QByteArrayView path) const
{
    QList<RecordedRequest> found;
    for (const RecordedRequest &request : m_requests) {
        if (request.path == path)
            found.append(request);
    }
    return found;
}

QStringList RequestLog::violationTexts() const
{
    QStringList texts;
    for (const Violation &breach : m_violations)
        texts.append(breach.where + QStringLiteral(": ") + breach.reason);
    return texts;
}

void RequestLog::clear()
{
    // What is under way stays known: its overlap would be missed otherwise.
    m_requests.clear();
    m_counts.clear();
    m_violations.clear();
    m_overlaps = 0;
    m_lastPoll.reset();
    m_shortestPoll.reset();
}

} // namespace flotilla::simulators
