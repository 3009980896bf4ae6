// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/run.h"

#include <array>

namespace flotilla {

using namespace Qt::StringLiterals;

namespace {

struct StageName
{
    RunStage stage;
    QLatin1StringView name;
};

constexpr std::array stageNames {
    StageName {RunStage::Checking, "checking"_L1},
    StageName {RunStage::Converting, "converting"_L1},
    StageName {RunStage::Sending, "sending"_L1},
    StageName {RunStage::Starting, "starting"_L1},
    StageName {RunStage::Printing, "printing"_L1},
    StageName {RunStage::Ended, "ended"_L1},
};

QJsonValue timeOrNull(const QDateTime &time)
{
    return time.isValid() ? QJsonValue(time.toUTC().toString(Qt::ISODateWithMs)) : QJsonValue();
}

} // namespace

QString runStageName(RunStage stage)
{
    for (const StageName &row : stageNames) {
        if (row.stage == stage)
            return row.name;
    }
    return {};
}

std::optional<RunStage> runStageFromName(QStringView name)
{
    for (const StageName &row : stageNames) {
        if (row.name == name)
            return row.stage;
    }
    return std::nullopt;
}

QJsonObject Run::toJson() const
{
    QJsonObject object {{u"id"_s, id},
                        {u"printer"_s, printerName},
                        {u"printerId"_s, printerId.toString(QUuid::WithoutBraces)},
                        {u"file"_s, fileName},
                        {u"source"_s, jobSourceName(source)},
                        {u"stage"_s, runStageName(stage)},
                        {u"startedAt"_s, timeOrNull(startedAt)},
                        {u"endedAt"_s, timeOrNull(endedAt)}};
    // A run under way has no result; "unknown" is what an ended one has when nobody saw its end.
    if (stage == RunStage::Ended)
        object.insert(u"result"_s, jobResultName(result));
    if (!reason.isEmpty())
        object.insert(u"reason"_s, reason);
    if (filamentMm)
        object.insert(u"filamentMm"_s, *filamentMm);
    if (!fileSha256.isEmpty())
        object.insert(u"sha256"_s, QString::fromLatin1(fileSha256.toHex()));
    return object;
}

} // namespace flotilla
