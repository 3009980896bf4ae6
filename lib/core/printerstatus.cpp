// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/printerstatus.h"

#include <QJsonArray>

namespace flotilla {

using namespace Qt::StringLiterals;

namespace {

// The document leaves out what is not said; these write a key only where there is something to
// write.

void put(QJsonObject &object, const QString &key, const QString &value)
{
    if (!value.isEmpty())
        object.insert(key, value);
}

void put(QJsonObject &object, const QString &key, const QDateTime &time)
{
    if (time.isValid())
        object.insert(key, time.toUTC().toString(Qt::ISODateWithMs));
}

template<typename T>
void put(QJsonObject &object, const QString &key, const std::optional<T> &value)
{
    if (value)
        object.insert(key, *value);
}

QDateTime timeAt(const QJsonObject &object, const QString &key)
{
    return QDateTime::fromString(object[key].toString(), Qt::ISODateWithMs);
}

// What is not of its type was not said; never a made-up zero.

std::optional<double> numberAt(const QJsonObject &object, const QString &key)
{
    const QJsonValue value = object[key];
    return value.isDouble() ? std::optional(value.toDouble()) : std::nullopt;
}

std::optional<qint64> wholeAt(const QJsonObject &object, const QString &key)
{
    const QJsonValue value = object[key];
    return value.isDouble() ? std::optional(value.toInteger()) : std::nullopt;
}

std::optional<int> intAt(const QJsonObject &object, const QString &key)
{
    const QJsonValue value = object[key];
    return value.isDouble() ? std::optional(value.toInt()) : std::nullopt;
}

std::optional<bool> flagAt(const QJsonObject &object, const QString &key)
{
    const QJsonValue value = object[key];
    return value.isBool() ? std::optional(value.toBool()) : std::nullopt;
}

QJsonObject jobToJson(const JobStatus &job)
{
    QJsonObject object {{u"source"_s, jobSourceName(job.source)}};
    put(object, u"runId"_s, job.runId);
    put(object, u"name"_s, job.name);
    put(object, u"progress"_s, job.progress);
    put(object, u"elapsedSeconds"_s, job.elapsedSeconds);
    put(object, u"remainingSeconds"_s, job.remainingSeconds);
    if (job.remainingSeconds)
        object.insert(u"remainingBy"_s, job.remainingIsEstimate ? u"estimate"_s : u"printer"_s);
    put(object, u"layer"_s, job.layer);
    put(object, u"layerCount"_s, job.layerCount);
    put(object, u"startedAt"_s, job.startedAt);
    return object;
}

JobStatus jobFromJson(const QJsonObject &object)
{
    JobStatus job;
    job.name = object[u"name"_s].toString();
    job.progress = numberAt(object, u"progress"_s);
    job.elapsedSeconds = wholeAt(object, u"elapsedSeconds"_s);
    job.remainingSeconds = wholeAt(object, u"remainingSeconds"_s);
    job.layer = intAt(object, u"layer"_s);
    job.layerCount = intAt(object, u"layerCount"_s);
    job.runId = object[u"runId"_s].toString();
    job.source = jobSourceFromName(object[u"source"_s].toString()).value_or(JobSource::Printer);
    job.remainingIsEstimate = object[u"remainingBy"_s].toString() == u"estimate"_s;
    job.startedAt = timeAt(object, u"startedAt"_s);
    return job;
}

QJsonObject lastJobToJson(const LastJob &job)
{
    QJsonObject object {{u"result"_s, jobResultName(job.result)}};
    put(object, u"runId"_s, job.runId);
    put(object, u"name"_s, job.name);
    put(object, u"endedAt"_s, job.endedAt);
    return object;
}

QJsonObject activityToJson(const Activity &activity)
{
    QJsonObject object {{u"kind"_s, activityName(activity.kind)}};
    put(object, u"file"_s, activity.file);
    if (activity.bytesTotal > 0) {
        object.insert(u"bytesDone"_s, activity.bytesDone);
        object.insert(u"bytesTotal"_s, activity.bytesTotal);
    }
    put(object, u"since"_s, activity.since);
    return object;
}

QJsonObject heatersToJson(const QMap<QString, Heater> &heaters)
{
    QJsonObject object;
    for (auto it = heaters.cbegin(); it != heaters.cend(); ++it) {
        QJsonObject heater;
        put(heater, u"actual"_s, it->actual);
        put(heater, u"target"_s, it->target);
        object.insert(it.key(), heater);
    }
    return object;
}

QJsonArray materialsToJson(const QList<Material> &materials)
{
    QJsonArray array;
    for (const Material &material : materials) {
        QJsonObject object {{u"slot"_s, material.slot}};
        put(object, u"loaded"_s, material.loaded);
        put(object, u"material"_s, material.material);
        put(object, u"color"_s, material.color);
        put(object, u"name"_s, material.name);
        put(object, u"remainingMm"_s, material.remainingMm);
        put(object, u"remainingPercent"_s, material.remainingPercent);
        array.append(object);
    }
    return array;
}

QJsonObject faultToJson(const Fault &fault)
{
    QJsonObject object {{u"severity"_s, severityName(fault.severity)}};
    put(object, u"code"_s, fault.code);
    put(object, u"text"_s, fault.text);
    put(object, u"whatToDo"_s, fault.whatToDo);
    return object;
}

QJsonArray readingsToJson(const QList<Reading> &readings)
{
    QJsonArray array;
    for (const Reading &reading : readings) {
        QJsonObject object {
            {u"id"_s, reading.id}, {u"label"_s, reading.label}, {u"value"_s, reading.value}};
        put(object, u"unit"_s, reading.unit);
        array.append(object);
    }
    return array;
}

void putReported(QJsonObject &object, const DriverState &reported)
{
    if (!reported.heaters.isEmpty())
        object.insert(u"heaters"_s, heatersToJson(reported.heaters));
    if (!reported.fans.isEmpty()) {
        QJsonObject fans;
        for (auto it = reported.fans.cbegin(); it != reported.fans.cend(); ++it)
            fans.insert(it.key(), it.value());
        object.insert(u"fans"_s, fans);
    }
    put(object, u"speed"_s, reported.speed);
    if (!reported.materials.isEmpty())
        object.insert(u"materials"_s, materialsToJson(reported.materials));
    put(object, u"light"_s, reported.light);
    if (reported.doorOpen)
        object.insert(u"door"_s, *reported.doorOpen ? u"open"_s : u"closed"_s);
    if (!reported.faults.isEmpty()) {
        QJsonArray faults;
        for (const Fault &fault : reported.faults)
            faults.append(faultToJson(fault));
        object.insert(u"faults"_s, faults);
        object.insert(u"fault"_s, faultToJson(*reported.worstFault()));
    }
    if (!reported.readings.isEmpty())
        object.insert(u"readings"_s, readingsToJson(reported.readings));
    put(object, u"model"_s, reported.model);
    put(object, u"serial"_s, reported.serial);
    put(object, u"firmware"_s, reported.firmware);
}

DriverState reportedFromJson(const QJsonObject &object)
{
    DriverState reported;
    const QJsonObject heaters = object[u"heaters"_s].toObject();
    for (auto it = heaters.begin(); it != heaters.end(); ++it) {
        const QJsonObject heater = it.value().toObject();
        reported.heaters.insert(it.key(),
                                {numberAt(heater, u"actual"_s), numberAt(heater, u"target"_s)});
    }
    const QJsonObject fans = object[u"fans"_s].toObject();
    for (auto it = fans.begin(); it != fans.end(); ++it) {
        if (it.value().isDouble())
            reported.fans.insert(it.key(), it.value().toDouble());
    }
    reported.speed = numberAt(object, u"speed"_s);
    for (const QJsonValue &value : object[u"materials"_s].toArray()) {
        const QJsonObject entry = value.toObject();
        reported.materials.append({entry[u"slot"_s].toInt(), flagAt(entry, u"loaded"_s),
                                   entry[u"material"_s].toString(), entry[u"color"_s].toString(),
                                   entry[u"name"_s].toString(), numberAt(entry, u"remainingMm"_s),
                                   numberAt(entry, u"remainingPercent"_s)});
    }
    reported.light = flagAt(object, u"light"_s);
    if (const QString door = object[u"door"_s].toString(); door == u"open"_s)
        reported.doorOpen = true;
    else if (door == u"closed"_s)
        reported.doorOpen = false;
    for (const QJsonValue &value : object[u"faults"_s].toArray()) {
        const QJsonObject entry = value.toObject();
        reported.faults.append(
            {entry[u"code"_s].toString(), entry[u"text"_s].toString(),
             entry[u"whatToDo"_s].toString(),
             severityFromName(entry[u"severity"_s].toString()).value_or(Severity::Error)});
    }
    for (const QJsonValue &value : object[u"readings"_s].toArray()) {
        const QJsonObject entry = value.toObject();
        reported.readings.append({entry[u"id"_s].toString(), entry[u"label"_s].toString(),
                                  entry[u"value"_s].toString(), entry[u"unit"_s].toString()});
    }
    reported.model = object[u"model"_s].toString();
    reported.serial = object[u"serial"_s].toString();
    reported.firmware = object[u"firmware"_s].toString();
    return reported;
}

} // namespace

const Fault *DriverState::worstFault() const
{
    const Fault *worst = nullptr;
    for (const Fault &fault : faults) {
        if (!worst || fault.severity > worst->severity)
            worst = &fault;
    }
    return worst;
}

bool PrinterStatus::saysTheSameAs(const PrinterStatus &other) const
{
    PrinterStatus mine = *this;
    mine.observedAt = other.observedAt;
    return mine == other;
}

QJsonObject PrinterStatus::toJson() const
{
    QJsonObject object {{u"id"_s, id.toString(QUuid::WithoutBraces)},
                        {u"name"_s, name},
                        {u"driver"_s, driver},
                        {u"link"_s, linkName(link)},
                        {u"state"_s, stateName(state)},
                        {u"plate"_s, plateName(plate)}};
    put(object, u"linkText"_s, linkText);
    put(object, u"linkSince"_s, linkSince);
    put(object, u"nextTryAt"_s, nextTryAt);
    put(object, u"stateText"_s, stateText);
    put(object, u"stateSince"_s, stateSince);
    if (activity)
        object.insert(u"activity"_s, activityToJson(*activity));
    if (job)
        object.insert(u"job"_s, jobToJson(*job));
    if (lastJob)
        object.insert(u"lastJob"_s, lastJobToJson(*lastJob));
    putReported(object, reported);
    put(object, u"observedAt"_s, observedAt);
    return object;
}

PrinterStatus PrinterStatus::fromJson(const QJsonObject &object)
{
    PrinterStatus status;
    status.id = QUuid::fromString(object[u"id"_s].toString());
    status.name = object[u"name"_s].toString();
    status.driver = object[u"driver"_s].toString();
    status.link = linkFromName(object[u"link"_s].toString()).value_or(Link::Closed);
    status.linkText = object[u"linkText"_s].toString();
    status.linkSince = timeAt(object, u"linkSince"_s);
    status.nextTryAt = timeAt(object, u"nextTryAt"_s);
    status.state = stateFromName(object[u"state"_s].toString()).value_or(State::Unknown);
    status.stateText = object[u"stateText"_s].toString();
    status.stateSince = timeAt(object, u"stateSince"_s);
    status.plate = plateFromName(object[u"plate"_s].toString()).value_or(Plate::Unknown);
    if (object[u"job"_s].isObject())
        status.job = jobFromJson(object[u"job"_s].toObject());
    if (object[u"lastJob"_s].isObject()) {
        const QJsonObject last = object[u"lastJob"_s].toObject();
        status.lastJob
            = LastJob {last[u"runId"_s].toString(), last[u"name"_s].toString(),
                       jobResultFromName(last[u"result"_s].toString()).value_or(JobResult::Unknown),
                       timeAt(last, u"endedAt"_s)};
    }
    status.reported = reportedFromJson(object);
    status.observedAt = timeAt(object, u"observedAt"_s);
    return status;
}

} // namespace flotilla
