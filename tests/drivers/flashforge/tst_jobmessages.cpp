// SPDX-License-Identifier: GPL-3.0-or-later
#include "samples.h"

#include "drivers/flashforge/jobmessages.h"
#include "support/testmain.h"

#include <QJsonArray>

using namespace flotilla;
using namespace flotilla::flashforge;
using namespace flotilla::flashforge::test;

class tst_JobMessages : public QObject
{
    Q_OBJECT

    static StartOptions fromStation(int tools)
    {
        StartOptions options {.useStation = true, .toolCount = tools};
        for (int i = 0; i < tools; ++i)
            options.mappings.append({i, i + 1, u"PLA"_s, u"#FF0000"_s, u"#161616"_s});
        return options;
    }

    // "name: value" lines, without the credentials.
    static QByteArrayList lines(const Result<HeaderList> &headers)
    {
        QByteArrayList list;
        if (!headers)
            return {headers.error().message.toUtf8()};
        for (const auto &[name, value] : *headers) {
            if (name != "serialNumber" && name != "checkCode")
                list.append(name + ": " + value);
        }
        return list;
    }

    static QByteArrayList upload(ModelId id, const char *firmware, const StartOptions &options,
                                 bool printNow = true)
    {
        return lines(uploadHeaders(sampleCredentials(), model(id), QString::fromLatin1(firmware),
                                   1234, printNow, options));
    }

    static Result<QByteArray> start(ModelId id, const char *firmware, const StartOptions &options)
    {
        return startBody({u"SN1"_s, u"2"_s}, model(id), QString::fromLatin1(firmware), u"Box.3mf"_s,
                         options);
    }

private Q_SLOTS:
    void U4_headersOfEachModel_data()
    {
        QTest::addColumn<QByteArrayList>("headers");
        QTest::addColumn<QByteArrayList>("expected");
        const QByteArrayList common {"fileSize: 1234", "printNow: true",
                                     "levelingBeforePrint: false"};
        const QByteArrayList station {"useMatlStation: false", "gcodeToolCnt: 0",
                                      "materialMappings: W10="};
        QTest::newRow("5M before 3.1.3") << upload(ModelId::Adventurer5M, "2.7.2", {}) << common;
        QTest::newRow("5M") << upload(ModelId::Adventurer5M, "3.1.3", {})
                            << common + QByteArrayList {"flowCalibration: false"} + station;
        QTest::newRow("5M Pro") << upload(ModelId::Adventurer5MPro, "3.2.7", {})
                                << common + QByteArrayList {"flowCalibration: false"} + station;
        QTest::newRow("AD5X") << upload(ModelId::Ad5x, "1.1.7-1.0.2", {})
                              << common
                + QByteArrayList {"flowCalibration: false", "firstLayerInspection: false",
                                  "timeLapseVideo: false"}
                + station;
        QTest::newRow("Creator 5") << upload(ModelId::Creator5, "1.9.4", {})
                                   << common
                + QByteArrayList {"flowCalibration: false", "timeLapseVideo: false",
                                  "useMatlStation: false", "gcodeToolCnt: 1"};
        QTest::newRow("unknown") << upload(ModelId::Generic, "9.9.9", {}) << common;
    }
    void U4_headersOfEachModel()
    {
        QFETCH(QByteArrayList, headers);
        QFETCH(QByteArrayList, expected);
        QCOMPARE(headers, expected);
    }

    void U4_credentialsAndBooleans()
    {
        const auto headers
            = uploadHeaders({u"S3R14L"_s, u"00Ab"_s}, model(ModelId::Ad5x), u"1.1.7"_s, 5, false,
                            {.leveling = true, .timeLapseVideo = true});
        QVERIFY(headers);
        QVERIFY(headers->contains({"serialNumber", "SNS3R14L"}));
        QVERIFY(headers->contains({"checkCode", "00Ab"}));
        QVERIFY(headers->contains({"printNow", "false"}));
        QVERIFY(headers->contains({"levelingBeforePrint", "true"}));
        QVERIFY(headers->contains({"timeLapseVideo", "true"}));
    }

    void U4_headersCannotBeInjected_data()
    {
        QTest::addColumn<QString>("serial");
        QTest::addColumn<QString>("code");
        QTest::newRow("line break") << u"SN1"_s << u"12\r\nprintNow: true"_s;
        QTest::newRow("serial") << u"SN1\nX: y"_s << u"12"_s;
        QTest::newRow("letters beyond ASCII") << u"SN1"_s << u"kód"_s;
        QTest::newRow("empty code") << u"SN1"_s << QString();
        QTest::newRow("empty serial") << QString() << u"12"_s;
        QTest::newRow("long") << u"SN1"_s << QString(10'000, u'1');
    }
    void U4_headersCannotBeInjected()
    {
        QFETCH(QString, serial);
        QFETCH(QString, code);
        const auto headers
            = uploadHeaders({serial, code}, model(ModelId::Ad5x), u"1.1.7"_s, 5, false, {});
        QVERIFY(!headers);
        QCOMPARE(headers.error().kind, Error::Kind::WrongUse);
    }

    void U4_emptyFileIsRefused()
    {
        const auto headers = uploadHeaders(sampleCredentials(), genericModel(), {}, 0, false, {});
        QVERIFY(!headers);
        QCOMPARE(headers.error().kind, Error::Kind::BadFile);
    }

    void U9_stationUploadCarriesTheMapping()
    {
        const QByteArrayList headers = upload(ModelId::Ad5x, "1.1.7", fromStation(2));
        QVERIFY(headers.contains("useMatlStation: true"));
        QVERIFY(headers.contains("gcodeToolCnt: 2"));
        const QByteArray json
            = QByteArray::fromBase64(headers.last().sliced(qstrlen("materialMappings: ")));
        const QJsonArray mappings = QJsonDocument::fromJson(json).array();
        QCOMPARE(mappings.size(), 2);
        QCOMPARE(mappings[0][u"slotId"_s].toInt(), 1);
        QCOMPARE(mappings[0][u"toolId"_s].toInt(), 0);
    }

    void U9_stationJobNeedsAMapping()
    {
        const StartOptions options {.useStation = true};
        QVERIFY(!uploadHeaders(sampleCredentials(), model(ModelId::Ad5x), {}, 5, true, options));
        QVERIFY(!start(ModelId::Ad5x, "1.1.7", options));
    }

    void U10_creatorMapsOnlyAtTheStart()
    {
        QVERIFY(startsMappedJobsSeparately(model(ModelId::Creator5)));
        QVERIFY(!startsMappedJobsSeparately(model(ModelId::Ad5x)));
        const QByteArrayList stored = upload(ModelId::Creator5, "1.9.4", fromStation(3), false);
        QVERIFY(stored.contains("useMatlStation: true"));
        QVERIFY(stored.contains("gcodeToolCnt: 3"));
        QVERIFY(!stored.join('\n').contains("materialMappings"));
        QVERIFY(!stored.join('\n').contains("firstLayerInspection"));
        // Together with the upload the mapping would be lost.
        QVERIFY(!uploadHeaders(sampleCredentials(), model(ModelId::Creator5), {}, 5, true,
                               fromStation(3)));
        const auto body = start(ModelId::Creator5, "1.9.4", fromStation(3));
        QVERIFY(body);
        QCOMPARE(objectOf(*body)[u"materialMappings"_s].toArray().size(), 3);
    }

    void startBodies_data()
    {
        QTest::addColumn<Result<QByteArray>>("body");
        QTest::addColumn<QByteArray>("expected");
        const auto row =
            [](const char *tag, const Result<QByteArray> &body, const QByteArray &more) {
                QTest::newRow(tag)
                    << body
                    << R"({"serialNumber":"SN1","checkCode":"2","fileName":"Box.3mf")" + more + '}';
            };
        row("5M before 3.1.3", start(ModelId::Adventurer5M, "3.1.2", {.leveling = true}),
            R"(,"levelingBeforePrint":true)");
        row("5M", start(ModelId::Adventurer5M, "3.1.3", {}),
            R"(,"levelingBeforePrint":false,"flowCalibration":false,"useMatlStation":false,
               "gcodeToolCnt":0,"materialMappings":[])");
        row("AD5X", start(ModelId::Ad5x, "1.1.7", {.firstLayerInspection = true}),
            R"(,"levelingBeforePrint":false,"flowCalibration":false,"useMatlStation":false,
               "gcodeToolCnt":0,"materialMappings":[],"firstLayerInspection":true,
               "timeLapseVideo":false)");
        row("Creator 5", start(ModelId::Creator5, "1.9.4", {.flowCalibration = true}),
            R"(,"levelingBeforePrint":false,"flowCalibration":true,"timeLapseVideo":false)");
        row("unknown", start(ModelId::Generic, "", {}), R"(,"levelingBeforePrint":false)");
    }
    void startBodies()
    {
        QFETCH(Result<QByteArray>, body);
        QFETCH(QByteArray, expected);
        QVERIFY(body);
        QCOMPARE(objectOf(*body), objectOf(expected));
        QVERIFY(!objectOf(*body).isEmpty());
    }

    void wishesAreNotDropped_data()
    {
        QTest::addColumn<Result<QByteArray>>("body");
        QTest::addColumn<Error::Kind>("kind");
        StartOptions forgotten = fromStation(1);
        forgotten.useStation = false;
        QTest::newRow("film on a 5M")
            << start(ModelId::Adventurer5M, "3.2.7", {.timeLapseVideo = true})
            << Error::Kind::Unsupported;
        QTest::newRow("inspection on a Creator 5")
            << start(ModelId::Creator5, "", {.firstLayerInspection = true})
            << Error::Kind::Unsupported;
        QTest::newRow("flow on old firmware")
            << start(ModelId::Adventurer5M, "3.0.0", {.flowCalibration = true})
            << Error::Kind::Unsupported;
        QTest::newRow("station on a 5M")
            << start(ModelId::Adventurer5M, "3.2.7", fromStation(1)) << Error::Kind::Unsupported;
        QTest::newRow("slots without the station")
            << start(ModelId::Ad5x, "", forgotten) << Error::Kind::WrongUse;
        QTest::newRow("no tools") << start(ModelId::Creator5, "", {.toolCount = 0})
                                  << Error::Kind::WrongUse;
        QTest::newRow("several tools, no slots")
            << start(ModelId::Creator5, "", {.useStation = true, .toolCount = 2})
            << Error::Kind::WrongUse;
        QTest::newRow("no file") << startBody({}, genericModel(), {}, {}, {})
                                 << Error::Kind::WrongUse;
    }
    void wishesAreNotDropped()
    {
        QFETCH(Result<QByteArray>, body);
        QFETCH(Error::Kind, kind);
        QVERIFY(!body);
        QCOMPARE(body.error().kind, kind);
        QVERIFY(!body.error().message.contains(u"%1"_s));
    }

    void fileNames_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("expected");
        QTest::newRow("plain") << u"Benchy.gcode"_s << u"Benchy.gcode"_s;
        QTest::newRow("blanks") << u"Lego Flower.3mf"_s << u"Lego_Flower.3mf"_s;
        QTest::newRow("folder") << u"/home/a/../b/Box.gx"_s << u"Box.gx"_s;
        QTest::newRow("other folder") << u"C:\\Temp\\Box.g"_s << u"Box.g"_s;
        QTest::newRow("capitals") << u"BOX.GCODE"_s << u"BOX.gcode"_s;
        QTest::newRow("double ending") << u"Box.gcode.3mf"_s << u"Box.gcode.3mf"_s;
        QTest::newRow("letters") << u"Würfel.gcode"_s << u"W_rfel.gcode"_s;
        QTest::newRow("hidden") << u"..gcode.gcode"_s << u"_.gcode.gcode"_s;
        QTest::newRow("option") << u"-rf.gcode"_s << u"_rf.gcode"_s;
        QTest::newRow("only an ending") << u".gcode"_s << u"_.gcode"_s;
        QTest::newRow("header break") << u"a\"\r\nX: y.gcode"_s << u"a___X__y.gcode"_s;
        QTest::newRow("long") << QString(300, u'x') + u".gcode"_s
                              << QString(90, u'x') + u".gcode"_s;
        QTest::newRow("other type") << u"Box.stl"_s << QString();
        QTest::newRow("no ending") << u"gcode"_s << QString();
        QTest::newRow("folder only") << u"a.gcode/"_s << QString();
        QTest::newRow("empty") << QString() << QString();
    }
    void fileNames()
    {
        QFETCH(QString, name);
        QFETCH(QString, expected);
        const auto safe = safeFileName(name);
        QCOMPARE(safe.value_or(QString()), expected);
        if (!safe)
            QCOMPARE(safe.error().kind, Error::Kind::BadFile);
    }

    void H2_serialsGetTheirPrefix()
    {
        QCOMPARE(normalizedSerial(u" MOMC9900001 "), u"SNMOMC9900001"_s);
        QCOMPARE(normalizedSerial(u"SNMOMC9900001"), u"SNMOMC9900001"_s);
        QCOMPARE(normalizedSerial(u"snMOMC1"), u"SNMOMC1"_s);
        QCOMPARE(normalizedSerial(u""), QString());
        QVERIFY(isSameSerial(u"MOMC1", u"SNMOMC1"));
        QVERIFY(!isSameSerial(u"", u""));
        QVERIFY(!isSameSerial(u"MOMC1", u"SNMOMC2"));
    }
};

FLOTILLA_TEST(tst_JobMessages)
#include "tst_jobmessages.moc"
