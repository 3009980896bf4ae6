// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/toasts.h"

#include "support/manualclock.h"
#include "support/testmain.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace flotilla;
using namespace flotilla::models;
using namespace flotilla::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

// What the window says in passing.
class tst_Toasts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_clock = std::make_unique<ManualClock>();
        m_toasts = std::make_unique<Toasts>(*m_clock);
        m_tester = std::make_unique<QAbstractItemModelTester>(m_toasts.get());
        m_undone.clear();
        m_committed.clear();
    }
    void cleanup()
    {
        m_tester.reset();
        m_toasts.reset();
        m_clock.reset();
    }

    void aPlainOneGoesByItself()
    {
        m_toasts->show(u"Aurora moved to Hall 2"_s);
        QCOMPARE(texts(), QStringList({u"Aurora moved to Hall 2"_s}));
        QCOMPARE(role(0, Toasts::RemainingRole).toDouble(), -1.0);
        QCOMPARE(role(0, Toasts::ActionTextRole).toString(), QString());
        m_clock->advance(Toasts::plainTime);
        QTRY_COMPARE(m_toasts->rowCount(), 0);
    }

    void undoneInTimeNothingIsCommitted()
    {
        undoable(u"a"_s);
        QCOMPARE(role(0, Toasts::ActionTextRole).toString(), u"Undo"_s);
        QCOMPARE(role(0, Toasts::RemainingRole).toDouble(), 1.0);
        m_clock->advance(6s);
        QCOMPARE(role(0, Toasts::RemainingRole).toDouble(), 0.25);
        m_toasts->act(0);
        QCOMPARE(m_undone, QStringList({u"a"_s}));
        QCOMPARE(m_toasts->rowCount(), 0);
        m_toasts.reset();
        QCOMPARE(m_committed, QStringList());
    }

    void committedWhenTheTimeIsOver()
    {
        undoable(u"a"_s);
        m_clock->advance(7999ms);
        QSignalSpy runs(m_toasts.get(), &Toasts::dataChanged);
        QVERIFY(runs.wait()); // it has looked
        QCOMPARE(m_committed, QStringList());
        m_clock->advance(1ms);
        QTRY_COMPARE(m_committed, QStringList({u"a"_s}));
        QCOMPARE(m_toasts->rowCount(), 0);
        QVERIFY(!m_toasts->canUndo());
        QCOMPARE(m_undone, QStringList());
    }

    void committedWhenClosed()
    {
        undoable(u"a"_s);
        m_toasts->close(0);
        QCOMPARE(m_committed, QStringList({u"a"_s}));
    }

    void committedInOrderWhenTheProgramEnds()
    {
        for (const QString &name : {u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s})
            undoable(name);
        m_tester.reset();
        m_toasts.reset();
        QCOMPARE(m_committed, QStringList({u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s}));
        QCOMPARE(m_undone, QStringList());
    }

    void undoLastTakesTheNewestThatCan()
    {
        QSignalSpy changed(m_toasts.get(), &Toasts::canUndoChanged);
        QVERIFY(!m_toasts->canUndo());
        undoable(u"a"_s);
        undoable(u"b"_s);
        m_toasts->showError(u"Golden Hind refused the file: storage is full."_s);
        QVERIFY(m_toasts->canUndo());
        m_toasts->undoLast();
        m_toasts->undoLast();
        m_toasts->undoLast();
        QCOMPARE(m_undone, QStringList({u"b"_s, u"a"_s}));
        QVERIFY(!m_toasts->canUndo());
        QCOMPARE(changed.size(), 2);
        QCOMPARE(m_toasts->rowCount(), 1);
    }

    void theNewestThreeAreShownOlderOnesWait()
    {
        for (const QString &name : {u"1"_s, u"2"_s, u"3"_s, u"4"_s, u"5"_s})
            m_toasts->showError(name);
        QCOMPARE(texts(), QStringList({u"3"_s, u"4"_s, u"5"_s}));
        m_toasts->close(1);
        QCOMPARE(texts(), QStringList({u"2"_s, u"3"_s, u"5"_s}));
        m_toasts->close(2);
        m_toasts->close(0);
        QCOMPARE(texts(), QStringList({u"2"_s, u"3"_s}));
    }

    void theTimeOfOneThatWaitsRunsOn()
    {
        undoable(u"a"_s);
        for (const QString &name : {u"1"_s, u"2"_s, u"3"_s})
            m_toasts->showError(name);
        QCOMPARE(texts(), QStringList({u"1"_s, u"2"_s, u"3"_s}));
        m_clock->advance(8s);
        QTRY_COMPARE(m_committed, QStringList({u"a"_s}));
        m_toasts->close(0);
        QCOMPARE(m_toasts->rowCount(), 2);
    }

    void errorsStayUntilTheyAreClosed()
    {
        int pressed = 0;
        m_toasts->showError(
            u"Aurora refuses the code."_s, u"Enter new code…"_s, [&] { ++pressed; }, u"code 1"_s);
        m_toasts->show(u"something else"_s);
        m_clock->advance(1h);
        QTRY_COMPARE(m_toasts->rowCount(), 1);
        QVERIFY(role(0, Toasts::IsErrorRole).toBool());
        QCOMPARE(role(0, Toasts::DetailsRole).toString(), u"code 1"_s);
        m_toasts->act(0);
        QCOMPARE(pressed, 1);
        QCOMPARE(m_toasts->rowCount(), 0);
    }

    void theSameErrorIsCountedNotRepeated()
    {
        m_toasts->showError(u"one"_s);
        m_toasts->showError(u"two"_s);
        m_toasts->showError(u"one"_s, {}, {}, u"newer"_s);
        m_toasts->showError(u"one"_s, {}, {}, u"newest"_s);
        QCOMPARE(texts(), QStringList({u"two"_s, u"one"_s}));
        QCOMPARE(role(1, Toasts::CountRole).toInt(), 3);
        QCOMPARE(role(1, Toasts::DetailsRole).toString(), u"newest"_s);
    }

    // A commit may fail, and say so.
    void aCommitMayTellSomethingNew()
    {
        m_toasts->showUndo(
            u"a"_s, [] {}, [this] { m_toasts->showError(u"It did not work."_s); });
        m_clock->advance(8s);
        QTRY_COMPARE(texts(), QStringList({u"It did not work."_s}));
    }

    void rowsThatAreNotThereAreNoHarm()
    {
        m_toasts->act(0);
        m_toasts->close(-1);
        m_toasts->close(7);
        m_toasts->undoLast();
        QCOMPARE(m_toasts->rowCount(), 0);
    }

private:
    void undoable(const QString &name)
    {
        m_toasts->showUndo(
            name, [this, name] { m_undone << name; }, [this, name] { m_committed << name; });
    }
    QVariant role(int row, int which) const { return m_toasts->index(row).data(which); }
    QStringList texts() const
    {
        QStringList list;
        for (int row = 0; row < m_toasts->rowCount(); ++row)
            list << role(row, Toasts::TextRole).toString();
        return list;
    }

    std::unique_ptr<ManualClock> m_clock;
    std::unique_ptr<Toasts> m_toasts;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    QStringList m_undone;
    QStringList m_committed;
};

FLOTILLA_TEST(tst_Toasts)
#include "tst_toasts.moc"
