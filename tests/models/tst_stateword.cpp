// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stateword.h"

#include "support/testmain.h"

using namespace flotilla;
using namespace flotilla::models;
using namespace Qt::StringLiterals;

class tst_StateWord : public QObject
{
    Q_OBJECT

    using Role = ColorRole;

private Q_SLOTS:
    void words_data()
    {
        QTest::addColumn<StateWord>("found");
        QTest::addColumn<QString>("mark");
        QTest::addColumn<Role>("role");
        QTest::addColumn<QString>("word");
        const auto row = [](const StateWord &found, const char *mark, Role role, const char *word) {
            QTest::addRow("%s of role %d", mark, int(role))
                << found << QString::fromLatin1(mark) << role << QString::fromLatin1(word);
        };
        row(stateWord(State::Idle), "state-idle", Role::Grey, "Ready");
        row(stateWord(State::Preparing), "state-preparing", Role::Printing, "Preparing");
        row(stateWord(State::Printing), "state-printing", Role::Printing, "Printing");
        row(stateWord(State::Pausing), "state-pausing", Role::Amber, "Pausing");
        row(stateWord(State::Paused), "state-paused", Role::Amber, "Paused");
        row(stateWord(State::Resuming), "state-resuming", Role::Printing, "Resuming");
        row(stateWord(State::Canceling), "state-canceling", Role::Ink, "Canceling");
        row(stateWord(State::Finished), "state-finished", Role::Finished, "Clear the plate");
        row(stateWord(State::Attention), "state-attention", Role::Amber, "Needs you");
        row(stateWord(State::Error), "state-error", Role::Error, "Error");
        row(stateWord(State::Updating), "state-updating", Role::Ink, "Updating");
        row(stateWord(State::Busy), "state-busy", Role::Ink, "Busy");
        row(stateWord(State::Unknown), "state-unknown", Role::Grey, "Unknown");
        row(linkWord(Link::Connecting), "link-connecting", Role::Grey, "Connecting");
        row(linkWord(Link::Stale), "link-stale", Role::Grey, "Stale");
        row(linkWord(Link::Unreachable), "link-unreachable", Role::Grey, "Not reachable");
        row(linkWord(Link::Rejected), "link-rejected", Role::Amber, "Code refused");
        row(linkWord(Link::Closed), "link-closed", Role::Grey, "Not connected");
        row(activityWord(ActivityKind::Sending), "state-uploading", Role::Ink, "Sending");
        row(activityWord(ActivityKind::Converting), "state-busy", Role::Ink, "Converting");
        row(activityWord(ActivityKind::Starting), "state-preparing", Role::Ink, "Starting");
        row(activityWord(ActivityKind::Pausing), "state-pausing", Role::Ink, "Pausing");
        row(activityWord(ActivityKind::Resuming), "state-resuming", Role::Ink, "Resuming");
        row(activityWord(ActivityKind::Canceling), "state-canceling", Role::Ink, "Canceling");
        row(heldWord(), "state-paused", Role::Ink, "Held");
    }
    void words()
    {
        QFETCH(StateWord, found);
        QTEST(found.mark, "mark");
        QTEST(found.role, "role");
        QTEST(found.word, "word");
    }

    void anOnlineLinkHasNoWord() { QCOMPARE(linkWord(Link::Online), StateWord()); }

    void thePast_data()
    {
        QTest::addColumn<State>("state");
        QTest::addColumn<QString>("bare");
        QTest::addColumn<QString>("percent");
        const auto row = [](State state, const char *bare, const char *percent) {
            QTest::newRow(bare) << state << QString::fromLatin1(bare)
                                << QString::fromLatin1(percent);
        };
        row(State::Idle, "was ready", "was ready");
        row(State::Preparing, "was preparing", "was preparing 31 %");
        row(State::Printing, "was printing", "was printing 31 %");
        row(State::Pausing, "was pausing", "was pausing at 31 %");
        row(State::Paused, "was paused", "was paused at 31 %");
        row(State::Resuming, "was resuming", "was resuming at 31 %");
        row(State::Canceling, "was canceling", "was canceling at 31 %");
        row(State::Finished, "was done, plate not cleared", "was done, plate not cleared");
        row(State::Attention, "needed you", "needed you at 31 %");
        row(State::Error, "had an error", "had an error at 31 %");
        row(State::Updating, "was updating", "was updating");
        row(State::Busy, "was busy", "was busy");
        row(State::Unknown, "", "");
    }
    void thePast()
    {
        QFETCH(State, state);
        QTEST(pastText(state, {}), "bare");
        QTEST(pastText(state, u"31 %"_s), "percent");
    }
};

FLOTILLA_TEST(tst_StateWord)
#include "tst_stateword.moc"
