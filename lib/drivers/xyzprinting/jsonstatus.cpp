// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/xyzprinting/jsonstatus.h"

#include "drivers/xyzprinting/filament.h"
#include "drivers/xyzprinting/jsonvalues_p.h"
#include "drivers/xyzprinting/states.h"

#include <QJsonArray>

#include <algorithm>

namespace flotilla::xyzprinting {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestName = 64;
constexpr qsizetype longestId = 32;
constexpr qsizetype mostSlots = 2; // cartridges and extruders
constexpr double coldest = -50; // °C
constexpr double hottest = 1'000; // °C
constexpr double longestFilamentMm = 10'000'000;
constexpr qint64 highestState = 99'999;
constexpr qint64 mostMinutes = 100'000'000;
constexpr qint64 unknownMinutes = 0x0444'4444; // what the firmware says while it has no idea
constexpr qint64 msPerMinute = 60'000;

void readIdentity(const QJsonObject &data, MachineReport &report)
{
    if (const QString model = json::text(data[u"p"_s], longestId); !model.isEmpty())
        report.modelId = model;
    if (QString serial = json::text(data[u"i"_s], longestId); !serial.isEmpty())
        report.serial = serial.replace(u'?', u'-');
    if (const QString name = json::text(data[u"n"_s], longestName); !name.isEmpty())
        report.name = name;
    const QJsonObject versions = data[u"v"_s].toObject();
    if (versions.isEmpty())
        return;
    report.firmware = json::text(versions[u"os"_s], longestId);
    report.firmwareParts.clear();
    for (const char *part : {"os", "app", "engine"})
        report.firmwareParts.append(json::text(versions[QLatin1StringView(part)], longestId));
}

void readCartridges(const QJsonObject &data, MachineReport &report)
{
    const QJsonArray serials = data[u"w"_s].toArray();
    if (serials.isEmpty())
        return;
    const QJsonArray lengths = data[u"f"_s].toArray();
    report.cartridges.clear();
    for (qsizetype i = 0; i < qMin(serials.size(), mostSlots); ++i) {
        // "W1:" and the serial number, dashes without a cartridge.
        const QString serial = json::text(serials[i], longestName).section(u':', 1).trimmed();
        Cartridge cartridge = cartridgeFromSerial(serial.toLatin1());
        if (cartridge.present)
            cartridge.remainingMm = json::decimal(lengths[i], 0, longestFilamentMm);
        report.cartridges.append(cartridge);
    }
}

void readHeat(const QJsonObject &data, MachineReport &report)
{
    if (const QJsonArray tools = data[u"t"_s].toArray(); !tools.isEmpty()) {
        report.tools.clear();
        for (qsizetype i = 0; i < qMin(tools.size(), mostSlots); ++i)
            report.tools.append(json::decimal(tools[i], coldest, hottest));
    }
    if (data.contains(u"b"_s))
        report.bed = json::decimal(data[u"b"_s], coldest, hottest);
}

void readLives(const QJsonObject &data, MachineReport &report)
{
    const QJsonObject lives = data[u"L"_s].toObject();
    if (const auto ms = json::integer(lives[u"m"_s], 0, mostMinutes * msPerMinute))
        report.lives.machineMinutes = *ms / msPerMinute;
    if (const auto minutes = json::integer(lives[u"e"_s], 0, mostMinutes))
        report.lives.extruderMinutes = *minutes;
}

} // namespace

std::optional<JobCount> jsonProgress(const QJsonObject &job)
{
    const auto percent = json::integer(job[u"print_percentage"_s], 0, 100);
    if (!percent)
        return std::nullopt;
    JobCount count {.percent = int(*percent)};
    count.elapsedMinutes = json::integer(job[u"elapsed_time"_s], 0, mostMinutes).value_or(0);
    count.leftMinutes = json::integer(job[u"estimated_time"_s], 0, mostMinutes);
    if (count.leftMinutes == unknownMinutes)
        count.leftMinutes.reset();
    return count;
}

Result<void> readJsonStatus(const JsonReply &reply, MachineReport &report)
{
    if (!reply.is(JsonOutcome::Ok))
        return failure(jsonRefusal(reply));
    const QJsonObject data = reply.body[u"data"_s].toObject();
    if (data.isEmpty())
        return failure(unreadableJson(u"a status without data"_s));
    readIdentity(data, report);
    readCartridges(data, report);
    readHeat(data, report);
    if (data.contains(u"d"_s))
        report.job = jsonProgress(data[u"d"_s].toObject());
    readLives(data, report);
    if (const auto state = json::integer(data[u"j"_s], 0, highestState))
        report.state = wideStateNumber(int(*state));
    if (data.contains(u"e"_s))
        report.errors = json::errorNumbers(data[u"e"_s]);
    return {};
}

} // namespace flotilla::xyzprinting
