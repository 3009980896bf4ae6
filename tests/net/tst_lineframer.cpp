// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/lineframer.h"

#include "support/testmain.h"

#include <QRandomGenerator>

using namespace flotilla;
using net::LineFramer;

namespace {

// All lines out of `bytes` cut into pieces; the error, where it ends in one, as a last line "!".
QList<QByteArray> linesOf(QByteArrayView bytes, qsizetype pieceBytes, qsizetype maxLineBytes = 64)
{
    LineFramer framer(maxLineBytes);
    QList<QByteArray> lines;
    for (qsizetype at = 0; at < bytes.size(); at += pieceBytes) {
        framer.append(bytes.sliced(at, qMin(pieceBytes, bytes.size() - at)));
        for (;;) {
            const auto line = framer.nextLine();
            if (!line)
                return lines << "!";
            if (!*line)
                break;
            lines << **line;
        }
    }
    return lines;
}

} // namespace

class tst_LineFramer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void T4_piecesOfAnySizeGiveTheSameLines_data()
    {
        QTest::addColumn<QByteArray>("stream");
        QTest::addColumn<QList<QByteArray>>("lines");
        using Lines = QList<QByteArray>;
        QTest::newRow("CRLF") << QByteArray("CMD M27 Received.\r\nok\r\n")
                              << Lines {"CMD M27 Received.", "ok"};
        QTest::newRow("LF") << QByteArray("a\nb\n") << Lines {"a", "b"};
        QTest::newRow("empty lines") << QByteArray("\n\r\n\n") << Lines {"", "", ""};
        QTest::newRow("CR inside") << QByteArray("a\rb\r\r\n") << Lines {"a\rb\r"};
        QTest::newRow("unfinished") << QByteArray("a\r\nok") << Lines {"a"};
        QTest::newRow("NUL") << QByteArray("a\0b\n", 4) << Lines {QByteArray("a\0b", 3)};
        QTest::newRow("at the ceiling") << QByteArray(64, 'x') + "\n"
                                        << Lines {QByteArray(64, 'x')};
        QTest::newRow("over the ceiling") << QByteArray("a\n") + QByteArray(65, 'x') + "\nb\n"
                                          << Lines {"a", "!"};
        QTest::newRow("endless") << QByteArray(1000, 'x') << Lines {"!"};
    }
    void T4_piecesOfAnySizeGiveTheSameLines()
    {
        QFETCH(QByteArray, stream);
        QFETCH(QList<QByteArray>, lines);
        for (const qsizetype pieceBytes :
             {qsizetype(1), qsizetype(2), qsizetype(3), qsizetype(64), stream.size()})
            QCOMPARE(linesOf(stream, pieceBytes), lines);
    }

    void randomBytesInAnyPieces()
    {
        QRandomGenerator random(20260115);
        for (int round = 0; round < 200; ++round) {
            QByteArray bytes(random.bounded(1, 2000), Qt::Uninitialized);
            for (char &c : bytes)
                c = "\r\nab\0x"[random.bounded(6)];
            QCOMPARE(linesOf(bytes, 1 + random.bounded(50)), linesOf(bytes, bytes.size()));
        }
    }

    void errorStaysUntilReset()
    {
        LineFramer framer(8);
        framer.append("123456789");
        QCOMPARE(framer.nextLine().error().kind, Error::Kind::BadReply);
        framer.append("a\n");
        QVERIFY(!framer.nextLine());
        QVERIFY(framer.rest().isEmpty());
        framer.reset();
        framer.append("a\n");
        QCOMPARE(**framer.nextLine(), QByteArray("a"));
    }

    void binaryDataBehindALineIsLeftAlone()
    {
        LineFramer framer(8);
        const QByteArray binary
            = QByteArray::fromHex("44aa0aaa44000d0a") + "longer than a line may be";
        framer.append(QByteArray("first\r\nok\r\n" + binary));
        QCOMPARE(**framer.nextLine(), QByteArray("first"));
        QCOMPARE(**framer.nextLine(), QByteArray("ok"));
        QCOMPARE(framer.rest().toByteArray(), binary);
        QCOMPARE(framer.takeRest(), binary);
        QVERIFY(!*framer.nextLine());
    }

    void anUnfinishedLineCanBeSeen()
    {
        LineFramer framer;
        framer.append("CMD M104 Received.\r\nok");
        QCOMPARE(**framer.nextLine(), QByteArray("CMD M104 Received."));
        QVERIFY(!*framer.nextLine());
        QCOMPARE(framer.rest().toByteArray(), QByteArray("ok"));
        framer.append("\r\n");
        QCOMPARE(**framer.nextLine(), QByteArray("ok"));
    }
};

FLOTILLA_TEST(tst_LineFramer)
#include "tst_lineframer.moc"
