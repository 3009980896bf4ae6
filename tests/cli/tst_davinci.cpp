// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl.h"

#include "support/testmain.h"

#include <QFileInfo>

#include <csignal>

using namespace flotilla::test;
using namespace Qt::StringLiterals;

// What an owner of da Vinci printers does in a shell, over the network and over a cable.
class tst_DaVinci : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theDeviceGoesWithTheSimulator()
    {
        Running simulate({u"simulate"_s, u"xyzprinting"_s, u"--model"_s, u"mini"_s});
        const QJsonObject printer = simulate.ready()[u"printers"_s].toArray().first().toObject();
        const QJsonObject settings = printer[u"settings"_s].toObject();
        QCOMPARE(settings[u"transport"_s].toString(), u"serial"_s);
        const QFileInfo device(settings[u"serialDevice"_s].toString());
        QVERIFY(device.isSymLink() && device.exists());
        simulate.signal(SIGTERM);
        QCOMPARE(simulate.end().status, 0);
        QVERIFY(!QFileInfo::exists(device.path()));
    }

    void sendPauseResumeCancel_data()
    {
        QTest::addColumn<QString>("model");
        QTest::newRow("network") << u"mini-w"_s;
        QTest::newRow("network, version 5") << u"pro"_s;
        QTest::newRow("cable") << u"mini"_s;
        QTest::newRow("JSON") << u"1.1-plus"_s;
    }

    void sendPauseResumeCancel()
    {
        QFETCH(const QString, model);
        Running simulate(
            {u"simulate"_s, u"xyzprinting"_s, u"--model"_s, model, u"--speed"_s, u"60"_s});
        const QJsonArray printers = simulate.ready()[u"printers"_s].toArray();
        const Ctl ctl;
        const Said added = ctl.add(printers.first().toObject(), u"Vinci"_s);
        QVERIFY2(added.status == 0, added.all());

        const QString file = ctl.writeGcode(u"part.gcode"_s);
        const Said without = ctl.json({u"upload"_s, u"Vinci"_s, file});
        QVERIFY2(without.status == 4, without.all());
        const Said sent = ctl.json({u"upload"_s, u"Vinci"_s, file, u"--print"_s});
        QVERIFY2(sent.status == 0, sent.all());
        QCOMPARE(sent.object()[u"file"_s].toString(), u"part.gcode"_s);
        QCOMPARE(sent.object()[u"size"_s].toInteger(), QFileInfo(file).size());
        QCOMPARE(sent.object()[u"sent"_s].toObject()[u"format"_s].toString(), u"3w"_s);
        for (const auto &[command, state] :
             {std::pair(u"pause"_s, u"paused"_s), std::pair(u"resume"_s, u"printing"_s)}) {
            const Said said = ctl.json({command, u"Vinci"_s});
            QVERIFY2(said.status == 0, said.all());
            QCOMPARE(said.object()[u"state"_s].toString(), state);
        }
        if (model == u"1.1-plus"_s) {
            const Said still
                = ctl.json({u"snapshot"_s, u"Vinci"_s, u"-o"_s, ctl.path(u"still.jpg"_s)});
            QVERIFY2(still.status == 0, still.all());
            QCOMPARE(still.object()[u"width"_s].toInt(), 640);
        }
        const Said canceled = ctl.json({u"cancel"_s, u"Vinci"_s});
        QVERIFY2(canceled.status == 0, canceled.all());
        const QJsonObject status = ctl.json({u"status"_s, u"Vinci"_s}).object();
        QCOMPARE(status[u"lastJob"_s].toObject()[u"result"_s].toString(), u"canceled"_s);
        simulate.signal(SIGTERM);
        QCOMPARE(simulate.end().status, 0);
    }
};

FLOTILLA_TEST(tst_DaVinci)
#include "tst_davinci.moc"
