// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/printerstate.h"

#include <QCoreApplication>

#include <array>

namespace flotilla {

using namespace Qt::StringLiterals;

namespace {

template<typename E> struct Word
{
    E value;
    QLatin1StringView name;
    const char *text = "";
};

constexpr std::array states {
    Word<State> {State::Unknown, "unknown"_L1, QT_TRANSLATE_NOOP("state", "Unknown")},
    Word<State> {State::Idle, "idle"_L1, QT_TRANSLATE_NOOP("state", "Idle")},
    Word<State> {State::Preparing, "preparing"_L1, QT_TRANSLATE_NOOP("state", "Preparing")},
    Word<State> {State::Printing, "printing"_L1, QT_TRANSLATE_NOOP("state", "Printing")},
    Word<State> {State::Pausing, "pausing"_L1, QT_TRANSLATE_NOOP("state", "Pausing")},
    Word<State> {State::Paused, "paused"_L1, QT_TRANSLATE_NOOP("state", "Paused")},
    Word<State> {State::Resuming, "resuming"_L1, QT_TRANSLATE_NOOP("state", "Resuming")},
    Word<State> {State::Canceling, "canceling"_L1, QT_TRANSLATE_NOOP("state", "Canceling")},
    Word<State> {State::Finished, "finished"_L1, QT_TRANSLATE_NOOP("state", "Finished")},
    Word<State> {State::Attention, "attention"_L1, QT_TRANSLATE_NOOP("state", "Waits for you")},
    Word<State> {State::Error, "error"_L1, QT_TRANSLATE_NOOP("state", "Error")},
    Word<State> {State::Updating, "updating"_L1, QT_TRANSLATE_NOOP("state", "Updating")},
    Word<State> {State::Busy, "busy"_L1, QT_TRANSLATE_NOOP("state", "Busy")},
};

constexpr std::array links {
    Word<Link> {Link::Closed, "closed"_L1, QT_TRANSLATE_NOOP("state", "Not connected")},
    Word<Link> {Link::Connecting, "connecting"_L1, QT_TRANSLATE_NOOP("state", "Connecting")},
    Word<Link> {Link::Online, "online"_L1, QT_TRANSLATE_NOOP("state", "Online")},
    Word<Link> {Link::Stale, "stale"_L1, QT_TRANSLATE_NOOP("state", "No news")},
    Word<Link> {Link::Unreachable, "unreachable"_L1, QT_TRANSLATE_NOOP("state", "Unreachable")},
    Word<Link> {Link::Rejected, "rejected"_L1, QT_TRANSLATE_NOOP("state", "Rejected")},
};

constexpr std::array plates {
    Word<Plate> {Plate::Unknown, "unknown"_L1},
    Word<Plate> {Plate::Clear, "clear"_L1},
    Word<Plate> {Plate::Occupied, "occupied"_L1},
};

constexpr std::array jobResults {
    Word<JobResult> {JobResult::Unknown, "unknown"_L1},
    Word<JobResult> {JobResult::Completed, "completed"_L1},
    Word<JobResult> {JobResult::Canceled, "canceled"_L1},
    Word<JobResult> {JobResult::Failed, "failed"_L1},
};

constexpr std::array jobSources {
    Word<JobSource> {JobSource::Printer, "printer"_L1},
    Word<JobSource> {JobSource::Flotilla, "flotilla"_L1},
    Word<JobSource> {JobSource::Queue, "queue"_L1},
    Word<JobSource> {JobSource::Api, "api"_L1},
    Word<JobSource> {JobSource::Cloud, "cloud"_L1},
};

constexpr std::array activities {
    Word<ActivityKind> {ActivityKind::Sending, "sending"_L1},
    Word<ActivityKind> {ActivityKind::Converting, "converting"_L1},
    Word<ActivityKind> {ActivityKind::Starting, "starting"_L1},
    Word<ActivityKind> {ActivityKind::Pausing, "pausing"_L1},
    Word<ActivityKind> {ActivityKind::Resuming, "resuming"_L1},
    Word<ActivityKind> {ActivityKind::Canceling, "canceling"_L1},
};

constexpr std::array severities {
    Word<Severity> {Severity::Info, "info"_L1},
    Word<Severity> {Severity::Warning, "warning"_L1},
    Word<Severity> {Severity::Error, "error"_L1},
};

template<typename Table, typename E> const auto &wordFor(const Table &table, E value)
{
    for (const auto &word : table) {
        if (word.value == value)
            return word;
    }
    return table.front();
}

template<typename E, std::size_t N>
std::optional<E> valueFor(const std::array<Word<E>, N> &table, QStringView name)
{
    for (const auto &word : table) {
        if (word.name == name)
            return word.value;
    }
    return std::nullopt;
}

} // namespace

QString stateName(State state)
{
    return wordFor(states, state).name;
}
QString linkName(Link link)
{
    return wordFor(links, link).name;
}
QString plateName(Plate plate)
{
    return wordFor(plates, plate).name;
}
QString jobResultName(JobResult result)
{
    return wordFor(jobResults, result).name;
}
QString jobSourceName(JobSource source)
{
    return wordFor(jobSources, source).name;
}
QString activityName(ActivityKind kind)
{
    return wordFor(activities, kind).name;
}
QString severityName(Severity severity)
{
    return wordFor(severities, severity).name;
}

std::optional<State> stateFromName(QStringView name)
{
    return valueFor(states, name);
}
std::optional<Link> linkFromName(QStringView name)
{
    return valueFor(links, name);
}
std::optional<Plate> plateFromName(QStringView name)
{
    return valueFor(plates, name);
}
std::optional<JobResult> jobResultFromName(QStringView name)
{
    return valueFor(jobResults, name);
}
std::optional<JobSource> jobSourceFromName(QStringView name)
{
    return valueFor(jobSources, name);
}
std::optional<ActivityKind> activityFromName(QStringView name)
{
    return valueFor(activities, name);
}
std::optional<Severity> severityFromName(QStringView name)
{
    return valueFor(severities, name);
}

QString stateText(State state)
{
    return QCoreApplication::translate("state", wordFor(states, state).text);
}

QString linkText(Link link)
{
    return QCoreApplication::translate("state", wordFor(links, link).text);
}

bool isJobState(State state)
{
    switch (state) {
    case State::Preparing:
    case State::Printing:
    case State::Pausing:
    case State::Paused:
    case State::Resuming:
    case State::Canceling:
        return true;
    default:
        return false;
    }
}

} // namespace flotilla
