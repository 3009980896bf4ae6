// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/xyzprinting/replyreader.h"

#include "support/testmain.h"

using namespace flotilla::xyzprinting;
using Rule = ReplyEnd::Rule;
using Status = ReplyReader::Status;

namespace {

const QByteArray whole = "b:20\nd:0,0,0\ne:0\ni:3FM1WPUS5CA6700001\nj:9511,0\nn:a: b   \n"
                         "s:{\"fm\":0,\"buzzer\":\"on\"}\n$\n";

} // namespace

class tst_ReplyReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void X1_completeAtTheMarkOnly()
    {
        ReplyReader reader({.rule = Rule::Mark});
        QCOMPARE(reader.feed(whole.chopped(2)), Status::Incomplete);
        QCOMPARE(reader.endOfPatience(), Status::Incomplete);
        QCOMPARE(reader.feed("$\n"), Status::Complete);
        QCOMPARE(reader.lines().size(), 7);
    }

    void X2_lettersWithoutMark()
    {
        ReplyReader reader({.rule = Rule::Letters, .letters = "jt"});
        QCOMPARE(reader.feed("t:1,22,0\n"), Status::Incomplete);
        QCOMPARE(reader.feed("j:9511,0\n"), Status::Complete);
    }

    void X2_missingLetterEndsWithPatience()
    {
        ReplyReader reader({.rule = Rule::Letters, .letters = "jz"});
        QCOMPARE(reader.endOfPatience(), Status::Incomplete);
        QCOMPARE(reader.feed("j:9511,0\n"), Status::Incomplete);
        QCOMPARE(reader.endOfPatience(), Status::Complete);
    }

    void X3_anySegmentation()
    {
        for (qsizetype cut = 1; cut < whole.size(); ++cut) {
            ReplyReader reader({.rule = Rule::Mark});
            reader.feed(whole.first(cut));
            QCOMPARE(reader.feed(whole.sliced(cut)), Status::Complete);
            QCOMPARE(reader.lines().size(), 7);
            QCOMPARE(reader.lines().constLast(), QByteArray("s:{\"fm\":0,\"buzzer\":\"on\"}"));
        }
        ReplyReader slow({.rule = Rule::Mark});
        Status status = Status::Incomplete;
        for (const char byte : whole) {
            if (status == Status::Incomplete)
                status = slow.feed(QByteArray(1, byte));
        }
        QCOMPARE(status, Status::Complete);
        QCOMPARE(slow.lines().size(), 7);
    }

    void X3_marksMeanTheSameBeforeTheirLineEnds()
    {
        for (const QByteArray &end : {QByteArray("$K"), QByteArray("E4$x"), QByteArray("$ \n")}) {
            const QByteArray bytes = "j:9511\n" + end;
            ReplyReader at;
            const Status once = at.feed(bytes);
            for (qsizetype cut = 1; cut < bytes.size(); ++cut) {
                ReplyReader reader;
                Status status = reader.feed(bytes.first(cut));
                if (status == Status::Incomplete)
                    status = reader.feed(bytes.sliced(cut));
                QCOMPARE(status, once);
            }
        }
    }

    void X4_outOfTurn_data()
    {
        QTest::addColumn<QByteArray>("before");
        for (const char *before : {"ok\n", "ok \n", "$\n", "\n", "$\n\n", "ok \nok \n$\n\n", " \n"})
            QTest::addRow("X4 %s", QByteArray(before).replace('\n', "\\n").constData())
                << QByteArray(before);
    }
    void X4_outOfTurn()
    {
        QFETCH(QByteArray, before);
        for (qsizetype cut = 0; cut <= before.size(); ++cut) {
            ReplyReader reader({.rule = Rule::Mark});
            reader.feed(before.first(cut));
            QCOMPARE(reader.feed(QByteArray(before.sliced(cut) + whole)), Status::Complete);
            QCOMPARE(reader.lines().size(), 7);
        }
    }

    void X5_refusals()
    {
        for (const QByteArray line : {"E4$", "E7$", "E0$", "E12$"}) {
            ReplyReader reader({.rule = Rule::Mark});
            QCOMPARE(reader.feed(QByteArray("\nok\n" + line + '\n')), Status::Refused);
            QCOMPARE(reader.refusal(), line);
        }
        ReplyReader block({.rule = Rule::Ok});
        QCOMPARE(block.feed("E4$"), Status::Refused); // without its line end
    }

    void okWithAndWithoutBlank()
    {
        for (const char *ok : {"ok\n", "ok \n", "$\n\nok\n", "ok"}) {
            ReplyReader reader({.rule = Rule::Ok});
            QCOMPARE(reader.feed(ok), Status::Complete);
        }
        ReplyReader reader({.rule = Rule::Ok});
        QCOMPARE(reader.feed("$\n\nb:20\n"), Status::Incomplete);
    }

    void X18_actionLinesBetween()
    {
        const QByteArray with = "b:20\nhome:{\"stat\":\"complete\"}\n$\nj:9511\n$\n";
        for (qsizetype cut = 0; cut <= with.size(); ++cut) {
            ReplyReader reader({.rule = Rule::Mark});
            reader.feed(with.first(cut));
            QCOMPARE(reader.feed(with.sliced(cut)), Status::Complete);
            QCOMPARE(reader.lines(), (QList<QByteArray> {"b:20", "j:9511"}));
            const auto actions = reader.takeActionReplies();
            QCOMPARE(actions.size(), 1);
            QCOMPARE(actions[0].action, QByteArray("home"));
            QCOMPARE(actions[0].stat, QByteArray("complete"));
        }
    }

    void X18_actionBegins()
    {
        ReplyReader reader({.rule = Rule::Action, .action = "load"});
        QCOMPARE(reader.feed("home:{\"stat\":\"complete\"}\n$\n"), Status::Incomplete);
        QCOMPARE(reader.feed("load:{\"stat\":\"start\"}\n$\nload:{\"stat\":\"heat\"}\n$\n"),
                 Status::Complete);
        QCOMPARE(reader.takeRest(), QByteArray("$\nload:{\"stat\":\"heat\"}\n$\n"));
        ReplyReader number({.rule = Rule::Action, .action = "zoffset"});
        QCOMPARE(number.feed("-469\n$\n"), Status::Complete);
    }

    void S2_ceilings()
    {
        ReplyReader line({.rule = Rule::Mark});
        QCOMPARE(line.feed(QByteArray("n:" + QByteArray(70'000, 'x'))), Status::Failed);
        ReplyReader many({.rule = Rule::Mark});
        Status status = Status::Incomplete;
        for (int i = 0; i < 2'000 && status == Status::Incomplete; ++i)
            status = many.feed(QByteArray("n:" + QByteArray(60, 'x') + '\n'));
        QCOMPARE(status, Status::Failed);
    }

    void S2_prefixesAndNoise()
    {
        for (qsizetype length = 0; length < whole.size() - 1; ++length) {
            ReplyReader reader({.rule = Rule::Mark});
            const Status status = reader.feed(whole.first(length));
            // The mark alone, without its line end, is the whole of it.
            QCOMPARE(status, length == whole.size() - 1 ? Status::Complete : Status::Incomplete);
        }
        ReplyReader reader({.rule = Rule::Mark});
        QCOMPARE(reader.feed(QByteArray("\x00\xff\xfe\n:::\n\xc3\x28\nabc\n", 15)),
                 Status::Incomplete);
        QVERIFY(reader.lines().isEmpty());
    }
};

FLOTILLA_TEST(tst_ReplyReader)
#include "tst_replyreader.moc"
