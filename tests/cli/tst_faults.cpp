// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl.h"

#include "support/testmain.h"

#include <array>

#include <map>

using namespace flotilla::test;
using namespace Qt::StringLiterals;

namespace {

struct FaultRow
{
    const char *fault;
    const char *command; // FILE stands for a print file
    int status;
    const char *kind; // "" where it works all the same
};

// Every fault of the simulator once, with a command that meets it.
constexpr FaultRow table[] {
    {"silent", "pause Hall", 3, "timedOut"},
    {"slow", "upload Hall FILE", 0, ""},
    {"garbage", "pause Hall", 3, "unreachable"},
    {"drop", "upload Hall FILE", 3, "unreachable"},
    {"busy", "upload Hall FILE", 1, "busy"},
    {"wrong-code", "upload Hall FILE", 1, "notAuthorised"},
    {"lan-off", "upload Hall FILE", 1, "refused"},
    {"other-serial", "upload Hall FILE", 1, "notAuthorised"},
    {"reboot", "pause Hall", 3, "unreachable"},
    {"refuse", "upload Hall FILE", 3, "unreachable"},
    {"full", "upload Hall FILE", 1, "storageFull"},
    {"lost-ack", "--timeout 6 upload Hall FILE", 3, "timedOut"},
    {"ignore", "--timeout 5 set Hall light=off", 3, "timedOut"},
    {"no-start", "--timeout 6 upload Hall FILE --print", 3, "timedOut"},
};

// One fault with its simulator, data folder and command under way.
struct Scene
{
    Ctl ctl;
    std::unique_ptr<Running> simulate;
    std::unique_ptr<Running> command;
};

} // namespace

// To be sure of some faults takes a while: all of them happen at the same time.
class tst_Faults : public QObject
{
    Q_OBJECT

private:
    std::map<QString, Scene> m_scenes;

private Q_SLOTS:
    void initTestCase()
    {
        for (const FaultRow &row : table) {
            Scene &scene = m_scenes[QString::fromLatin1(row.fault)];
            scene.simulate = std::make_unique<Running>(
                QStringList {u"simulate"_s, u"flashforge"_s, u"--fault"_s,
                             QString::fromLatin1(row.fault), u"--speed"_s, u"20"_s});
            const QJsonArray printers = scene.simulate->ready()[u"printers"_s].toArray();
            QVERIFY(!printers.isEmpty());
            const Said added
                = scene.ctl.add(printers.first().toObject(), u"Hall"_s, {u"--no-check"_s});
            QVERIFY2(added.status == 0, added.all());
            const QString file = scene.ctl.writeGcode(u"part.gcode"_s);
            QStringList words = QString::fromLatin1(row.command).split(u' ');
            words.replaceInStrings(u"FILE"_s, file);
            scene.command = scene.ctl.start(QStringList(u"--json"_s) + words);
        }
    }

    void cleanupTestCase() { m_scenes.clear(); }

    void everyFaultHasItsExitStatus_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("kind");
        for (const FaultRow &row : table)
            QTest::newRow(row.fault)
                << QString::fromLatin1(row.fault) << row.status << QString::fromLatin1(row.kind);
    }

    void everyFaultHasItsExitStatus()
    {
        QFETCH(QString, fault);
        QFETCH(int, status);
        QFETCH(QString, kind);
        const Said said = m_scenes[fault].command->end(120'000);
        QVERIFY2(said.status == status, said.all());
        QVERIFY2(said.errorKind() == kind, said.all());
        QVERIFY(!said.document().isNull());
    }

    // Whatever is wrong with it: good, with what is known.
    void statusIsGoodAllTheSame()
    {
        for (auto &[fault, scene] : m_scenes) {
            const Said said = scene.ctl.json({u"status"_s, u"Hall"_s});
            QVERIFY2(said.status == 0, said.all());
            QCOMPARE(said.object()[u"name"_s].toString(), u"Hall"_s);
        }
    }

    // A printer that fails its check is not added, and the way round it is named.
    void addChecks()
    {
        Running simulate({u"simulate"_s, u"flashforge"_s, u"--fault"_s, u"wrong-code"_s});
        const QJsonObject printer = simulate.ready()[u"printers"_s].toArray().first().toObject();
        const Ctl ctl;
        const Said refused = ctl.add(printer, u"Hall"_s);
        QCOMPARE(refused.status, 1);
        QCOMPARE(refused.errorKind(), u"notAuthorised"_s);
        QVERIFY(refused.out.contains("--no-check"));
        QCOMPARE(ctl.json({u"list"_s}).out, "[]\n");
        QCOMPARE(ctl.add(printer, u"Hall"_s, {u"--no-check"_s}).status, 0);
    }

    void theListOfFaultsIsComplete()
    {
        // Those of the older machines alone; the table is about the HTTP generation.
        constexpr std::array older {"occupied",   "no-packet-ack", "bad-packet",
                                    "lost-bytes", "no-ok",         "bare-ok",
                                    "pieces",     "late-list",     "no-list"};
        const Said help = runCtl({u"simulate"_s, u"--help"_s});
        const qsizetype from = help.out.indexOf("\nflashforge (");
        QVERIFY(from >= 0);
        const QByteArray listed = help.out.sliced(from, help.out.indexOf("\n\n", from) - from);
        for (const char *fault : older)
            QVERIFY2(listed.contains(QByteArray(QByteArray("--fault ") + fault)), fault);
        QCOMPARE(listed.count("\n  --fault "), int(std::size(table) + older.size()));
    }
};

FLOTILLA_TEST(tst_Faults)
#include "tst_faults.moc"
