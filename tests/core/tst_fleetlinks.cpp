// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakefleet.h"

#include "support/testmain.h"

#include <QSignalSpy>

using namespace flotilla;
using namespace flotilla::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

// A search that finds what the test says.
class FakeFinder final : public Finder
{
public:
    FakeFinder(QList<Candidate> candidates, QObject *parent)
        : Finder(parent)
        , m_candidates(std::move(candidates))
    {
    }

    void start(const FinderRequest &) override
    {
        for (const Candidate &candidate : m_candidates)
            Q_EMIT found(candidate);
        Q_EMIT finished();
    }

private:
    QList<Candidate> m_candidates;
};

} // namespace

// The links of a whole fleet, absences of the computer, machines that move, and what is stored of
// it all.
class tst_FleetLinks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m = std::make_unique<FakeFleet>(); }
    void cleanup() { m.reset(); }

    void openAllOpensThoseInServiceAndThoseAddedLater()
    {
        const QUuid first = m->add(u"Hall 3"_s);
        const QUuid resting = m->add(u"Hall 4"_s);
        QVERIFY(ended(m->fleet->edit(resting, {.inService = false})));
        QCOMPARE(m->fleet->printer(first)->status().link, Link::Closed);
        m->fleet->openAll();
        QCOMPARE(m->fleet->printer(first)->status().link, Link::Connecting);
        QCOMPARE(m->fleet->printer(resting)->status().link, Link::Closed);
        const QUuid later = m->add(u"Hall 5"_s);
        QCOMPARE(m->fleet->printer(later)->status().link, Link::Connecting);
        QVERIFY(ended(m->fleet->edit(resting, {.inService = true})));
        QCOMPARE(m->fleet->printer(resting)->status().link, Link::Connecting);
        m->fleet->closeAll();
        for (const Printer *printer : m->fleet->printers())
            QCOMPARE(printer->status().link, Link::Closed);
    }

    void anEditWithoutOpenLinksOpensNone()
    {
        const QUuid id = m->add(u"Hall 3"_s);
        QVERIFY(ended(
            m->fleet->edit(id, {.settings = {{u"host"_s, u"h"_s}, {u"password"_s, u"p"_s}}})));
        QCoreApplication::processEvents();
        QCOMPARE(m->fleet->printer(id)->status().link, Link::Closed);
        QCOMPARE(m->system.made(), 0);
    }

    void aNewSecretConnectsAnew()
    {
        const QUuid id = m->add(u"Hall 3"_s, {{u"checkCode"_s, u"wrong"_s}});
        m->fleet->openAll();
        QTRY_COMPARE(connects(u"Hall 3"_s), 1);
        m->driver(u"Hall 3"_s)->failConnect(AfterFailure::AskPerson, Error::Kind::NotAuthorised);
        QVERIFY(ended(m->fleet->edit(id, {.settings = {{u"checkCode"_s, u"right"_s}}})));
        QTRY_COMPARE(m->system.config(u"Hall 3"_s).settings[u"checkCode"_s].toString(), u"right"_s);
        QTRY_COMPARE(connects(u"Hall 3"_s), 1);
    }

    void newSettingsMayMeanAnotherMachine()
    {
        const QUuid id = m->add(u"Hall 3"_s);
        openWithSession(u"Hall 3"_s, u"SN1"_s);
        QVERIFY(ended(m->fleet->edit(id, {.note = u"n"_s})));
        QCOMPARE(m->fleet->printer(id)->record().serial, u"SN1"_s);
        QVERIFY(ended(m->fleet->edit(id, {.settings = {{u"host"_s, u"10.0.0.9"_s}}})));
        QCOMPARE(m->fleet->printer(id)->record().serial, u""_s);
        QTRY_COMPARE(connects(u"Hall 3"_s), 1);
        m->driver(u"Hall 3"_s)->openSession(u"SN2"_s);
        QCOMPARE(m->fleet->printer(id)->status().link, Link::Online);
        QTRY_COMPARE(m->data.value(u"SELECT serial FROM printers"_s).toString(), u"SN2"_s);
    }

    void aHundredDeadAddressesDoNotSlowTenLivePrinters()
    {
        // The dead ones never answer at all; only the gate lets them go.
        m->system.whenConnecting = [](FakeDriver &driver) {
            if (driver.config.printerName.startsWith(u"live"))
                QMetaObject::invokeMethod(
                    &driver, [&driver] { driver.openSession(); }, Qt::QueuedConnection);
        };
        std::vector<Command<QUuid>> added;
        for (int i = 0; i < 110; ++i) // the dead ones first
            added.push_back(
                m->fleet->add({.driver = u"fake"_s,
                               .name = i < 100 ? u"dead %1"_s.arg(i) : u"live %1"_s.arg(i - 100),
                               .settings = {{u"host"_s, u"10.0.0.3"_s}}}));
        for (const auto &printer : added)
            QVERIFY(ended(printer));
        m->fleet->openAll();
        const auto onlineCount = [this] {
            int count = 0;
            for (const Printer *printer : m->fleet->printers())
                count += printer->status().link == Link::Online;
            return count;
        };
        QTRY_COMPARE_WITH_TIMEOUT(onlineCount(), 10, 20'000);

        // And a live one that loses its link is back while the dead still hang.
        m->driver(u"live 5"_s)->loseSession();
        QTRY_COMPARE_WITH_TIMEOUT(onlineCount(), 10, 20'000);
        for (int i = 0; i < 100; ++i)
            QCOMPARE(m->fleet->find(u"dead %1"_s.arg(i)).value()->status().link, Link::Connecting);
    }

    void onlySoManyConnectAtATime()
    {
        m->options.parallelConnects = 3;
        m->restart();
        for (int i = 0; i < 8; ++i)
            m->add(u"printer %1"_s.arg(i));
        m->fleet->openAll();
        QTRY_COMPARE(m->system.made(), 8);
        int connecting = 0;
        for (int i = 0; i < 8; ++i)
            connecting += connects(u"printer %1"_s.arg(i));
        QCOMPARE(connecting, 3);
        m->driver(u"printer 1"_s)->failConnect();
        QCOMPARE(connects(u"printer 3"_s), 1);
    }

    void anAbsenceRebuildsEveryLink()
    {
        m->options.heartbeat = 5ms;
        m->restart();
        for (const QString &name : {u"a"_s, u"b"_s, u"c"_s})
            m->add(name);
        m->fleet->openAll();
        for (const QString &name : {u"a"_s, u"b"_s, u"c"_s})
            QTRY_COMPARE(connects(name), 1);
        m->driver(u"a"_s)->openSession();
        m->driver(u"b"_s)->openSession();
        m->driver(u"c"_s)->failConnect(AfterFailure::AskPerson, Error::Kind::NotAuthorised);
        m->world.clock.advanceWallOnly(8h); // asleep: the monotonic clock stood still
        QTRY_COMPARE(link(u"a"_s), Link::Stale);
        QCOMPARE(link(u"b"_s), Link::Stale);
        QCOMPARE(link(u"c"_s), Link::Rejected);
        QCOMPARE(connects(u"a"_s), 2);
        QCOMPARE(connects(u"c"_s), 1);
        m->driver(u"a"_s)->openSession();
        QCOMPARE(link(u"a"_s), Link::Online);
    }

    void aStatusChangeIsToldWithItsPrinter()
    {
        m->add(u"Hall 3"_s);
        openWithSession(u"Hall 3"_s);
        QSignalSpy changed(m->fleet.get(), &Fleet::statusChanged);
        m->driver(u"Hall 3"_s)->report(State::Printing);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed[0][0].value<Printer *>()->name(), u"Hall 3"_s);
    }

    void whatAStatusMeansIsStoredAtOnce()
    {
        m->add(u"Hall 3"_s);
        openWithSession(u"Hall 3"_s);
        QTRY_COMPARE(stored(u"link"_s), u"online"_s);
        m->driver(u"Hall 3"_s)->report(State::Printing);
        QTRY_COMPARE(stored(u"state"_s), u"printing"_s);
        m->driver(u"Hall 3"_s)->report(State::Idle);
        QTRY_COMPARE(stored(u"plate"_s), u"occupied"_s);
        QCOMPARE(m->data.value(u"SELECT plate FROM printers"_s).toString(), u"occupied"_s);
    }

    void mereNumbersAreStoredNowAndThen()
    {
        m->add(u"Hall 3"_s);
        openWithSession(u"Hall 3"_s);
        FakeDriver *driver = m->driver(u"Hall 3"_s);
        DriverState report {.state = State::Printing};
        for (int degrees = 20; degrees < 60; ++degrees) {
            report.heaters[u"bed"_s].actual = degrees;
            driver->report(report);
        }
        QCOMPARE(storedBed(), 20.0); // with the state, and no more
        m->world.clock.advance(59s);
        report.heaters[u"bed"_s].actual = 100;
        driver->report(report);
        QCOMPARE(storedBed(), 20.0);
        m->world.clock.advance(1s);
        report.heaters[u"bed"_s].actual = 101;
        driver->report(report);
        QCOMPARE(storedBed(), 101.0);
    }

    void anUnchangedStatusIsNotStored()
    {
        m->add(u"Hall 3"_s);
        openWithSession(u"Hall 3"_s);
        m->driver(u"Hall 3"_s)->report(State::Printing);
        QTRY_COMPARE(stored(u"state"_s), u"printing"_s);
        QVERIFY(m->data.run(u"UPDATE printers SET status = 'untouched'"_s));
        for (int i = 0; i < 5; ++i)
            m->driver(u"Hall 3"_s)->report(State::Printing);
        m->fleet.reset();
        QCOMPARE(m->data.value(u"SELECT status FROM printers"_s).toString(), u"untouched"_s);
    }

    void aKnownMachineAtANewAddressIsFollowed()
    {
        const QUuid id = m->add(u"Hall 3"_s);
        openWithSession(u"Hall 3"_s, u"SN1"_s);
        m->driver(u"Hall 3"_s)->loseSession();
        m->driver(u"Hall 3"_s)->failConnect();
        QSignalSpy noted(m->fleet.get(), &Fleet::noted);
        m->fleet->noteCandidate(candidate(u"SN1"_s, u"10.0.0.77"_s));
        QCOMPARE(noted.size(), 1);
        QCOMPARE(noted[0][0].toUuid(), id);
        QVERIFY(noted[0][2].toString().contains(u"10.0.0.77"_s));
        QCOMPARE(m->fleet->printer(id)->record().settings,
                 (QJsonObject {{u"host"_s, u"10.0.0.77"_s}, {u"port"_s, 8899}}));
        QCOMPARE(m->fleet->printer(id)->record().serial, u"SN1"_s); // and it must be that one
        QTRY_COMPARE(m->system.config(u"Hall 3"_s).settings[u"host"_s].toString(), u"10.0.0.77"_s);
        QTRY_COMPARE(connects(u"Hall 3"_s), 1);
        QTRY_VERIFY(
            m->data.value(u"SELECT settings FROM printers"_s).toString().contains(u"10.0.0.77"_s));
        m->fleet->noteCandidate(candidate(u"SN1"_s, u"10.0.0.77"_s));
        QCOMPARE(noted.size(), 1);
    }

    void othersAreNotFollowed_data()
    {
        QTest::addColumn<QString>("driver");
        QTest::addColumn<QString>("serial");
        QTest::addColumn<bool>("online");
        QTest::newRow("another serial") << u"fake"_s << u"SN2"_s << false;
        QTest::newRow("no serial") << u"fake"_s << u""_s << false;
        QTest::newRow("another system") << u"hologram"_s << u"SN1"_s << false;
        QTest::newRow("one that answers where it is") << u"fake"_s << u"SN1"_s << true;
    }
    void othersAreNotFollowed()
    {
        QFETCH(QString, driver);
        QFETCH(QString, serial);
        QFETCH(bool, online);
        const QUuid id = m->add(u"Hall 3"_s);
        openWithSession(u"Hall 3"_s, u"SN1"_s);
        if (!online)
            m->driver(u"Hall 3"_s)->loseSession();
        Candidate other = candidate(serial, u"10.0.0.77"_s);
        other.driver = driver;
        m->fleet->noteCandidate(other);
        QCOMPARE(m->fleet->printer(id)->record().settings[u"host"_s].toString(), u"10.0.0.3"_s);
    }

    void aCandidateBringsOnlySettingsOfItsSystemAndNoSecrets()
    {
        const QUuid id = m->add(u"Hall 3"_s);
        openWithSession(u"Hall 3"_s, u"SN1"_s);
        m->driver(u"Hall 3"_s)->loseSession();
        Candidate moved = candidate(u"SN1"_s, u"10.0.0.77"_s);
        moved.settings.insert(u"checkCode"_s, u"1234"_s);
        moved.settings.insert(u"colour"_s, u"red"_s);
        m->fleet->noteCandidate(moved);
        QCOMPARE(m->fleet->printer(id)->record().settings,
                 (QJsonObject {{u"host"_s, u"10.0.0.77"_s}, {u"port"_s, 8899}}));
    }

    void lostMachinesAreLookedFor_data()
    {
        QTest::addColumn<AfterFailure>("failure");
        QTest::newRow("unreachable") << AfterFailure::TryAgain;
        QTest::newRow("another machine took its address") << AfterFailure::AskPerson;
    }
    void lostMachinesAreLookedFor()
    {
        QFETCH(AfterFailure, failure);
        int searches = 0;
        useFinder({candidate(u"SN9"_s, u"10.0.0.9"_s), candidate(u"SN1"_s, u"10.0.0.77"_s)},
                  &searches);
        const QUuid id = m->add(u"Hall 3"_s);
        openWithSession(u"Hall 3"_s, u"SN1"_s);
        QTRY_COMPARE(link(u"Hall 3"_s), Link::Online);
        QCOMPARE(searches, 0); // nothing is searched for while nobody is lost
        const QString host = u"host"_s;
        m->driver(u"Hall 3"_s)->loseSession(failure);
        if (failure == AfterFailure::TryAgain)
            m->driver(u"Hall 3"_s)->failConnect();
        QTRY_VERIFY((tick(), m->fleet->printer(id)->record().settings[host] == u"10.0.0.77"_s));
        QVERIFY(searches > 0);
    }

    void aSystemWithoutAFinderIsNotSearched()
    {
        m->options.rediscovery = 2ms;
        m->restart();
        m->add(u"Hall 3"_s);
        openWithSession(u"Hall 3"_s, u"SN1"_s);
        m->driver(u"Hall 3"_s)->loseSession(AfterFailure::AskPerson);
        QElapsedTimer since;
        since.start();
        QTRY_VERIFY(since.elapsed() > 20);
        QCOMPARE(link(u"Hall 3"_s), Link::Rejected);
    }

private:
    int connects(const QString &name) const { return m->system.connects(name); }
    Link link(const QString &name) const { return (*m->fleet->find(name))->status().link; }
    void openWithSession(const QString &name, const QString &serial = {})
    {
        m->fleet->openAll();
        QTRY_COMPARE(connects(name), 1);
        m->driver(name)->openSession(serial);
        m->driver(name)->report(State::Idle);
    }
    QString stored(const QString &key)
    {
        const auto records = ended(m->data.printers.all());
        return records->first().lastStatus.toJson()[key].toString();
    }
    double storedBed()
    {
        const auto records = ended(m->data.printers.all());
        return records->first().lastStatus.reported.heaters.value(u"bed"_s).actual.value_or(-1);
    }
    static Candidate candidate(const QString &serial, const QString &address)
    {
        return {.driver = u"fake"_s,
                .name = u"Found"_s,
                .address = address,
                .serial = serial,
                .settings = {{u"host"_s, address}}};
    }
    // The fleet begins anew with a system that can search.
    void useFinder(const QList<Candidate> &candidates, int *searches)
    {
        m->fleet.reset();
        m->registry = DriverRegistry();
        DriverInfo info = m->system.info();
        info.finder = [candidates, searches](DriverContext &, QObject *parent) {
            ++*searches;
            return new FakeFinder(candidates, parent);
        };
        m->registry.add(std::move(info));
        m->options.rediscovery = 2ms;
        m->options.rules.staleLimit = 30ms;
        m->restart();
    }
    void tick() { m->world.clock.advance(10ms); }

    std::unique_ptr<FakeFleet> m;
};

FLOTILLA_TEST(tst_FleetLinks)
#include "tst_fleetlinks.moc"
