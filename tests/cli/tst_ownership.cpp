// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl.h"

#include "support/testmain.h"

#include <QFile>
#include <QFileInfo>

#include <csignal>

using namespace flotilla::test;
using namespace Qt::StringLiterals;

// One process runs the fleet of a data folder; all others hand it their commands.
class tst_Ownership : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void serveSaysReadyAndEndsOnATerminationSignal_data()
    {
        QTest::addColumn<int>("number");
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("SIGINT") << SIGINT;
    }

    void serveSaysReadyAndEndsOnATerminationSignal()
    {
        QFETCH(int, number);
        const Ctl ctl;
        const auto serve = ctl.start({u"serve"_s});
        const QJsonObject ready = serve->ready();
        QCOMPARE(ready[u"printers"_s].toInt(-1), 0);
        serve->signal(number);
        const Said said = serve->end();
        QVERIFY2(said.status == 0, said.all());
        QVERIFY(said.out.isEmpty());
    }

    void serveEndsByItselfAfterItsTime()
    {
        const Ctl ctl;
        const Said said = ctl.run({u"serve"_s, u"--seconds"_s, u"0.3"_s});
        QVERIFY2(said.status == 0, said.all());
        QVERIFY(said.out.startsWith("READY {"));
    }

    void aSecondServeNamesTheFirst()
    {
        const Ctl ctl;
        const auto first = ctl.start({u"serve"_s});
        QVERIFY(!first->ready().isEmpty());
        const Said second = ctl.run({u"serve"_s});
        QCOMPARE(second.status, 1);
        QVERIFY(second.out.isEmpty());
        QVERIFY2(second.err.contains(QByteArray::number(first->pid())), second.err.constData());
        QCOMPARE(ctl.json({u"serve"_s}).errorKind(), u"busy"_s);
    }

    void aKilledOwnerKeepsNobodyOut()
    {
        const Ctl ctl;
        const auto serve = ctl.start({u"serve"_s});
        QVERIFY(!serve->ready().isEmpty());
        serve->signal(SIGKILL);
        serve->end();
        QVERIFY(QFileInfo::exists(ctl.folder() + u"/owner.lock"_s));
        const Said list = ctl.json({u"list"_s});
        QVERIFY2(list.status == 0, list.all());
        const auto next = ctl.start({u"serve"_s});
        QVERIFY(!next->ready().isEmpty());
    }

    void anOwnerGivesTheSameDocuments()
    {
        const Ctl ctl;
        const QStringList add {u"add"_s,       u"flashforge"_s,     u"--name"_s, u"Hall 1"_s,
                               u"--set"_s,     u"host=127.0.0.1"_s, u"--set"_s,  u"httpPort=1"_s,
                               u"--set"_s,     u"tcpPort=1"_s,      u"--tag"_s,  u"hall"_s,
                               u"--no-check"_s};
        const Said added = ctl.json(add);
        QVERIFY2(added.status == 0, added.all());
        const QList<QStringList> commands {{u"list"_s},           {u"config"_s},
                                           {u"history"_s},        {u"pause"_s, u"x"_s},
                                           {u"config"_s, u"x"_s}, {u"home"_s, u"Hall 1"_s, u"q"_s}};
        QList<Said> alone;
        for (const QStringList &command : commands)
            alone << ctl.json(command);
        const auto serve = ctl.start({u"serve"_s});
        QCOMPARE(serve->ready()[u"printers"_s].toInt(), 1);
        for (qsizetype i = 0; i < commands.size(); ++i) {
            const Said handed = ctl.json(commands[i]);
            QCOMPARE(handed.status, alone[i].status);
            if (handed.status == 0)
                QCOMPARE(handed.out, alone[i].out);
            else
                QCOMPARE(handed.errorKind(), alone[i].errorKind());
        }
        // And what it changed stays.
        QCOMPARE(ctl.json({u"config"_s, u"poll.slowSeconds"_s, u"30"_s}).status, 0);
        serve->signal(SIGTERM);
        QCOMPARE(serve->end().status, 0);
        QCOMPARE(ctl.json({u"config"_s, u"poll.slowSeconds"_s}).object()[u"value"_s].toInt(), 30);
    }

    void manyAtOnceAllGetTheirAnswer()
    {
        const Ctl ctl;
        std::vector<std::unique_ptr<Running>> crowd;
        for (int i = 0; i < 8; ++i)
            crowd.push_back(ctl.start({u"--json"_s, u"list"_s}));
        for (const auto &one : crowd) {
            const Said said = one->end();
            QVERIFY2(said.status == 0, said.all());
            QCOMPARE(said.out, "[]\n");
        }
    }

    // The owner for one command goes when that is done; who watched through it watches on.
    void watchersOutliveAOneShotOwner()
    {
        const Ctl ctl;
        const auto owner
            = ctl.start({u"--timeout"_s, u"1.5"_s, u"status"_s, u"--watch"_s, u"--json"_s});
        // Its socket is there once another one's command is taken.
        QTRY_COMPARE(ctl.json({u"list"_s}).status, 0);
        const auto watcher = ctl.start({u"status"_s, u"--watch"_s, u"--json"_s});
        QCOMPARE(owner->end().status, 0);
        const Said added = ctl.json({u"add"_s, u"flashforge"_s, u"--name"_s, u"Hall 1"_s,
                                     u"--set"_s, u"host=127.0.0.1"_s, u"--set"_s, u"httpPort=1"_s,
                                     u"--set"_s, u"tcpPort=1"_s, u"--no-check"_s});
        QVERIFY2(added.status == 0, added.all());
        const QJsonObject document = QJsonDocument::fromJson(watcher->line()).object();
        QCOMPARE(document[u"name"_s].toString(), u"Hall 1"_s);
        watcher->signal(SIGINT);
        const Said said = watcher->end();
        QVERIFY2(said.status == 0, said.all());
    }

    void aWaitEndsWithItsOwner()
    {
        const Ctl ctl;
        QCOMPARE(ctl.json({u"add"_s, u"flashforge"_s, u"--name"_s, u"Hall 1"_s, u"--set"_s,
                           u"host=127.0.0.1"_s, u"--set"_s, u"httpPort=1"_s, u"--set"_s,
                           u"tcpPort=1"_s, u"--no-check"_s})
                     .status,
                 0);
        const auto serve = ctl.start({u"serve"_s});
        QVERIFY(!serve->ready().isEmpty());
        const auto watcher = ctl.start({u"status"_s, u"--watch"_s, u"--json"_s});
        QVERIFY(!watcher->line().isEmpty());
        serve->signal(SIGKILL); // no farewell
        serve->end();
        const Said said = watcher->end();
        QCOMPARE(said.status, 3);
        QVERIFY(said.out.trimmed().split('\n').last().contains("unreachable"));
    }

    void aDamagedDatabaseIsSetAsideAndSaid()
    {
        const Ctl ctl;
        QCOMPARE(ctl.json({u"list"_s}).status, 0);
        QFile file(ctl.folder() + u"/flotilla.db"_s);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(8192, 'x'));
        file.close();
        const Said said = ctl.json({u"list"_s});
        QVERIFY2(said.status == 0, said.all());
        QVERIFY2(said.err.contains("damaged"), said.err.constData());
        QCOMPARE(said.out, "[]\n");
    }

    void theDataFolderIsForItsOwnerAlone()
    {
        const Ctl ctl;
        QCOMPARE(ctl.json({u"list"_s}).status, 0);
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup
            | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
        QVERIFY(!(QFile::permissions(ctl.folder()) & others));
    }
};

FLOTILLA_TEST(tst_Ownership)
#include "tst_ownership.moc"
