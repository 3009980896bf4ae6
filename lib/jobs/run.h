// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/printerstate.h"

#include <QByteArray>
#include <QDateTime>
#include <QJsonObject>
#include <QUuid>

#include <optional>

namespace flotilla {

// How far a run has come. Written before the act it describes, so that after a crash it is never
// behind.
enum class RunStage {
    Checking, // the file and the printer
    Converting,
    Sending,
    Starting, // asked to start, not seen yet
    Printing, // the printer's own words show it
    Ended,
};

QString runStageName(RunStage stage);
std::optional<RunStage> runStageFromName(QStringView name);

// One file on one printer, once: a row of history. Also for jobs started at the panel.
struct Run
{
    QString id;
    QUuid printerId;
    QString printerName; // as it was then: history outlives a removed printer
    QString fileName; // as the printer knows it
    QString filePath = {}; // on our disk; empty for jobs of the printer's own
    QByteArray fileSha256 = {}; // 32 bytes; empty where unknown
    qint64 fileSize = 0;
    JobSource source = JobSource::Flotilla;
    QJsonObject options = {};
    QString externalId = {}; // the job's id in a cloud or queue
    RunStage stage = RunStage::Checking;
    JobResult result = JobResult::Unknown;
    QString reason = {}; // why it did not complete, in words
    QDateTime createdAt = {}; // UTC
    QDateTime startedAt = {}; // seen printing; invalid before
    QDateTime endedAt = {};
    std::optional<double> filamentMm = {};

    // The document of `flotillactl history`.
    QJsonObject toJson() const;
};

} // namespace flotilla
