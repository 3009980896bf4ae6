// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fleetharness.h"
#include "support/testmain.h"

#include <QElapsedTimer>
#include <QTcpServer>

using namespace flotilla;
using namespace flotilla::test;
using namespace Qt::StringLiterals;
using simulators::FlashForgeSimulator;

// One dead printer never hurts the others: nor do a hundred.
class tst_ManyPrinters : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aHundredUnreachableLeaveTenAtTheirNormalRate()
    {
        FleetHarness::Options options;
        options.times.slowPoll = options.times.watchedPoll = std::chrono::milliseconds(300);
        FleetHarness harness(options);
        // Half refuse, half accept and never answer: the two ways of being dead that a network has.
        QTcpServer mute;
        QVERIFY(mute.listen(QHostAddress::LocalHost));
        quint16 closedPort = 0;
        {
            QTcpServer gone;
            QVERIFY(gone.listen(QHostAddress::LocalHost));
            closedPort = gone.serverPort();
        }
        for (int i = 0; i < 100; ++i) {
            const auto added = await(harness.fleet().add(
                {.driver = u"flashforge"_s,
                 .name = u"Dead %1"_s.arg(i),
                 .settings
                 = {{u"host"_s, u"127.0.0.1"_s},
                    {u"httpPort"_s, QString::number(i % 2 ? closedPort : mute.serverPort())},
                    {u"serialNumber"_s, u"SNDEAD%1"_s.arg(i)},
                    {u"checkCode"_s, u"x"_s}}}));
            QVERIFY(added);
        }
        QList<FlashForgeSimulator *> machines;
        QList<Printer *> live;
        for (int i = 0; i < 10; ++i) {
            machines << harness.simulate(u"adventurer-5m-pro"_s);
            live << harness.add(*machines.constLast(), u"Live %1"_s.arg(i));
            live.constLast()->close();
        }
        harness.fleet().openAll();
        for (const Printer *printer : live)
            QTRY_COMPARE_WITH_TIMEOUT(printer->status().link, Link::Online, 10'000);

        QList<int> before;
        for (const FlashForgeSimulator *machine : machines)
            before << machine->log().count("/detail");
        constexpr int watchedMs = 3000;
        QElapsedTimer timer;
        timer.start();
        QTRY_VERIFY_WITH_TIMEOUT(timer.elapsed() >= watchedMs, watchedMs + 2000);
        for (qsizetype i = 0; i < machines.size(); ++i) {
            const int polls = machines[i]->log().count("/detail") - before[i];
            const auto expected = double(timer.elapsed()) / double(options.times.slowPoll.count());
            QVERIFY2(polls >= int(expected * 0.7),
                     qPrintable(u"%1 of %2 polls"_s.arg(polls).arg(expected)));
            QCOMPARE(live[i]->status().link, Link::Online);
        }
    }

    void aStatusReachesASubscriberAtOnce()
    {
        FleetHarness harness;
        FlashForgeSimulator *machine = nullptr;
        Printer *printer = harness.online(u"adventurer-5m-pro"_s, &machine);
        QVERIFY(printer);
        // From the bytes' arrival to the subscriber is one pass of the event loop: the answer of
        // the very poll that carries the news is still the newest when the news is heard.
        int pollsWhenHeard = 0;
        qint64 millisecondsLate = -1;
        connect(printer, &Printer::statusChanged, this, [&] {
            if (printer->status().reported.name == u"News"_s && pollsWhenHeard == 0) {
                pollsWhenHeard = machine->log().count("/detail");
                millisecondsLate
                    = printer->status().observedAt.msecsTo(QDateTime::currentDateTimeUtc());
            }
        });
        machine->rename(u"News"_s);
        const int pollsWhenTold = machine->log().count("/detail");
        QTRY_VERIFY(pollsWhenHeard > 0);
        QVERIFY(pollsWhenHeard <= pollsWhenTold + 2);
        QVERIFY2(millisecondsLate >= 0 && millisecondsLate < 100,
                 qPrintable(QString::number(millisecondsLate)));
    }
};

FLOTILLA_TEST(tst_ManyPrinters)
#include "tst_manyprinters.moc"
