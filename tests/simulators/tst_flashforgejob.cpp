// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/flashforge/flashforgesimulator.h"

#include "simulators/simulatorclient.h"
#include "support/manualclock.h"
#include "support/testmain.h"

#include <QJsonArray>
#include <QSignalSpy>

using namespace flotilla;
using namespace flotilla::simulators;
using namespace flotilla::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class tst_FlashForgeJob : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_clock = std::make_unique<ManualClock>(); }
    void cleanup() { m_printer.reset(); }

    void aWholeJobUnderAClockTurnedByHand()
    {
        start(u"adventurer-5m-pro"_s);
        UploadParts parts = uploadFor(*m_printer, sampleGcode(600, 20), true);
        parts.set("levelingBeforePrint", "true");
        QCOMPARE(upload(*m_printer, parts).json[u"code"_s].toInt(-9), 0);
        QCOMPARE(detail(u"status"_s), u"calibrate_doing"_s);
        QCOMPARE(detail(u"printFileName"_s), u"cube.gcode"_s);
        turn(61s);
        QCOMPARE(detail(u"status"_s), u"printing"_s); // both were warm by then
        const double done = number(u"printProgress"_s);
        QVERIFY(done >= 0 && done < 0.01);
        turn(300s);
        QVERIFY(qAbs(number(u"printProgress"_s) - 0.5) < 0.02);
        QVERIFY(qAbs(number(u"printLayer"_s) - 10) <= 1);
        QCOMPARE(number(u"targetPrintLayer"_s), 20.0);
        QVERIFY(qAbs(number(u"estimatedTime"_s) - 300) < 10);
        QVERIFY(qAbs(number(u"printDuration"_s) - 300) < 10);
        QCOMPARE(number(u"rightTemp"_s), 210.0);
        QCOMPARE(number(u"currentPrintSpeed"_s), 300.0);
        turn(301s);
        QCOMPARE(detail(u"status"_s), u"completed"_s);
        QCOMPARE(number(u"printProgress"_s), 1.0);
        QCOMPARE(number(u"estimatedTime"_s), 0.0);
        QCOMPARE(number(u"rightTargetTemp"_s), 0.0);
        turn(3600s);
        QCOMPARE(detail(u"status"_s), u"completed"_s);
        QVERIFY(number(u"rightTemp"_s) < 30);

        QCOMPARE(print(), 2);
        control(*m_printer, u"stateCtrl_cmd"_s, {{u"action"_s, u"setClearPlatform"_s}});
        QCOMPARE(detail(u"status"_s), u"ready"_s);
        QCOMPARE(detail(u"printFileName"_s), QString());
        QCOMPARE(print(), 0);
        QCOMPARE(detail(u"status"_s), u"heating"_s);
        QCOMPARE(m_printer->log().violationTexts(), QStringList());
    }

    void temperaturesRiseWhileHeating()
    {
        start(u"adventurer-5m-pro"_s);
        upload(*m_printer, uploadFor(*m_printer, sampleGcode(), true));
        double nozzle = 0;
        double bed = 0;
        int steps = 0;
        while (detail(u"status"_s) == "heating"_L1 && steps < 200) {
            QVERIFY(number(u"rightTemp"_s) >= nozzle);
            QVERIFY(number(u"platTemp"_s) >= bed);
            nozzle = number(u"rightTemp"_s);
            bed = number(u"platTemp"_s);
            turn(2s);
            ++steps;
        }
        QVERIFY(steps > 10 && steps < 200);
        QVERIFY(number(u"rightTemp"_s) >= 209);
        QCOMPARE(detail(u"status"_s), u"printing"_s);
    }

    void pauseResumeCancel_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("pausedWord");
        QTest::newRow("5M Pro") << u"adventurer-5m-pro"_s << u"paused"_s;
        QTest::newRow("AD5X") << u"ad5x"_s << u"paused"_s;
        QTest::newRow("Creator 5 Pro") << u"creator-5-pro"_s << u"pause"_s;
    }
    void pauseResumeCancel()
    {
        QFETCH(QString, model);
        QFETCH(QString, pausedWord);
        start(model);
        upload(*m_printer, uploadFor(*m_printer, sampleGcode(), true));
        turn(120s);
        QCOMPARE(detail(u"status"_s), u"printing"_s);
        act(u"pause"_s);
        QCOMPARE(detail(u"status"_s), u"pausing"_s);
        turn(4s);
        QCOMPARE(detail(u"status"_s), pausedWord);
        const double left = number(u"estimatedTime"_s);
        const double progress = number(u"printProgress"_s);
        turn(600s);
        QCOMPARE(number(u"estimatedTime"_s), left);
        QCOMPARE(number(u"printProgress"_s), progress);
        act(u"continue"_s);
        turn(10s);
        QCOMPARE(detail(u"status"_s), u"printing"_s);
        QVERIFY(number(u"printProgress"_s) > progress);
        act(u"cancel"_s);
        QCOMPARE(detail(u"status"_s), u"canceling"_s);
        turn(6s);
        QCOMPARE(detail(u"status"_s), u"cancel"_s);
        QCOMPARE(number(u"rightTargetTemp"_s), 0.0);
        turn(3600s);
        QCOMPARE(detail(u"status"_s), u"cancel"_s);
        control(*m_printer, u"stateCtrl_cmd"_s, {{u"action"_s, u"setClearPlatform"_s}});
        QCOMPARE(detail(u"status"_s), u"ready"_s);
        QCOMPARE(m_printer->log().violationTexts(), QStringList());
    }

    void jobIdIsDemanded()
    {
        start(u"adventurer-5m-pro"_s);
        upload(*m_printer, uploadFor(*m_printer, sampleGcode(), true));
        turn(120s);
        control(*m_printer, u"jobCtl_cmd"_s, {{u"action"_s, u"pause"_s}});
        QCOMPARE(detail(u"status"_s), u"printing"_s);
        QCOMPARE(m_printer->log().violations().size(), 1);
    }

    void speedFanAndZOffset()
    {
        start(u"adventurer-5m-pro"_s);
        control(*m_printer, u"printerCtl_cmd"_s, {{u"speed"_s, 120}});
        QCOMPARE(m_printer->log().violations().size(), 1); // idle
        upload(*m_printer, uploadFor(*m_printer, sampleGcode(600), true));
        turn(120s);
        m_printer->clearLog();
        control(*m_printer, u"printerCtl_cmd"_s, {{u"zAxisCompensation"_s, 0.05}});
        control(*m_printer, u"printerCtl_cmd"_s, {{u"coolingFan"_s, 40}});
        QCOMPARE(m_printer->log().violationTexts(), QStringList());
        QCOMPARE(number(u"zAxisCompensation"_s), 0.05);
        QCOMPARE(number(u"coolingFanSpeed"_s), 40.0);
        QCOMPARE(number(u"printSpeedAdjust"_s), 100.0);
        control(*m_printer, u"printerCtl_cmd"_s, {{u"speed"_s, 500}});
        QCOMPARE(number(u"printSpeedAdjust"_s), 150.0); // clamped on this model
        const double before = number(u"printProgress"_s);
        turn(60s);
        QVERIFY(qAbs(number(u"printProgress"_s) - before - 90.0 / 600) < 0.01);
    }

    void atThePanel()
    {
        start(u"adventurer-5m-pro"_s);
        QVERIFY(m_printer->putFile(u"panel.gcode"_s, sampleGcode()));
        QVERIFY(!m_printer->panelStart({u"absent.gcode"_s, false}));
        QSignalSpy changes(m_printer.get(), &FlashForgeSimulator::changed);
        QVERIFY(m_printer->panelStart({u"panel.gcode"_s, true}));
        QCOMPARE(changes.size(), 1);
        QCOMPARE(detail(u"status"_s), u"calibrate_doing"_s);
        QVERIFY(!m_printer->panelStart({u"panel.gcode"_s, false}));
        turn(180s);
        m_printer->panelPause();
        turn(5s);
        m_printer->panelResume();
        QCOMPARE(detail(u"status"_s), u"printing"_s);
        m_printer->panelCancel();
        turn(10s);
        QCOMPARE(detail(u"status"_s), u"cancel"_s);
        // A start at the screen asks the person about the plate there and then.
        QVERIFY(m_printer->panelStart({u"panel.gcode"_s, false}));
        m_printer->panelCancel();
        turn(10s);
        m_printer->panelClearPlate();
        QCOMPARE(detail(u"status"_s), u"ready"_s);
    }

    void filamentAndErrors()
    {
        start(u"ad5x"_s);
        QVERIFY(m_printer->putFile(u"a.gcode"_s, sampleGcode()));
        QVERIFY(m_printer->panelStart({u"a.gcode"_s, false}));
        turn(120s);
        m_printer->runOutOfFilament();
        QCOMPARE(detail(u"status"_s), u"paused"_s);
        QCOMPARE(detail(u"errorCode"_s), u"E0108"_s);
        QCOMPARE(m_printer->detail()[u"hasRightFilament"_s].toBool(), false);
        act(u"continue"_s);
        QCOMPARE(detail(u"status"_s), u"paused"_s);
        m_printer->insertFilament();
        act(u"continue"_s);
        turn(1s);
        QCOMPARE(detail(u"status"_s), u"printing"_s);
        QCOMPARE(detail(u"errorCode"_s), QString());
        m_printer->raiseError(u"E0109"_s);
        QCOMPARE(detail(u"status"_s), u"paused"_s);
        m_printer->failWith(u"E0011"_s);
        QCOMPARE(detail(u"status"_s), u"error"_s);
        turn(1000s);
        QCOMPARE(detail(u"errorCode"_s), u"E0011"_s);
        m_printer->clearError();
        QCOMPARE(detail(u"status"_s), u"ready"_s);
    }

    void emptySlotFails()
    {
        start(u"ad5x"_s);
        control(*m_printer, u"ms_cmd"_s, {{u"action"_s, 0}, {u"slot"_s, 2}});
        QCOMPARE(detail(u"status"_s), u"busy"_s);
        QCOMPARE(m_printer->detail()[u"matlStationInfo"_s].toObject()[u"stateStep"_s].toInt(), 3);
        QCOMPARE(print(), 3); // no file; but not started either way
        control(*m_printer, u"ms_cmd"_s, {{u"action"_s, 2}, {u"slot"_s, 2}});
        QCOMPARE(detail(u"status"_s), u"ready"_s);
    }

    void calibrationWithoutAJob()
    {
        start(u"adventurer-5m-pro"_s);
        control(*m_printer, u"calibration_cmd"_s,
                {{u"levelingDetection"_s, u"open"_s}, {u"vibrationCompensation"_s, u"close"_s}});
        QCOMPARE(detail(u"status"_s), u"calibrate_doing"_s);
        QCOMPARE(detail(u"printFileName"_s), QString());
        turn(61s);
        QCOMPARE(detail(u"status"_s), u"ready"_s);
    }

    void listAndThumbnails()
    {
        start(u"ad5x"_s);
        for (int i = 0; i < 12; ++i)
            QVERIFY(m_printer->putFile(u"f%1.gcode"_s.arg(i), sampleGcode()));
        const QJsonObject list = post(*m_printer, "/gcodeList").json;
        QCOMPARE(list[u"gcodeList"_s].toArray().size(), 10);
        QCOMPARE(list[u"gcodeList"_s].toArray().at(0).toString(), u"f11.gcode"_s);
        QCOMPARE(list[u"gcodeListDetail"_s].toArray().at(0).toObject()[u"printingTime"_s].toInt(),
                 600);
        const QJsonObject thumb
            = post(*m_printer, "/gcodeThumb", {{u"fileName"_s, u"f3.gcode"_s}}).json;
        QVERIFY(QByteArray::fromBase64(thumb[u"imageData"_s].toString().toLatin1())
                    .startsWith("\x89PNG"));
        QCOMPARE(post(*m_printer, "/gcodeThumb", {{u"fileName"_s, u"x.gcode"_s}})
                     .json[u"code"_s]
                     .toInt(),
                 3);
        QCOMPARE(getThumbnail().json[u"code"_s].toInt(), 3);
        QVERIFY(m_printer->panelStart({u"f3.gcode"_s, false}));
        const HttpAnswer picture = getThumbnail();
        QVERIFY(picture.head.contains("image/bmp"));
        QVERIFY(picture.body.startsWith("\x89PNG"));
    }

    void aWholeJobAtHighSpeed()
    {
        SimulatorOptions options;
        options.speed = 3600;
        options.tick = 20ms;
        m_printer = std::make_unique<FlashForgeSimulator>(options);
        QVERIFY(m_printer->start());
        QStringList words;
        connect(m_printer.get(), &FlashForgeSimulator::changed, this, [&] {
            if (words.isEmpty() || words.last() != m_printer->statusWord())
                words.append(m_printer->statusWord());
        });
        upload(*m_printer, uploadFor(*m_printer, sampleGcode(3600), true));
        QTRY_COMPARE(m_printer->statusWord(), u"completed"_s);
        QVERIFY(words.contains(u"heating"_s) && words.contains(u"printing"_s));
    }

private:
    void start(const QString &model)
    {
        SimulatorOptions options;
        options.model = model;
        options.clock = m_clock.get();
        m_printer = std::make_unique<FlashForgeSimulator>(options);
        QVERIFY(m_printer->start());
    }
    void turn(std::chrono::milliseconds time) { m_clock->advance(time); }
    // Over the network, as a client sees it.
    QString detail(const QString &key) { return detailOf(*m_printer)[key].toString(); }
    double number(const QString &key) { return detailOf(*m_printer)[key].toDouble(-1); }
    void act(const QString &action)
    {
        control(*m_printer, u"jobCtl_cmd"_s, {{u"jobID"_s, QString()}, {u"action"_s, action}});
    }
    int print()
    {
        QJsonObject start {{u"fileName"_s, u"cube.gcode"_s}, {u"levelingBeforePrint"_s, false},
                           {u"flowCalibration"_s, false},    {u"useMatlStation"_s, false},
                           {u"gcodeToolCnt"_s, 0},           {u"materialMappings"_s, QJsonArray()},
                           {u"timeLapseVideo"_s, false},     {u"firstLayerInspection"_s, false}};
        return post(*m_printer, "/printGcode", start).json[u"code"_s].toInt(-9);
    }
    HttpAnswer getThumbnail()
    {
        RawClient client(m_printer->httpPort());
        client.send("GET /getThum HTTP/1.1\r\nHost: x\r\n\r\n");
        return parseAnswer(client.readHttpAnswer());
    }

    std::unique_ptr<ManualClock> m_clock;
    std::unique_ptr<FlashForgeSimulator> m_printer;
};

FLOTILLA_TEST(tst_FlashForgeJob)
#include "tst_flashforgejob.moc"
