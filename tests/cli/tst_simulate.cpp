// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl.h"

#include "support/testmain.h"

#include <QSet>

#include <csignal>

using namespace flotilla::test;
using namespace Qt::StringLiterals;

class tst_Simulate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void printersAreDistinctAndTakeTurns()
    {
        Running simulate({u"simulate"_s, u"flashforge"_s, u"--count"_s, u"4"_s, u"--model"_s,
                          u"adventurer-5m,ad5x"_s, u"--model"_s, u"creator-5"_s});
        const QJsonArray printers = simulate.ready()[u"printers"_s].toArray();
        QCOMPARE(printers.size(), 4);
        QSet<QString> serials;
        QSet<int> ports;
        for (const QJsonValue &value : printers) {
            const QJsonObject printer = value.toObject();
            QCOMPARE(printer[u"driver"_s].toString(), u"flashforge"_s);
            QVERIFY(printer[u"discoveryPort"_s].toInt() > 0);
            const QJsonObject settings = printer[u"settings"_s].toObject();
            QCOMPARE(settings[u"host"_s].toString(), u"127.0.0.1"_s);
            serials << settings[u"serialNumber"_s].toString();
            ports << settings[u"httpPort"_s].toInt();
        }
        QCOMPARE(serials.size(), 4);
        QCOMPARE(ports.size(), 4);
        simulate.signal(SIGTERM);
        QCOMPARE(simulate.end().status, 0);
    }

    void propertiesCanBeSet()
    {
        Running simulate({u"simulate"_s, u"flashforge"_s, u"--set"_s, u"name=Attic"_s, u"--set"_s,
                          u"serialNumber=SN4711"_s});
        const QJsonObject printer = simulate.ready()[u"printers"_s].toArray().first().toObject();
        QCOMPARE(printer[u"settings"_s].toObject()[u"serialNumber"_s].toString(), u"SN4711"_s);
    }

    void discoverFindsThem()
    {
        Running simulate({u"simulate"_s, u"flashforge"_s, u"--count"_s, u"2"_s});
        const QJsonArray printers = simulate.ready()[u"printers"_s].toArray();
        QStringList arguments {u"discover"_s,   u"--json"_s,    u"--driver"_s,
                               u"flashforge"_s, u"--seconds"_s, u"5"_s};
        for (const QJsonValue &printer : printers)
            arguments << u"--target"_s
                      << u"127.0.0.1:%1"_s.arg(printer.toObject()[u"discoveryPort"_s].toInt());
        const Said said = runCtl(arguments);
        QVERIFY2(said.status == 0, said.all());
        // Others may answer, too: a real printer in the network of the machine that tests.
        QSet<QString> serials;
        for (const QJsonValue &value : said.array()) {
            const QJsonObject found = value.toObject();
            for (const QString &key :
                 {u"driver"_s, u"name"_s, u"address"_s, u"serial"_s, u"settings"_s})
                QVERIFY(found.contains(key));
            serials << found[u"serial"_s].toString();
        }
        for (const QJsonValue &printer : printers)
            QVERIFY2(
                serials.contains(
                    printer.toObject()[u"settings"_s].toObject()[u"serialNumber"_s].toString()),
                said.all());
    }

    void discoverWithoutAnswersIsEmpty()
    {
        const Said said = runCtl({u"discover"_s, u"--json"_s, u"--seconds"_s, u"0.3"_s});
        QVERIFY2(said.status == 0, said.all());
        QVERIFY(said.document().isArray());
    }

    void aTakenPortIsSaid()
    {
        Running first({u"simulate"_s, u"flashforge"_s});
        const int port = first.ready()[u"printers"_s]
                             .toArray()
                             .first()
                             .toObject()[u"settings"_s]
                             .toObject()[u"httpPort"_s]
                             .toInt();
        const Said second
            = runCtl({u"simulate"_s, u"flashforge"_s, u"--port"_s, QString::number(port)});
        QCOMPARE(second.status, 3);
        QCOMPARE(second.err.count('\n'), 1);
    }
};

FLOTILLA_TEST(tst_Simulate)
#include "tst_simulate.moc"
