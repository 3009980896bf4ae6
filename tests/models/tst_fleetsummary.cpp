// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/endsnext.h"
#include "models/fleetsummary.h"

#include "models/fleetworld.h"

#include "support/testmain.h"

#include <QSignalSpy>

using namespace flotilla;
using namespace flotilla::models;
using namespace flotilla::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

// 100 px an hour, ten a letter. The clock stands at 12:00.
struct StripWorld : FleetWorld
{
    void start()
    {
        model = std::make_unique<FleetModel>(*fakes.fleet);
        strip = std::make_unique<EndsNext>(*model);
        new QAbstractItemModelTester(
            strip.get(), QAbstractItemModelTester::FailureReportingMode::QtTest, strip.get());
        strip->setMeasure([](const QString &text) { return 10.0 * double(text.size()); });
        strip->setWidth(800);
    }
    // "x text" of each mark.
    QStringList marks() const
    {
        QStringList list;
        for (int i = 0; i < strip->rowCount(); ++i)
            list << u"%1 %2"_s.arg(value(i, EndsNext::PositionRole).toInt())
                        .arg(value(i, EndsNext::TitleRole).toString());
        return list;
    }
    QVariant value(int row, int role) const { return strip->data(strip->index(row), role); }

    std::unique_ptr<FleetModel> model;
    std::unique_ptr<EndsNext> strip;
};

constexpr qint64 minute = 60;

} // namespace

class tst_FleetSummary : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFleetInNumbersAndASentence()
    {
        FleetWorld world;
        world.add(u"Argo"_s, {.state = State::Error});
        world.add(u"Beagle"_s, printingFor(12 * minute));
        world.add(u"Calypso"_s, printingFor(45 * minute));
        world.add(u"Fram"_s);
        world.add(u"Terra Nova"_s, {.state = State::Paused});
        world.add(u"Pequod"_s);
        world.silence(u"Pequod"_s);
        FleetModel model(*world.fakes.fleet);
        FleetSummary summary(model);
        QCOMPARE(summary.total(), 6);
        QCOMPARE(summary.needsYou(), 1);
        QCOMPARE(summary.printing(), 2);
        QCOMPARE(summary.paused(), 1);
        QCOMPARE(summary.ready(), 1);
        QCOMPARE(summary.noAnswer(), 1);
        QCOMPARE(summary.caption(), u"6 printer(s) · next plate free at 12:12 (Beagle)"_s);
        QCOMPARE(summary.answering(), u"5 of 6 answer"_s);

        QSignalSpy changed(&summary, &FleetSummary::changed);
        world.driver(u"Beagle"_s)->report(State::Idle);
        QTRY_COMPARE(summary.needsYou(), 2); // the plate is to be cleared
        QCOMPARE(summary.caption(), u"6 printer(s) · next plate free at 12:45 (Calypso)"_s);
        QCOMPARE(changed.size(), 1);
    }

    void aFleetWithoutPrintsPromisesNothing()
    {
        FleetWorld world;
        world.add(u"Argo"_s);
        FleetModel model(*world.fakes.fleet);
        QCOMPARE(FleetSummary(model).caption(), u"1 printer(s)"_s);
    }

    void aFleetIsEmptyOnlyOnceItIsRead()
    {
        FleetWorld world;
        FleetModel model(*world.fakes.fleet);
        FleetSummary summary(model);
        QVERIFY(summary.isEmpty());
        QSignalSpy changed(&summary, &FleetSummary::changed);
        summary.setLoading(true);
        QVERIFY(summary.isLoading() && !summary.isEmpty());
        summary.setLoading(false);
        QVERIFY(summary.isEmpty());
        QCOMPARE(changed.size(), 2);
    }

    void printsStandAtTheirEnds()
    {
        StripWorld world;
        world.add(u"Beagle"_s, printingFor(60 * minute));
        world.add(u"Fram"_s, printingFor(240 * minute));
        world.start();
        QVERIFY(world.strip->isShown());
        QCOMPARE(world.marks(), QStringList({u"100 Beagle"_s, u"400 Fram"_s}));
        QCOMPARE(world.value(0, EndsNext::ToolTipRole).toString(), u"Beagle · 13:00"_s);
        QCOMPARE(world.value(0, EndsNext::SpokenRole).toString(), u"Beagle ends 13:00"_s);
        QCOMPARE(world.value(0, EndsNext::PrinterIdRole).toString(),
                 world.printer(u"Beagle"_s)->id().toString(QUuid::WithoutBraces));
        QCOMPARE(world.strip->nowText(), u"now 12:00"_s);
        QCOMPARE(world.strip->ticks().size(), 7); // 13:00 to 19:00
        QCOMPARE(world.strip->ticks()[0].toMap()[u"text"_s].toString(), u"13:00"_s);
        QCOMPARE(world.strip->ticks()[0].toMap()[u"x"_s].toDouble(), 100.0);
        world.strip->setHours(4);
        QCOMPARE(world.marks(), QStringList({u"200 Beagle"_s, u"800 "_s}));
    }

    void touchingNamesMerge_data()
    {
        QTest::addColumn<QList<int>>("minutes"); // of prints named Aaaa, Bbbb, …
        QTest::addColumn<QStringList>("marks");
        // Mark 10, gap 6, name 40, gap 12: the next may begin 68 px later.
        QTest::newRow("far") << QList {60, 120} << QStringList {u"100 Aaaa"_s, u"200 Bbbb"_s};
        QTest::newRow("just not") << QList {60, 101} << QStringList {u"100 Aaaa"_s, u"168 Bbbb"_s};
        QTest::newRow("touch") << QList {60, 100} << QStringList {u"100 Aaaa +1"_s};
        QTest::newRow("three") << QList {60, 70, 80} << QStringList {u"100 Aaaa +2"_s};
        // "Aaaa +1" is 70 wide: 98 px.
        QTest::newRow("the longer label swallows the next")
            << QList {60, 80, 115} << QStringList {u"100 Aaaa +2"_s};
        QTest::newRow("the next group")
            << QList {60, 80, 120, 140} << QStringList {u"100 Aaaa +1"_s, u"200 Cccc +1"_s};
        QTest::newRow("no room for the last name")
            << QList {60, 470} << QStringList {u"100 Aaaa"_s, u"783 "_s};
        QTest::newRow("nameless ones merge below 20 px")
            << QList {60, 465, 474} << QStringList {u"100 Aaaa"_s, u"775 "_s};
        QTest::newRow("behind the axis")
            << QList {60, 120, 481} << QStringList {u"100 Aaaa"_s, u"200 Bbbb"_s};
        QTest::newRow("overdue") << QList {0, 120} << QStringList {u"0 Aaaa"_s, u"200 Bbbb"_s};
    }
    void touchingNamesMerge()
    {
        QFETCH(QList<int>, minutes);
        StripWorld world;
        for (qsizetype i = 0; i < minutes.size(); ++i)
            world.add(QString(QChar(u'A' + char16_t(i))) + QString(3, QChar(u'a' + char16_t(i))),
                      printingFor(minutes[i] * minute));
        world.start();
        QTEST(world.marks(), "marks");
    }

    void onlyHonestEndsAreShown()
    {
        StripWorld world;
        world.add(u"Runs"_s, printingFor(60 * minute));
        DriverState paused = printingFor(120 * minute);
        paused.state = State::Paused;
        world.add(u"Paused"_s, paused);
        DriverState asks = printingFor(180 * minute);
        asks.state = State::Attention;
        world.add(u"Asks"_s, asks);
        world.add(u"Does not say"_s, printing(u"a.gcode"_s));
        world.add(u"Stale"_s, printingFor(240 * minute));
        world.silence(u"Stale"_s);
        world.start();
        QVERIFY(!world.strip->isShown()); // one alone is no comparison
        QCOMPARE(world.marks(), QStringList());
        QSignalSpy shown(world.strip.get(), &EndsNext::shownChanged);
        world.driver(u"Paused"_s)->report(printingFor(120 * minute));
        QTRY_COMPARE(shown.size(), 1);
        QCOMPARE(world.marks(), QStringList({u"100 Runs"_s, u"200 Paused"_s}));
    }

    void aMarkStaysWhileItsMinuteDoes()
    {
        StripWorld world;
        world.add(u"Aaaa"_s, printingFor(60 * minute + 20));
        world.add(u"Bbbb"_s, printingFor(240 * minute));
        world.start();
        QSignalSpy changed(world.strip.get(), &EndsNext::dataChanged);
        QSignalSpy refreshed(world.model.get(), &FleetModel::refreshed);
        world.clock().advance(10s);
        world.driver(u"Aaaa"_s)->report(printingFor(60 * minute - 30)); // 40 s later than before
        QVERIFY(refreshed.wait());
        QVERIFY(changed.isEmpty());
        world.driver(u"Aaaa"_s)->report(printingFor(120 * minute));
        QVERIFY(refreshed.wait());
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed[0][0].toModelIndex().row(), 0);
    }
};

FLOTILLA_TEST(tst_FleetSummary)
#include "tst_fleetsummary.moc"
