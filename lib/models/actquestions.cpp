// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/actquestions.h"

#include "core/fleet.h"
#include "models/actoffer.h"
#include "models/times.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace flotilla::models {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(flotilla::models::ActQuestions)
};

constexpr qsizetype mostLines = 6;

// The job a question is about: another one on the same machine is not meant.
struct AskedJob
{
    QUuid printer;
    QString name;
    QDateTime startedAt;

    static AskedJob of(const Printer &printer)
    {
        const auto &job = printer.status().job;
        return {printer.id(), job ? job->name : QString(), job ? job->startedAt : QDateTime()};
    }
    bool isStill(const PrinterStatus &status) const
    {
        const bool under = isJobState(status.state) || status.state == State::Attention;
        return under
            && (!status.job || (status.job->name == name && status.job->startedAt == startedAt));
    }
};

QString gone()
{
    return Tr::tr("This printer is no longer in the fleet.");
}

// Why the job that was asked about cannot be reached any more, empty while it can.
QString whyOver(const Fleet &fleet, const AskedJob &asked)
{
    const Printer *printer = fleet.printer(asked.printer);
    if (!printer)
        return gone();
    const PrinterStatus &status = printer->status();
    if (asked.isStill(status))
        return {};
    if (status.lastJob && status.lastJob->endedAt.isValid())
        return Tr::tr("This print ended at %1.").arg(clockText(status.lastJob->endedAt, QLocale()));
    return Tr::tr("This print has ended.");
}

int percentOf(const JobStatus &job)
{
    return wholePercent(job.progress.value_or(0), false);
}

// "phone_stand_v3.gcode is at 64 % with 45 min left."
QString progressSentence(const PrinterStatus &status)
{
    if (!status.job)
        return {};
    const JobStatus &job = *status.job;
    const QString name = job.name.isEmpty() ? Tr::tr("The print") : job.name;
    if (!job.progress)
        return Tr::tr("%1 is under way.").arg(name);
    if (!job.remainingSeconds)
        return Tr::tr("%1 is at %2 %.").arg(name).arg(percentOf(job));
    return Tr::tr("%1 is at %2 % with %3 left.")
        .arg(name)
        .arg(percentOf(job))
        .arg(leftText(*job.remainingSeconds));
}

// "Calypso · phone_stand_v3.gcode · 64 %"
QString jobLine(const Printer &printer)
{
    QStringList parts {printer.name()};
    if (const auto &job = printer.status().job) {
        if (!job->name.isEmpty())
            parts << job->name;
        if (job->progress)
            parts << Tr::tr("%1 %").arg(percentOf(*job));
    }
    return parts.join(u" · "_s);
}

QStringList shortened(QStringList lines)
{
    if (lines.size() <= mostLines)
        return lines;
    const int more = int(lines.size() - mostLines);
    lines = lines.first(mostLines);
    lines << Tr::tr("and %n more", nullptr, more);
    return lines;
}

// The last words of a question whose printer went while it was read.
QuestionWords over(const QString &whyNot)
{
    return {.title = {}, .text = {}, .safeText = {}, .actText = {}, .whyNot = whyNot};
}

QString workUnderWay(const Printer &printer)
{
    return isJobState(printer.status().state)
        ? Tr::tr("The print under way goes on without Flotilla.")
        : QString();
}

QString joined(const QStringList &sentences)
{
    QStringList said;
    for (const QString &sentence : sentences) {
        if (!sentence.isEmpty())
            said << sentence;
    }
    return said.join(u' ');
}

} // namespace

Question::Read askCancel(Fleet &fleet, const QUuid &id)
{
    const Printer *asked = fleet.printer(id);
    return [&fleet, id, job = asked ? AskedJob::of(*asked) : AskedJob()]() -> QuestionWords {
        const Printer *printer = fleet.printer(id);
        if (!printer)
            return over(gone());
        QString whyNot = whyOver(fleet, job);
        if (const auto may = printer->mayCancelJob(); whyNot.isEmpty() && !may)
            whyNot = may.error().message;
        return {.title = Tr::tr("Cancel the print on %1?").arg(printer->name()),
                .text = joined({progressSentence(printer->status()),
                                Tr::tr("A canceled print cannot be continued.")}),
                .safeText = Tr::tr("Keep printing"),
                .actText = Tr::tr("Cancel the print"),
                .whyNot = whyNot};
    };
}

Question::Read askCancelSeveral(Fleet &fleet, const QList<QUuid> &printers)
{
    QList<AskedJob> jobs;
    for (const QUuid &id : printers) {
        if (const Printer *printer = fleet.printer(id))
            jobs << AskedJob::of(*printer);
    }
    return [&fleet, jobs]() -> QuestionWords {
        QStringList lines;
        for (const AskedJob &job : jobs) {
            const Printer *printer = fleet.printer(job.printer);
            if (printer && whyOver(fleet, job).isEmpty() && printer->mayCancelJob())
                lines << jobLine(*printer);
        }
        const int count = int(lines.size());
        return {.title = Tr::tr("Cancel %n print(s)?", nullptr, count),
                .text = Tr::tr("A canceled print cannot be continued."),
                .lines = shortened(lines),
                .safeText = Tr::tr("Keep printing"),
                .actText = Tr::tr("Cancel %n print(s)", nullptr, count),
                .whyNot = count == 0 ? Tr::tr("These prints have ended.") : QString()};
    };
}

Question::Read askPause(Fleet &fleet, const QUuid &id)
{
    const Printer *asked = fleet.printer(id);
    return [&fleet, id, job = asked ? AskedJob::of(*asked) : AskedJob()]() -> QuestionWords {
        const Printer *printer = fleet.printer(id);
        if (!printer)
            return over(gone());
        QString whyNot = whyOver(fleet, job);
        if (const auto may = printer->mayPause(); whyNot.isEmpty() && !may)
            whyNot = may.error().message;
        return {.title = Tr::tr("Pause %1?").arg(printer->name()),
                .text = Tr::tr("A paused resin layer can leave a mark on the part."),
                .safeText = Tr::tr("Keep printing"),
                .actText = actText(Act::Pause),
                .dangerous = false,
                .whyNot = whyNot};
    };
}

Question::Read askRemove(Fleet &fleet, const QList<QUuid> &printers)
{
    return [&fleet, printers]() -> QuestionWords {
        QStringList names;
        QString underWay;
        for (const QUuid &id : printers) {
            const Printer *printer = fleet.printer(id);
            if (!printer)
                continue;
            names << printer->name();
            underWay = workUnderWay(*printer);
        }
        if (names.isEmpty())
            return over(gone());
        if (names.size() > 1)
            return {.title
                    = Tr::tr("Remove %n printer(s) from the fleet?", nullptr, int(names.size())),
                    .text = Tr::tr("Their history stays. Prints under way go on without Flotilla."),
                    .lines = shortened(names),
                    .safeText = Tr::tr("Keep"),
                    .actText = Tr::tr("Remove %n printer(s)", nullptr, int(names.size()))};
        return {.title = Tr::tr("Remove %1 from the fleet?").arg(names.constFirst()),
                .text = joined({Tr::tr("Its history stays."), underWay}),
                //: Verb: keep this printer
                .safeText = Tr::tr("Keep"),
                .actText = Tr::tr("Remove %1").arg(names.constFirst())};
    };
}

Question::Read askAction(Fleet &fleet, const QUuid &id, const Action &action)
{
    return [&fleet, id, action]() -> QuestionWords {
        const Printer *printer = fleet.printer(id);
        if (!printer)
            return over(gone());
        const auto may = printer->mayAct(action.id);
        return {.title = Tr::tr("%1 on %2?", "an action of the machine, the printer's name")
                             .arg(action.label, printer->name()),
                .text = action.confirmation,
                .safeText = Tr::tr("Leave it"),
                .actText = action.label,
                .whyNot = may ? QString() : may.error().message};
    };
}

} // namespace flotilla::models
