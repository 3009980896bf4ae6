// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/gcodeplan.h"
#include "simulators/heater.h"

#include "simulators/simulatorclient.h"
#include "support/testdata.h"
#include "support/testmain.h"

#include <QFile>
#include <QRandomGenerator>

using namespace flotilla;
using namespace flotilla::simulators;

namespace {

GcodePlan planOf(const QByteArray &bytes, qsizetype piece = 1 << 20)
{
    GcodeScanner scanner;
    for (qsizetype at = 0; at < bytes.size(); at += piece)
        scanner.feed(QByteArrayView(bytes).sliced(at).first(qMin(piece, bytes.size() - at)));
    return scanner.finish();
}

} // namespace

class tst_GcodePlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsASlicedFile_data()
    {
        QTest::addColumn<qsizetype>("piece");
        for (const qsizetype piece : {1, 3, 57, 1000, 1 << 20})
            QTest::addRow("pieces of %d", int(piece)) << piece;
    }
    void readsASlicedFile()
    {
        QFETCH(qsizetype, piece);
        const GcodePlan plan = planOf(test::sampleGcode(600, 20), piece);
        QCOMPARE(plan.seconds, 600.0);
        QCOMPARE(plan.layerCount, 20);
        QCOMPARE(plan.nozzleCelsius[0], 210.0); // not the 150 of the probing
        QCOMPARE(plan.bedCelsius, 55.0);
        QCOMPARE(plan.filamentMm, 1000.0);
        QCOMPARE(plan.filamentGrams, 3.1);
        QVERIFY(plan.thumbnail.startsWith("\x89PNG"));
        QCOMPARE(plan.layerAt(0), 1);
        QCOMPARE(plan.layerAt(0.49), 10);
        QCOMPARE(plan.layerAt(1), 20);
    }

    void readsTimesOfSeveralSlicers_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<double>("seconds");
        QTest::newRow("prusa") << QByteArray(
            "; estimated printing time (normal mode) = 1d 2h 3m 4s")
                               << 93784.0;
        QTest::newRow("bambu") << QByteArray(
            "; model printing time: 11m 15s; total estimated time: 18m 15s")
                               << 1095.0;
        QTest::newRow("cura") << QByteArray(";TIME:451") << 451.0;
        QTest::newRow("absurd") << QByteArray(";TIME:1e300") << 1.0; // the 1 before the e
        QTest::newRow("none") << QByteArray(";nothing") << 1800.0;
    }
    void readsTimesOfSeveralSlicers()
    {
        QFETCH(QByteArray, line);
        QFETCH(double, seconds);
        const double read = planOf(line + '\n').seconds;
        if (qstrcmp(QTest::currentDataTag(), "absurd") == 0)
            QVERIFY(read > 0 && read <= 30 * 86400.0);
        else
            QCOMPARE(read, seconds);
    }

    void targetsOfSeveralTools()
    {
        const GcodePlan plan
            = planOf("M104 S200 T0\nM104 S230 T2\nG1 X1 Y1 E1\nT1\nM109 S240\nM104 S0 T0\n");
        QCOMPARE(plan.nozzleCelsius[0], 200.0);
        QCOMPARE(plan.nozzleCelsius[1], 240.0);
        QCOMPARE(plan.nozzleCelsius[2], 230.0);
        QCOMPARE(plan.nozzleCelsius[3], 0.0);
    }

    void gxFileOfTheRecording()
    {
        const QString path = test::fixturePath(QStringLiteral("flashforge/20mm_Box.gx"));
        if (path.isEmpty())
            QSKIP("the recording flashforge/20mm_Box.gx is not here");
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const GcodePlan plan = planOf(file.readAll(), 4096);
        QCOMPARE(plan.seconds, 1374.0);
        QCOMPARE(plan.filamentMm, 1122.0);
        QCOMPARE(plan.bedCelsius, 50.0);
        QCOMPARE(plan.nozzleCelsius[0], 215.0); // the G-code's first layer, not the head's 210
        QVERIFY(plan.layerCount > 0);
        // 80 × 60 pixels of 24 bits and their head.
        QVERIFY(plan.thumbnail.startsWith("BM"));
        QCOMPARE(plan.thumbnail.size(), 54 + 80 * 60 * 3);
    }

    void trashGivesAPlanThatCanBeRun_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("one byte") << QByteArray("G");
        QTest::newRow("zip") << QByteArray("PK\x03\x04", 4) + QByteArray(1000, '\x7f');
        QTest::newRow("zeros") << QByteArray(300'000, '\0');
        QTest::newRow("one endless line") << QByteArray(300'000, 'G');
        QTest::newRow("numbers") << QByteArray(
            "M104 S1e999\nM140 Snan\nM104 S210 T99\nM104 S210 T-1\nT999999999\n");
        QTest::newRow("half a picture")
            << QByteArray("; thumbnail begin 1x1 9\n; AAAA\nG1 X1 E1\n;LAYER:0\n");
        QTest::newRow("gx of nothing") << QByteArray("xgcode 1.0\n\0", 12) + QByteArray(46, '\xff');
        QByteArray random(200'000, '\0');
        for (char &c : random)
            c = char(QRandomGenerator::global()->bounded(256));
        QTest::newRow("random") << random;
    }
    void trashGivesAPlanThatCanBeRun()
    {
        QFETCH(QByteArray, bytes);
        const GcodePlan plan = planOf(bytes, 999);
        QVERIFY(plan.seconds >= 1);
        QVERIFY(plan.layerCount > 0);
        QVERIFY(plan.nozzleCelsius[0] > 0);
        QVERIFY(plan.layerAt(0.5) >= 1);
    }

    void heaterRisesStaysAndCools()
    {
        Heater heater(5, 90);
        QVERIFY(heater.isReady());
        heater.setTarget(200);
        QVERIFY(!heater.isReady());
        double before = heater.actual();
        for (int second = 0; second < 35; ++second) {
            heater.advance(1);
            QVERIFY(heater.actual() >= before);
            before = heater.actual();
        }
        QCOMPARE(heater.actual(), 200.0);
        QVERIFY(heater.isReady());
        heater.setTarget(0);
        heater.advance(90);
        QVERIFY(heater.actual() > 80 && heater.actual() < 100);
        heater.advance(3600);
        QVERIFY(heater.actual() < 26);
        heater.setTarget(60);
        heater.advance(100);
        heater.setTarget(40);
        heater.advance(3600);
        QCOMPARE(heater.actual(), 40.0);
    }
};

FLOTILLA_TEST(tst_GcodePlan)
#include "tst_gcodeplan.moc"
