// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/simulator.h"

#include "simulators/simulatorclient.h"
#include "support/testmain.h"

#include <QSet>

using namespace flotilla;
using namespace flotilla::simulators;
using namespace Qt::StringLiterals;

class tst_Simulators : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void catalogueDrivesTheCommandLine()
    {
        const QList<SimulatorInfo> catalogue = simulatorCatalogue();
        QVERIFY(!catalogue.isEmpty());
        for (const SimulatorInfo &info : catalogue) {
            QVERIFY(!info.system.isEmpty() && !info.models.isEmpty() && !info.faults.isEmpty());
            for (const QString &model : info.models) {
                SimulatorOptions options;
                options.model = model;
                const auto printer = info.create(options);
                QVERIFY(printer->start());
                QCOMPARE(printer->driver(), info.system);
                QVERIFY(!printer->settings().isEmpty());
            }
        }
    }

    void settingsOfFlashForge()
    {
        FlashForgeSimulator printer;
        QCOMPARE(printer.settings().keys(),
                 (QStringList {u"checkCode"_s, u"host"_s, u"httpPort"_s, u"serialNumber"_s,
                               u"tcpPort"_s}));
    }

    void manyPrintersAreDistinct()
    {
        auto printers = makeSimulators(u"flashforge"_s, {}, 20);
        QVERIFY(printers);
        QSet<QString> serials;
        QSet<int> ports;
        for (const auto &printer : *printers) {
            QVERIFY(printer->start());
            const QJsonObject settings = printer->settings();
            serials.insert(settings[u"serialNumber"_s].toString());
            ports.insert(settings[u"httpPort"_s].toInt());
            QVERIFY(settings[u"serialNumber"_s].toString().startsWith("SNFLOT"_L1));
        }
        QCOMPARE(serials.size(), 20);
        QCOMPARE(ports.size(), 20);
    }

    void namesOfSeveralPrinters()
    {
        const auto printers = makeSimulators(u"flashforge"_s, {}, 2);
        auto *second = dynamic_cast<FlashForgeSimulator *>(printers->at(1).get());
        QVERIFY(second);
        QCOMPARE(second->detail()[u"name"_s].toString(), u"Hall 2"_s);
    }

    void wrongUseIsTold()
    {
        QCOMPARE(makeSimulators(u"nobody"_s, {}, 1).error().kind, Error::Kind::WrongUse);
        QCOMPARE(makeSimulators(u"flashforge"_s, {}, 0).error().kind, Error::Kind::WrongUse);
        SimulatorOptions options;
        options.model = u"prusa"_s;
        QCOMPARE((*makeSimulators(u"flashforge"_s, options, 1))[0]->start().error().kind,
                 Error::Kind::WrongUse);
    }

    void aTakenPortIsTold()
    {
        FlashForgeSimulator first;
        QVERIFY(first.start());
        SimulatorOptions options;
        options.httpPort = first.httpPort();
        FlashForgeSimulator second(options);
        QCOMPARE(second.start().error().kind, Error::Kind::Unreachable);
    }

    void optionsFromText()
    {
        SimulatorOptions options;
        QVERIFY(setSimulatorOption(options, u"name"_s, u"Hall"_s));
        QVERIFY(setSimulatorOption(options, u"pidAsText"_s, u"true"_s));
        QVERIFY(setSimulatorOption(options, u"address"_s, u"127.0.0.5"_s));
        QVERIFY(setSimulatorOption(options, u"slowReplyMs"_s, u"50"_s));
        QVERIFY(setSimulatorOption(options, u"dropAtByte"_s, u"1000"_s));
        QVERIFY(setSimulatorOption(options, u"transport"_s, u"serial"_s));
        QVERIFY(setSimulatorOption(options, u"pollPauseMs"_s, u"900"_s));
        QVERIFY(!setSimulatorOption(options, u"transport"_s, u"pigeon"_s));
        QVERIFY(options.transport == "serial"_L1 && options.pollPause.count() == 900);
        QVERIFY(options.pidAsText && options.name == "Hall"_L1 && options.dropAtByte == 1000);
        QCOMPARE(options.address, QHostAddress(u"127.0.0.5"_s));
        QVERIFY(!setSimulatorOption(options, u"address"_s, u"hall"_s));
        QVERIFY(!setSimulatorOption(options, u"slowReplyMs"_s, u"-1"_s));
        QVERIFY(!setSimulatorOption(options, u"colour"_s, u"red"_s));
    }
};

FLOTILLA_TEST(tst_Simulators)
#include "tst_simulators.moc"
