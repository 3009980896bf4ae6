// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/linkwait.h"

#include "base/text.h"
#include "core/printer.h"

namespace flotilla::api {

namespace {

// A first report that says nothing new is no statusChanged(): it has to be looked for.
constexpr std::chrono::milliseconds lookEvery {40};

// No try is under way, the next one is planned.
bool waitsForNextTry(const PrinterStatus &status)
{
    return status.nextTryAt.isValid();
}

} // namespace

LinkWait::LinkWait(Printer *printer, Patience patience, std::chrono::milliseconds limit,
                   QObject *parent)
    : QObject(parent)
    , m_printer(printer)
    , m_patience(patience)
    , m_limit(limit)
{
    connect(printer, &Printer::statusChanged, this, &LinkWait::look, Qt::QueuedConnection);
    connect(&m_lookTimer, &QTimer::timeout, this, &LinkWait::look);
    m_limitTimer.setSingleShot(true);
    connect(&m_limitTimer, &QTimer::timeout, this, [this] {
        end(Error {Error::Kind::TimedOut,
                   tr("“%1” has not answered for %2. Check that it is switched on and in the "
                      "same network.")
                       .arg(m_printer ? m_printer->name() : QString(),
                            formatDuration(qMax<qint64>(1, m_limit.count() / 1000))),
                   {}});
    });
    QMetaObject::invokeMethod(this, &LinkWait::begin, Qt::QueuedConnection);
}

bool LinkWait::isHeard(const Printer &printer)
{
    const PrinterStatus &status = printer.status();
    return status.link == Link::Online && status.observedAt.isValid()
        && status.observedAt >= status.linkSince;
}

void LinkWait::begin()
{
    if (!m_printer)
        return;
    if (m_limit.count() > 0)
        m_limitTimer.start(m_limit);
    m_lookTimer.start(lookEvery);
    const Link link = m_printer->status().link;
    if (link == Link::Closed)
        m_printer->open();
    else if (m_patience != Patience::KnownOutcome && link == Link::Unreachable)
        m_printer->tryNow();
    look();
}

void LinkWait::look()
{
    if (!m_printer || m_finished)
        return;
    if (isHeard(*m_printer)) {
        end(std::nullopt);
        return;
    }
    const PrinterStatus &status = m_printer->status();
    bool lost = false;
    switch (status.link) {
    case Link::Closed: // out of service
        lost = true;
        break;
    case Link::Rejected:
        lost = m_patience != Patience::Persistent || !waitsForNextTry(status);
        break;
    case Link::Unreachable:
    case Link::Stale:
        lost = m_patience != Patience::Persistent && waitsForNextTry(status);
        break;
    case Link::Connecting:
    case Link::Online:
        break;
    }
    if (!lost)
        return;
    const auto ready = m_printer->readyToStart(); // names what keeps us from it
    end(ready ? std::optional<Error>() : ready.error());
}

void LinkWait::end(const std::optional<Error> &error)
{
    if (m_finished)
        return;
    m_finished = true;
    m_limitTimer.stop();
    m_lookTimer.stop();
    deleteLater();
    Q_EMIT finished(error);
}

} // namespace flotilla::api
