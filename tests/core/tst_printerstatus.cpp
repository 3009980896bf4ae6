// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/printerstatus.h"

#include "support/testmain.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace flotilla;
using namespace Qt::StringLiterals;

namespace {

QDateTime at(int second)
{
    return {QDate(2026, 1, 15), QTime(12, 0, second, 250), Qt::UTC};
}

PrinterStatus full()
{
    PrinterStatus status;
    status.id = QUuid::fromString(u"01234567-89ab-4def-8123-456789abcdef"_s);
    status.name = u"Hall 3"_s;
    status.driver = u"flashforge"_s;
    status.link = Link::Stale;
    status.linkText = u"No news"_s;
    status.linkSince = at(1);
    status.nextTryAt = at(2);
    status.state = State::Printing;
    status.stateText = u"Printing"_s;
    status.stateSince = at(3);
    status.plate = Plate::Clear;
    JobStatus job;
    job.name = u"part.gcode"_s;
    job.progress = 0.25;
    job.elapsedSeconds = 600;
    job.remainingSeconds = 1800;
    job.layer = 12;
    job.layerCount = 48;
    job.runId = u"run-1"_s;
    job.source = JobSource::Queue;
    job.remainingIsEstimate = true;
    job.startedAt = at(4);
    status.job = job;
    status.lastJob = LastJob {u"run-0"_s, u"old.gcode"_s, JobResult::Failed, at(5)};
    status.reported.heaters = {{u"tool0"_s, {209.5, 210}}, {u"bed"_s, {60, std::nullopt}}};
    status.reported.fans = {{u"cooling"_s, 80}};
    status.reported.speed = 100;
    status.reported.materials
        = {{1, true, u"PLA"_s, u"#FF0000"_s, u"Red"_s, 1200.5, 40}, {.slot = 2, .loaded = false}};
    status.reported.light = false;
    status.reported.doorOpen = true;
    status.reported.faults = {{u"W1"_s, u"Filter is old"_s, u"Change it"_s, Severity::Warning},
                              {u"E7"_s, u"Filament ran out"_s, u"Load filament"_s, Severity::Error},
                              {u"I2"_s, u"Update there"_s, {}, Severity::Info}};
    status.reported.readings = {{u"humidity"_s, u"Humidity"_s, u"31"_s, u"%"_s}};
    status.reported.model = u"AD5X"_s;
    status.reported.serial = u"SN123"_s;
    status.reported.firmware = u"1.2.3"_s;
    status.observedAt = at(6);
    return status;
}

QStringList keysOf(const QJsonValue &value)
{
    return value.toObject().keys();
}

} // namespace

class tst_PrinterStatus : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hasTheKeysOfTheContract()
    {
        PrinterStatus status = full();
        status.activity = Activity {ActivityKind::Sending, u"part.gcode"_s, 10, 100, at(7)};
        const QJsonObject json = status.toJson();
        QCOMPARE(json.keys(),
                 QStringList({u"activity"_s, u"door"_s,       u"driver"_s,    u"fans"_s,
                              u"fault"_s,    u"faults"_s,     u"firmware"_s,  u"heaters"_s,
                              u"id"_s,       u"job"_s,        u"lastJob"_s,   u"light"_s,
                              u"link"_s,     u"linkSince"_s,  u"linkText"_s,  u"materials"_s,
                              u"model"_s,    u"name"_s,       u"nextTryAt"_s, u"observedAt"_s,
                              u"plate"_s,    u"readings"_s,   u"serial"_s,    u"speed"_s,
                              u"state"_s,    u"stateSince"_s, u"stateText"_s}));
        QCOMPARE(keysOf(json[u"activity"_s]),
                 QStringList({u"bytesDone"_s, u"bytesTotal"_s, u"file"_s, u"kind"_s, u"since"_s}));
        QCOMPARE(keysOf(json[u"job"_s]),
                 QStringList({u"elapsedSeconds"_s, u"layer"_s, u"layerCount"_s, u"name"_s,
                              u"progress"_s, u"remainingBy"_s, u"remainingSeconds"_s, u"runId"_s,
                              u"source"_s, u"startedAt"_s}));
        QCOMPARE(keysOf(json[u"lastJob"_s]),
                 QStringList({u"endedAt"_s, u"name"_s, u"result"_s, u"runId"_s}));
        QCOMPARE(keysOf(json[u"heaters"_s][u"tool0"_s]), QStringList({u"actual"_s, u"target"_s}));
        QCOMPARE(keysOf(json[u"materials"_s][0]),
                 QStringList({u"color"_s, u"loaded"_s, u"material"_s, u"name"_s, u"remainingMm"_s,
                              u"remainingPercent"_s, u"slot"_s}));
        QCOMPARE(keysOf(json[u"fault"_s]),
                 QStringList({u"code"_s, u"severity"_s, u"text"_s, u"whatToDo"_s}));
        QCOMPARE(keysOf(json[u"readings"_s][0]),
                 QStringList({u"id"_s, u"label"_s, u"unit"_s, u"value"_s}));
    }

    void wordsAndValuesAreThoseOfTheContract()
    {
        PrinterStatus status = full();
        status.activity = Activity {ActivityKind::Canceling, {}, 0, 0, at(7)};
        const QJsonObject json = status.toJson();
        QCOMPARE(json[u"id"_s].toString(), u"01234567-89ab-4def-8123-456789abcdef"_s);
        QCOMPARE(json[u"link"_s].toString(), u"stale"_s);
        QCOMPARE(json[u"state"_s].toString(), u"printing"_s);
        QCOMPARE(json[u"plate"_s].toString(), u"clear"_s);
        QCOMPARE(json[u"door"_s].toString(), u"open"_s);
        QCOMPARE(json[u"light"_s], QJsonValue(false));
        QCOMPARE(json[u"activity"_s][u"kind"_s].toString(), u"canceling"_s);
        QCOMPARE(json[u"job"_s][u"source"_s].toString(), u"queue"_s);
        QCOMPARE(json[u"job"_s][u"remainingBy"_s].toString(), u"estimate"_s);
        QCOMPARE(json[u"job"_s][u"progress"_s].toDouble(), 0.25);
        QCOMPARE(json[u"lastJob"_s][u"result"_s].toString(), u"failed"_s);
        QCOMPARE(json[u"observedAt"_s].toString(), u"2026-01-15T12:00:06.250Z"_s);
        QCOMPARE(json[u"fault"_s][u"code"_s].toString(), u"E7"_s); // the most severe
        QCOMPARE(json[u"faults"_s].toArray().size(), 3);
    }

    void absentMeansNotSaid()
    {
        QCOMPARE(PrinterStatus().toJson().keys(),
                 QStringList({u"driver"_s, u"id"_s, u"link"_s, u"name"_s, u"plate"_s, u"state"_s}));

        PrinterStatus status;
        status.job.emplace();
        status.lastJob.emplace();
        status.activity.emplace();
        status.reported.heaters = {{u"bed"_s, {}}};
        status.reported.materials = {{.slot = 1}};
        status.reported.faults = {{{}, u"Something"_s, {}, Severity::Info}};
        const QJsonObject json = status.toJson();
        QCOMPARE(keysOf(json[u"job"_s]), QStringList({u"source"_s}));
        QCOMPARE(keysOf(json[u"lastJob"_s]), QStringList({u"result"_s}));
        QCOMPARE(keysOf(json[u"activity"_s]), QStringList({u"kind"_s}));
        QCOMPARE(keysOf(json[u"heaters"_s][u"bed"_s]), QStringList());
        QCOMPARE(keysOf(json[u"materials"_s][0]), QStringList({u"slot"_s}));
        QCOMPARE(keysOf(json[u"fault"_s]), QStringList({u"severity"_s, u"text"_s}));
    }

    void zeroIsSaid()
    {
        PrinterStatus status;
        status.job.emplace().progress = 0;
        status.job->remainingSeconds = 0;
        status.reported.heaters = {{u"bed"_s, {0, 0}}};
        const QJsonObject json = status.toJson();
        QCOMPARE(json[u"job"_s][u"progress"_s], QJsonValue(0));
        QCOMPARE(json[u"job"_s][u"remainingSeconds"_s], QJsonValue(0));
        QCOMPARE(json[u"job"_s][u"remainingBy"_s].toString(), u"printer"_s);
        QCOMPARE(json[u"heaters"_s][u"bed"_s][u"target"_s], QJsonValue(0));
    }

    void survivesTheDatabase()
    {
        const PrinterStatus status = full();
        const QByteArray text = QJsonDocument(status.toJson()).toJson(QJsonDocument::Compact);
        const PrinterStatus back = PrinterStatus::fromJson(QJsonDocument::fromJson(text).object());
        QCOMPARE(back, status);
    }

    void whatWeWereDoingDoesNotSurvive()
    {
        PrinterStatus status = full();
        status.activity = Activity {ActivityKind::Sending, u"a"_s, 1, 2, at(7)};
        QVERIFY(!PrinterStatus::fromJson(status.toJson()).activity);
    }

    void everyWordSurvives()
    {
        for (int i = 0; i <= int(State::Busy); ++i)
            QCOMPARE(stateFromName(stateName(State(i))), std::optional(State(i)));
        for (int i = 0; i <= int(Link::Rejected); ++i)
            QCOMPARE(linkFromName(linkName(Link(i))), std::optional(Link(i)));
        for (int i = 0; i <= int(Plate::Occupied); ++i)
            QCOMPARE(plateFromName(plateName(Plate(i))), std::optional(Plate(i)));
        for (int i = 0; i <= int(JobResult::Failed); ++i)
            QCOMPARE(jobResultFromName(jobResultName(JobResult(i))), std::optional(JobResult(i)));
        for (int i = 0; i <= int(JobSource::Cloud); ++i)
            QCOMPARE(jobSourceFromName(jobSourceName(JobSource(i))), std::optional(JobSource(i)));
        for (int i = 0; i <= int(ActivityKind::Canceling); ++i)
            QCOMPARE(activityFromName(activityName(ActivityKind(i))),
                     std::optional(ActivityKind(i)));
        for (int i = 0; i <= int(Severity::Error); ++i)
            QCOMPARE(severityFromName(severityName(Severity(i))), std::optional(Severity(i)));
        QVERIFY(!stateFromName(u"Printing"));
        QVERIFY(!stateFromName(u""));
    }

    void ofEqualFaultsTheFirstIsTheWorst()
    {
        DriverState state;
        QVERIFY(!state.worstFault());
        state.faults = {{u"a"_s, {}, {}, Severity::Info},
                        {u"b"_s, {}, {}, Severity::Warning},
                        {u"c"_s, {}, {}, Severity::Warning}};
        QCOMPARE(state.worstFault()->code, u"b"_s);
    }

    void theTimeOfTheReportIsNoNews()
    {
        const PrinterStatus status = full();
        PrinterStatus later = status;
        later.observedAt = at(30);
        QVERIFY(later.saysTheSameAs(status));
        later.reported.heaters[u"bed"_s].actual = 61;
        QVERIFY(!later.saysTheSameAs(status));
    }

    void hostileJsonIsHarmless_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("empty") << QByteArray("{}");
        QTest::newRow("all of the wrong type") << QByteArray(
            R"({"id":7,"name":[],"driver":{},"link":1,"state":true,"plate":null,"linkSince":5,
                "nextTryAt":"soon","job":"part","lastJob":[1],"heaters":[1],"fans":"fast",
                "speed":"100","materials":{"a":1},"light":"on","door":true,"faults":{"a":1},
                "readings":"none","model":1,"observedAt":"2026-99-99T99:99:99Z"})");
        QTest::newRow("unknown words") << QByteArray(
            R"({"link":"loose","state":"sleeping","plate":"dirty","door":"ajar",
                "unheardOf":{"deep":[[[[]]]]}})");
        QTest::newRow("members of the wrong type") << QByteArray(
            R"({"heaters":{},"fans":{"cooling":"80"},"materials":[],"faults":[],"readings":[],
                "speed":null,"light":null})");
    }
    void hostileJsonIsHarmless()
    {
        QFETCH(QByteArray, json);
        const QJsonDocument document = QJsonDocument::fromJson(json);
        QVERIFY(document.isObject());
        QCOMPARE(PrinterStatus::fromJson(document.object()), PrinterStatus());
    }

    void whatIsNotANumberWasNotSaid()
    {
        const QByteArray json(
            R"({"job":{"progress":"half","elapsedSeconds":null,"layer":true,"source":"dream"},
                "heaters":{"tool0":{"actual":"hot","target":null},"bed":60},
                "materials":[{"slot":1,"loaded":"yes","remainingMm":"much"}],
                "lastJob":{"result":"eaten","endedAt":"never"}})");
        const PrinterStatus status
            = PrinterStatus::fromJson(QJsonDocument::fromJson(json).object());
        QCOMPARE(*status.job, JobStatus());
        QCOMPARE(*status.lastJob, LastJob());
        QCOMPARE(status.reported.heaters.value(u"tool0"_s), Heater());
        QCOMPARE(status.reported.heaters.value(u"bed"_s), Heater());
        QCOMPARE(status.reported.materials.first(), Material {.slot = 1});
    }

    void everyPrefixOfADocumentIsHarmless()
    {
        const QByteArray text = QJsonDocument(full().toJson()).toJson(QJsonDocument::Compact);
        for (qsizetype length = 0; length < text.size(); ++length)
            QCOMPARE(PrinterStatus::fromJson(QJsonDocument::fromJson(text.left(length)).object()),
                     PrinterStatus());
    }

    void hugeNumbersAreHarmless()
    {
        const QByteArray json(
            R"({"job":{"layer":1e300,"elapsedSeconds":1e300,"progress":1e308},
                "materials":[{"slot":1e300}]})");
        const PrinterStatus status
            = PrinterStatus::fromJson(QJsonDocument::fromJson(json).object());
        QVERIFY(status.job);
        QCOMPARE(status.reported.materials.size(), 1);
    }
};

FLOTILLA_TEST(tst_PrinterStatus)
#include "tst_printerstatus.moc"
