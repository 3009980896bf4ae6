// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/flashforge/flashforgefinder.h"
#include "support/fleetharness.h"
#include "support/testmain.h"

#include <QElapsedTimer>
#include <QSignalSpy>

using namespace flotilla;
using namespace flotilla::test;
using namespace Qt::StringLiterals;
using flashforge::FlashForgeFinder;
using simulators::FlashForgeSimulator;

// Finding machines: probes, answers of every form, each machine once.
class tst_FlashForgeFinder : public QObject
{
    Q_OBJECT

private:
    static QList<Candidate> search(const QList<const FlashForgeSimulator *> &machines,
                                   int *milliseconds = nullptr)
    {
        FinderRequest request {.searchNetwork = false};
        for (const FlashForgeSimulator *machine : machines)
            request.targets.append({machine->address().toString(), machine->udpPort()});
        FlashForgeFinder finder;
        QList<Candidate> candidates;
        connect(&finder, &Finder::found, &finder,
                [&](const Candidate &candidate) { candidates << candidate; });
        QSignalSpy finished(&finder, &Finder::finished);
        QElapsedTimer timer;
        timer.start();
        finder.start(request);
        if (!finished.wait(12'000))
            return {};
        if (milliseconds)
            *milliseconds = int(timer.elapsed());
        return candidates;
    }

private Q_SLOTS:
    void D1_probesGoWhereThePageSays()
    {
        using Kind = net::UdpProbe::Kind;
        const auto probes = flashforge::discoveryProbes();
        const auto has = [&](Kind kind, quint16 port, qsizetype bytes) {
            return std::any_of(probes.cbegin(), probes.cend(), [&](const net::UdpProbe &probe) {
                return probe.kind == kind && probe.port == port
                    && probe.payload(QHostAddress(u"192.168.1.12"_s), 18001).size() == bytes;
            });
        };
        QVERIFY(has(Kind::Broadcast, 48899, 20));
        QVERIFY(has(Kind::Multicast, 19000, 8));
        QVERIFY(has(Kind::Multicast, 8899, 8));
        for (const net::UdpProbe &probe : probes) {
            if (probe.kind == Kind::Multicast)
                QCOMPARE(probe.group, QHostAddress(u"225.0.0.9"_s));
        }
    }

    void D2_modernAnswerBecomesACandidate()
    {
        FleetHarness harness;
        const FlashForgeSimulator *machine = harness.simulate(u"ad5x"_s);
        const auto found = search({machine});
        QCOMPARE(found.size(), 1);
        QCOMPARE(found[0].driver, u"flashforge"_s);
        QCOMPARE(found[0].serial, machine->serialNumber());
        QCOMPARE(found[0].model, u"AD5X"_s);
        QCOMPARE(found[0].settings[u"httpPort"_s].toInt(), machine->httpPort());
        QCOMPARE(found[0].settings[u"host"_s].toString(), u"127.0.0.1"_s);
        QVERIFY(!found[0].settings.contains(u"checkCode"_s));
    }

    void D3_oldAndShortAnswersCountToo()
    {
        FleetHarness harness;
        simulators::SimulatorOptions legacy;
        legacy.discoveryReply = u"legacy"_s;
        simulators::SimulatorOptions shortForm;
        shortForm.discoveryReply = u"short"_s;
        const FlashForgeSimulator *old = harness.simulate(u"adventurer-5m"_s, legacy);
        const FlashForgeSimulator *cut = harness.simulate(u"adventurer-5m"_s, shortForm);
        QCOMPARE(search({old}).size(), 1);
        const auto found = search({cut});
        QCOMPARE(found.size(), 1);
        QCOMPARE(found[0].serial, cut->serialNumber());
    }

    void D5_answeringThreeTimesIsOneMachine()
    {
        FleetHarness harness;
        const FlashForgeSimulator *machine = harness.simulate(u"creator-5"_s);
        const auto found = search({machine});
        QVERIFY(machine->probesSeen() >= 3);
        QCOMPARE(found.size(), 1);
    }

    void D6_theAddressIsTheSenders()
    {
        FleetHarness harness;
        simulators::SimulatorOptions options;
        options.address = QHostAddress(u"127.0.0.7"_s);
        const FlashForgeSimulator *machine = harness.simulate(u"adventurer-5m-pro"_s, options);
        const auto found = search({machine});
        QCOMPARE(found.size(), 1);
        QCOMPARE(found[0].address, u"127.0.0.7"_s);
    }

    void D7_endsSoonAfterTheLastAnswer()
    {
        FleetHarness harness;
        int milliseconds = 0;
        const auto found = search({harness.simulate(u"ad5x"_s)}, &milliseconds);
        QCOMPARE(found.size(), 1);
        QVERIFY2(milliseconds < 10'000, qPrintable(QString::number(milliseconds)));
    }

    void aMovedPrinterIsFollowed()
    {
        FleetHarness harness;
        FlashForgeSimulator *machine = nullptr;
        Printer *printer = harness.online(u"ad5x"_s, &machine);
        QVERIFY(printer);
        simulators::SimulatorOptions options;
        options.serialNumber = machine->serialNumber();
        options.checkCode = machine->checkCode();
        machine->stop();
        QTRY_COMPARE(printer->status().link, Link::Unreachable);
        const FlashForgeSimulator *elsewhere = harness.simulate(u"ad5x"_s, options);
        for (const Candidate &candidate : search({elsewhere}))
            harness.fleet().noteCandidate(candidate);
        QTRY_COMPARE(printer->status().link, Link::Online);
        QCOMPARE(printer->record().settings[u"httpPort"_s].toInt(), elsewhere->httpPort());
    }
};

FLOTILLA_TEST(tst_FlashForgeFinder)
#include "tst_flashforgefinder.moc"
