// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stateword.h"

#include <QCoreApplication>

#include <array>

namespace flotilla::models {

using namespace Qt::StringLiterals;

namespace {

constexpr auto context = "StateWord";

template<typename E> struct Row
{
    E value;
    QLatin1StringView mark;
    ColorRole role;
    const char *word;
};

constexpr std::array states {
    //: State of a printer: it has not said what it does
    Row<State> {State::Unknown, "state-unknown"_L1, ColorRole::Grey,
                QT_TRANSLATE_NOOP("StateWord", "Unknown")},
    //: State of a printer: it can take a job
    Row<State> {State::Idle, "state-idle"_L1, ColorRole::Grey,
                QT_TRANSLATE_NOOP("StateWord", "Ready")},
    //: State of a printer: it heats or levels for a job
    Row<State> {State::Preparing, "state-preparing"_L1, ColorRole::Printing,
                QT_TRANSLATE_NOOP("StateWord", "Preparing")},
    //: State of a printer
    Row<State> {State::Printing, "state-printing"_L1, ColorRole::Printing,
                QT_TRANSLATE_NOOP("StateWord", "Printing")},
    //: State of a printer: it is about to pause
    Row<State> {State::Pausing, "state-pausing"_L1, ColorRole::Amber,
                QT_TRANSLATE_NOOP("StateWord", "Pausing")},
    //: State of a printer: its job stands still
    Row<State> {State::Paused, "state-paused"_L1, ColorRole::Amber,
                QT_TRANSLATE_NOOP("StateWord", "Paused")},
    //: State of a printer: it is about to go on with its job
    Row<State> {State::Resuming, "state-resuming"_L1, ColorRole::Printing,
                QT_TRANSLATE_NOOP("StateWord", "Resuming")},
    //: State of a printer: it is about to give up its job
    Row<State> {State::Canceling, "state-canceling"_L1, ColorRole::Ink,
                QT_TRANSLATE_NOOP("StateWord", "Canceling")},
    //: State of a printer: its job is over, somebody has to take the part off
    Row<State> {State::Finished, "state-finished"_L1, ColorRole::Finished,
                QT_TRANSLATE_NOOP("StateWord", "Clear the plate")},
    //: State of a printer: it waits for a person
    Row<State> {State::Attention, "state-attention"_L1, ColorRole::Amber,
                QT_TRANSLATE_NOOP("StateWord", "Needs you")},
    //: State of a printer: it stopped with a fault
    Row<State> {State::Error, "state-error"_L1, ColorRole::Error,
                QT_TRANSLATE_NOOP("StateWord", "Error")},
    //: State of a printer: it installs a firmware
    Row<State> {State::Updating, "state-updating"_L1, ColorRole::Ink,
                QT_TRANSLATE_NOOP("StateWord", "Updating")},
    //: State of a printer: it works without a job
    Row<State> {State::Busy, "state-busy"_L1, ColorRole::Ink,
                QT_TRANSLATE_NOOP("StateWord", "Busy")},
};

constexpr std::array links {
    //: Link to a printer: switched off
    Row<Link> {Link::Closed, "link-closed"_L1, ColorRole::Grey,
               QT_TRANSLATE_NOOP("StateWord", "Not connected")},
    //: Link to a printer: the first answer is awaited
    Row<Link> {Link::Connecting, "link-connecting"_L1, ColorRole::Grey,
               QT_TRANSLATE_NOOP("StateWord", "Connecting")},
    //: Link to a printer: what is shown is old
    Row<Link> {Link::Stale, "link-stale"_L1, ColorRole::Grey,
               QT_TRANSLATE_NOOP("StateWord", "Stale")},
    //: Link to a printer: it does not answer
    Row<Link> {Link::Unreachable, "link-unreachable"_L1, ColorRole::Grey,
               QT_TRANSLATE_NOOP("StateWord", "Not reachable")},
    //: Link to a printer: it does not accept the code we have for it
    Row<Link> {Link::Rejected, "link-rejected"_L1, ColorRole::Amber,
               QT_TRANSLATE_NOOP("StateWord", "Code refused")},
};

constexpr std::array activities {
    //: What Flotilla does: a file is on its way to the printer
    Row<ActivityKind> {ActivityKind::Sending, "state-uploading"_L1, ColorRole::Ink,
                       QT_TRANSLATE_NOOP("StateWord", "Sending")},
    //: What Flotilla does: a file is turned into the printer's own format
    Row<ActivityKind> {ActivityKind::Converting, "state-busy"_L1, ColorRole::Ink,
                       QT_TRANSLATE_NOOP("StateWord", "Converting")},
    //: What Flotilla does: the printer was told to start a job
    Row<ActivityKind> {ActivityKind::Starting, "state-preparing"_L1, ColorRole::Ink,
                       QT_TRANSLATE_NOOP("StateWord", "Starting")},
    //: What Flotilla does: the printer was told to pause
    Row<ActivityKind> {ActivityKind::Pausing, "state-pausing"_L1, ColorRole::Ink,
                       QT_TRANSLATE_NOOP("StateWord", "Pausing")},
    //: What Flotilla does: the printer was told to go on
    Row<ActivityKind> {ActivityKind::Resuming, "state-resuming"_L1, ColorRole::Ink,
                       QT_TRANSLATE_NOOP("StateWord", "Resuming")},
    //: What Flotilla does: the printer was told to give up its job
    Row<ActivityKind> {ActivityKind::Canceling, "state-canceling"_L1, ColorRole::Ink,
                       QT_TRANSLATE_NOOP("StateWord", "Canceling")},
};

struct PastRow
{
    State state;
    const char *bare;
    const char *withPercent; // nullptr where a percent says nothing
};

// All of these follow "Stale since 13:40", so they begin small.
constexpr std::array pasts {
    PastRow {State::Idle, QT_TRANSLATE_NOOP("StateWord", "was ready"), nullptr},
    PastRow {State::Preparing, QT_TRANSLATE_NOOP("StateWord", "was preparing"),
             QT_TRANSLATE_NOOP("StateWord", "was preparing %1")},
    PastRow {State::Printing, QT_TRANSLATE_NOOP("StateWord", "was printing"),
             QT_TRANSLATE_NOOP("StateWord", "was printing %1")},
    PastRow {State::Pausing, QT_TRANSLATE_NOOP("StateWord", "was pausing"),
             QT_TRANSLATE_NOOP("StateWord", "was pausing at %1")},
    PastRow {State::Paused, QT_TRANSLATE_NOOP("StateWord", "was paused"),
             QT_TRANSLATE_NOOP("StateWord", "was paused at %1")},
    PastRow {State::Resuming, QT_TRANSLATE_NOOP("StateWord", "was resuming"),
             QT_TRANSLATE_NOOP("StateWord", "was resuming at %1")},
    PastRow {State::Canceling, QT_TRANSLATE_NOOP("StateWord", "was canceling"),
             QT_TRANSLATE_NOOP("StateWord", "was canceling at %1")},
    PastRow {State::Finished, QT_TRANSLATE_NOOP("StateWord", "was done, plate not cleared"),
             nullptr},
    PastRow {State::Attention, QT_TRANSLATE_NOOP("StateWord", "needed you"),
             QT_TRANSLATE_NOOP("StateWord", "needed you at %1")},
    PastRow {State::Error, QT_TRANSLATE_NOOP("StateWord", "had an error"),
             QT_TRANSLATE_NOOP("StateWord", "had an error at %1")},
    PastRow {State::Updating, QT_TRANSLATE_NOOP("StateWord", "was updating"), nullptr},
    PastRow {State::Busy, QT_TRANSLATE_NOOP("StateWord", "was busy"), nullptr},
};

template<typename Table, typename E> StateWord wordIn(const Table &table, E value)
{
    for (const auto &row : table) {
        if (row.value == value)
            return {row.mark, row.role, QCoreApplication::translate(context, row.word)};
    }
    return {};
}

} // namespace

StateWord stateWord(State state)
{
    return wordIn(states, state);
}

StateWord linkWord(Link link)
{
    return wordIn(links, link);
}

StateWord activityWord(ActivityKind kind)
{
    return wordIn(activities, kind);
}

StateWord heldWord()
{
    //: An entry of the queue that the person holds back
    return {u"state-paused"_s, ColorRole::Ink, QCoreApplication::translate("StateWord", "Held")};
}

QString pastText(State state, const QString &percent)
{
    for (const PastRow &row : pasts) {
        if (row.state != state)
            continue;
        if (row.withPercent && !percent.isEmpty())
            return QCoreApplication::translate(context, row.withPercent).arg(percent);
        return QCoreApplication::translate(context, row.bare);
    }
    return {};
}

} // namespace flotilla::models
