// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/cardtexts.h"

#include "models/stateword.h"
#include "models/times.h"

#include <QCoreApplication>

#include <array>
#include <cmath>

namespace flotilla::models {

using namespace Qt::StringLiterals;

namespace {

// Nearer than this to its target a heater only holds its temperature.
constexpr double heldWithin = 3; // °C

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(CardFace)
};

struct ActRow
{
    Act act;
    const char *text;
};

constexpr std::array actButtons {
    ActRow {Act::Resume, QT_TRANSLATE_NOOP("CardFace", "Resume")},
    ActRow {Act::ClearPlate, QT_TRANSLATE_NOOP("CardFace", "Plate is clear")},
    ActRow {Act::WhatToDo, QT_TRANSLATE_NOOP("CardFace", "What to do")},
    ActRow {Act::EnterCode, QT_TRANSLATE_NOOP("CardFace", "Enter new code")},
    ActRow {Act::TryNow, QT_TRANSLATE_NOOP("CardFace", "Try now")},
    ActRow {Act::Connect, QT_TRANSLATE_NOOP("CardFace", "Connect")},
    ActRow {Act::Edit, QT_TRANSLATE_NOOP("CardFace", "Change settings")},
};

struct EndRow
{
    JobResult result;
    const char *timed;
    const char *bare; // nobody saw when
};

constexpr std::array ends {
    EndRow {JobResult::Completed, QT_TRANSLATE_NOOP("CardFace", "Done at %1"),
            QT_TRANSLATE_NOOP("CardFace", "Done")},
    EndRow {JobResult::Canceled, QT_TRANSLATE_NOOP("CardFace", "Canceled at %1"),
            QT_TRANSLATE_NOOP("CardFace", "Canceled")},
    EndRow {JobResult::Failed, QT_TRANSLATE_NOOP("CardFace", "Failed at %1"),
            QT_TRANSLATE_NOOP("CardFace", "Failed")},
    EndRow {JobResult::Unknown, QT_TRANSLATE_NOOP("CardFace", "Ended at %1"),
            QT_TRANSLATE_NOOP("CardFace", "Ended")},
};

// Heaters of a card, in this order.
constexpr std::array shownHeaters {"tool0"_L1, "tool1"_L1, "vat"_L1, "bed"_L1};

bool isResin(const CardFacts &facts)
{
    static const QStringList endings {u"goo"_s, u"ctb"_s};
    const auto prints
        = [&](const QString &ending) { return facts.capabilities.fileTypes.contains(ending); };
    return facts.status.reported.heaters.contains(u"uvLed"_s)
        || std::any_of(endings.begin(), endings.end(), prints);
}

bool isUnderWay(const Heater &heater)
{
    return heater.actual && heater.target && *heater.target > 0
        && std::abs(*heater.target - *heater.actual) > heldWithin;
}

// "178 → 210°" of the first heater that is on its way; empty where none is.
QString underWayText(const DriverState &reported)
{
    for (const QLatin1StringView id : shownHeaters) {
        const Heater heater = reported.heaters.value(id);
        if (isUnderWay(heater))
            return u"%1 → %2°"_s.arg(qRound(*heater.actual)).arg(qRound(*heater.target));
    }
    return {};
}

QString degreesText(const DriverState &reported)
{
    QStringList parts;
    for (const QLatin1StringView id : shownHeaters) {
        const Heater heater = reported.heaters.value(id);
        if (heater.actual)
            parts << u"%1°"_s.arg(qRound(*heater.actual));
    }
    return parts.join(u' ');
}

std::optional<qint64> secondsLeft(const PrinterStatus &status)
{
    if (!status.job || status.state == State::Canceling)
        return std::nullopt;
    return status.job->remainingSeconds;
}

// "45 min · 14:32".
QString joined(const QStringList &parts)
{
    QStringList said = parts;
    said.removeAll(QString());
    return said.join(u" · "_s);
}

QString endText(const CardFacts &facts, const CardMoment &moment)
{
    return facts.end.isValid() ? whenText(facts.end, moment.now, moment.locale) : QString();
}

QString spokenHeaters(const DriverState &reported)
{
    QStringList parts;
    const Heater nozzle = reported.heaters.value(u"tool0"_s);
    if (nozzle.actual && nozzle.target && *nozzle.target > 0)
        parts << Tr::tr("nozzle %1 of %2 degrees")
                     .arg(qRound(*nozzle.actual))
                     .arg(qRound(*nozzle.target));
    else if (nozzle.actual)
        parts << Tr::tr("nozzle %1 degrees").arg(qRound(*nozzle.actual));
    if (const Heater bed = reported.heaters.value(u"bed"_s); bed.actual)
        //: The temperature of the print bed
        parts << Tr::tr("bed %1").arg(qRound(*bed.actual));
    return parts.join(u", "_s);
}

QString spokenPercent(const CardFace &face)
{
    if (face.percent.isEmpty())
        return {};
    return Tr::tr("%1 percent").arg(wholePercent(face.progress, face.progress >= 1));
}

QStringList spokenJob(const CardFacts &facts, const CardFace &face, const CardMoment &moment)
{
    const PrinterStatus &status = facts.status;
    QStringList parts {spokenPercent(face)};
    if (showsSending(status))
        return parts << face.timing;
    if (const auto left = secondsLeft(status))
        parts << Tr::tr("%1 left").arg(leftSpoken(*left));
    if (facts.end.isValid())
        parts << Tr::tr("ends %1").arg(whenText(facts.end, moment.now, moment.locale));
    return parts << spokenHeaters(status.reported);
}

QString spokenWaiting(const CardFacts &facts, const CardMoment &moment)
{
    const QDateTime since = waitingSince(facts.status);
    if (!since.isValid())
        return {};
    if (isRecent(since, moment.now))
        return Tr::tr("waiting %1").arg(leftSpoken(since.secsTo(moment.now) / 60 * 60));
    return Tr::tr("waiting since %1").arg(pastWhen(since, moment.now, moment.locale));
}

} // namespace

bool isOwnCommand(const PrinterStatus &status)
{
    if (status.link != Link::Online || !status.activity)
        return false;
    const ActivityKind kind = status.activity->kind;
    return kind == ActivityKind::Pausing || kind == ActivityKind::Resuming
        || kind == ActivityKind::Canceling;
}

QDateTime lastHeard(const PrinterStatus &status)
{
    return status.observedAt.isValid() ? status.observedAt : status.linkSince;
}

QString actButtonText(Act act)
{
    for (const ActRow &row : actButtons) {
        if (row.act == act)
            return QCoreApplication::translate("CardFace", row.text);
    }
    return {};
}

QString timingText(const CardFacts &facts, const CardMoment &moment)
{
    const auto left = secondsLeft(facts.status);
    if (!left)
        return {};
    QString text = leftText(*left);
    if (facts.status.job->remainingIsEstimate)
        //: A duration that is our own estimate: "about 45 min"
        text = Tr::tr("about %1").arg(text);
    return joined({text, endText(facts, moment)});
}

QString compactTimingText(const CardFacts &facts, const CardMoment &moment)
{
    const PrinterStatus &status = facts.status;
    const QString heating
        = status.state == State::Preparing ? underWayText(status.reported) : QString();
    if (!heating.isEmpty())
        return heating;
    const auto left = secondsLeft(status);
    if (!left)
        return {};
    if (!facts.end.isValid())
        //: What is left of a print that stands still: "1 h 20 left"
        return Tr::tr("%1 left").arg(leftShort(*left));
    return joined({leftShort(*left), endText(facts, moment)});
}

QString endedText(const PrinterStatus &status, const CardMoment &moment)
{
    const LastJob last
        = status.lastJob.value_or(LastJob {.result = JobResult::Completed, .endedAt = {}});
    for (const EndRow &row : ends) {
        if (row.result != last.result)
            continue;
        if (!last.endedAt.isValid())
            return QCoreApplication::translate("CardFace", row.bare);
        return QCoreApplication::translate("CardFace", row.timed)
            .arg(whenText(last.endedAt, moment.now, moment.locale));
    }
    return {};
}

QString reasonText(const PrinterStatus &status)
{
    const Fault *fault = status.reported.worstFault();
    return fault && !fault->text.isEmpty() ? fault->text : status.reported.stateText;
}

QString nextTryText(const PrinterStatus &status, const QDateTime &now)
{
    // Rounded up, so that it ends with 1 s.
    const qint64 seconds
        = status.nextTryAt.isValid() ? (now.msecsTo(status.nextTryAt) + 999) / 1000 : 0;
    if (seconds <= 0)
        return Tr::tr("Trying now");
    return Tr::tr("Next try in %1 s").arg(seconds);
}

QString firstSentence(const QString &text)
{
    const qsizetype end = text.indexOf(u". "_s);
    QString sentence = end < 0 ? text : text.left(end);
    if (sentence.endsWith(u'.'))
        sentence.chop(1);
    return sentence;
}

QString temperaturesText(const CardFacts &facts, const CardMoment &moment)
{
    const PrinterStatus &status = facts.status;
    if (status.link == Link::Stale) {
        const QString degrees = degreesText(status.reported);
        //: Temperatures that were heard last: "was 220° 60°"
        return degrees.isEmpty() ? QString() : Tr::tr("was %1").arg(degrees);
    }
    if (isResin(facts) && status.job && status.job->layer && status.job->layerCount)
        return Tr::tr("layer %1 / %2")
            .arg(moment.locale.toString(*status.job->layer),
                 moment.locale.toString(*status.job->layerCount));
    const QString heating = underWayText(status.reported);
    return heating.isEmpty() ? degreesText(status.reported) : heating;
}

QString illustrationOf(const CardFacts &facts)
{
    if (isResin(facts))
        return u"printer-resin"_s;
    const bool enclosed = facts.capabilities.heaters.contains(u"chamber"_s)
        || facts.status.reported.heaters.contains(u"chamber"_s)
        || facts.status.reported.doorOpen.has_value();
    return enclosed ? u"printer-enclosed"_s : u"printer-bedslinger"_s;
}

QString spokenText(const CardFacts &facts, const CardFace &face, const CardMoment &moment)
{
    const PrinterStatus &status = facts.status;
    QStringList parts {face.name, face.make};
    if (status.link == Link::Stale) {
        parts
            << Tr::tr("stale since %1").arg(whenText(lastHeard(status), moment.now, moment.locale))
            << pastText(status.state, hasJob(status) ? spokenPercent(face) : QString());
    } else if (face.foot == Foot::Running) {
        parts << face.word;
        // The file's name is for the eye; the printer's own words are not on the bar.
        if (!face.secondLineIsFile)
            parts << face.secondLine;
        parts << spokenJob(facts, face, moment);
    } else if (face.foot == Foot::NeedsPerson) {
        parts << face.word << face.secondLine << spokenWaiting(facts, moment)
              << Tr::tr("press Enter for what to do");
    } else {
        // A countdown is not for the ear.
        parts << face.word << face.secondLine;
        if (status.link == Link::Online)
            parts << face.quiet;
    }
    parts.removeAll(QString());
    return parts.join(u", "_s);
}

} // namespace flotilla::models
