// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakefleet.h"

#include "support/testmain.h"

#include <QSignalSpy>

using namespace flotilla;
using namespace flotilla::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

// The printers as rows: add, edit, remove, find, load. What happens on their links is in
// tst_fleetlinks.cpp.
class tst_Fleet : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m = std::make_unique<FakeFleet>(); }
    void cleanup() { m.reset(); }

    void addMakesAPrinterAndARow()
    {
        QSignalSpy added(m->fleet.get(), &Fleet::printerAdded);
        QSignalSpy noted(m->fleet.get(), &Fleet::noted);
        const auto id = ended(m->fleet->add({.driver = u"fake"_s,
                                             .name = u"  Hall\u202e 3\n"_s,
                                             .settings = {{u"host"_s, u"10.0.0.3"_s}},
                                             .tags = {u"PLA"_s},
                                             .location = u"Hall"_s}));
        QVERIFY(id);
        QCOMPARE(added.size(), 1);
        QCOMPARE(noted.size(), 1);
        const Printer *printer = m->fleet->printer(*id);
        QCOMPARE(printer->name(), u"Hall 3"_s);
        QCOMPARE(printer->record().settings,
                 (QJsonObject {{u"host"_s, u"10.0.0.3"_s}, {u"port"_s, 8899}}));
        QCOMPARE(printer->record().tags, QStringList({u"PLA"_s}));
        QCOMPARE(printer->record().location, u"Hall"_s);
        QCOMPARE(printer->record().addedAt, m->world.clock.now());
        QVERIFY(printer->capabilities().pause); // the widest set of its system, until it says
        QCOMPARE(printer->status().link, Link::Closed);
        QCOMPARE(m->data.number(u"SELECT COUNT(*) FROM printers"_s), 1);
    }

    void secretsGoToTheVaultNotToTheDatabase()
    {
        const QUuid id = m->add(u"Hall 3"_s, {{u"checkCode"_s, u"s3cr3t-code"_s}});
        QCOMPARE(m->world.secrets.values,
                 (QMap<QString, QByteArray> {{secretKey(id, u"checkCode"_s), "s3cr3t-code"}}));
        QVERIFY(!m->fleet->printer(id)->record().settings.contains(u"checkCode"_s));
        m->fleet->openAll();
        QTRY_VERIFY(m->driver(u"Hall 3"_s));
        QCOMPARE(m->driver(u"Hall 3"_s)->config.settings[u"checkCode"_s].toString(),
                 u"s3cr3t-code"_s);
        m->driver(u"Hall 3"_s)->openSession(u"SN1"_s);
        QTRY_COMPARE(m->data.value(u"SELECT serial FROM printers"_s).toString(), u"SN1"_s);
        QVERIFY(!everythingInTheDatabase().contains("s3cr3t"));
    }

    void wrongDescriptionsAreRefused_data()
    {
        QTest::addColumn<QString>("driver");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("says");
        QTest::newRow("unknown driver")
            << u"hologram"_s << u"New"_s << u"host"_s << u"h"_s << u"There is fake"_s;
        QTest::newRow("no name") << u"fake"_s << u""_s << u"host"_s << u"h"_s << u"name"_s;
        QTest::newRow("a name of control characters")
            << u"fake"_s << u" \t\u200b"_s << u"host"_s << u"h"_s << u"name"_s;
        QTest::newRow("a name taken")
            << u"fake"_s << u"HALL 3"_s << u"host"_s << u"h"_s << u"already"_s;
        QTest::newRow("no address") << u"fake"_s << u"New"_s << u"port"_s << u"1"_s << u"host"_s;
        QTest::newRow("an unknown setting")
            << u"fake"_s << u"New"_s << u"colour"_s << u"red"_s << u"colour"_s;
    }
    void wrongDescriptionsAreRefused()
    {
        QFETCH(QString, driver);
        QFETCH(QString, name);
        QFETCH(QString, key);
        QFETCH(QString, value);
        QFETCH(QString, says);
        m->add(u"Hall 3"_s);
        const auto id = ended(m->fleet->add(
            {.driver = driver, .name = name, .settings = {{key, value}, {u"password"_s, u"p"_s}}}));
        QCOMPARE(id.error().kind, Error::Kind::WrongUse);
        QVERIFY2(id.error().message.contains(says), qPrintable(id.error().message));
        QCOMPARE(m->fleet->printers().size(), size_t(1));
        QCOMPARE(m->data.number(u"SELECT COUNT(*) FROM printers"_s), 1);
        QVERIFY(m->world.secrets.values.isEmpty());
    }

    void twoAtOnceCannotTakeOneName()
    {
        const NewPrinter description {
            .driver = u"fake"_s, .name = u"Hall 3"_s, .settings = {{u"host"_s, u"h"_s}}};
        const auto first = m->fleet->add(description);
        const auto second = m->fleet->add(description);
        QVERIFY(ended(first));
        QCOMPARE(ended(second).error().kind, Error::Kind::WrongUse);
        QCOMPARE(m->fleet->printers().size(), size_t(1));
    }

    void aNameIsFreeAgainAfterAFailure()
    {
        m->world.secrets.broken = Error {Error::Kind::NotAuthorised, u"locked"_s, {}};
        const NewPrinter description {.driver = u"fake"_s,
                                      .name = u"Hall 3"_s,
                                      .settings = {{u"host"_s, u"h"_s}, {u"password"_s, u"p"_s}}};
        QCOMPARE(ended(m->fleet->add(description)).error().message, u"locked"_s);
        QCOMPARE(m->data.number(u"SELECT COUNT(*) FROM printers"_s), 0);
        m->world.secrets.broken.reset();
        QVERIFY(ended(m->fleet->add(description)));
    }

    void aRowThatCannotBeStoredLeavesNoSecrets()
    {
        QVERIFY(m->data.run(u"DROP TABLE printers"_s));
        const auto id
            = ended(m->fleet->add({.driver = u"fake"_s,
                                   .name = u"Hall 3"_s,
                                   .settings = {{u"host"_s, u"h"_s}, {u"password"_s, u"p"_s}}}));
        QVERIFY(!id);
        QVERIFY(m->fleet->printers().empty());
        QTRY_VERIFY(m->world.secrets.values.isEmpty());
    }

    void editChangesWhatIsGiven()
    {
        const QUuid id = m->add(u"Hall 3"_s);
        QVERIFY(ended(
            m->fleet->edit(id,
                           {.name = u"Hall 4"_s,
                            .settings = {{u"host"_s, u"10.0.0.4"_s}, {u"checkCode"_s, u"1234"_s}},
                            .note = u"new nozzle"_s,
                            .tags = QStringList({u"PETG"_s}),
                            .location = u"Room 5"_s})));
        const PrinterRecord &record = m->fleet->printer(id)->record();
        QCOMPARE(record.name, u"Hall 4"_s);
        QCOMPARE(record.settings, (QJsonObject {{u"host"_s, u"10.0.0.4"_s}, {u"port"_s, 8899}}));
        QCOMPARE(record.note, u"new nozzle"_s);
        QCOMPARE(record.tags, QStringList({u"PETG"_s}));
        QCOMPARE(record.location, u"Room 5"_s);
        QCOMPARE(m->world.secrets.values.value(secretKey(id, u"checkCode"_s)), QByteArray("1234"));
        const PrinterRecord stored = ended(m->data.printers.all())->first();
        QCOMPARE(stored.name, record.name);
        QCOMPARE(stored.settings, record.settings);
        QCOMPARE(stored.note, record.note);
        QVERIFY(!everythingInTheDatabase().contains("1234"));

        QVERIFY(ended(m->fleet->edit(id, {.note = u"old nozzle"_s})));
        QCOMPARE(m->fleet->printer(id)->name(), u"Hall 4"_s);
        QCOMPARE(m->fleet->printer(id)->record().tags, QStringList({u"PETG"_s}));
    }

    void aSecretEditedToNothingIsForgotten()
    {
        const QUuid id = m->add(u"Hall 3"_s, {{u"checkCode"_s, u"1234"_s}});
        m->fleet->openAll();
        QTRY_VERIFY(m->driver(u"Hall 3"_s));
        QVERIFY(ended(m->fleet->edit(id, {.settings = {{u"checkCode"_s, QString()}}})));
        QVERIFY(m->world.secrets.values.isEmpty());
        // And the printer is told: its driver is made anew, without it.
        QTRY_COMPARE(m->system.made(), 2);
        QVERIFY(!m->system.config(u"Hall 3"_s).settings.contains(u"checkCode"_s));
    }

    void editsAtTheSameTimeDoNotLoseEachOther()
    {
        const QUuid id = m->add(u"Hall 3"_s);
        const auto first = m->fleet->edit(id, {.note = u"new nozzle"_s});
        const auto second = m->fleet->edit(id, {.location = u"Room 5"_s});
        QVERIFY(ended(first));
        QVERIFY(ended(second));
        QCOMPARE(m->fleet->printer(id)->record().note, u"new nozzle"_s);
        QCOMPARE(m->fleet->printer(id)->record().location, u"Room 5"_s);
        QTRY_COMPARE(m->data.value(u"SELECT note || location FROM printers"_s).toString(),
                     u"new nozzleRoom 5"_s);
    }

    void wrongEditsChangeNothing_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::newRow("a name taken") << u"hall 4"_s << u"host"_s << u"h"_s;
        QTest::newRow("no name") << u" "_s << u"host"_s << u"h"_s;
        QTest::newRow("a value out of range") << u"New"_s << u"port"_s << u"0"_s;
        QTest::newRow("an unknown setting") << u"New"_s << u"colour"_s << u"red"_s;
        QTest::newRow("a required setting emptied") << u"New"_s << u"host"_s << u""_s;
    }
    void wrongEditsChangeNothing()
    {
        QFETCH(QString, name);
        QFETCH(QString, key);
        QFETCH(QString, value);
        const QUuid id = m->add(u"Hall 3"_s);
        m->add(u"Hall 4"_s);
        const auto edited = ended(m->fleet->edit(
            id, {.name = name, .settings = {{key, value}, {u"password"_s, u"p"_s}}}));
        QCOMPARE(edited.error().kind, Error::Kind::WrongUse);
        QCOMPARE(m->fleet->printer(id)->name(), u"Hall 3"_s);
        QVERIFY(m->world.secrets.values.isEmpty());
    }

    void aPrinterMayKeepItsOwnName()
    {
        const QUuid id = m->add(u"Hall 3"_s);
        QVERIFY(ended(m->fleet->edit(id, {.name = u"HALL 3"_s})));
        QCOMPARE(m->fleet->printer(id)->name(), u"HALL 3"_s);
    }

    void aStrangerCannotBeEditedOrRemoved()
    {
        const QUuid stranger = QUuid::createUuid();
        QCOMPARE(ended(m->fleet->edit(stranger, {})).error().kind, Error::Kind::NotFound);
        QCOMPARE(ended(m->fleet->remove(stranger)).error().kind, Error::Kind::NotFound);
    }

    void removeTakesRowAndSecrets()
    {
        const QUuid id = m->add(u"Hall 3"_s, {{u"checkCode"_s, u"1"_s}, {u"password"_s, u"2"_s}});
        const QUuid other = m->add(u"Hall 4"_s, {{u"password"_s, u"3"_s}});
        QCOMPARE(m->world.secrets.values.size(), 3);
        bool stillThere = false;
        connect(m->fleet.get(), &Fleet::printerRemoved, this,
                [&](const QUuid &removed) { stillThere = m->fleet->printer(removed); });
        const QPointer<Printer> printer = m->fleet->printer(id);
        QVERIFY(ended(m->fleet->remove(id)));
        QVERIFY(stillThere); // told before the object goes
        QVERIFY(!m->fleet->printer(id));
        QTRY_VERIFY(printer.isNull());
        QCOMPARE(m->world.secrets.values.keys(), QStringList({secretKey(other, u"password"_s)}));
        QCOMPARE(m->data.number(u"SELECT COUNT(*) FROM printers"_s), 1);
    }

    void aFleetMayGoRightAfterARemove()
    {
        const QUuid id = m->add(u"Hall 3"_s);
        m->fleet->openAll();
        QTRY_VERIFY(m->driver(u"Hall 3"_s));
        connect(m->fleet.get(), &Fleet::noted, this, [this] {
            QMetaObject::invokeMethod(
                this, [this] { m->fleet.reset(); }, Qt::QueuedConnection);
        });
        m->fleet->remove(id);
        QTRY_VERIFY(!m->fleet);
        QTRY_VERIFY(!m->driver(u"Hall 3"_s));
    }

    void findsByNameIdAndPrefix_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("found"); // a name, or the kind of error
        QTest::newRow("name") << u"Hall 3"_s << u"Hall 3"_s;
        QTest::newRow("name in other letters") << u"hall 3"_s << u"Hall 3"_s;
        QTest::newRow("prefix") << u"ko"_s << u"Kobra"_s;
        QTest::newRow("a name that is the prefix of another") << u"Hall"_s << u"Hall"_s;
        QTest::newRow("ambiguous prefix") << u"Ha"_s << u"wrongUse"_s;
        QTest::newRow("unknown") << u"Garage"_s << u"notFound"_s;
        QTest::newRow("empty") << u""_s << u"notFound"_s;
        QTest::newRow("id") << u"@"_s << u"Kobra"_s;
        QTest::newRow("prefix of the id") << u"@12"_s << u"Kobra"_s;
    }
    void findsByNameIdAndPrefix()
    {
        QFETCH(QString, text);
        QFETCH(QString, found);
        m->add(u"Hall 3"_s);
        m->add(u"Hall"_s);
        const QString id = m->add(u"Kobra"_s).toString(QUuid::WithoutBraces);
        if (text.startsWith(u'@'))
            text = text.size() > 1 ? id.left(text.mid(1).toInt()) : id;
        const auto printer = m->fleet->find(text);
        QCOMPARE(printer ? (*printer)->name() : errorKindName(printer.error().kind), found);
    }

    void anAmbiguousPrefixNamesTheCandidates()
    {
        m->add(u"Hall 3"_s);
        m->add(u"Hall 4"_s);
        const auto found = m->fleet->find(u"ha"_s);
        QVERIFY(found.error().message.contains(u"Hall 3, Hall 4"_s));
    }

    void aRestartBringsEverythingBack()
    {
        const QUuid first = m->add(u"Hall 3"_s);
        const QUuid second = m->add(u"Hall 4"_s);
        m->fleet->openAll();
        QTRY_VERIFY(m->driver(u"Hall 3"_s));
        FakeDriver *driver = m->driver(u"Hall 3"_s);
        driver->openSession(u"SN1"_s);
        Q_EMIT driver->capabilitiesReported({.light = true});
        DriverState report {.state = State::Printing, .job = ReportedJob {.name = u"a.gcode"_s}};
        report.heaters.insert(u"bed"_s, {60, 60});
        driver->report(report);
        report.heaters[u"bed"_s].actual = 61; // mere numbers wait; they are not lost at the end
        driver->report(report);

        m->restart();
        QVERIFY(m->fleet->printers().empty());
        QVERIFY(ended(m->fleet->load()));
        QCOMPARE(m->fleet->printers().size(), size_t(2));
        QCOMPARE(m->fleet->printers()[1]->id(), second);
        const Printer *printer = m->fleet->printer(first);
        QCOMPARE(printer->record().serial, u"SN1"_s);
        QCOMPARE(printer->capabilities(), Capabilities {.light = true});
        QCOMPARE(printer->status().link, Link::Closed);
        QCOMPARE(printer->status().state, State::Printing);
        QCOMPARE(printer->status().job->name, u"a.gcode"_s);
        QCOMPARE(*printer->status().reported.heaters[u"bed"_s].actual, 61.0);
        QCOMPARE(printer->status().observedAt, m->world.clock.now());
    }

    void thePlateIsThereAfterARestart()
    {
        const QUuid id = m->add(u"Hall 3"_s);
        m->fleet->openAll();
        QTRY_VERIFY(m->driver(u"Hall 3"_s));
        m->driver(u"Hall 3"_s)->openSession();
        m->driver(u"Hall 3"_s)->report(State::Printing);
        m->driver(u"Hall 3"_s)->report(State::Idle);
        m->restart();
        QVERIFY(ended(m->fleet->load()));
        QCOMPARE(m->fleet->printer(id)->status().plate, Plate::Occupied);
        QCOMPARE(m->fleet->printer(id)->status().state, State::Finished);
        QVERIFY(ended(m->fleet->printer(id)->clearPlate()));
        m->restart();
        QVERIFY(ended(m->fleet->load()));
        QCOMPARE(m->fleet->printer(id)->status().plate, Plate::Clear);
        QCOMPARE(m->fleet->printer(id)->status().state, State::Idle);
    }

    void aRowOfAnUnknownDriverSurvives()
    {
        m->add(u"Hall 3"_s);
        QVERIFY(m->data.run(u"INSERT INTO printers (id, name, driver, settings, added_at) VALUES "
                            "('01234567-89ab-4def-8123-456789abcdef', 'Old one', 'hologram', "
                            "'{\"beam\":7}', 0)"_s));
        m->restart();
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"hologram"_s));
        QVERIFY(ended(m->fleet->load()));
        QCOMPARE(m->fleet->printers().size(), size_t(1));
        m->fleet->openAll();
        m->add(u"Hall 4"_s);
        m->fleet.reset();
        QCOMPARE(
            m->data.value(u"SELECT settings FROM printers WHERE driver = 'hologram'"_s).toString(),
            u"{\"beam\":7}"_s);
    }

private:
    QByteArray everythingInTheDatabase()
    {
        return m->data
            .value(u"SELECT group_concat(name || settings || note || status || capabilities || "
                   "serial || tags || cameras) FROM printers"_s)
            .toByteArray();
    }

    std::unique_ptr<FakeFleet> m;
};

FLOTILLA_TEST(tst_Fleet)
#include "tst_fleet.moc"
