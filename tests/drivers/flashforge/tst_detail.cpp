// SPDX-License-Identifier: GPL-3.0-or-later
#include "samples.h"

#include "support/testmain.h"

using namespace flotilla;
using namespace flotilla::flashforge;
using namespace flotilla::flashforge::test;

class tst_Detail : public QObject
{
    Q_OBJECT

    static Detail of(const QByteArray &fields)
    {
        return detailFromReply(objectOf("{\"detail\":{" + fields + "}}"));
    }

private Q_SLOTS:
    void aPrintingPrinter()
    {
        const Detail detail = detailOf(printingDetail());
        QCOMPARE(detail.status, StatusWord::Printing);
        QCOMPARE(detail.state()->state, State::Printing);
        QCOMPARE(detail.errorCode, QString());
        QCOMPARE(detail.name, u"Hall 3"_s);
        QCOMPARE(modelOf(detail).id, ModelId::Adventurer5MPro);
        QCOMPARE(detail.volume, (VolumeMm {220, 220, 220}));
        QCOMPARE(detail.fileName, u"Cube.gcode"_s);
        QCOMPARE(detail.progress, 0.25);
        QCOMPARE(detail.layer, 10);
        QCOMPARE(detail.layerCount, 40);
        QCOMPARE(detail.coolingFanPercent, 100.0); // clamped
        QCOMPARE(detail.light, true);
        QCOMPARE(detail.doorOpen, false);
        QCOMPARE(nozzlesOf(detail), (QList<NozzleReading> {{219.5, 220.0}}));
    }

    void H4_numbersAsTextsAndHexadecimalPid()
    {
        const Detail detail = detailOf(stationDetail());
        QCOMPARE(modelOf(detail).id, ModelId::Ad5x);
        QCOMPARE(detail.coordinates, (QList<double> {1.5, 2, 3}));
        QCOMPARE(detail.canMove, true);
        QCOMPARE(detail.canExtrude, false);
        QCOMPARE(detailOf(printingDetail()).bed, Celsius {59.9});
    }

    void H5_absentSensors_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<bool>("fitted");
        QTest::newRow("-108") << QByteArray("-108") << false;
        QTest::newRow("-50") << QByteArray("-50") << false;
        QTest::newRow("text") << QByteArray("\"-108\"") << false;
        QTest::newRow("-49.9") << QByteArray("-49.9") << true;
        QTest::newRow("0") << QByteArray("0") << true;
    }
    void H5_absentSensors()
    {
        QFETCH(QByteArray, value);
        QFETCH(bool, fitted);
        const Detail detail = of("\"chamberTemp\":" + value);
        QVERIFY(detail.chamber);
        QCOMPARE(detail.chamber->value.has_value(), fitted);
    }

    void H5_aSensorThatGoesAwayIsNotKept()
    {
        Detail detail = of("\"chamberTemp\":40,\"platTemp\":50");
        detail.merge(of("\"chamberTemp\":-108"));
        QVERIFY(!detail.chamber->value);
        QCOMPARE(detail.bed, Celsius {50.0});
    }

    void H6_unknownWordsKeepTheState()
    {
        Detail detail = of("\"status\":\"paused\"");
        detail.merge(of("\"status\":\"dreaming\""));
        QCOMPARE(detail.status, StatusWord::Paused);
        QCOMPARE(detail.unknownStatus, u"dreaming"_s);
        detail.merge(of("\"status\":\"ready\""));
        QCOMPARE(detail.status, StatusWord::Ready);
        QVERIFY(detail.unknownStatus.isEmpty());
    }

    void H7_noEndUnlessPrinting_data()
    {
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<bool>("hasEnd");
        for (const char *word :
             {"printing", "paused", "pause", "pausing", "heating", "completed", "ready"})
            QTest::newRow(word) << QByteArray(word) << (QByteArray(word) == "printing");
    }
    void H7_noEndUnlessPrinting()
    {
        QFETCH(QByteArray, status);
        QFETCH(bool, hasEnd);
        const Detail detail
            = of("\"status\":\"" + status + "\",\"printDuration\":600,\"estimatedTime\":1800");
        QCOMPARE(detail.remainingSeconds, 1800.0); // not the whole length of the job
        QCOMPARE(detail.endsInSeconds().has_value(), hasEnd);
    }

    void H4_missingFieldsKeepTheOldValue()
    {
        Detail detail = detailOf(printingDetail());
        const Detail before = detail;
        detail.merge(Detail {});
        QVERIFY(detail == before);
        detail.merge(of("\"printLayer\":11,\"printFileName\":\"\""));
        QCOMPARE(detail.layer, 11);
        QCOMPARE(detail.fileName, QString()); // said to be none
        QCOMPARE(detail.layerCount, 40);
        // An empty one takes over everything.
        Detail empty;
        empty.merge(before);
        QVERIFY(empty == before);
        empty = {};
        empty.merge(detailOf(stationDetail()));
        QVERIFY(empty == detailOf(stationDetail()));
    }

    void progress_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<double>("expected");
        QTest::newRow("share") << QByteArray("0.5") << 0.5;
        QTest::newRow("whole") << QByteArray("1") << 1.0;
        QTest::newRow("rounded up") << QByteArray("1.00005") << 1.0;
        QTest::newRow("percent") << QByteArray("45") << 0.45;
        QTest::newRow("too much") << QByteArray("4500") << 1.0;
        QTest::newRow("negative") << QByteArray("-3") << 0.0;
        QTest::newRow("text") << QByteArray("\"0.25\"") << 0.25;
    }
    void progress()
    {
        QFETCH(QByteArray, value);
        QFETCH(double, expected);
        QCOMPARE(of("\"printProgress\":" + value).progress, expected);
    }

    void wrongKindsCountAsMissing()
    {
        const Detail detail
            = of(R"("status":7,"name":null,"pid":[],"rightTemp":"hot","printProgress":{},
            "lightStatus":"purple","printLayer":-1,"matlStationInfo":[],"nozzleTemps":5,"measure":"a big one",
            "estimatedTime":-5,"coordinate":["x"],"polarRegisterCode":7,"remainingDiskSpace":1e300)");
        Detail expected;
        expected.unknownStatus = u"7"_s;
        QVERIFY(detail == expected);
        QVERIFY(of("") == Detail {});
        QVERIFY(detailFromReply({}) == Detail {});
        QVERIFY(detailFromReply(objectOf(R"({"detail":[1]})")) == Detail {});
    }

    void station()
    {
        const Detail detail = detailOf(stationDetail());
        QVERIFY(detail.hasStation());
        QVERIFY(detail.station->idle);
        QCOMPARE(detail.station->slotInfos.size(), 2);
        QCOMPARE(detail.station->slotInfos[0], (MaterialSlot {1, true, u"PLA"_s, u"#FFFFFF"_s}));
        QCOMPARE(detail.station->slotInfos[1], (MaterialSlot {2, false, {}, {}}));
        QVERIFY(!detail.externalSpool->idle);
        QVERIFY(detail.externalSpool->material.isEmpty());
    }

    void stationWithoutAFlag_data()
    {
        QTest::addColumn<QByteArray>("fields");
        QTest::addColumn<bool>("expected");
        QTest::newRow("flag") << QByteArray("\"hasMatlStation\":true") << true;
        QTest::newRow("flag as number") << QByteArray("\"hasMatlStation\":1") << true;
        QTest::newRow("no station") << QByteArray("\"hasMatlStation\":false") << false;
        QTest::newRow("slots") << QByteArray("\"matlStationInfo\":{\"slotCnt\":4}") << true;
        QTest::newRow("infos") << QByteArray("\"matlStationInfo\":{\"slotInfos\":[{\"slotId\":1}]}")
                               << true;
        QTest::newRow("empty") << QByteArray("\"matlStationInfo\":{\"slotCnt\":0}") << false;
        QTest::newRow("nothing") << QByteArray("\"name\":\"x\"") << false;
    }
    void stationWithoutAFlag()
    {
        QFETCH(QByteArray, fields);
        QFETCH(bool, expected);
        QCOMPARE(of(fields).hasStation(), expected);
    }

    void stationHasBounds()
    {
        QByteArray infos;
        for (int i = 0; i < 1000; ++i)
            infos += "{\"slotId\":" + QByteArray::number(i % 50) + "},";
        infos.chop(1);
        const Detail detail
            = of("\"matlStationInfo\":{\"slotCnt\":1e9,\"slotInfos\":[" + infos + "]}");
        QCOMPARE(detail.station->slotInfos.size(), 16);
        QCOMPARE(detail.station->slotCount, 0);
    }

    void S1_registerCodesAreNotKept()
    {
        const Detail detail = detailOf(printingDetail());
        QCOMPARE(detail.hasPolarRegisterCode, true);
        QCOMPARE(of("\"polarRegisterCode\":\"\"").hasPolarRegisterCode, false);
        QVERIFY(!of("\"name\":\"x\"").hasPolarRegisterCode);
    }

    void namesAreSafeToShow()
    {
        const Detail detail = of(R"("name":"\u202eHall\n3\u0007","printFileName":"a\u200b.gx")");
        QCOMPARE(detail.name, u"Hall 3"_s);
        QCOMPARE(detail.fileName, u"a.gx"_s);
    }

    void nozzleArrayComesFirst()
    {
        const Detail detail = of(R"("rightTemp":1,"rightTargetTemp":2,"nozzleCnt":4,
            "nozzleTemps":[195,"200",-108],"nozzleTargetTemps":[205,210])");
        QCOMPARE(nozzlesOf(detail),
                 (QList<NozzleReading> {{195.0, 205.0}, {200.0, 210.0}, {{}, {}}}));
        QCOMPARE(nozzlesOf(of("\"rightTemp\":1,\"leftTemp\":2,\"nozzleCnt\":2")).size(), 2);
        QCOMPARE(nozzlesOf(Detail {}).size(), 1);
    }

    void modelByPidThenByTheFactorysName()
    {
        QCOMPARE(modelOf(of("\"model\":\"Creator 5 Pro\",\"name\":\"AD5X\"")).id,
                 ModelId::Creator5Pro);
        QCOMPARE(modelOf(of("\"pid\":40,\"model\":\"Creator 5 Pro\"")).id, ModelId::Creator5);
        QCOMPARE(modelOf(of("\"name\":\"AD5X\"")).id, ModelId::Generic);
        QCOMPARE(modelOf(of("\"pid\":99,\"name\":\"AD5X\"")).id, ModelId::Generic);
    }

    void recorded5MPro()
    {
        FLASHFORGE_RECORDING(body, "detail-5mpro-2.7.2-printing.json");
        const Detail detail = detailOf(body);
        QCOMPARE(modelOf(detail).id, ModelId::Adventurer5MPro);
        QCOMPARE(detail.state()->state, State::Printing);
        QCOMPARE(detail.fileName, u"Lego Flower Stem Straight.3mf"_s);
        QCOMPARE(detail.layer, 75);
        QCOMPARE(detail.layerCount, 552);
        QCOMPARE(qRound(*detail.endsInSeconds()), 3665);
        QCOMPARE(nozzlesOf(detail).size(), 1);
        QCOMPARE(qRound(*detail.progress * 100), 26);
        QCOMPARE(detail.tvoc, 23.0);
        QVERIFY(!detail.hasStation());
    }

    void recordedAd5x()
    {
        FLASHFORGE_RECORDING(body, "detail-ad5x-1.1.3.json");
        const Detail detail = detailOf(body);
        QCOMPARE(modelOf(detail).id, ModelId::Ad5x);
        QVERIFY(!detail.status); // left out on purpose
        QVERIFY(!detail.state());
        QVERIFY(detail.hasStation());
        QCOMPARE(detail.station->slotInfos.value(1).color, u"#2750E0"_s);
        QVERIFY(detail.externalSpool->material.isEmpty());
        QCOMPARE(detail.hasPolarRegisterCode, false);
    }

    void recordedCreator5()
    {
        FLASHFORGE_RECORDING(body, "detail-creator5-no-chamber.json");
        const Detail detail = detailOf(body);
        QCOMPARE(modelOf(detail).id, ModelId::Creator5);
        QCOMPARE(nozzlesOf(detail).size(), 4);
        QVERIFY(detail.chamber && !detail.chamber->value);
        QCOMPARE(detail.state()->state, State::Idle);
    }

    void recordedCreator5Pro()
    {
        FLASHFORGE_RECORDING(body, "detail-creator5pro.json");
        const Detail detail = detailOf(body);
        QCOMPARE(modelOf(detail).id, ModelId::Creator5Pro);
        QCOMPARE(nozzlesOf(detail).value(3), (NozzleReading {210.0, 215.0}));
        QCOMPARE(detail.chamber, Celsius {50.0});
        QCOMPARE(detail.doorOpen, true);
        QVERIFY(detail.hasStation());
        QCOMPARE(detail.endsInSeconds(), 3600.0);
    }
};

FLOTILLA_TEST(tst_Detail)
#include "tst_detail.moc"
