// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/httphead.h"

#include "support/testmain.h"

#include <QRandomGenerator>

using namespace flotilla;
using namespace flotilla::net;

class tst_HttpHead : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyPrefixOfAGoodHeadWaits()
    {
        const QByteArray good
            = "POST /detail?x=1 HTTP/1.1\r\nHost: a\r\nserialNumber: SN1 \r\n\r\n";
        for (qsizetype length = 0; length < good.size(); ++length) {
            QByteArray buffer = good.first(length);
            const auto head = takeHttpHead(buffer);
            QVERIFY2(head && !*head, buffer.constData());
            QCOMPARE(buffer, good.first(length));
        }
        QByteArray buffer = good + "body";
        const auto head = takeHttpHead(buffer);
        QVERIFY(head && *head);
        QCOMPARE(buffer, QByteArray("body"));
        QCOMPARE((*head)->method(), QByteArray("POST"));
        QCOMPARE((*head)->target(), QByteArray("/detail?x=1"));
        QCOMPARE((*head)->statusCode(), 0);
        QCOMPARE((*head)->value("SERIALnumber"), QByteArray("SN1"));
        QCOMPARE((*head)->headers[1].first, QByteArray("serialNumber"));
    }

    void badHeads_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty start line") << QByteArray("\r\n\r\n");
        QTest::newRow("no colon") << QByteArray("GET / HTTP/1.1\r\nHost\r\n\r\n");
        QTest::newRow("no name") << QByteArray("GET / HTTP/1.1\r\n: x\r\n\r\n");
        QTest::newRow("folded") << QByteArray("GET / HTTP/1.1\r\nA: x\r\n y\r\n\r\n");
        QTest::newRow("blank in a name") << QByteArray("GET / HTTP/1.1\r\nA b: x\r\n\r\n");
        QTest::newRow("too long") << QByteArray(maxHttpHeadBytes, 'x');
        QTest::newRow("end behind the ceiling") << QByteArray(maxHttpHeadBytes, 'x') + "\r\n\r\n";
        QTest::newRow("too many") << "GET / HTTP/1.1\r\n" + QByteArray("A: b\r\n").repeated(101)
                + "\r\n";
    }
    void badHeads()
    {
        QFETCH(QByteArray, bytes);
        const auto head = takeHttpHead(bytes);
        QVERIFY(!head);
        QCOMPARE(head.error().kind, Error::Kind::BadReply);
    }

    void randomBytes()
    {
        QRandomGenerator random(3);
        for (int round = 0; round < 500; ++round) {
            QByteArray bytes(random.bounded(200), Qt::Uninitialized);
            for (char &c : bytes)
                c = "HTTP/1. 2\r\n:a\0\xff"[random.bounded(15)];
            const qsizetype before = bytes.size();
            const auto head = takeHttpHead(bytes);
            QVERIFY(bytes.size() <= before);
            if (head && *head) {
                Q_UNUSED((*head)->contentLength())
                QVERIFY((*head)->statusCode() >= 0);
            }
        }
    }
};

FLOTILLA_TEST(tst_HttpHead)
#include "tst_httphead.moc"
