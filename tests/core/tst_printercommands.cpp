// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeprinter.h"

#include "support/testmain.h"

#include <QBuffer>
#include <QImage>
#include <QSignalSpy>

using namespace flotilla;
using namespace flotilla::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

// Everything a person can ask of a printer, once.
struct Asked
{
    const char *name;
    std::function<std::optional<Error>(Printer &)> ask; // the error, where it has ended with one
};

const QList<Asked> &everyCommand()
{
    static const QList<Asked> commands {
        {"pause", [](Printer &p) { return errorOf(p.pause()); }},
        {"resume", [](Printer &p) { return errorOf(p.resume()); }},
        {"cancel", [](Printer &p) { return errorOf(p.cancelJob()); }},
        {"set",
         [](Printer &p) {
             return errorOf(p.setValues({{u"bed"_s, 60}}));
         }},
        {"home", [](Printer &p) { return errorOf(p.home(u"xy"_s)); }},
        {"jog",
         [](Printer &p) {
             return errorOf(p.jog({{u'x', 10}}));
         }},
        {"act", [](Printer &p) { return errorOf(p.act(u"level"_s, {})); }},
        {"gcode", [](Printer &p) { return errorOf(p.gcode({u"M105"_s})); }},
        {"files", [](Printer &p) { return errorOf(p.files({})); }},
        {"delete", [](Printer &p) { return errorOf(p.deleteFile(u"a.gcode"_s)); }},
        {"thumbnail", [](Printer &p) { return errorOf(p.thumbnail(u"a.gcode"_s)); }},
        {"picture", [](Printer &p) { return errorOf(p.takePicture({})); }},
        {"start", [](Printer &p) { return errorOf(p.startStored(u"a.gcode"_s, {})); }},
    };
    return commands;
}

QByteArray jpeg()
{
    QImage image(32, 24, QImage::Format_RGB32);
    image.fill(Qt::darkGreen);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "jpg");
    return bytes;
}

Capabilities everything()
{
    Capabilities can {.pause = true,
                      .cancel = true,
                      .home = true,
                      .jog = true,
                      .gcode = true,
                      .light = true,
                      .speed = true,
                      .listsFiles = true,
                      .deletesFiles = true,
                      .thumbnails = true,
                      .storesFiles = true,
                      .startsStored = true};
    can.heaters = {{u"tool0"_s, 280}, {u"bed"_s, 110}};
    can.fans = {u"cooling"_s};
    can.cameraKinds = {u"stills"_s};
    can.actions = {{.id = u"level"_s,
                    .label = u"Level the bed"_s,
                    .parameters = {{.key = u"points"_s,
                                    .type = Parameter::Type::Integer,
                                    .label = u"Points"_s,
                                    .defaultValue = 9,
                                    .minimum = 3,
                                    .maximum = 25}},
                    .allowedIn = {State::Idle}}};
    return can;
}

} // namespace

// What a printer can be told. The plate and the steps of a run are in tst_printerruns.cpp.
class tst_PrinterCommands : public FakePrinterTest
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        setUp();
        m_record.capabilities = everything();
    }
    void cleanup() { tearDown(); }

    void whatAMachineCannotDoIsUnsupported_data() { addCommands(); }
    void whatAMachineCannotDoIsUnsupported()
    {
        QFETCH(int, command);
        m_record.capabilities = {};
        online();
        checkRefusal(command, Error::Kind::Unsupported);
    }

    void aSilentMachineIsUnreachable_data() { addCommands(); }
    void aSilentMachineIsUnreachable()
    {
        QFETCH(int, command);
        online();
        driver()->loseSession();
        checkRefusal(command, Error::Kind::Unreachable);
    }

    void aClosedLinkIsUnreachable_data() { addCommands(); }
    void aClosedLinkIsUnreachable()
    {
        QFETCH(int, command);
        make();
        checkRefusal(command, Error::Kind::Unreachable);
    }

    void outOfServiceIsSaid()
    {
        m_record.inService = false;
        make();
        QVERIFY(errorOf(m_printer->home(u"x"_s))->message.contains(u"out of service"_s));
    }

    void aRejectedLinkSaysWhy()
    {
        connecting();
        driver()->failConnect(AfterFailure::AskPerson, Error::Kind::NotAuthorised);
        const auto error = errorOf(m_printer->gcode({u"M105"_s}));
        QCOMPARE(error->kind, Error::Kind::NotAuthorised);
        QCOMPARE(error->message, u"It does not answer."_s);
    }

    void refusedInTheWrongState_data()
    {
        QTest::addColumn<int>("command");
        QTest::addColumn<State>("state");
        QTest::addColumn<Error::Kind>("kind");
        const auto row = [](const char *command, State state, Error::Kind kind) {
            const auto &all = everyCommand();
            for (int i = 0; i < all.size(); ++i) {
                if (qstrcmp(all[i].name, command) == 0)
                    QTest::addRow("%s while %s", command, qPrintable(stateName(state)))
                        << i << state << kind;
            }
        };
        for (const State state : {State::Idle, State::Paused, State::Finished, State::Error})
            row("pause", state, Error::Kind::Refused);
        for (const State state : {State::Idle, State::Printing, State::Finished})
            row("resume", state, Error::Kind::Refused);
        for (const State state : {State::Idle, State::Finished, State::Error, State::Updating})
            row("cancel", state, Error::Kind::Refused);
        for (const char *move : {"home", "jog"}) {
            for (const State state : {State::Printing, State::Paused, State::Preparing})
                row(move, state, Error::Kind::Refused);
            row(move, State::Busy, Error::Kind::Busy);
        }
        row("act", State::Printing, Error::Kind::Refused);
        row("act", State::Busy, Error::Kind::Busy);
    }
    void refusedInTheWrongState()
    {
        QFETCH(int, command);
        QFETCH(State, state);
        QFETCH(Error::Kind, kind);
        online({.state = state, .stateText = u"Humming along"_s});
        const Error error = checkRefusal(command, kind);
        QVERIFY2(error.message.contains(u"Humming along"_s), qPrintable(error.message));
    }

    // A button is enabled by the answer that its command would give.
    void whatMayBeDoneIsWhatTheCommandChecks_data()
    {
        QTest::addColumn<State>("state");
        for (const State state : {State::Unknown, State::Idle, State::Preparing, State::Printing,
                                  State::Pausing, State::Paused, State::Resuming, State::Canceling,
                                  State::Finished, State::Attention, State::Error, State::Busy})
            QTest::newRow(qPrintable(stateName(state))) << state;
    }
    void whatMayBeDoneIsWhatTheCommandChecks()
    {
        QFETCH(State, state);
        online({.state = state});
        const auto same = [](const Result<void> &may, const Command<void> &command) {
            const auto error = errorOf(command);
            return may ? !error : error && *error == may.error();
        };
        // Asked before the command, which may change what is allowed.
        const auto pause = m_printer->mayPause();
        QVERIFY(same(pause, m_printer->pause()));
        const auto resume = m_printer->mayResume();
        QVERIFY(same(resume, m_printer->resume()));
        const auto cancel = m_printer->mayCancelJob();
        QVERIFY(same(cancel, m_printer->cancelJob()));
        const auto clear = m_printer->mayClearPlate();
        QVERIFY(same(clear, m_printer->clearPlate()));
        const auto light = m_printer->maySetLight();
        QVERIFY(same(light, m_printer->setValues({{u"light"_s, 1}})));
        const auto act = m_printer->mayAct(u"level"_s);
        QVERIFY(same(act, m_printer->act(u"level"_s, {})));
        QVERIFY(!m_printer->mayAct(u"unknown"_s));
    }

    void doneWhenTheStateShowsIt()
    {
        online(printing(u"a.gcode"_s));
        const Command<void> pause = m_printer->pause();
        QCOMPARE(driver()->told, QStringList({u"pause"_s}));
        QCOMPARE(m_printer->status().activity->kind, ActivityKind::Pausing);
        QCOMPARE(m_printer->status().state, State::Printing); // what we do is never a state
        driver()->answers.back().finish(stateIs(State::Paused));
        letHandlersRun();
        driver()->report(State::Pausing);
        letHandlersRun();
        QVERIFY(!pause.isFinished());
        QVERIFY(m_printer->status().activity);
        driver()->report(State::Paused);
        QTRY_VERIFY(pause.isFinished());
        QVERIFY(*pause.result());
        QTRY_VERIFY(!m_printer->status().activity);
    }

    void doneAtOnceWhereThereIsNothingToSee()
    {
        online();
        const Command<void> home = m_printer->home({});
        QCOMPARE(driver()->told, QStringList({u"home xyz"_s}));
        driver()->answers.back().finish(Shown());
        QTRY_VERIFY(home.isFinished());
        QVERIFY(*home.result());
    }

    void acknowledgedButNotShownTimesOut()
    {
        m_limits.jobCommand = 5ms;
        online(printing(u"a.gcode"_s));
        const Command<void> pause = m_printer->pause();
        driver()->answers.back().finish(stateIs(State::Paused));
        QTRY_VERIFY(pause.isFinished());
        QCOMPARE(pause.result()->error().kind, Error::Kind::TimedOut);
        QVERIFY(pause.result()->error().message.contains(u"“Hall 3”"_s));
        QTRY_VERIFY(!m_printer->status().activity);
    }

    void thePrintersNoIsPassedOn()
    {
        online(printing(u"a.gcode"_s));
        const Command<void> cancel = m_printer->cancelJob();
        QCOMPARE(m_printer->status().activity->kind, ActivityKind::Canceling);
        driver()->answers.back().finish(failure(Error::Kind::Refused, u"Not now."_s));
        QTRY_VERIFY(cancel.isFinished());
        QCOMPARE(cancel.result()->error().kind, Error::Kind::Refused);
        QTRY_VERIFY(!m_printer->status().activity);
    }

    void anActivityOfSomebodyElseIsNotCleared()
    {
        online(printing(u"a.gcode"_s));
        m_printer->pause();
        m_printer->setActivity(Activity {.kind = ActivityKind::Sending});
        driver()->answers.back().finish(Shown());
        letHandlersRun();
        QCOMPARE(m_printer->status().activity->kind, ActivityKind::Sending);
    }

    void aCommandIsFollowedThroughALostSession()
    {
        online(printing(u"a.gcode"_s));
        const Command<void> pause = m_printer->pause();
        driver()->answers.back().finish(stateIs(State::Paused));
        letHandlersRun();
        driver()->loseSession();
        driver()->openSession();
        driver()->report(State::Paused);
        QTRY_VERIFY(pause.isFinished());
        QVERIFY(*pause.result());
    }

    void closingEndsWhatIsFollowed()
    {
        online(printing(u"a.gcode"_s));
        const Command<void> pause = m_printer->pause();
        driver()->answers.back().finish(stateIs(State::Paused));
        letHandlersRun();
        m_printer->close();
        QTRY_VERIFY(pause.isFinished());
        QCOMPARE(pause.result()->error().kind, Error::Kind::Canceled);
        QTRY_VERIFY(!m_printer->status().activity);
    }

    void anAnswerAfterTheDriverWasDroppedCountsNoMore()
    {
        online(printing(u"a.gcode"_s));
        const Command<void> pause = m_printer->pause();
        const CommandPromise<Shown> answer = driver()->answers.back();
        m_printer->close();
        answer.finish(stateIs(State::Paused));
        QTRY_VERIFY(pause.isFinished());
        QCOMPARE(pause.result()->error().kind, Error::Kind::Canceled);
        QVERIFY(pause.result()->error().message.contains(u"“Hall 3”"_s));
        QTRY_VERIFY(!m_printer->status().activity);
    }

    void aDroppedDriverEndsItsCommands()
    {
        online(printing(u"a.gcode"_s));
        const Command<void> pause = m_printer->pause();
        m_printer->close();
        QTRY_VERIFY(pause.isFinished());
        QCOMPARE(pause.result()->error().kind, Error::Kind::Canceled);
        QTRY_VERIFY(!m_printer->status().activity);
    }

    void aPrinterThatGoesEndsItsCommands()
    {
        online(printing(u"a.gcode"_s));
        const Command<void> waiting = m_printer->pause();
        const Command<void> followed = m_printer->cancelJob();
        driver()->answers.back().finish(stateIs(State::Idle));
        letHandlersRun();
        m_printer.reset();
        QTRY_VERIFY(waiting.isFinished());
        QTRY_VERIFY(followed.isFinished());
        QCOMPARE(followed.result()->error().kind, Error::Kind::Canceled);
    }

    void setChecksKeysAndRanges_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("kind"); // empty = allowed
        const auto row = [](const char *name, const QString &key, double value,
                            const QString &kind) { QTest::newRow(name) << key << value << kind; };
        row("bed off", u"bed"_s, 0, {});
        row("bed at its maximum", u"bed"_s, 110, {});
        row("bed above its maximum", u"bed"_s, 110.5, u"wrongUse"_s);
        row("below zero", u"tool0"_s, -1, u"wrongUse"_s);
        row("not a number", u"tool0"_s, qQNaN(), u"wrongUse"_s);
        row("a heater it lacks", u"chamber"_s, 40, u"unsupported"_s);
        row("the fan", u"fan"_s, 100, {});
        row("a fan by name", u"cooling"_s, 50, {});
        row("a fan too fast", u"cooling"_s, 101, u"wrongUse"_s);
        row("speed", u"speed"_s, 150, {});
        row("too slow", u"speed"_s, 49, u"wrongUse"_s);
        row("light", u"light"_s, 1, {});
        row("too bright", u"light"_s, 2, u"wrongUse"_s);
        row("nonsense", u"colour"_s, 1, u"unsupported"_s);
    }
    void setChecksKeysAndRanges()
    {
        QFETCH(QString, key);
        QFETCH(double, value);
        QFETCH(QString, kind);
        online();
        const auto error = errorOf(m_printer->setValues({{key, value}}));
        QCOMPARE(error ? errorKindName(error->kind) : QString(), kind);
        QCOMPARE(driver()->told.isEmpty(), error.has_value());
    }

    void setSendsAllOrNothing()
    {
        online();
        QVERIFY(errorOf(m_printer->setValues({{u"bed"_s, 60}, {u"tool0"_s, 999}})));
        QVERIFY(errorOf(m_printer->setValues({})));
        QVERIFY(driver()->told.isEmpty());
        QVERIFY(!errorOf(m_printer->setValues({{u"bed"_s, 60}, {u"tool0"_s, 210}})));
        QCOMPARE(driver()->told, QStringList({u"set bed=60 tool0=210"_s}));
    }

    void movesAreChecked()
    {
        online();
        for (const QString &axes : {u"xx"_s, u"a"_s, u"X"_s, u"x y"_s})
            QCOMPARE(errorOf(m_printer->home(axes))->kind, Error::Kind::WrongUse);
        for (const double distance : {501.0, -501.0, double(qInf()), double(qQNaN())})
            QCOMPARE(errorOf(m_printer->jog({{u'x', distance}}))->kind, Error::Kind::WrongUse);
        QCOMPARE(errorOf(m_printer->jog({{u'e', 1}}))->kind, Error::Kind::WrongUse);
        QCOMPARE(errorOf(m_printer->jog({}))->kind, Error::Kind::WrongUse);
        QVERIFY(driver()->told.isEmpty());
        m_printer->jog({{u'x', -10}, {u'z', 0.5}});
        QCOMPARE(driver()->told, QStringList({u"jog x=-10 z=0.5"_s}));
    }

    void actionsGetTypedParameters()
    {
        online();
        QCOMPARE(errorOf(m_printer->act(u"level"_s, {{u"points"_s, u"99"_s}}))->kind,
                 Error::Kind::WrongUse);
        QCOMPARE(errorOf(m_printer->act(u"level"_s, {{u"speed"_s, u"1"_s}}))->kind,
                 Error::Kind::WrongUse);
        const auto unknown = errorOf(m_printer->act(u"dance"_s, {}));
        QCOMPARE(unknown->kind, Error::Kind::Unsupported);
        QVERIFY(unknown->message.contains(u"level"_s));
        QVERIFY(driver()->told.isEmpty());
        m_printer->act(u"level"_s, {});
        QCOMPARE(driver()->actParameters, (QJsonObject {{u"points"_s, 9}}));
        m_printer->act(u"level"_s, {{u"points"_s, u"16"_s}});
        QCOMPARE(driver()->actParameters, (QJsonObject {{u"points"_s, 16}}));
    }

    void questionsAreAnsweredByTheDriver()
    {
        online();
        QCOMPARE(**m_printer->gcode({u"M105"_s, u"M114"_s}).result(), QStringList({u"ok"_s}));
        QCOMPARE((*m_printer->files(u"usb"_s).result())->first().name, u"a.gcode"_s);
        QCOMPARE(**m_printer->thumbnail(u"a.gcode"_s).result(), QByteArray("PNG"));
        QCOMPARE(driver()->told,
                 QStringList({u"gcode M105|M114"_s, u"files usb"_s, u"thumbnail a.gcode"_s}));
    }

    void aPictureIsDecodedBeforeItIsGiven()
    {
        online();
        driver()->picture = jpeg();
        const auto good = m_printer->takePicture({});
        QTRY_VERIFY(good.isFinished());
        QVERIFY(*good.result());
        QCOMPARE(**good.result(), driver()->picture);
        QCOMPARE(driver()->told, QStringList(u"picture "_s));
        driver()->picture = "JPEG";
        const auto bad = m_printer->takePicture({});
        QTRY_VERIFY(bad.isFinished());
        QCOMPARE(errorOf(bad)->kind, Error::Kind::BadReply);
    }

    void whichCamerasGivePictures()
    {
        m_record.cameras = {{.id = u"own"_s, .name = u"Inside"_s},
                            {.id = u"door"_s, .name = u"Door"_s, .source = u"url"_s}};
        online();
        m_printer->takePicture(u"own"_s);
        QCOMPARE(driver()->told, QStringList(u"picture own"_s));
        QCOMPARE(errorOf(m_printer->takePicture(u"door"_s))->kind, Error::Kind::Unsupported);
        const auto none = errorOf(m_printer->takePicture(u"attic"_s));
        QCOMPARE(none->kind, Error::Kind::NotFound);
        QVERIFY2(none->message.contains(u"attic"_s), qPrintable(none->message));
    }

    void aStreamGivesNoPictures()
    {
        m_record.capabilities.cameraKinds = {u"mjpeg"_s};
        online();
        const auto error = errorOf(m_printer->takePicture({}));
        QCOMPARE(error->kind, Error::Kind::Unsupported);
        QVERIFY2(error->message.contains(u"stream"_s), qPrintable(error->message));
        QVERIFY(driver()->told.isEmpty());
    }

    void rawGcodeHasACeiling()
    {
        online();
        QCOMPARE(errorOf(m_printer->gcode({}))->kind, Error::Kind::WrongUse);
        QCOMPARE(errorOf(m_printer->gcode(QStringList(101, u"M105"_s)))->kind,
                 Error::Kind::WrongUse);
        QVERIFY(driver()->told.isEmpty());
    }

private:
    static void addCommands()
    {
        QTest::addColumn<int>("command");
        for (int i = 0; i < everyCommand().size(); ++i)
            QTest::newRow(everyCommand()[i].name) << i;
    }

    // Asked for now, the command ends at once with this kind, in words that name the printer, and
    // the driver hears nothing.
    Error checkRefusal(int command, Error::Kind kind)
    {
        const auto error = everyCommand()[command].ask(*m_printer);
        if (!error) {
            QTest::qFail("was not refused", __FILE__, __LINE__);
            return {};
        }
        QTest::qCompare(error->kind, kind, "kind", "expected", __FILE__, __LINE__);
        QTest::qVerify(error->message.contains(QStringLiteral("“Hall 3”")), "names the printer",
                       qPrintable(error->message), __FILE__, __LINE__);
        QTest::qVerify(!driver() || driver()->told.isEmpty(), "nothing sent", "", __FILE__,
                       __LINE__);
        QTest::qVerify(!m_printer->status().activity, "no activity", "", __FILE__, __LINE__);
        return *error;
    }
};

FLOTILLA_TEST(tst_PrinterCommands)
#include "tst_printercommands.moc"
