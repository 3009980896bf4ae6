// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl.h"

#include "support/testmain.h"

#include <QDir>
#include <QFile>

#include <unistd.h>

using namespace flotilla::test;
using namespace Qt::StringLiterals;

class tst_Arguments : public QObject
{
    Q_OBJECT

private:
    Ctl m_ctl;
    QString m_file;

    static QStringList words(const char *line) { return QString::fromUtf8(line).split(u' '); }

private Q_SLOTS:
    void initTestCase()
    {
        m_file = m_ctl.writeGcode(u"part.gcode"_s);
        QFile empty(m_ctl.path(u"empty.gcode"_s));
        QVERIFY(empty.open(QIODevice::WriteOnly));
        for (const QString &name : {u"Hall 1"_s, u"Hall 2"_s}) {
            const Said added = m_ctl.json({u"add"_s, u"flashforge"_s, u"--name"_s, name, u"--set"_s,
                                           u"host=127.0.0.1"_s, u"--no-check"_s});
            QVERIFY2(added.status == 0, added.all());
        }
    }

    void helpNamesEveryCommandAndEachHasItsOwn()
    {
        const Said help = runCtl({u"--help"_s});
        QCOMPARE(help.status, 0);
        QVERIFY(help.err.isEmpty());
        QByteArrayList commands {"drivers",  "discover", "add",     "edit",   "remove", "list",
                                 "status",   "upload",   "print",   "pause",  "resume", "cancel",
                                 "clear",    "set",      "home",    "jog",    "gcode",  "act",
                                 "files",    "delete",   "history", "config", "serve",  "thumbnail",
                                 "simulate", "snapshot"};
        for (const QByteArray &command : commands) {
            const QByteArray entry = "\n  " + command + ' ';
            QVERIFY2(help.out.contains(entry), command.constData());
            const Said own = runCtl({QString::fromUtf8(command), u"--help"_s});
            QVERIFY2(own.status == 0, own.all());
            const QByteArray usage = "Usage: flotillactl " + command;
            QVERIFY2(own.out.startsWith(usage), own.out.constData());
        }
        QVERIFY(runCtl({u"history"_s, u"set"_s, u"--help"_s})
                    .out.startsWith("Usage: flotillactl history set"));
        QVERIFY(!m_ctl.folder().isEmpty() && !QDir(m_ctl.folder() + u"/x"_s).exists());
    }

    void versionIsOneLine()
    {
        const Said said = runCtl({u"--version"_s});
        QCOMPARE(said.status, 0);
        QVERIFY(said.out.startsWith("flotillactl "));
        QCOMPARE(said.out.count('\n'), 1);
    }

    // Which exit status, and which kind of error with --json.
    void refusals_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("kind");
        const auto row = [](const char *line, int status, const char *kind) {
            QTest::newRow(line) << words(line) << status << QString::fromUtf8(kind);
        };
        row("fly", 2, "wrongUse");
        row("list --colour", 2, "wrongUse");
        row("--colour list", 2, "wrongUse");
        row("list everything", 2, "wrongUse");
        row("add", 2, "wrongUse");
        row("add flashforge", 2, "wrongUse");
        row("add flashforge --name", 2, "wrongUse");
        row("add flashforge --name X --set host", 2, "wrongUse");
        row("add flashforge --name X --set host=a --set colour=red", 2, "wrongUse");
        row("add flashforge --name X", 2, "wrongUse");
        row("add flashforge --name X --set host=a --set httpPort=99999", 2, "wrongUse");
        row("add teapot --name X", 2, "wrongUse");
        row("add flashforge --name HALL_1 --set checkCode=@/nowhere", 2, "badFile");
        row("edit Attic --name X", 1, "notFound");
        row("edit Hall --name X", 2, "wrongUse");
        row("remove", 2, "wrongUse");
        row("remove Attic", 1, "notFound");
        row("status Attic", 1, "notFound");
        row("status Hall --wait", 2, "wrongUse");
        row("status --wait finished", 2, "wrongUse");
        row("upload", 2, "wrongUse");
        row("upload Attic", 2, "wrongUse");
        row("upload Attic /nowhere/part.gcode", 2, "badFile");
        row("upload Attic /", 2, "badFile");
        row("pause", 2, "wrongUse");
        row("pause Attic", 1, "notFound");
        row("pause Hall", 2, "wrongUse");
        row("set Attic", 2, "wrongUse");
        row("set Attic bed", 2, "wrongUse");
        row("set Attic bed=hot", 2, "wrongUse");
        row("jog Attic x=1", 1, "notFound");
        row("gcode Attic", 2, "wrongUse");
        row("thumbnail Attic a.gcode", 2, "wrongUse");
        row("snapshot Attic", 2, "wrongUse");
        row("snapshot Attic -o /nowhere.jpg", 1, "notFound");
        row("history --since May", 2, "wrongUse");
        row("history set abc fine", 2, "wrongUse");
        row("history set abc failed", 1, "notFound");
        row("config no.such.key", 1, "notFound");
        row("config poll.slowSeconds 999", 2, "wrongUse");
        row("--timeout soon list", 2, "wrongUse");
        row("--timeout -1 list", 2, "wrongUse");
        row("discover --driver teapot", 2, "wrongUse");
        row("discover --target a:b", 2, "wrongUse");
        row("discover --seconds 0", 2, "wrongUse");
        row("serve --http 127.0.0.1:80", 4, "unsupported");
        row("serve --no-status", 4, "unsupported");
        row("serve --seconds soon", 2, "wrongUse");
        row("simulate", 2, "wrongUse");
        row("simulate teapot", 2, "wrongUse");
        row("simulate flashforge --model teapot", 2, "wrongUse");
        row("simulate flashforge --fault hunger", 2, "wrongUse");
        row("simulate flashforge --count 0", 2, "wrongUse");
        row("simulate flashforge --port 70000", 2, "wrongUse");
        row("simulate flashforge --speed never", 2, "wrongUse");
        row("simulate flashforge --set colour=red", 2, "wrongUse");
    }

    void refusals()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, status);
        QFETCH(QString, kind);
        const Said plain = m_ctl.run(arguments);
        QVERIFY2(plain.status == status, plain.all());
        QVERIFY2(plain.out.isEmpty(), plain.all());
        QCOMPARE(plain.err.count('\n'), 1);
        const Said json = m_ctl.json(arguments);
        QCOMPARE(json.status, status);
        QVERIFY2(json.errorKind() == kind, json.all());
        QVERIFY(json.err.isEmpty());
        QVERIFY(!json.object()[u"error"_s].toObject()[u"message"_s].toString().isEmpty());
    }

    void nothingToDoIsWrongUse() { QCOMPARE(runCtl({}).status, 2); }

    void aMistypedCommandGetsASuggestion()
    {
        QVERIFY(runCtl({u"uplaod"_s}).err.contains("upload"));
        QVERIFY(runCtl({u"staus"_s}).err.contains("status"));
        QVERIFY(!runCtl({u"xyzzyplugh"_s}).err.contains("Did you mean"));
    }

    void aNameMayBeginLikeAnOption()
    {
        const Said said = m_ctl.json({u"status"_s, u"--"_s, u"--colour"_s});
        QCOMPARE(said.errorKind(), u"notFound"_s);
    }

    void globalOptionsStandAnywhere()
    {
        const QByteArray expected = m_ctl.json({u"list"_s}).out;
        QCOMPARE(runCtl({u"list"_s, u"--json"_s, u"--data"_s, m_ctl.folder()}).out, expected);
        QCOMPARE(runCtl({u"--data="_s + m_ctl.folder(), u"list"_s, u"--json"_s}).out, expected);
    }

    void aFileThatCannotBeReadIsRefused()
    {
        QCOMPARE(m_ctl.json({u"upload"_s, u"Hall 1"_s, m_ctl.path(u"empty.gcode"_s)}).errorKind(),
                 u"badFile"_s);
        if (geteuid() == 0)
            QSKIP("root may read everything");
        QVERIFY(QFile::setPermissions(m_file, QFile::WriteOwner));
        const Said said = m_ctl.json({u"upload"_s, u"Hall 1"_s, m_file});
        QFile::setPermissions(m_file, QFile::ReadOwner | QFile::WriteOwner);
        QCOMPARE(said.errorKind(), u"badFile"_s);
        QCOMPARE(said.status, 2);
    }

    void aDataFolderThatIsAFileIsRefused()
    {
        const Said said = runCtl({u"--json"_s, u"--data"_s, m_file, u"list"_s});
        QCOMPARE(said.status, 2);
        QCOMPARE(said.errorKind(), u"badFile"_s);
    }

    void ambiguousPrefixesNameTheCandidates()
    {
        const Said said = m_ctl.run({u"status"_s, u"Hall"_s});
        QCOMPARE(said.status, 2);
        QVERIFY(said.err.contains("Hall 1") && said.err.contains("Hall 2"));
    }

    void documentsOfTheProgramItself()
    {
        const QJsonArray drivers = runCtl({u"drivers"_s, u"--json"_s}).array();
        QVERIFY(!drivers.isEmpty());
        for (const QString &key : {u"id"_s, u"name"_s, u"settings"_s, u"capabilities"_s})
            QVERIFY(drivers.first().toObject().contains(key));

        const Said changed = m_ctl.json({u"config"_s, u"poll.slowSeconds"_s, u"20"_s});
        QVERIFY2(changed.status == 0, changed.all());
        QCOMPARE(m_ctl.json({u"config"_s, u"poll.slowSeconds"_s}).object()[u"value"_s].toInt(), 20);
        QVERIFY(m_ctl.json({u"config"_s}).array().size() > 1);
        QVERIFY(m_ctl.run({u"config"_s}).out.contains("poll.slowSeconds"));
    }

    void emptyAnswersAreDocumentsToo()
    {
        const Ctl empty;
        for (const QString &command : {u"list"_s, u"status"_s, u"history"_s}) {
            const Said said = empty.json({command});
            QCOMPARE(said.status, 0);
            QCOMPARE(said.out, "[]\n");
            QVERIFY(!empty.run({command}).out.isEmpty());
        }
    }
};

FLOTILLA_TEST(tst_Arguments)
#include "tst_arguments.moc"
