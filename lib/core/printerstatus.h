// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/driverstate.h"

#include <QDateTime>
#include <QUuid>

namespace flotilla {

// What *we* are doing to a printer.
struct Activity
{
    ActivityKind kind = ActivityKind::Sending;
    QString file = {};
    qint64 bytesDone = 0;
    qint64 bytesTotal = 0;
    QDateTime since = {};
    bool operator==(const Activity &) const = default;
};

// The job under way, with what we know of it beyond the printer's words.
struct JobStatus : ReportedJob
{
    QString runId = {}; // of lib/jobs; empty until a run row is attached
    JobSource source = JobSource::Printer;
    bool remainingIsEstimate = false; // ours, not the printer's
    QDateTime startedAt = {}; // UTC; invalid where nobody saw it
    bool operator==(const JobStatus &) const = default;
};

struct LastJob
{
    QString runId = {};
    QString name = {};
    JobResult result = JobResult::Unknown;
    QDateTime endedAt = {}; // UTC, when we saw it; invalid where nobody did
    bool operator==(const LastJob &) const = default;
};

// The whole truth about one printer at one moment; a value. Composed by Printer, written as the
// status document of `flotillactl status` and the API.
struct PrinterStatus
{
    QUuid id = {};
    QString name = {};
    QString driver = {};

    Link link = Link::Closed;
    QString linkText = {};
    QDateTime linkSince = {};
    QDateTime nextTryAt = {}; // invalid where no try is planned

    State state = State::Unknown;
    QString stateText = {};
    QDateTime stateSince = {};

    Plate plate = Plate::Unknown;
    std::optional<Activity> activity = {};
    std::optional<JobStatus> job = {};
    std::optional<LastJob> lastJob = {};

    // Everything else in the printer's words, as last heard.
    DriverState reported = {};
    QDateTime observedAt = {}; // UTC, when the printer last said something; invalid = never

    // Equal but for observedAt: what statusChanged() is emitted for.
    bool saysTheSameAs(const PrinterStatus &other) const;

    QJsonObject toJson() const;
    // The last known status out of the database; unknown keys are ignored.
    static PrinterStatus fromJson(const QJsonObject &object);

    bool operator==(const PrinterStatus &) const = default;
};

} // namespace flotilla
