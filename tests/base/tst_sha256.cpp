// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/sha256.h"

#include "support/testmain.h"

#include <QCryptographicHash>

using namespace flotilla;

class tst_Sha256 : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesWithQt_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("a few") << QByteArray("abc");
        QTest::newRow("many") << QByteArray(1'000'003, 'x');
    }
    void agreesWithQt()
    {
        QFETCH(QByteArray, bytes);
        Sha256 hash;
        for (qsizetype at = 0; at < bytes.size(); at += 4096)
            hash.add(QByteArrayView(bytes).sliced(at, qMin<qsizetype>(4096, bytes.size() - at)));
        QCOMPARE(hash.result(), QCryptographicHash::hash(bytes, QCryptographicHash::Sha256));
    }

    void tellsTheBytesSoFar()
    {
        Sha256 hash;
        hash.add("abc");
        const QByteArray soFar = hash.result();
        QCOMPARE(hash.result(), soFar);
        hash.add("def");
        QCOMPARE(hash.result(), QCryptographicHash::hash("abcdef", QCryptographicHash::Sha256));
    }
};

FLOTILLA_TEST(tst_Sha256)
#include "tst_sha256.moc"
