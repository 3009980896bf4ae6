// SPDX-License-Identifier: GPL-3.0-or-later
#include "samples.h"

#include "drivers/flashforge/tcpframing.h"
#include "drivers/flashforge/tcpreplies.h"
#include "support/testmain.h"

using namespace flotilla;
using namespace flotilla::flashforge;
using namespace flotilla::flashforge::test;

class tst_TcpFraming : public QObject
{
    Q_OBJECT

    using Status = TcpReplyParser::Status;
    using Silence = TcpReplyParser::Silence;

    static Status feed(TcpReplyParser &parser, const QByteArray &bytes, qsizetype piece)
    {
        for (qsizetype i = 0; i < bytes.size(); i += piece)
            parser.feed(QByteArrayView(bytes).sliced(i, qMin(piece, bytes.size() - i)));
        return parser.status();
    }

private Q_SLOTS:
    void T1_requestForm()
    {
        QCOMPARE(requestLine(u"M601 S1").value_or(QByteArray()), QByteArray("~M601 S1\r\n"));
        QCOMPARE(requestLine(u"~M119").value_or(QByteArray()), QByteArray("~M119\r\n"));
        QCOMPARE(requestLine(u"G1 X10.5 F600").value_or(QByteArray()),
                 QByteArray("~G1 X10.5 F600\r\n"));
        QCOMPARE(commandCode(u"~M146 r255 g255 b255 F0"), QByteArray("M146"));
    }

    void T1_noSecondCommandCanBeSmuggledIn_data()
    {
        QTest::addColumn<QString>("command");
        QTest::newRow("line break") << u"M105\r\n~M112"_s;
        QTest::newRow("line feed") << u"M23 0:/user/a\nM26"_s;
        QTest::newRow("return") << u"M23 a\rM26"_s;
        QTest::newRow("NUL") << QString(u"M105"_s + QChar(0) + u"x"_s);
        QTest::newRow("tilde") << u"M105 ~M112"_s;
        QTest::newRow("letters") << u"M610 Würfel"_s;
        QTest::newRow("no code") << u"hello"_s;
        QTest::newRow("empty") << QString();
        QTest::newRow("only a tilde") << u"~"_s;
        QTest::newRow("long") << QString(u"M117 "_s + QString(1000, u'x'));
    }
    void T1_noSecondCommandCanBeSmuggledIn()
    {
        QFETCH(QString, command);
        QVERIFY(!requestLine(command));
    }

    void T4_piecesOfAnySize_data()
    {
        QTest::addColumn<int>("piece");
        for (const int piece : {1, 2, 3, 7, 1000})
            QTest::addRow("%d bytes", piece) << piece;
    }
    void T4_piecesOfAnySize()
    {
        QFETCH(int, piece);
        const QByteArray bytes
            = "CMD M119 Received.\r\nEndstop: X-max: 1\r\nMachineStatus: READY\r\n"
              "MoveMode: READY\r\nCurrentFile: ok\r\n ok is fine\r\nok\r\n";
        TcpReplyParser parser("M119");
        QCOMPARE(feed(parser, bytes, piece), Status::Complete);
        QCOMPARE(parser.reply().lines,
                 (QByteArrayList {"Endstop: X-max: 1", "MachineStatus: READY", "MoveMode: READY",
                                  "CurrentFile: ok", "ok is fine"}));
        QVERIFY(parser.takeRemainder().isEmpty());
    }

    void T4_lineFeedsAlone()
    {
        TcpReplyParser parser("M27");
        QCOMPARE(parser.feed("CMD M27 Received.\nSD printing byte 1/2\nok.\n"), Status::Complete);
        QCOMPARE(parser.reply().lines.size(), 1);
    }

    void T4_okWithoutALineEnd()
    {
        TcpReplyParser parser("M104");
        QCOMPARE(parser.feed("CMD M104 Received.\r\nok"), Status::Incomplete);
        QCOMPARE(parser.finishOnSilence(Silence::EndsBareOk), Status::Complete);
        TcpReplyParser other("M104");
        QCOMPARE(other.feed("CMD M104 Received.\r\nnot ok"), Status::Incomplete);
        QCOMPARE(other.finishOnSilence(Silence::EndsBareOk), Status::Incomplete);
    }

    void T4_lateRepliesToOthersAreDropped()
    {
        TcpReplyParser parser("M105");
        QCOMPARE(parser.feed("CMD M27 Received.\r\nSD printing byte 1/2\r\nok\r\n"),
                 Status::Incomplete);
        QCOMPARE(parser.feed("CMD M105 Received.\r\nT0:1/2 B:3/4\r\nok\r\n"), Status::Complete);
        QCOMPARE(parser.reply().lines, QByteArrayList {"T0:1/2 B:3/4"});
    }

    void T4_tailsOfEarlierRepliesAreDropped()
    {
        TcpReplyParser parser("M105");
        QCOMPARE(parser.feed("ok\r\n"), Status::Incomplete);
        QCOMPARE(parser.feed("CMD M105 Received.\r\nT0:1/2\r\nok\r\n"), Status::Complete);
        QCOMPARE(parser.reply().lines, QByteArrayList {"T0:1/2"});
    }

    void T4_okBeforeTheVerdict()
    {
        TcpReplyParser parser("M601");
        QCOMPARE(parser.feed("CMD M601 Received.\r\nok\r\n"), Status::Incomplete);
        QCOMPARE(parser.feed("Control Success V2.1.\r\n"), Status::Complete);
        QCOMPARE(loginVerdict(parser.reply()), LoginVerdict::InControl);
        TcpReplyParser silent("M601");
        QCOMPARE(silent.feed("CMD M601 Received.\r\nok\r\n"), Status::Incomplete);
        QCOMPARE(silent.finishOnSilence(Silence::EndsBareOk), Status::Complete);
        QCOMPARE(loginVerdict(silent.reply()), LoginVerdict::Unclear);
    }

    void T4_idleM27WithoutOk()
    {
        TcpReplyParser parser("M27");
        QCOMPARE(parser.feed("CMD M27 Received.\r\nSD printing byte 0/100\r\n"),
                 Status::Incomplete);
        QCOMPARE(parser.finishOnSilence(Silence::EndsAnyLine), Status::Complete);
        QCOMPARE(parser.reply().lines.size(), 1);
    }

    void T4_silenceBeforeAnythingEndsNothing()
    {
        TcpReplyParser parser("M27");
        QCOMPARE(parser.finishOnSilence(Silence::EndsAnyLine), Status::Incomplete);
        QCOMPARE(parser.finishOnSilence(Silence::EndsBareOk), Status::Incomplete);
    }

    void T14_oldDialect()
    {
        TcpReplyParser info("M115");
        info.feed("echo: Machine Type: FlashForge Adventurer III\r\necho: Firmware: v1.3.7\r\n");
        QCOMPARE(info.finishOnSilence(Silence::EndsAnyLine), Status::Complete);
        QCOMPARE(parseMachineInfo(info.reply())->firmware, u"v1.3.7"_s);
        TcpReplyParser temperature("M105");
        QCOMPARE(temperature.feed("ok T0:22/0 B:11/0\r\n"), Status::Complete);
        QCOMPARE(parseTemperatures(temperature.reply())->size(), 2);
        TcpReplyParser light("M146");
        light.feed("ack: \"M146 1\"\r\n");
        QCOMPARE(light.finishOnSilence(Silence::EndsAnyLine), Status::Complete);
        QCOMPARE(light.reply().lines, QByteArrayList {"M146 1"});
    }

    void T9_binaryStaysBehindTheOk()
    {
        TcpReplyParser parser("M661");
        QCOMPARE(parser.feed("CMD M661 Received.\r\nok\r\n\x44\xaa\xaa\x44"), Status::Complete);
        QCOMPARE(parser.takeRemainder(), QByteArray("\x44\xaa\xaa\x44"));
        parser.feed("more");
        QCOMPARE(parser.takeRemainder(), QByteArray("more"));
    }

    void T9_binaryRightAfterABareOk()
    {
        TcpReplyParser parser("M662");
        QCOMPARE(feed(parser, "CMD M662 Received.\nok\x2a\x2a\xa2\xa2\n", 1), Status::Complete);
        QCOMPARE(parser.takeRemainder(), QByteArray("\x2a\x2a\xa2\xa2\n"));
    }

    void T9_anErrorInsteadOfAList()
    {
        TcpReplyParser parser("M661");
        QCOMPARE(parser.feed("CMD M661 Error.\r\n"), Status::Complete);
        QVERIFY(refusalIn(parser.reply()));
    }

    void T10_fileNotExists()
    {
        TcpReplyParser parser("M662");
        QCOMPARE(parser.feed("CMD M662 Received.\r\nError: File not exists\r\nok\r\n"),
                 Status::Complete);
        const auto refusal = refusalIn(parser.reply());
        QVERIFY(refusal);
        QCOMPARE(refusal->kind, Error::Kind::Refused);
    }

    void refusalsGoByTheirPlaceInTheLine()
    {
        QVERIFY(!refusalIn({"M23", {"File opened: error_failed.gx Size: 3", "File selected"}}));
        QVERIFY(!refusalIn({"M119", {"CurrentFile: error.gx"}}));
        QVERIFY(refusalIn({"M28", {"open failed"}}));
        QVERIFY(refusalIn({"M29", {"File Is Not Available"}}));
        QVERIFY(refusalIn({"M601", {"Control failed."}}));
    }

    void ceilings_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("endless line") << QByteArray(9000, 'x');
        QTest::newRow("long line") << QByteArray(9000, 'x') + '\n';
        QTest::newRow("many lines") << QByteArray("a\n").repeated(5000);
        QTest::newRow("many long lines") << QByteArray(8000, 'x').append('\n').repeated(40);
        QTest::newRow("endless replies to others")
            << QByteArray("CMD M27 Received.\n").append(8000, 'x').append("\nok\n").repeated(40);
        QTest::newRow("flood") << QByteArray(17 * 1024 * 1024, '\n');
    }
    void ceilings()
    {
        QFETCH(QByteArray, bytes);
        TcpReplyParser parser("M119");
        QCOMPARE(feed(parser, bytes, 65536), Status::Failed);
        QCOMPARE(parser.feed("ok\n"), Status::Failed);
        QVERIFY(parser.takeRemainder().isEmpty());
    }

    void recordedTranscripts_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("5M Pro") << u"tcp-5mpro-3.1.5.txt"_s;
        QTest::newRow("Adventurer 3") << u"tcp-adventurer3-1.1.7.txt"_s;
    }
    void recordedTranscripts()
    {
        QFETCH(QString, name);
        const auto text = recording(name);
        if (!text)
            QSKIP(qPrintable(
                u"the recording flashforge/%1 is not there (set FLOTILLA_FIXTURES)"_s.arg(name)));
        int replies = 0;
        std::optional<TcpReplyParser> parser;
        for (const QByteArray &line : text->split('\n')) {
            if (line.startsWith("> ~")) {
                QVERIFY(!parser || parser->status() == Status::Complete);
                parser.emplace(commandCode(QString::fromLatin1(line.sliced(2))));
                ++replies;
            } else if (parser && parser->status() == Status::Incomplete) {
                parser->feed(QByteArray(line + "\r\n"));
            }
        }
        QVERIFY(replies >= 7);
        QCOMPARE(parser->status(), Status::Complete);
    }
};

FLOTILLA_TEST(tst_TcpFraming)
#include "tst_tcpframing.moc"
