// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/notices.h"

#include "base/clock.h"
#include "core/drivercontext.h"
#include "core/fleet.h"
#include "models/preferences.h"
#include "models/times.h"

namespace flotilla::models {

using namespace Qt::StringLiterals;

namespace {

constexpr int quietEndsAt = 7; // o'clock, local
// A timer holds 24 days; looking again is cheap.
constexpr std::chrono::milliseconds longestWait = std::chrono::hours(1);

// Tells one ended job from the next.
QString jobKey(const PrinterStatus &status)
{
    if (!status.lastJob)
        return {};
    return status.lastJob->runId + u'|' + status.lastJob->name + u'|'
        + status.lastJob->endedAt.toString(Qt::ISODateWithMs)
        + QString::number(int(status.lastJob->result));
}

// Why this printer needs a person now; empty where it does not. An ended print is not among it:
// that has its own notice.
QString needKey(const PrinterStatus &status)
{
    if (status.link == Link::Rejected)
        return u"link|"_s + status.linkText;
    if (status.state != State::Attention && status.state != State::Error)
        return {};
    const Fault *fault = status.reported.worstFault();
    return stateName(status.state) + u'|' + (fault ? fault->code + fault->text : QString());
}

QString joined(const QStringList &sentences)
{
    QStringList full = sentences;
    full.removeAll(QString());
    return full.join(u' ');
}

// What the printer says is wrong, and what helps.
QString reason(const PrinterStatus &status)
{
    if (status.link == Link::Rejected)
        return status.linkText;
    if (const Fault *fault = status.reported.worstFault())
        return joined({fault->text, fault->whatToDo});
    return status.stateText;
}

} // namespace

Notices::Notices(Fleet &fleet, Preferences &preferences, QObject *parent)
    : QObject(parent)
    , m_fleet(fleet)
    , m_clock(fleet.context().clock)
    , m_preferences(preferences)
{
    m_quietTimer.setSingleShot(true);
    connect(&m_quietTimer, &QTimer::timeout, this, &Notices::followQuiet);
    connect(&m_preferences, &Preferences::quietUntilChanged, this, &Notices::followQuiet);
    connect(&m_fleet, &Fleet::statusChanged, this, &Notices::handleStatus);
    connect(&m_fleet, &Fleet::printerRemoved, this, [this](const QUuid &id) {
        if (m_known.take(id).shown)
            Q_EMIT withdrawn(id);
    });
    const auto printers = m_fleet.printers();
    for (Printer *printer : printers)
        handleStatus(printer);
    followQuiet();
}

bool Notices::isQuiet() const
{
    const QDateTime until = m_preferences.quietUntil();
    return until.isValid() && m_clock.now() < until;
}

void Notices::beQuietUntilTomorrow()
{
    const QDateTime now = m_clock.now().toLocalTime();
    const QTime end(quietEndsAt, 0);
    const QDate day = now.time() < end ? now.date() : now.date().addDays(1);
    m_preferences.setQuietUntil(QDateTime(day, end));
}

void Notices::beLoud()
{
    m_preferences.setQuietUntil({});
}

void Notices::followQuiet()
{
    const bool quiet = isQuiet();
    if (quiet) {
        const std::chrono::milliseconds left(m_clock.now().msecsTo(m_preferences.quietUntil()));
        m_quietTimer.start(std::clamp(left, std::chrono::milliseconds(1), longestWait));
    }
    if (std::exchange(m_wasQuiet, quiet) != quiet)
        Q_EMIT quietChanged();
}

void Notices::handleStatus(Printer *printer)
{
    const PrinterStatus &status = printer->status();
    const auto found = m_known.find(status.id);
    if (found == m_known.end()) {
        // Until it has been heard itself, all we know is from another day.
        if (status.link == Link::Online && status.observedAt.isValid())
            m_known.insert(status.id, {.job = jobKey(status), .need = needKey(status)});
        return;
    }
    if (status.link != Link::Online && status.link != Link::Rejected)
        return;
    Known &known = *found;
    tellEnd(status, known);
    tellNeed(status, known);
    if (known.shown && known.need.isEmpty() && status.state != State::Finished) {
        known.shown = false;
        Q_EMIT withdrawn(status.id);
    }
    if (status.job && isJobState(status.state)) {
        known.runningJob = status.job->name;
        known.elapsed = status.job->elapsedSeconds.value_or(-1);
        known.failureTold = false;
    }
}

void Notices::tellEnd(const PrinterStatus &status, Known &known)
{
    const QString job = jobKey(status);
    if (job == std::exchange(known.job, job) || job.isEmpty())
        return;
    const bool done = status.lastJob->result == JobResult::Completed;
    // Who cancels knows; and an end that nobody can tell is no news.
    if (!done && status.lastJob->result != JobResult::Failed)
        return;
    // A fault that was told already is why it failed.
    if (!done && !known.need.isEmpty())
        return;
    raise(endNotice(status, known), known);
    known.failureTold = !done;
}

void Notices::tellNeed(const PrinterStatus &status, Known &known)
{
    const QString need = needKey(status);
    if (need == std::exchange(known.need, need) || need.isEmpty())
        return;
    if (known.failureTold && status.state == State::Error)
        return;
    raise(needNotice(status), known);
}

void Notices::raise(const Notice &notice, Known &known)
{
    const bool wanted = notice.kind == NoticeKind::Ended ? m_preferences.noticeEnded()
        : notice.kind == NoticeKind::Failed              ? m_preferences.noticeFailed()
                                                         : m_preferences.noticeNeedsYou();
    if (!wanted || isQuiet())
        return;
    known.shown = true;
    Q_EMIT raised(notice);
}

Notice Notices::endNotice(const PrinterStatus &status, const Known &known) const
{
    const LastJob &job = *status.lastJob;
    const bool done = job.result == JobResult::Completed;
    const bool occupied = status.plate == Plate::Occupied;
    Notice notice {.kind = done ? NoticeKind::Ended : NoticeKind::Failed,
                   .printer = status.id,
                   .title = done ? tr("%1 is done").arg(status.name)
                                 : tr("The print on %1 failed").arg(status.name),
                   .text = {},
                   .canClearPlate = occupied};
    QString what;
    if (!done)
        what = tr("%1 was not finished.").arg(job.name);
    else if (known.runningJob == job.name && known.elapsed >= 60)
        what = tr("%1 took %2.").arg(job.name, leftText(known.elapsed));
    else
        what = tr("%1 is printed.").arg(job.name);
    notice.text
        = joined({what, done ? QString() : reason(status),
                  occupied ? tr("Clear the plate to let the next print start.") : QString()});
    return notice;
}

Notice Notices::needNotice(const PrinterStatus &status) const
{
    if (status.link == Link::Online && status.state == State::Error)
        return {.kind = NoticeKind::Failed,
                .printer = status.id,
                .title = tr("%1 has an error").arg(status.name),
                .text = reason(status)};
    return {.kind = NoticeKind::NeedsYou,
            .printer = status.id,
            .title = tr("%1 needs you").arg(status.name),
            .text = reason(status)};
}

} // namespace flotilla::models
