// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl.h"

#include "support/testmain.h"

#include <QCryptographicHash>
#include <QFile>

#include <csignal>

using namespace flotilla::test;
using namespace Qt::StringLiterals;

// The main job, as a script does it: simulated printers added, a file sent and printed to the end,
// everything else on the way. Alone, and handed to a running owner.
class tst_MainJob : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Running> m_simulate;
    QJsonArray m_printers;

    static QString stateOf(const Said &said) { return said.object()[u"state"_s].toString(); }

    static QByteArray sha256(const QString &path)
    {
        QFile file(path);
        QCryptographicHash hash(QCryptographicHash::Sha256);
        if (!file.open(QIODevice::ReadOnly) || !hash.addData(&file))
            return {};
        return hash.result().toHex();
    }

    void simulate(const QStringList &more)
    {
        m_simulate = std::make_unique<Running>(QStringList {u"simulate"_s, u"flashforge"_s} + more);
        m_printers = m_simulate->ready()[u"printers"_s].toArray();
        QVERIFY(!m_printers.isEmpty());
    }

private Q_SLOTS:
    void cleanup()
    {
        if (m_simulate) {
            m_simulate->signal(SIGTERM);
            QCOMPARE(m_simulate->end().status, 0);
            m_simulate.reset();
        }
    }

    void fromDiscoveryToHistory_data()
    {
        QTest::addColumn<bool>("serving");
        QTest::newRow("each command on its own") << false;
        QTest::newRow("handed to a running owner") << true;
    }

    void fromDiscoveryToHistory()
    {
        QFETCH(bool, serving);
        simulate({u"--count"_s, u"3"_s, u"--speed"_s, u"300"_s});
        const Ctl ctl;
        for (qsizetype i = 0; i < m_printers.size(); ++i) {
            const Said added = ctl.add(m_printers[i].toObject(), u"Hall %1"_s.arg(i + 1));
            QVERIFY2(added.status == 0, added.all());
        }
        std::unique_ptr<Running> serve;
        if (serving) {
            serve = ctl.start({u"serve"_s});
            QCOMPARE(serve->ready()[u"printers"_s].toInt(), 3);
        }
        const QJsonArray all = ctl.json({u"status"_s}).array();
        QCOMPARE(all.size(), 3);
        for (const QJsonValue &status : all)
            QCOMPARE(status.toObject()[u"state"_s].toString(), u"idle"_s);

        const QString file = ctl.writeGcode(u"part.gcode"_s);
        const Said sent = ctl.json(
            {u"upload"_s, u"Hall 1"_s, file, u"--print"_s, u"--option"_s, u"level=off"_s});
        QVERIFY2(sent.status == 0, sent.all());
        QCOMPARE(sent.object()[u"file"_s].toString(), u"part.gcode"_s);
        QCOMPARE(sent.object()[u"size"_s].toInteger(), QFile(file).size());
        QCOMPARE(sent.object()[u"sha256"_s].toString().toLatin1(), sha256(file));
        QCOMPARE(sent.object()[u"started"_s].toBool(), true);

        const Said ended = ctl.json(
            {u"--timeout"_s, u"60"_s, u"status"_s, u"Hall 1"_s, u"--wait"_s, u"finished"_s});
        QVERIFY2(ended.status == 0, ended.all());
        const QJsonObject lastJob = ended.object()[u"lastJob"_s].toObject();
        QCOMPARE(lastJob[u"name"_s].toString(), u"part.gcode"_s);
        QCOMPARE(lastJob[u"result"_s].toString(), u"completed"_s);

        // The plate is occupied: no second start before somebody clears it.
        const Said tooEarly = ctl.json({u"print"_s, u"Hall 1"_s, u"part.gcode"_s});
        QVERIFY2(tooEarly.status == 1, tooEarly.all());
        QVERIFY2(ctl.json({u"clear"_s, u"Hall 1"_s}).status == 0, "clear");
        const Said again = ctl.json({u"print"_s, u"Hall 1"_s, u"part.gcode"_s});
        QVERIFY2(again.status == 0, again.all());

        const Said history = ctl.json({u"history"_s, u"--printer"_s, u"Hall 1"_s});
        QCOMPARE(history.array().size(), 2);
        const QJsonObject first = history.array().last().toObject();
        QCOMPARE(first[u"id"_s], sent.object()[u"runId"_s]);
        QCOMPARE(first[u"result"_s].toString(), u"completed"_s);
        QCOMPARE(ctl.run({u"history"_s, u"--csv"_s}).out.count("\r\n"), 3);
        const Said corrected
            = ctl.json({u"history"_s, u"set"_s, first[u"id"_s].toString(), u"failed"_s});
        QVERIFY2(corrected.status == 0, corrected.all());
        QCOMPARE(ctl.json({u"history"_s}).array().last().toObject()[u"result"_s].toString(),
                 u"failed"_s);
    }

    void aJobInHand()
    {
        simulate({u"--speed"_s, u"5"_s});
        const Ctl ctl;
        QVERIFY(ctl.add(m_printers.first().toObject(), u"Hall"_s).status == 0);
        const QString file = ctl.writeGcode(u"part.gcode"_s);
        const Said sent = ctl.json({u"upload"_s, u"Hall"_s, file, u"--print"_s});
        QVERIFY2(sent.status == 0, sent.all());
        const Said paused = ctl.json({u"pause"_s, u"Hall"_s});
        QVERIFY2(paused.status == 0, paused.all());
        QCOMPARE(stateOf(paused), u"paused"_s);
        const Said refused = ctl.json({u"pause"_s, u"Hall"_s});
        QVERIFY2(refused.status == 1, refused.all());
        const Said resumed = ctl.json({u"resume"_s, u"Hall"_s});
        QVERIFY2(resumed.status == 0, resumed.all());
        const Said busy = ctl.json({u"home"_s, u"Hall"_s});
        QVERIFY2(busy.status == 1, busy.all());
        const Said canceled = ctl.json({u"cancel"_s, u"Hall"_s});
        QVERIFY2(canceled.status == 0, canceled.all());
        QVERIFY2(ctl.json({u"clear"_s, u"Hall"_s}).status == 0, "clear");
        const QJsonObject status = ctl.json({u"status"_s, u"Hall"_s}).object();
        QCOMPARE(status[u"state"_s].toString(), u"idle"_s);
        QCOMPARE(status[u"lastJob"_s].toObject()[u"result"_s].toString(), u"canceled"_s);
        QCOMPARE(ctl.json({u"history"_s}).array().first().toObject()[u"result"_s].toString(),
                 u"canceled"_s);
    }

    void filesAndSettings()
    {
        simulate({u"--speed"_s, u"10"_s});
        const Ctl ctl;
        QVERIFY(ctl.add(m_printers.first().toObject(), u"Hall"_s).status == 0);
        const QString file = ctl.writeGcode(u"part.gcode"_s);
        const Said sent = ctl.json({u"upload"_s, u"Hall"_s, file, u"--as"_s, u"other.gcode"_s});
        QVERIFY2(sent.status == 0, sent.all());
        QCOMPARE(sent.object()[u"started"_s].toBool(), false);
        const QJsonArray files = ctl.json({u"files"_s, u"Hall"_s}).array();
        QCOMPARE(files.size(), 1);
        QCOMPARE(files.first().toObject()[u"name"_s].toString(), u"other.gcode"_s);

        const QString picture = ctl.path(u"part.png"_s);
        const Said saved
            = ctl.json({u"thumbnail"_s, u"Hall"_s, u"other.gcode"_s, u"-o"_s, picture});
        QVERIFY2(saved.status == 0, saved.all());
        QCOMPARE(saved.object()[u"width"_s].toInt(), 1);
        QCOMPARE(saved.object()[u"bytes"_s].toInteger(), QFile(picture).size());
        const Said missing
            = ctl.json({u"thumbnail"_s, u"Hall"_s, u"none.gcode"_s, u"-o"_s, picture});
        QCOMPARE(missing.errorKind(), u"notFound"_s);

        const Said set = ctl.json({u"set"_s, u"Hall"_s, u"bed=50"_s, u"light=off"_s});
        QVERIFY2(set.status == 0, set.all());
        const QJsonObject status = ctl.json({u"status"_s, u"Hall"_s}).object();
        QCOMPARE(status[u"light"_s].toBool(true), false);
        QCOMPARE(status[u"heaters"_s].toObject()[u"bed"_s].toObject()[u"target"_s].toInt(), 50);
        const Said tooHot = ctl.json({u"set"_s, u"Hall"_s, u"bed=500"_s});
        QVERIFY2(tooHot.status == 2, tooHot.all());
        const Said noSuch = ctl.json({u"set"_s, u"Hall"_s, u"uvLed=50"_s});
        QVERIFY2(noSuch.status == 4, noSuch.all());

        const QJsonArray actions = ctl.json({u"act"_s, u"Hall"_s}).array();
        QVERIFY(!actions.isEmpty());
        QVERIFY(actions.first().toObject().contains(u"allowed"_s));
        const Said homed = ctl.json({u"home"_s, u"Hall"_s});
        QVERIFY2(homed.status == 0, homed.all());
        // It is busy for as long as it moves.
        QCOMPARE(ctl.json({u"--timeout"_s, u"30"_s, u"status"_s, u"Hall"_s, u"--wait"_s, u"idle"_s})
                     .status,
                 0);
        const Said moved = ctl.json({u"jog"_s, u"Hall"_s, u"x=1"_s});
        QVERIFY2(moved.status == 0, moved.all());
        QVERIFY(!ctl.json({u"gcode"_s, u"Hall"_s, u"M119"_s})
                     .object()[u"replies"_s]
                     .toArray()
                     .isEmpty());
    }

    void watchGivesOneDocumentALine()
    {
        simulate({u"--speed"_s, u"60"_s});
        const Ctl ctl;
        QVERIFY(ctl.add(m_printers.first().toObject(), u"Hall"_s).status == 0);
        const auto watch = ctl.start({u"--json"_s, u"status"_s, u"Hall"_s, u"--watch"_s});
        QVERIFY(!watch->line().isEmpty());
        const Said sent
            = ctl.json({u"upload"_s, u"Hall"_s, ctl.writeGcode(u"part.gcode"_s), u"--print"_s});
        QVERIFY2(sent.status == 0, sent.all());
        QString state;
        for (int i = 0; i < 500 && state != u"printing"; ++i) {
            const QJsonDocument document = QJsonDocument::fromJson(watch->line());
            QVERIFY(document.isObject());
            state = document[u"state"_s].toString();
        }
        QCOMPARE(state, u"printing"_s);
        watch->signal(SIGINT);
        QCOMPARE(watch->end().status, 0);
    }

    // Ctrl+C takes the file back; the printer keeps nothing and stays usable.
    void anInterruptedUploadIsCanceled()
    {
        simulate({});
        const Ctl ctl;
        QVERIFY(ctl.add(m_printers.first().toObject(), u"Hall"_s).status == 0);
        const QString big = ctl.writeGcode(u"big.gcode"_s, 400'000'000);
        const auto watch = ctl.start({u"--json"_s, u"status"_s, u"Hall"_s, u"--watch"_s});
        QVERIFY(!watch->line().isEmpty());
        const auto upload = ctl.start({u"--json"_s, u"upload"_s, u"Hall"_s, big});
        bool sending = false;
        for (int i = 0; i < 500 && !sending; ++i) {
            const QJsonObject status = QJsonDocument::fromJson(watch->line()).object();
            sending = status[u"activity"_s].toObject()[u"kind"_s].toString() == u"sending";
        }
        QVERIFY(sending);
        upload->signal(SIGINT);
        const Said said = upload->end();
        QVERIFY2(said.status == 1, said.all());
        QCOMPARE(said.errorKind(), u"canceled"_s);
        const Said next = ctl.json({u"upload"_s, u"Hall"_s, ctl.writeGcode(u"part.gcode"_s)});
        QVERIFY2(next.status == 0, next.all());
        const Said files = ctl.json({u"files"_s, u"Hall"_s});
        QCOMPARE(files.array().size(), 1);
    }

    void aPrinterThatIsGoneKeepsItsLastStatus()
    {
        simulate({});
        const Ctl ctl;
        QVERIFY(ctl.add(m_printers.first().toObject(), u"Hall"_s).status == 0);
        QCOMPARE(stateOf(ctl.json({u"status"_s, u"Hall"_s})), u"idle"_s);
        m_simulate->signal(SIGTERM);
        m_simulate->end();
        m_simulate.reset();
        const Said status = ctl.json({u"status"_s, u"Hall"_s});
        QVERIFY2(status.status == 0, status.all());
        QCOMPARE(stateOf(status), u"idle"_s);
        QCOMPARE(status.object()[u"link"_s].toString(), u"unreachable"_s);
        QVERIFY(status.object().contains(u"observedAt"_s));
        QCOMPARE(ctl.json({u"pause"_s, u"Hall"_s}).status, 3);
    }
};

FLOTILLA_TEST(tst_MainJob)
#include "tst_mainjob.moc"
