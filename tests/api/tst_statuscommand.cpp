// SPDX-License-Identifier: GPL-3.0-or-later
#include "serviceworld.h"

#include "api/linkwait.h"
#include "api/statuswait.h"

#include "support/testmain.h"

#include <QElapsedTimer>

using namespace flotilla;
using namespace flotilla::api;
using namespace flotilla::test;
using namespace Qt::StringLiterals;

namespace {

DriverState printing()
{
    return {.state = State::Printing, .job = ReportedJob {.name = u"part.gcode"_s}};
}

DriverState ended(State state, JobResult result)
{
    return {.state = state, .job = {}, .jobResult = result};
}

} // namespace

class tst_StatusCommand : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<ServiceWorld> m_world;

    // The printer has been heard, and is looked at from now on.
    static bool isWaiting(const CommandTask *task)
    {
        return task->findChild<StatusWait *>() && !task->findChild<LinkWait *>();
    }

    QJsonObject hall(const QString &key, const QJsonValue &value) const
    {
        return {{u"printer"_s, u"Hall 1"_s}, {key, value}};
    }

private Q_SLOTS:
    void init() { m_world = std::make_unique<ServiceWorld>(); }
    void cleanup() { m_world.reset(); }

    void oneGivesADocumentAndAllAnArray()
    {
        m_world->add(u"Hall 1"_s);
        m_world->add(u"Hall 2"_s);
        const Heard one = m_world->run(u"status"_s, {{u"printer"_s, u"Hall 2"_s}});
        QCOMPARE(one.object()[u"name"_s].toString(), u"Hall 2"_s);
        QCOMPARE(one.object()[u"link"_s].toString(), u"online"_s);
        QCOMPARE(one.object()[u"state"_s].toString(), u"idle"_s);
        const Heard all = m_world->run(u"status"_s);
        QCOMPARE(all.documents.size(), 1);
        QCOMPARE(all.array().size(), 2);
    }

    void withoutPrintersTheArrayIsEmpty()
    {
        const Heard all = m_world->run(u"status"_s);
        QVERIFY(all.isGood());
        QVERIFY(all.documents.first().isArray());
        QVERIFY(all.array().isEmpty());
    }

    // Good, with what was known last, and not for ever.
    void aSilentPrinterGivesItsLastKnownStatus()
    {
        m_world->add(u"Hall 1"_s);
        QVERIFY(m_world->run(u"status"_s).isGood());
        m_world->start();
        m_world->system.whenConnecting = {};
        QElapsedTimer time;
        time.start();
        const Heard heard = m_world->run(u"status"_s, {{u"printer"_s, u"Hall 1"_s}}, 150);
        QVERIFY(heard.isGood());
        QVERIFY(time.elapsed() < 5'000);
        QCOMPARE(heard.object()[u"state"_s].toString(), u"idle"_s);
        QCOMPARE(heard.object()[u"link"_s].toString(), u"connecting"_s);
    }

    void anUnreachablePrinterIsNotWaitedFor()
    {
        m_world->system.whenConnecting = [](FakeDriver &driver) { driver.failConnect(); };
        m_world->add(u"Hall 1"_s);
        QElapsedTimer time;
        time.start();
        const Heard heard = m_world->run(u"status"_s);
        QVERIFY(heard.isGood());
        QVERIFY(time.elapsed() < 3'000);
        QCOMPARE(heard.array().first().toObject()[u"link"_s].toString(), u"unreachable"_s);
    }

    void watchGivesADocumentAtEveryChange()
    {
        m_world->add(u"Hall 1"_s);
        Heard heard;
        CommandTask *task
            = m_world->begin(m_world->request(u"status"_s, {{u"watch"_s, true}}), heard);
        QTRY_VERIFY(m_world->driver(u"Hall 1"_s));
        QTRY_VERIFY(!heard.documents.isEmpty()
                    && heard.documents.last().toObject()[u"state"_s] == u"idle"_s);
        m_world->driver(u"Hall 1"_s)->report(printing());
        QTRY_COMPARE(heard.documents.last().toObject()[u"state"_s].toString(), u"printing"_s);
        QVERIFY(m_world->driver(u"Hall 1"_s)->watched);
        const qsizetype before = heard.documents.size();
        m_world->driver(u"Hall 1"_s)->report(printing()); // nothing new
        QCoreApplication::processEvents();
        QCOMPARE(heard.documents.size(), before);
        QVERIFY(!heard.end);
        task->cancel();
        QTRY_VERIFY(heard.end);
        QTRY_VERIFY(!m_world->driver(u"Hall 1"_s)->watched);
    }

    void watchShowsPrintersAddedLater()
    {
        Heard heard;
        m_world->begin(m_world->request(u"status"_s, {{u"watch"_s, true}}, 2'000), heard);
        QCoreApplication::processEvents();
        m_world->add(u"Hall 1"_s);
        QTRY_VERIFY(!heard.documents.isEmpty());
        QCOMPARE(heard.documents.last().toObject()[u"name"_s].toString(), u"Hall 1"_s);
    }

    void watchEndsWellWithItsTimeLimit()
    {
        m_world->add(u"Hall 1"_s);
        QVERIFY(m_world->run(u"status"_s, {{u"watch"_s, true}}, 200).isGood());
    }

    void waitEndsWithTheStatusDocument()
    {
        m_world->state = printing();
        m_world->add(u"Hall 1"_s);
        Heard heard;
        const CommandTask *task
            = m_world->begin(m_world->request(u"status"_s, hall(u"wait"_s, u"paused"_s)), heard);
        QTRY_VERIFY(m_world->driver(u"Hall 1"_s));
        QTRY_VERIFY(m_world->driver(u"Hall 1"_s)->watched);
        QTRY_COMPARE((*m_world->service->fleet().find(u"Hall 1"_s))->status().state,
                     State::Printing);
        QVERIFY(heard.documents.isEmpty());
        QTRY_VERIFY(isWaiting(task));
        // For one report only.
        m_world->driver(u"Hall 1"_s)->report(State::Paused);
        m_world->driver(u"Hall 1"_s)->report(printing());
        QTRY_VERIFY(heard.end);
        QVERIFY2(heard.isGood(), qPrintable(heard.message()));
        QCOMPARE(heard.documents.size(), 1);
        QCOMPARE(heard.object()[u"state"_s].toString(), u"paused"_s);
    }

    void waitNotMetIsThree()
    {
        m_world->add(u"Hall 1"_s);
        const Heard heard = m_world->run(u"status"_s, hall(u"wait"_s, u"printing"_s), 200);
        QCOMPARE(heard.kind(), Error::Kind::TimedOut);
        QCOMPARE(heard.end->exitStatus(), 3);
        QVERIFY(heard.documents.isEmpty());
    }

    // What was known when the program ran last is no answer.
    void waitIsNotMetByAnOldStatus()
    {
        m_world->add(u"Hall 1"_s);
        QVERIFY(m_world->run(u"status"_s).isGood());
        m_world->start();
        m_world->system.whenConnecting = {};
        QCOMPARE(m_world->run(u"status"_s, hall(u"wait"_s, u"idle"_s), 200).kind(),
                 Error::Kind::TimedOut);
    }

    void waitOutlastsAnUnreachablePrinter()
    {
        m_world->system.whenConnecting = [](FakeDriver &driver) { driver.failConnect(); };
        m_world->add(u"Hall 1"_s);
        Heard heard;
        m_world->begin(m_world->request(u"status"_s, hall(u"wait"_s, u"idle"_s)), heard);
        QTRY_VERIFY(m_world->system.connects() >= 2);
        QVERIFY(!heard.end);
        m_world->system.whenConnecting = [this](FakeDriver &driver) { m_world->answer(driver); };
        QTRY_VERIFY(heard.end);
        QVERIFY(heard.isGood());
    }

    void waitEndsWhereAPersonMustStepIn()
    {
        m_world->system.whenConnecting = [](FakeDriver &driver) {
            driver.failConnect(AfterFailure::AskPerson, Error::Kind::NotAuthorised);
        };
        m_world->add(u"Hall 1"_s);
        QCOMPARE(m_world->run(u"status"_s, hall(u"wait"_s, u"idle"_s)).kind(),
                 Error::Kind::NotAuthorised);
    }

    void finishedIsMetByTheEndOfTheJob_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<int>("result");
        QTest::addColumn<bool>("met");
        QTest::newRow("finished") << int(State::Finished) << int(JobResult::Completed) << true;
        QTest::newRow("not cleared") << int(State::Idle) << int(JobResult::Completed) << true;
        QTest::newRow("failed") << int(State::Error) << int(JobResult::Failed) << false;
    }

    void finishedIsMetByTheEndOfTheJob()
    {
        QFETCH(int, state);
        QFETCH(int, result);
        QFETCH(bool, met);
        m_world->state = printing();
        m_world->add(u"Hall 1"_s);
        FakeDriver *driver = m_world->openDriver(u"Hall 1"_s);
        QVERIFY(driver);
        Heard heard;
        const CommandTask *task
            = m_world->begin(m_world->request(u"status"_s, hall(u"wait"_s, u"finished"_s)), heard);
        QTRY_VERIFY(isWaiting(task));
        QVERIFY(!heard.end);
        driver->report(ended(State(state), JobResult(result)));
        QTRY_VERIFY(heard.end);
        QCOMPARE(heard.isGood(), met);
        QCOMPARE(heard.end->exitStatus(), met ? 0 : 3);
    }

    // Ended, taken off and cleared before we asked.
    void finishedIsMetByTheLastJob()
    {
        m_world->state = printing();
        m_world->add(u"Hall 1"_s);
        FakeDriver *driver = m_world->openDriver(u"Hall 1"_s);
        QVERIFY(driver);
        driver->report(ended(State::Idle, JobResult::Completed));
        QVERIFY(m_world->run(u"clear"_s, {{u"printer"_s, u"Hall 1"_s}}).isGood());
        const Heard heard = m_world->run(u"status"_s, hall(u"wait"_s, u"finished"_s), 2'000);
        QVERIFY2(heard.isGood(), qPrintable(heard.message()));
        QCOMPARE(heard.object()[u"state"_s].toString(), u"idle"_s);
    }
};

FLOTILLA_TEST(tst_StatusCommand)
#include "tst_statuscommand.moc"
