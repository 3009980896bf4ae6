// SPDX-License-Identifier: GPL-3.0-or-later
#include "serviceworld.h"

#include "support/testmain.h"

using namespace flotilla;
using namespace flotilla::api;
using namespace flotilla::test;
using namespace Qt::StringLiterals;

namespace {

QJsonObject toAdd(const QString &name)
{
    return {{u"driver"_s, u"fake"_s},
            {u"name"_s, name},
            {u"settings"_s,
             QJsonObject {{u"host"_s, u"10.0.0.3"_s}, {u"checkCode"_s, u"hidden-code"_s}}}};
}

QJsonObject toPrinter(const QString &name)
{
    return {{u"printer"_s, name}};
}

// Ends every command that the driver was told as acknowledged, with nothing more to see.
void acknowledge(FakeDriver *driver)
{
    QTRY_VERIFY(!driver->answers.empty());
    for (const auto &answer : driver->answers)
        answer.finish(Shown());
    driver->answers.clear();
}

} // namespace

class tst_CommandService : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<ServiceWorld> m_world;

private Q_SLOTS:
    void init() { m_world = std::make_unique<ServiceWorld>(); }
    void cleanup() { m_world.reset(); }

    void addChecksByConnectingOnce()
    {
        const Heard added = m_world->run(u"add"_s, toAdd(u"Hall 1"_s));
        QVERIFY2(added.isGood(), qPrintable(added.message()));
        QCOMPARE(added.object()[u"name"_s].toString(), u"Hall 1"_s);
        QCOMPARE(m_world->system.connects(), 1);
        QCOMPARE(m_world->service->fleet().printers().size(), 1u);
    }

    void addTakesBackWhatFailedTheCheck_data()
    {
        QTest::addColumn<int>("after");
        QTest::addColumn<int>("kind");
        QTest::newRow("unreachable")
            << int(AfterFailure::TryAgain) << int(Error::Kind::Unreachable);
        QTest::newRow("wrong code")
            << int(AfterFailure::AskPerson) << int(Error::Kind::NotAuthorised);
    }

    void addTakesBackWhatFailedTheCheck()
    {
        QFETCH(int, after);
        QFETCH(int, kind);
        m_world->system.whenConnecting = [after, kind](FakeDriver &driver) {
            QMetaObject::invokeMethod(
                &driver,
                [&driver, after, kind] {
                    driver.failConnect(AfterFailure(after), Error::Kind(kind));
                },
                Qt::QueuedConnection);
        };
        const Heard added = m_world->run(u"add"_s, toAdd(u"Hall 1"_s));
        QVERIFY(!added.isGood());
        QCOMPARE(int(added.kind()), kind);
        QVERIFY(added.message().contains(u"--no-check"_s));
        QVERIFY(m_world->service->fleet().printers().empty());
        QCOMPARE(m_world->system.connects(), 0); // its driver is gone, too
    }

    void addWithoutACheckConnectsToNothing()
    {
        QJsonObject arguments = toAdd(u"Hall 1"_s);
        arguments.insert(u"noCheck"_s, true);
        QVERIFY(m_world->run(u"add"_s, arguments).isGood());
        QCOMPARE(m_world->system.made(), 0);
    }

    void listShowsNoSecret()
    {
        QVERIFY(m_world->run(u"add"_s, toAdd(u"Hall 1"_s)).isGood());
        const Heard list = m_world->run(u"list"_s);
        const QJsonObject printer = list.array().first().toObject();
        QCOMPARE(printer[u"driver"_s].toString(), u"fake"_s);
        QCOMPARE(printer[u"settings"_s].toObject()[u"host"_s].toString(), u"10.0.0.3"_s);
        QVERIFY(!QJsonDocument(list.array()).toJson().contains("hidden-code"));
        QVERIFY(!printer[u"settings"_s].toObject().contains(u"checkCode"_s));
    }

    void editAndRemove()
    {
        m_world->add(u"Hall 1"_s);
        QJsonObject arguments = toPrinter(u"hall"_s);
        arguments.insert(u"name"_s, u"Hall 2"_s);
        arguments.insert(u"service"_s, u"off"_s);
        arguments.insert(u"note"_s, u"nozzle worn"_s);
        const Heard edited = m_world->run(u"edit"_s, arguments);
        QVERIFY2(edited.isGood(), qPrintable(edited.message()));
        QCOMPARE(edited.object()[u"name"_s].toString(), u"Hall 2"_s);
        const QJsonObject listed = m_world->run(u"list"_s).array().first().toObject();
        QCOMPARE(listed[u"service"_s].toBool(), false);
        QCOMPARE(listed[u"note"_s].toString(), u"nozzle worn"_s);

        const Heard removed = m_world->run(u"remove"_s, toPrinter(u"Hall 2"_s));
        QVERIFY2(removed.isGood(), qPrintable(removed.message()));
        QCOMPARE(removed.object()[u"id"_s], listed[u"id"_s]);
        QVERIFY(m_world->run(u"list"_s).array().isEmpty());
    }

    void errorsOfTheArguments_data()
    {
        QTest::addColumn<QString>("command");
        QTest::addColumn<QJsonObject>("arguments");
        QTest::addColumn<int>("kind");
        const auto printer = [](const QString &key, const QJsonValue &value) {
            QJsonObject object = toPrinter(u"Hall 1"_s);
            object.insert(key, value);
            return object;
        };
        const auto pairs = [](const QString &key, const QString &value) {
            return QJsonObject {{key, value}};
        };
        const int wrong = int(Error::Kind::WrongUse);
        const int missing = int(Error::Kind::NotFound);
        QTest::newRow("no such command") << u"fly"_s << QJsonObject() << wrong;
        QTest::newRow("no such printer") << u"pause"_s << toPrinter(u"Attic"_s) << missing;
        QTest::newRow("ambiguous") << u"pause"_s << toPrinter(u"Hall"_s) << wrong;
        QTest::newRow("no printer") << u"pause"_s << QJsonObject() << wrong;
        QTest::newRow("no such driver")
            << u"add"_s << QJsonObject {{u"driver"_s, u"x"_s}, {u"name"_s, u"y"_s}} << wrong;
        QTest::newRow("name is taken") << u"add"_s << toAdd(u"HALL 1"_s) << wrong;
        QTest::newRow("service is neither")
            << u"edit"_s << printer(u"service"_s, u"maybe"_s) << wrong;
        QTest::newRow("no number")
            << u"set"_s << printer(u"values"_s, pairs(u"bed"_s, u"hot"_s)) << wrong;
        QTest::newRow("not finite")
            << u"set"_s << printer(u"values"_s, pairs(u"bed"_s, u"inf"_s)) << wrong;
        QTest::newRow("on is for lights")
            << u"set"_s << printer(u"values"_s, pairs(u"bed"_s, u"on"_s)) << wrong;
        QTest::newRow("no such axis")
            << u"jog"_s << printer(u"moves"_s, pairs(u"xy"_s, u"1"_s)) << wrong;
        QTest::newRow("no state") << u"status"_s << printer(u"wait"_s, u"bored"_s) << wrong;
        QTest::newRow("wait for all")
            << u"status"_s << QJsonObject {{u"wait"_s, u"idle"_s}} << wrong;
        QTest::newRow("no date") << u"history"_s << QJsonObject {{u"since"_s, u"May"_s}} << wrong;
        QTest::newRow("history of nobody") << u"history"_s << toPrinter(u"Attic"_s) << missing;
        QTest::newRow("no such run")
            << u"history set"_s << QJsonObject {{u"run"_s, u"abc"_s}, {u"result"_s, u"failed"_s}}
            << missing;
        QTest::newRow("no result")
            << u"history set"_s << QJsonObject {{u"run"_s, u"abc"_s}, {u"result"_s, u"fine"_s}}
            << wrong;
        QTest::newRow("no such setting")
            << u"config"_s << QJsonObject {{u"key"_s, u"a.b"_s}} << missing;
        QTest::newRow("setting out of range")
            << u"config"_s
            << QJsonObject {{u"key"_s, u"poll.slowSeconds"_s}, {u"value"_s, u"999"_s}} << wrong;
        QTest::newRow("relative file")
            << u"upload"_s << printer(u"file"_s, u"part.gcode"_s) << wrong;
        QTest::newRow("missing file") << u"upload"_s << printer(u"file"_s, u"/nowhere/part.gcode"_s)
                                      << int(Error::Kind::BadFile);
        QTest::newRow("relative snapshot")
            << u"snapshot"_s << printer(u"out"_s, u"b.jpg"_s) << wrong;
        QTest::newRow("relative picture")
            << u"thumbnail"_s
            << QJsonObject {{u"printer"_s, u"Hall 1"_s}, {u"file"_s, u"a"_s}, {u"out"_s, u"b"_s}}
            << wrong;
    }

    void errorsOfTheArguments()
    {
        QFETCH(QString, command);
        QFETCH(QJsonObject, arguments);
        QFETCH(int, kind);
        m_world->add(u"Hall 1"_s);
        m_world->add(u"Hall 2"_s);
        const Heard heard = m_world->run(command, arguments);
        QVERIFY(!heard.isGood());
        QVERIFY(heard.documents.isEmpty());
        QVERIFY2(int(heard.kind()) == kind, qPrintable(heard.message()));
        QVERIFY(!heard.message().isEmpty());
    }

    void commandsOpenTheLinkAndEndWithTheState_data()
    {
        QTest::addColumn<QString>("command");
        QTest::addColumn<QJsonObject>("more");
        QTest::addColumn<QString>("told");
        QTest::addColumn<int>("state");
        const QJsonObject none;
        QTest::newRow("pause") << u"pause"_s << none << u"pause"_s << int(State::Printing);
        QTest::newRow("resume") << u"resume"_s << none << u"resume"_s << int(State::Paused);
        QTest::newRow("cancel") << u"cancel"_s << none << u"cancel"_s << int(State::Printing);
        QTest::newRow("set")
            << u"set"_s
            << QJsonObject {{u"values"_s, QJsonObject {{u"bed"_s, u"60"_s}, {u"light"_s, u"on"_s}}}}
            << u"set bed=60 light=1"_s << int(State::Idle);
        QTest::newRow("home") << u"home"_s << QJsonObject {{u"axes"_s, u"XY"_s}} << u"home xy"_s
                              << int(State::Idle);
        QTest::newRow("jog") << u"jog"_s
                             << QJsonObject {{u"moves"_s, QJsonObject {{u"x"_s, u"-1.5"_s}}}}
                             << u"jog x=-1.5"_s << int(State::Idle);
        QTest::newRow("act") << u"act"_s
                             << QJsonObject {{u"action"_s, u"level"_s},
                                             {u"parameters"_s, QJsonObject {{u"times"_s, u"2"_s}}}}
                             << u"act level"_s << int(State::Idle);
    }

    void commandsOpenTheLinkAndEndWithTheState()
    {
        QFETCH(QString, command);
        QFETCH(QJsonObject, more);
        QFETCH(QString, told);
        QFETCH(int, state);
        m_world->state.state = State(state);
        m_world->capabilities.home = m_world->capabilities.jog = m_world->capabilities.light = true;
        m_world->capabilities.heaters = {{u"bed"_s, 110}};
        m_world->capabilities.actions = {{.id = u"level"_s,
                                          .label = u"Level"_s,
                                          .parameters = {{.key = u"times"_s,
                                                          .type = Parameter::Type::Integer,
                                                          .label = u"Times"_s,
                                                          .required = true}}}};
        m_world->add(u"Hall 1"_s);
        QJsonObject arguments = more;
        arguments.insert(u"printer"_s, u"Hall 1"_s);
        Heard heard;
        m_world->begin(m_world->request(command, arguments), heard);
        QTRY_VERIFY(m_world->driver(u"Hall 1"_s));
        FakeDriver *driver = m_world->driver(u"Hall 1"_s);
        QTRY_VERIFY(driver->told.contains(told));
        QVERIFY(driver->watched); // so that the effect is seen soon
        acknowledge(driver);
        QTRY_VERIFY(heard.end);
        QVERIFY2(heard.isGood(), qPrintable(heard.message()));
        QCOMPARE(heard.object(), QJsonObject({{u"state"_s, stateName(State(state))}}));
    }

    void whatThePrinterDoesNotShowIsNotDone()
    {
        m_world->state.state = State::Printing;
        m_world->add(u"Hall 1"_s);
        FakeDriver *driver = m_world->openDriver(u"Hall 1"_s);
        QVERIFY(driver);
        Heard heard;
        m_world->begin(m_world->request(u"pause"_s, toPrinter(u"Hall 1"_s)), heard);
        QTRY_VERIFY(!driver->answers.empty());
        driver->answers.back().finish(
            Shown([](const DriverState &state) { return state.state == State::Paused; }));
        QTRY_VERIFY(heard.end);
        QCOMPARE(heard.kind(), Error::Kind::TimedOut);
        QCOMPARE(heard.end->exitStatus(), 3);
    }

    void aTimeLimitBoundsTheAnswer()
    {
        m_world->state.state = State::Printing;
        m_world->add(u"Hall 1"_s);
        QVERIFY(m_world->openDriver(u"Hall 1"_s));
        QCOMPARE(m_world->run(u"pause"_s, toPrinter(u"Hall 1"_s), 50).kind(),
                 Error::Kind::TimedOut);
    }

    void linksThatDoNotComeAbout_data()
    {
        QTest::addColumn<int>("after"); // -1: no answer at all
        QTest::addColumn<int>("kind");
        QTest::newRow("silent") << -1 << int(Error::Kind::TimedOut);
        QTest::newRow("unreachable")
            << int(AfterFailure::TryAgain) << int(Error::Kind::Unreachable);
        QTest::newRow("rejected") << int(AfterFailure::AskPerson) << int(Error::Kind::Unreachable);
    }

    void linksThatDoNotComeAbout()
    {
        QFETCH(int, after);
        QFETCH(int, kind);
        m_world->system.whenConnecting = [after](FakeDriver &driver) {
            if (after >= 0)
                driver.failConnect(AfterFailure(after));
        };
        m_world->add(u"Hall 1"_s);
        const Heard heard = m_world->run(u"pause"_s, toPrinter(u"Hall 1"_s), 200);
        QCOMPARE(int(heard.kind()), kind);
        QCOMPARE(heard.end->exitStatus(), 3);
    }

    void aPrinterThatWaitsForItsNextTryIsTriedNow()
    {
        m_world->system.whenConnecting = [](FakeDriver &driver) { driver.failConnect(); };
        m_world->add(u"Hall 1"_s);
        QVERIFY(!m_world->run(u"files"_s, toPrinter(u"Hall 1"_s)).isGood());
        m_world->capabilities.listsFiles = true;
        m_world->system.whenConnecting = [this](FakeDriver &driver) { m_world->answer(driver); };
        QVERIFY(m_world->run(u"files"_s, toPrinter(u"Hall 1"_s)).isGood());
    }

    void outOfServiceIsSaid()
    {
        m_world->add(u"Hall 1"_s);
        QJsonObject arguments = toPrinter(u"Hall 1"_s);
        arguments.insert(u"service"_s, u"off"_s);
        QVERIFY(m_world->run(u"edit"_s, arguments).isGood());
        const Heard heard = m_world->run(u"pause"_s, toPrinter(u"Hall 1"_s));
        QCOMPARE(heard.kind(), Error::Kind::Unreachable);
        QVERIFY(heard.message().contains(u"service"_s));
    }

    void unsupportedIsFour()
    {
        m_world->add(u"Hall 1"_s);
        const Heard heard = m_world->run(u"home"_s, toPrinter(u"Hall 1"_s));
        QCOMPARE(heard.kind(), Error::Kind::Unsupported);
        QCOMPARE(heard.end->exitStatus(), 4);
    }

    void clearWorksWhileThePrinterIsAway()
    {
        m_world->system.whenConnecting = [](FakeDriver &driver) { driver.failConnect(); };
        m_world->add(u"Hall 1"_s);
        const Heard heard = m_world->run(u"clear"_s, toPrinter(u"Hall 1"_s));
        QVERIFY2(heard.isGood(), qPrintable(heard.message()));
        QCOMPARE((*m_world->service->fleet().find(u"Hall 1"_s))->status().plate, Plate::Clear);
    }

    void actionsAreListedWithWhatIsAllowedNow()
    {
        m_world->capabilities.actions
            = {{.id = u"level"_s, .label = u"Level"_s, .allowedIn = {State::Idle}},
               {.id = u"skip"_s, .label = u"Skip"_s, .allowedIn = {State::Printing}}};
        m_world->add(u"Hall 1"_s);
        const Heard heard = m_world->run(u"act"_s, toPrinter(u"Hall 1"_s));
        QVERIFY(heard.isGood());
        const QJsonArray actions = heard.array();
        QCOMPARE(actions.size(), 2);
        QCOMPARE(actions[0].toObject()[u"allowed"_s].toBool(), true);
        QCOMPARE(actions[1].toObject()[u"allowed"_s].toBool(), false);
        for (const QLatin1StringView key : {"id"_L1, "label"_L1, "help"_L1, "parameters"_L1})
            QVERIFY(actions[0].toObject().contains(key));
    }

    void gcodeGivesReplies()
    {
        m_world->capabilities.gcode = true;
        m_world->add(u"Hall 1"_s);
        QJsonObject arguments = toPrinter(u"Hall 1"_s);
        arguments.insert(u"lines"_s, QJsonArray {u"M105"_s, u"M114"_s});
        const Heard heard = m_world->run(u"gcode"_s, arguments);
        QVERIFY2(heard.isGood(), qPrintable(heard.message()));
        QCOMPARE(heard.object()[u"replies"_s].toArray(), QJsonArray {u"ok"_s});
        QVERIFY(m_world->driver(u"Hall 1"_s)->told.contains(u"gcode M105|M114"_s));
    }

    void configShowsAndChanges()
    {
        QCOMPARE(m_world->run(u"config"_s).array().size(), qsizetype(store::settingRows().size()));
        const Heard changed
            = m_world->run(u"config"_s, {{u"key"_s, u"poll.slowSeconds"_s}, {u"value"_s, u"20"_s}});
        QVERIFY2(changed.isGood(), qPrintable(changed.message()));
        QCOMPARE(changed.object()[u"value"_s].toInt(), 20);
        // Drivers hear of it at once.
        QCOMPARE(m_world->service->fleet().context().pace.slow, std::chrono::seconds(20));
    }

    void settingsOutliveTheProgram()
    {
        m_world->run(u"config"_s, {{u"key"_s, u"poll.slowSeconds"_s}, {u"value"_s, u"20"_s}});
        m_world->add(u"Hall 1"_s);
        m_world->start();
        QCOMPARE(m_world->service->fleet().context().pace.slow, std::chrono::seconds(20));
        QCOMPARE(m_world->run(u"list"_s).array().size(), 1);
    }

    void anIdIsCarriedOutOnce()
    {
        const CommandRequest request = m_world->request(u"list"_s);
        Heard first;
        m_world->begin(request, first);
        QTRY_VERIFY(first.end);
        QVERIFY(first.isGood());
        Heard second;
        m_world->begin(request, second);
        QTRY_VERIFY(second.end);
        QCOMPARE(second.kind(), Error::Kind::Refused);
    }

    void aPrinterRemovedMeanwhileEndsItsCommands()
    {
        m_world->system.whenConnecting = {};
        m_world->add(u"Hall 1"_s);
        Heard heard;
        m_world->begin(m_world->request(u"pause"_s, toPrinter(u"Hall 1"_s)), heard);
        QTRY_VERIFY(m_world->driver(u"Hall 1"_s));
        QVERIFY(m_world->run(u"remove"_s, toPrinter(u"Hall 1"_s)).isGood());
        QTRY_VERIFY(heard.end);
        QCOMPARE(heard.kind(), Error::Kind::NotFound);
    }
};

FLOTILLA_TEST(tst_CommandService)
#include "tst_commandservice.moc"
