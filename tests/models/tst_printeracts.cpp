// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/printeracts.h"

#include "core/fakefleet.h"
#include "core/fakeprinter.h"
#include "models/question.h"
#include "models/times.h"
#include "models/toasts.h"
#include "models/whattodo.h"
#include "support/testmain.h"

#include <QSignalSpy>

using namespace flotilla;
using namespace flotilla::models;
using namespace flotilla::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

Capabilities able()
{
    Capabilities can {.pause = true, .cancel = true, .light = true, .clearsPlate = true};
    can.actions = {{.id = u"level"_s,
                    .label = u"Level the bed"_s,
                    .confirmation = u"The head moves. Is the plate empty?"_s,
                    .allowedIn = {State::Idle}},
                   {.id = u"feed"_s,
                    .label = u"Feed"_s,
                    .parameters = {{.key = u"mm"_s, .label = u"Length"_s}}}};
    return can;
}

DriverState job(State state, const QString &name = u"benchy.gcode"_s, double progress = 0.64)
{
    return {
        .state = state,
        .job = ReportedJob {
            .name = name, .progress = progress, .elapsedSeconds = 4800, .remainingSeconds = 2700}};
}

} // namespace

// What a person does to printers, and what is asked before.
class tst_PrinterActs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_fleet = std::make_unique<FakeFleet>();
        m_fleet->fleet->openAll();
        m_toasts = std::make_unique<Toasts>(m_fleet->world.clock);
        m_question = std::make_unique<Question>(*m_fleet->fleet);
        m_acts = std::make_unique<PrinterActs>(*m_fleet->fleet, *m_toasts, *m_question);
    }
    void cleanup()
    {
        m_toasts->commitAll();
        m_acts.reset();
        m_question.reset();
        m_toasts.reset();
        m_fleet.reset();
    }

    void pauseGoesOutAtOnce()
    {
        const QString id = online(u"Calypso"_s, job(State::Printing));
        m_acts->run(id, Act::Pause);
        QCOMPARE(told(u"Calypso"_s), QStringList({u"pause"_s}));
        QVERIFY(!m_question->isOpen());
        QVERIFY(!entry(id, u"pause"_s).enabled);
        QCOMPARE(entry(id, u"pause"_s).whyNot, u"“Calypso” is pausing already."_s);
    }

    void aPauseThatCanLeaveAMarkIsAskedFor()
    {
        Capabilities can = able();
        can.pauseCanMark = true;
        const QString id = online(u"Beagle"_s, job(State::Printing), can);
        m_acts->run(id, Act::Pause);
        QCOMPARE(told(u"Beagle"_s), QStringList());
        QCOMPARE(m_question->title(), u"Pause Beagle?"_s);
        QVERIFY(!m_question->isDangerous());
        m_question->confirm();
        QCOMPARE(told(u"Beagle"_s), QStringList({u"pause"_s}));
    }

    void cancelAsksOnceAndNamesTheLoss()
    {
        const QString id = online(u"Calypso"_s, job(State::Printing));
        m_acts->run(id, Act::CancelPrint);
        QVERIFY(m_question->isOpen());
        QCOMPARE(m_question->title(), u"Cancel the print on Calypso?"_s);
        QCOMPARE(m_question->text(),
                 u"benchy.gcode is at 64 % with 45 min left. A canceled print cannot be "
                 "continued."_s);
        QCOMPARE(m_question->safeText(), u"Keep printing"_s);
        QCOMPARE(m_question->actText(), u"Cancel the print"_s);
        QVERIFY(m_question->isDangerous());

        driver(u"Calypso"_s)->report(job(State::Printing, u"benchy.gcode"_s, 0.65));
        QVERIFY(m_question->text().contains(u"65 %"_s));
        m_question->confirm();
        QVERIFY(!m_question->isOpen());
        QCOMPARE(told(u"Calypso"_s), QStringList({u"cancel"_s}));
        m_question->confirm(); // a second press finds nothing
        QCOMPARE(told(u"Calypso"_s).size(), 1);
    }

    void keepPrintingDoesNothing()
    {
        const QString id = online(u"Calypso"_s, job(State::Printing));
        m_acts->run(id, Act::CancelPrint);
        m_question->dismiss();
        QVERIFY(!m_question->isOpen());
        QCOMPARE(told(u"Calypso"_s), QStringList());
    }

    void theQuestionEndsWithItsPrint()
    {
        const QString id = online(u"Calypso"_s, job(State::Printing));
        m_acts->run(id, Act::CancelPrint);
        DriverState done = job(State::Finished);
        done.jobResult = JobResult::Completed;
        driver(u"Calypso"_s)->report(done);
        QVERIFY(m_question->isOpen());
        QVERIFY(!m_question->isEnabled());
        QCOMPARE(
            m_question->whyNot(),
            u"This print ended at %1."_s.arg(clockText(m_fleet->world.clock.now(), QLocale())));
        QCOMPARE(m_question->title(), u"Cancel the print on Calypso?"_s);
        // The next print is not the one that was asked about.
        driver(u"Calypso"_s)->report(job(State::Printing, u"other.gcode"_s, 0.01));
        QVERIFY(!m_question->isEnabled());
        m_question->confirm();
        QCOMPARE(told(u"Calypso"_s), QStringList());
    }

    void theQuestionKnowsThatTheLinkIsLost()
    {
        const QString id = online(u"Calypso"_s, job(State::Printing));
        m_acts->run(id, Act::CancelPrint);
        driver(u"Calypso"_s)->loseSession();
        QVERIFY(!m_question->isEnabled());
        QVERIFY2(m_question->whyNot().contains(u"Calypso"_s), qPrintable(m_question->whyNot()));
    }

    void plateIsClearGoesOutWithTheToast()
    {
        const QString id = online(u"Fram"_s, job(State::Finished));
        m_acts->run(id, Act::ClearPlate);
        m_acts->run(id, Act::ClearPlate); // a second press is the same wish
        QCOMPARE(toasts(), QStringList({u"The plate of Fram is clear"_s}));
        QCOMPARE(told(u"Fram"_s), QStringList());
        m_fleet->world.clock.advance(8s);
        QTRY_COMPARE(told(u"Fram"_s), QStringList({u"clear"_s}));
    }

    void plateIsClearCanBeUndone()
    {
        const QString id = online(u"Fram"_s, job(State::Finished));
        m_acts->run(id, Act::ClearPlate);
        m_toasts->undoLast();
        m_toasts->commitAll();
        QCOMPARE(told(u"Fram"_s), QStringList());
        m_acts->run(id, Act::ClearPlate); // and said again
        QCOMPARE(m_toasts->rowCount(), 1);
    }

    void aPrintBegunMeanwhileNeedsNoClearing()
    {
        const QString id = online(u"Fram"_s, job(State::Finished));
        m_acts->run(id, Act::ClearPlate);
        driver(u"Fram"_s)->report(job(State::Printing, u"next.gcode"_s, 0));
        m_toasts->commitAll();
        QCOMPARE(told(u"Fram"_s), QStringList());
        QCOMPARE(toasts(), QStringList());
    }

    void removeAsksThenCanBeUndone()
    {
        const QString id = online(u"Santa Maria"_s, {.state = State::Idle});
        m_acts->run(id, Act::Remove);
        QCOMPARE(m_question->title(), u"Remove Santa Maria from the fleet?"_s);
        QCOMPARE(m_question->text(), u"Its history stays."_s);
        QCOMPARE(m_question->safeText(), u"Keep"_s);
        QCOMPARE(m_question->actText(), u"Remove Santa Maria"_s);
        m_question->confirm();
        QCOMPARE(toasts(), QStringList({u"Santa Maria removed from the fleet"_s}));
        QVERIFY(m_acts->leaving().contains(QUuid(id)));
        QVERIFY(m_fleet->fleet->printer(QUuid(id)));
        QSignalSpy leaving(m_acts.get(), &PrinterActs::leavingChanged);
        m_toasts->undoLast();
        QVERIFY(!m_acts->leaving().contains(QUuid(id)));
        QCOMPARE(leaving.size(), 1);

        m_acts->run(id, Act::Remove);
        m_question->confirm();
        m_fleet->world.clock.advance(8s);
        QTRY_VERIFY(!m_fleet->fleet->printer(QUuid(id)));
        QVERIFY(!m_acts->leaving().contains(QUuid(id)));
    }

    void whatFailsNamesThePrinterAndOffersTheRemedy()
    {
        const QString id = online(u"Calypso"_s, job(State::Printing));
        m_acts->run(id, Act::Pause);
        driver(u"Calypso"_s)
            ->answers.back()
            .finish(failure(Error::Kind::Refused, u"It is on its screen."_s, u"code 2"_s));
        QTRY_COMPARE(toasts(), QStringList({u"Calypso: It is on its screen."_s}));
        QCOMPARE(m_toasts->index(0).data(Toasts::DetailsRole).toString(), u"code 2"_s);
        QVERIFY(m_toasts->index(0).data(Toasts::IsErrorRole).toBool());

        driver(u"Calypso"_s)->loseSession();
        m_acts->run(id, Act::Pause); // by a key, although the button is dead
        QTRY_COMPARE(m_toasts->rowCount(), 2);
        QVERIFY(toasts().constLast().contains(u"Calypso"_s));
    }

    void serviceIsSwitched()
    {
        const QString id = online(u"Calypso"_s, {.state = State::Idle});
        const Printer *printer = m_fleet->fleet->printer(QUuid(id));
        QVERIFY(!entry(id, u"connect"_s).enabled);
        m_acts->run(id, Act::Disconnect);
        QTRY_COMPARE(printer->status().link, Link::Closed);
        QVERIFY(!printer->record().inService);
        QCOMPARE(entry(id, u"disconnect"_s).key, QString());
        m_acts->run(id, Act::Connect);
        QTRY_COMPARE(printer->status().link, Link::Connecting);
    }

    void lightIsTurnedToTheOtherSide()
    {
        const QString id = online(u"Calypso"_s, {.state = State::Idle, .light = true});
        QCOMPARE(entry(id, u"light"_s).text, u"Light off"_s);
        m_acts->run(id, Act::ToggleLight);
        QCOMPARE(told(u"Calypso"_s), QStringList({u"set light=0"_s}));
    }

    void menuHoldsWhatTheMachineCan_data()
    {
        QTest::addColumn<State>("state");
        QTest::addColumn<Plate>("plate");
        QTest::addColumn<QStringList>("keys");
        const QStringList rest {u"sendFile"_s,   u"light"_s, u"action:level"_s,
                                u"disconnect"_s, u"edit"_s,  u"remove"_s};
        QTest::newRow("idle") << State::Idle << Plate::Clear << rest;
        QTest::newRow("printing") << State::Printing << Plate::Clear
                                  << QStringList({u"pause"_s, u"cancelPrint"_s}) + rest;
        QTest::newRow("paused") << State::Paused << Plate::Clear
                                << QStringList({u"resume"_s, u"cancelPrint"_s}) + rest;
        QTest::newRow("attention")
            << State::Attention << Plate::Clear
            << QStringList({u"whatToDo"_s, u"clearPlate"_s, u"resume"_s, u"cancelPrint"_s}) + rest;
        QTest::newRow("finished") << State::Finished << Plate::Occupied
                                  << QStringList({u"clearPlate"_s}) + rest;
    }
    void menuHoldsWhatTheMachineCan()
    {
        QFETCH(State, state);
        QFETCH(QStringList, keys);
        const QString id = online(u"Calypso"_s, {.state = State::Idle});
        m_fleet->fleet->printer(QUuid(id))->clearPlate();
        driver(u"Calypso"_s)
            ->report(state == State::Idle ? DriverState {.state = state} : job(state));
        if (state == State::Attention)
            keys.removeOne(u"clearPlate"_s);
        QStringList found;
        for (const MenuEntry &one : menu(id)) {
            found << one.key;
            QVERIFY(one.enabled || !one.whyNot.isEmpty());
            QVERIFY(!one.text.isEmpty());
            QVERIFY(!one.iconName.isEmpty());
        }
        QCOMPARE(found, keys);
    }

    void aMachinesOwnActionIsConfirmedInItsWords()
    {
        const QString id = online(u"Calypso"_s, {.state = State::Idle});
        QCOMPARE(entry(id, u"action:level"_s).text, u"Level the bed…"_s);
        m_acts->runEntry(id, u"action:level"_s);
        QCOMPARE(m_question->title(), u"Level the bed on Calypso?"_s);
        QCOMPARE(m_question->text(), u"The head moves. Is the plate empty?"_s);
        QCOMPARE(told(u"Calypso"_s), QStringList());
        m_question->confirm();
        QCOMPARE(told(u"Calypso"_s), QStringList({u"act level"_s}));
        driver(u"Calypso"_s)->report(job(State::Printing));
        QVERIFY(!entry(id, u"action:level"_s).enabled);
        QVERIFY(!entry(id, u"action:level"_s).whyNot.isEmpty());
    }

    void anActOnSomeOfTheChosenSaysSo()
    {
        const QString a = online(u"A"_s, job(State::Printing));
        const QString b = online(u"B"_s, job(State::Printing));
        const QString c = online(u"C"_s, {.state = State::Idle});
        m_acts->setSelection({a, b, c});
        QCOMPARE(selectionEntry(u"pause"_s).text, u"Pause 2 of 3"_s);
        QCOMPARE(selectionEntry(u"sendFile"_s).text, u"Send file…"_s);
        QVERIFY(!selectionEntry(u"resume"_s).enabled);
        QVERIFY(!selectionEntry(u"resume"_s).whyNot.isEmpty());

        QSignalSpy changed(m_acts.get(), &PrinterActs::selectionMenuChanged);
        driver(u"C"_s)->report(job(State::Printing));
        QTRY_COMPARE(changed.size(), 1);
        QCOMPARE(selectionEntry(u"pause"_s).text, u"Pause"_s);
        driver(u"C"_s)->report(State::Idle);
        m_acts->runOnSelection(Act::Pause);
        QCOMPARE(told(u"A"_s), QStringList({u"pause"_s}));
        QCOMPARE(told(u"B"_s), QStringList({u"pause"_s}));
        QCOMPARE(told(u"C"_s), QStringList());
    }

    void severalAreCanceledWithOneQuestion()
    {
        QStringList ids;
        for (int i = 0; i < 8; ++i)
            ids << online(u"P%1"_s.arg(i), job(State::Printing, u"part%1.gcode"_s.arg(i)));
        m_acts->setSelection(ids);
        m_acts->runOnSelection(Act::CancelPrint);
        QVERIFY(m_question->title().startsWith(u"Cancel 8 print"_s));
        QCOMPARE(m_question->lines().size(), 7);
        QCOMPARE(m_question->lines().constFirst(), u"P0 · part0.gcode · 64 %"_s);
        QCOMPARE(m_question->lines().constLast(), u"and 2 more"_s);
        driver(u"P0"_s)->report(State::Finished);
        QVERIFY(m_question->actText().startsWith(u"Cancel 7 print"_s));
        m_question->confirm();
        QCOMPARE(told(u"P0"_s), QStringList());
        QCOMPARE(told(u"P7"_s), QStringList({u"cancel"_s}));
    }

    void severalPlatesAreClearedWithOneToast()
    {
        const QString a = online(u"A"_s, job(State::Finished));
        const QString b = online(u"B"_s, job(State::Finished));
        m_acts->setSelection({a, b});
        m_acts->runOnSelection(Act::ClearPlate);
        QCOMPARE(toasts().size(), 1);
        QVERIFY(toasts().constFirst().startsWith(u"2 plate"_s));
        m_toasts->commitAll();
        QCOMPARE(told(u"A"_s), QStringList({u"clear"_s}));
        QCOMPARE(told(u"B"_s), QStringList({u"clear"_s}));
    }

    void whatNeedsASheetIsAskedFor()
    {
        const QString id = online(u"A"_s, {.state = State::Idle});
        QSignalSpy files(m_acts.get(), &PrinterActs::fileWanted);
        QSignalSpy edits(m_acts.get(), &PrinterActs::editWanted);
        m_acts->run(id, Act::SendFile);
        m_acts->run(id, Act::Edit);
        QCOMPARE(files.size(), 1);
        QCOMPARE(files[0][0].toStringList(), QStringList({id}));
        QCOMPARE(edits.size(), 1);
        QCOMPARE(edits[0][1].toBool(), false);
        driver(u"A"_s)->loseSession(AfterFailure::AskPerson);
        m_acts->run(id, Act::EnterCode);
        QCOMPARE(edits.size(), 2);
        QCOMPARE(edits[1][1].toBool(), true);
    }

    void whatToDoNumbersTheStepsAndFollowsThePrinter()
    {
        const QString id = online(u"A"_s, {.state = State::Idle});
        WhatToDo sheet(*m_fleet->fleet);
        sheet.show(id);
        QVERIFY(!sheet.isOpen()); // nothing is wrong
        DriverState state = job(State::Attention);
        state.faults = {{u"E0100"_s, u"Filament ran out"_s,
                         u"Cut the old end. Load a new spool. Press Resume."_s, Severity::Warning}};
        driver(u"A"_s)->report(state);
        sheet.show(id);
        QVERIFY(sheet.isOpen());
        QCOMPARE(sheet.title(), u"A needs you"_s);
        QCOMPARE(sheet.fault(), u"Filament ran out"_s);
        QCOMPARE(sheet.code(), u"E0100"_s);
        QCOMPARE(sheet.steps(),
                 QStringList({u"Cut the old end."_s, u"Load a new spool."_s, u"Press Resume."_s}));
        QCOMPARE(sheet.act().key, u"resume"_s);
        QSignalSpy wanted(&sheet, &WhatToDo::actWanted);
        sheet.runAct();
        QCOMPARE(wanted.size(), 1);
        QVERIFY(!sheet.isOpen());

        sheet.show(id);
        driver(u"A"_s)->report(job(State::Printing));
        QVERIFY(!sheet.isOpen());
    }

    void aSentenceEndsWhereOneDoes()
    {
        QCOMPARE(stepsOf(u"Wait 1.5 h, e.g. over night. Then look."_s),
                 QStringList({u"Wait 1.5 h, e.g. over night."_s, u"Then look."_s}));
        QCOMPARE(stepsOf(u"Aa. Bb. Cc. Dd. Ee. Ff."_s).size(), WhatToDo::mostSteps);
        QCOMPARE(stepsOf({}), QStringList());
    }

private:
    QString online(const QString &name, const DriverState &state, const Capabilities &can = able())
    {
        const QUuid id = m_fleet->add(name);
        if (!QTest::qWaitFor([&] { return m_fleet->system.connects(name) == 1; }))
            qFatal("no driver for %s", qPrintable(name));
        driver(name)->openSession();
        Q_EMIT driver(name)->capabilitiesReported(can);
        driver(name)->report(state);
        return id.toString(QUuid::WithoutBraces);
    }
    FakeDriver *driver(const QString &name) const { return m_fleet->driver(name); }
    QStringList told(const QString &name) const { return driver(name)->told; }
    QStringList toasts() const
    {
        QStringList list;
        for (int row = 0; row < m_toasts->rowCount(); ++row)
            list << m_toasts->index(row).data(Toasts::TextRole).toString();
        return list;
    }
    static MenuEntry find(const QVariantList &menu, const QString &key)
    {
        for (const QVariant &one : menu) {
            if (const auto entry = one.value<MenuEntry>(); entry.key == key)
                return entry;
        }
        return {.enabled = false};
    }
    QList<MenuEntry> menu(const QString &id) const
    {
        QList<MenuEntry> entries;
        for (const QVariant &one : m_acts->menuOf(id))
            entries << one.value<MenuEntry>();
        return entries;
    }
    MenuEntry entry(const QString &id, const QString &key) const
    {
        return find(m_acts->menuOf(id), key);
    }
    MenuEntry selectionEntry(const QString &key) const
    {
        return find(m_acts->selectionMenu(), key);
    }

    std::unique_ptr<FakeFleet> m_fleet;
    std::unique_ptr<Toasts> m_toasts;
    std::unique_ptr<Question> m_question;
    std::unique_ptr<PrinterActs> m_acts;
};

FLOTILLA_TEST(tst_PrinterActs)
#include "tst_printeracts.moc"
