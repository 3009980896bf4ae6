// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/cardface.h"

#include "models/cardfacts.h"
#include "models/cardtexts.h"
#include "models/stateword.h"
#include "models/times.h"

#include <QCoreApplication>

namespace flotilla::models {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(CardFace)
};

void putWord(CardFace &face, const StateWord &word)
{
    face.mark = word.mark;
    face.role = word.role;
    face.word = word.word;
    face.compactWord = word.word;
}

void putAct(CardFace &face, Act act)
{
    face.act = act;
    face.actText = actButtonText(act);
}

// Job and bar, as far as the printer says them.
void putProgress(CardFace &face, const PrinterStatus &status)
{
    if (!status.job || !status.job->progress)
        return;
    face.progress = qBound(0.0, *status.job->progress, 1.0);
    face.percent = percentText(wholePercent(face.progress, false));
}

// "Waiting 12 min" and, beyond an hour, "Since 12:05".
void putWaiting(CardFace &face, const QDateTime &since, const CardMoment &moment)
{
    face.foot = Foot::NeedsPerson;
    face.outlined = true;
    if (!since.isValid())
        return;
    if (isRecent(since, moment.now)) {
        //: In front of a duration: "Waiting 12 min"
        face.waitingLabel = Tr::tr("Waiting");
        face.waiting = ageText(since, moment.now);
    } else {
        //: In front of a time: "Since 12:05"
        face.waitingLabel = Tr::tr("Since");
        face.waiting = pastWhen(since, moment.now, moment.locale);
    }
}

// A job of the printer, under way or about to change.
void putRunning(CardFace &face, const CardFacts &facts, const CardMoment &moment)
{
    const PrinterStatus &status = facts.status;
    face.foot = Foot::Running;
    putProgress(face, status);
    face.timing = timingText(facts, moment);
    face.compactLine = compactTimingText(facts, moment);
    const bool saysMore = status.state == State::Preparing && !status.reported.stateText.isEmpty();
    face.secondLineIsFile = !saysMore && status.job && !status.job->name.isEmpty();
    face.secondLine = face.secondLineIsFile ? status.job->name : status.reported.stateText;
}

void putSending(CardFace &face, const Activity &activity, const CardMoment &moment)
{
    face.foot = Foot::Running;
    face.secondLine = activity.file;
    face.secondLineIsFile = !activity.file.isEmpty();
    if (activity.bytesTotal <= 0)
        return;
    face.progress = qBound(0.0, double(activity.bytesDone) / double(activity.bytesTotal), 1.0);
    face.percent
        = percentText(wholePercent(face.progress, activity.bytesDone >= activity.bytesTotal));
    face.timing = bytesText(activity.bytesDone, activity.bytesTotal, moment.locale);
    face.compactLine = face.timing;
}

void putFinished(CardFace &face, const CardFacts &facts, const CardMoment &moment)
{
    const PrinterStatus &status = facts.status;
    if (!status.lastJob || status.lastJob->result == JobResult::Completed)
        face.progress = 1;
    face.secondLine = endedText(status, moment);
    putWaiting(face, waitingSince(status), moment);
    face.compactLine = face.waiting;
    putAct(face, Act::ClearPlate);
}

void putNeedy(CardFace &face, const CardFacts &facts, const CardMoment &moment)
{
    const PrinterStatus &status = facts.status;
    putProgress(face, status);
    putWaiting(face, waitingSince(status), moment);
    face.secondLine = reasonText(status);
    if (!face.secondLine.isEmpty())
        face.compactWord = face.secondLine;
    face.compactLine = face.waiting;
    const bool resumable
        = status.state == State::Attention && status.job && facts.capabilities.pause;
    putAct(face, resumable ? Act::Resume : Act::WhatToDo);
}

void putQuiet(CardFace &face, const CardFacts &facts, const CardMoment &moment)
{
    const PrinterStatus &status = facts.status;
    if (status.state == State::Idle) {
        if (status.stateSince.isValid())
            face.secondLine = sinceText(status.stateSince, moment.now, moment.locale);
        if (status.plate == Plate::Clear)
            face.quiet = Tr::tr("Plate clear");
        face.compactLine = face.quiet.isEmpty() ? face.secondLine : face.quiet;
        return;
    }
    if (status.state == State::Updating)
        face.secondLine = Tr::tr("Do not switch off");
    else if (status.state == State::Unknown)
        face.secondLine = Tr::tr("The printer does not say");
    else
        face.secondLine = status.reported.stateText;
    face.compactLine = status.state == State::Unknown ? QString() : face.secondLine;
}

void putState(CardFace &face, const CardFacts &facts, const CardMoment &moment)
{
    const State state = facts.status.state;
    putWord(face, stateWord(state));
    if (isJobState(state))
        putRunning(face, facts, moment);
    else if (state == State::Finished)
        putFinished(face, facts, moment);
    else if (state == State::Error || state == State::Attention)
        putNeedy(face, facts, moment);
    else
        putQuiet(face, facts, moment);
}

void putStale(CardFace &face, const CardFacts &facts, const CardMoment &moment)
{
    const PrinterStatus &status = facts.status;
    const QDateTime heard = lastHeard(status);
    const QString at = whenText(heard, moment.now, moment.locale);
    face.stale = true;
    face.word = Tr::tr("Stale since %1").arg(at);
    //: Short for "stale since 13:40"
    face.compactWord = Tr::tr("Stale %1").arg(at);
    face.secondLine = pastText(status.state, {});
    if (hasJob(status)) {
        putProgress(face, status);
        face.secondLine = pastText(status.state, face.percent);
        face.foot = Foot::Running;
        //: Behind a percent: "31 % at 13:40"
        face.timing = Tr::tr("at %1").arg(at);
    } else {
        face.quiet = nextTryText(status, moment.now);
    }
    //: The percent that was heard last: "was 31 %"
    face.compactLine
        = face.percent.isEmpty() ? face.secondLine : Tr::tr("was %1").arg(face.percent);
}

void putUnreachable(CardFace &face, const CardFacts &facts, const CardMoment &moment)
{
    const PrinterStatus &status = facts.status;
    const QDateTime heard = lastHeard(status);
    face.secondLine = sinceClockText(heard, moment.now, moment.locale);
    face.compactLine = whenText(heard, moment.now, moment.locale);
    if (hasJob(status)) {
        // The bar is gone; what was under way must not be.
        face.stale = true;
        putProgress(face, status);
        //: What was under way when the printer was last heard: "was printing 31 % at 13:40"
        face.secondLine
            = Tr::tr("%1 at %2").arg(pastText(status.state, face.percent), face.compactLine);
    }
    face.quiet = nextTryText(status, moment.now);
    putAct(face, Act::TryNow);
}

void putRejected(CardFace &face, const CardFacts &facts, const CardMoment &moment)
{
    const PrinterStatus &status = facts.status;
    putWaiting(face, waitingSince(status), moment);
    face.secondLine = firstSentence(status.linkText);
    switch (facts.refusal) {
    case Refusal::Code:
        putAct(face, Act::EnterCode);
        break;
    case Refusal::OtherMachine:
        face.word = Tr::tr("Another printer");
        face.secondLine = facts.address.isEmpty() ? Tr::tr("It answers at this address")
                                                  : Tr::tr("It answers at %1").arg(facts.address);
        putAct(face, Act::TryNow);
        break;
    case Refusal::Switch:
        //: The printer refuses the connection
        face.word = Tr::tr("Refused");
        putAct(face, Act::TryNow);
        break;
    case Refusal::Settings:
        face.word = Tr::tr("Refused");
        putAct(face, Act::Edit);
        break;
    }
    face.compactWord = face.word;
    face.compactLine = face.waiting;
}

void putLink(CardFace &face, const CardFacts &facts, const CardMoment &moment)
{
    putWord(face, linkWord(facts.status.link));
    switch (facts.status.link) {
    case Link::Stale:
        putStale(face, facts, moment);
        break;
    case Link::Unreachable:
        putUnreachable(face, facts, moment);
        break;
    case Link::Rejected:
        putRejected(face, facts, moment);
        break;
    case Link::Connecting:
        face.turning = true;
        face.secondLine = facts.address;
        face.compactLine = facts.address;
        face.quiet = Tr::tr("Waiting for the first answer");
        break;
    case Link::Closed:
        if (!facts.inService)
            face.secondLine = Tr::tr("Switched off by you");
        face.quiet = Tr::tr("Nothing is asked or sent");
        putAct(face, Act::Connect);
        break;
    case Link::Online:
        break;
    }
}

// What we do comes before what the printer says, but never before a call for a person.
void putOnline(CardFace &face, const CardFacts &facts, const CardMoment &moment)
{
    const PrinterStatus &status = facts.status;
    if (showsSending(status)) {
        putWord(face, activityWord(status.activity->kind));
        putSending(face, *status.activity, moment);
    } else if (isOwnCommand(status)) {
        putRunning(face, facts, moment);
        putWord(face, activityWord(status.activity->kind));
    } else {
        putState(face, facts, moment);
    }
}

} // namespace

CardFace cardFaceOf(const CardFacts &facts, const QDateTime &now, const QLocale &locale)
{
    const CardMoment moment {now, locale};
    const PrinterStatus &status = facts.status;
    CardFace face;
    face.name = status.name;
    face.make = status.reported.model.isEmpty() ? facts.system : status.reported.model;
    face.place = facts.place;
    face.chip = chipOf(status);
    face.illustration = illustrationOf(facts);
    if (status.link == Link::Online)
        putOnline(face, facts, moment);
    else
        putLink(face, facts, moment);

    const bool live = status.link == Link::Online;
    if (live || status.link == Link::Stale)
        face.temperatures = temperaturesText(facts, moment);
    if (!live && status.observedAt.isValid())
        face.pictureAge = whenText(status.observedAt, now, locale);
    face.spoken = spokenText(facts, face, moment);
    return face;
}

} // namespace flotilla::models
