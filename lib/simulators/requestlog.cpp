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

// Commands that the firmware wants one at a time.
bool isCommandPath(QByteArrayView path)
{
    return path == "/control" || path == "/printGcode" || path == "/product";
}

} // namespace

int RequestLog::started(RecordedRequest request)
{
    const int number = m_nextNumber++;
    qCDebug(lcSimulator, "%s %s %s", request.method.constData(), request.path.constData(),
            qUtf8Printable(maskedTraffic(request.body)));
    ++m_counts[request.path];
    if (isCommandPath(request.path)) {
        if (!m_commandsInFlight.isEmpty()) {
            ++m_overlaps;
            violation(QString::fromLatin1(request.path),
                      QStringLiteral("sent while %1 was not answered yet")
                          .arg(QString::fromLatin1(m_commandsInFlight.constBegin().value())));
        }
        m_commandsInFlight.insert(number, request.path);
    }
    if (request.path == "/detail") {
        if (m_lastDetail)
            m_shortestDetail = m_shortestDetail
                ? qMin(*m_shortestDetail, request.at - *m_lastDetail)
                : request.at - *m_lastDetail;
        m_lastDetail = request.at;
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
    m_lastDetail.reset();
    m_shortestDetail.reset();
}

} // namespace flotilla::simulators
