// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>

#include <optional>

namespace flotilla {

// What the printer says it is doing. Never what we wish or are about to do: that is Activity.
enum class State {
    Unknown, // it has not said, or in words we do not know
    Idle,
    Preparing, // heating, levelling, receiving for a job
    Printing,
    Pausing,
    Paused,
    Resuming, // until it prints again
    Canceling,
    Finished, // a job ended and the plate is still occupied
    Attention, // waits for a person: filament, door, prompt
    Error,
    Updating, // firmware
    Busy, // works without a job: self-test, levelling, load, unload; starts are refused
};

// Whether we hear the printer. Never mixed with its state.
enum class Link {
    Closed, // switched off by the person, or not opened yet
    Connecting,
    Online,
    Stale, // three beats missed, session lost, or the computer was away; the last status stays,
           // marked with its time
    Unreachable,
    Rejected, // wrong code, or another machine at this address; waits for the person
};

enum class Plate { Unknown, Clear, Occupied };

enum class JobResult { Unknown, Completed, Canceled, Failed };

enum class JobSource { Printer, Flotilla, Queue, Api, Cloud };

// What *we* are doing to a printer at the moment.
enum class ActivityKind { Sending, Converting, Starting, Pausing, Resuming, Canceling };

enum class Severity { Info, Warning, Error };

// The words of status documents and command lines: lower camel case, never translated.
QString stateName(State state);
QString linkName(Link link);
QString plateName(Plate plate);
QString jobResultName(JobResult result);
QString jobSourceName(JobSource source);
QString activityName(ActivityKind kind);
QString severityName(Severity severity);

std::optional<State> stateFromName(QStringView name);
std::optional<Link> linkFromName(QStringView name);
std::optional<Plate> plateFromName(QStringView name);
std::optional<JobResult> jobResultFromName(QStringView name);
std::optional<JobSource> jobSourceFromName(QStringView name);
std::optional<ActivityKind> activityFromName(QStringView name);
std::optional<Severity> severityFromName(QStringView name);

// The same for people, translated: "Printing", "Waits for you".
QString stateText(State state);
QString linkText(Link link);

// A job is under way: what the printer does belongs to it.
bool isJobState(State state);

} // namespace flotilla
