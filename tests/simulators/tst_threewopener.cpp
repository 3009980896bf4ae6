// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/xyzprinting/threewopener.h"

#include "simulators/xyzsample.h"
#include "support/testdata.h"
#include "support/testmain.h"

#include <QBuffer>
#include <QFile>
#include <QRandomGenerator>

using namespace flotilla;
using namespace flotilla::simulators;
using namespace flotilla::test;
using namespace Qt::StringLiterals;

using Verdict = OpenedThreew::Verdict;

namespace {

OpenedThreew open(QByteArray bytes)
{
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    return openThreew(buffer);
}

} // namespace

class tst_ThreewOpener : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recordedFiles_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("version");
        QTest::addColumn<bool>("zipped");
        QTest::addColumn<QByteArray>("machine");
        QTest::newRow("version 2")
            << u"cube20_mini-w_v2.3w"_s << 2 << false << QByteArray("dv1MW0A000");
        QTest::newRow("version 5")
            << u"tower60_pro_v5.3w"_s << 5 << false << QByteArray("daVinciAW10");
        QTest::newRow("zipped") << u"tower60_plus11_zip.3w"_s << 2 << true
                                << QByteArray("daVinciF11");
        QTest::newRow("the maker's own")
            << u"vendor_xyzprint_nano_v5.3w"_s << 5 << false << QByteArray("dv1NX0A000");
    }

    void recordedFiles()
    {
        QFETCH(const QString, file);
        const QString path = fixturePath(u"xyzprinting/"_s + file);
        if (path.isEmpty())
            QSKIP(qPrintable(u"the recording xyzprinting/%1 is not here"_s.arg(file)));
        QFile device(path);
        QVERIFY(device.open(QIODevice::ReadOnly));
        const OpenedThreew opened = openThreew(device);
        QCOMPARE(opened.reason, QString());
        QCOMPARE(opened.verdict, Verdict::Good);
        QTEST(opened.form.version, "version");
        QTEST(opened.form.zipped, "zipped");
        QTEST(opened.machine, "machine");
        QCOMPARE(opened.complaints, QStringList());
        QVERIFY(opened.firstBytes.startsWith("; filename = "));
        QVERIFY(opened.header.startsWith("; filename = "));
        QVERIFY(opened.plan.seconds > 60);
        QVERIFY(opened.plan.layerCount > 1);
    }

    void ownSamples_data()
    {
        QTest::addColumn<int>("version");
        QTest::addColumn<bool>("zipped");
        QTest::addColumn<int>("layers");
        QTest::newRow("version 2") << 2 << false << 20;
        QTest::newRow("version 5") << 5 << false << 20;
        QTest::newRow("zipped, one piece") << 2 << true << 20;
        QTest::newRow("F3 zipped, many pieces") << 2 << true << 20'000;
    }

    void ownSamples()
    {
        QFETCH(const int, version);
        QFETCH(const bool, zipped);
        QFETCH(const int, layers);
        const XyzSample sample {.version = version, .zipped = zipped, .layers = layers};
        const OpenedThreew opened = open(sample.bytes());
        QCOMPARE(opened.reason, QString());
        QCOMPARE(opened.form, (XyzForm {version, zipped}));
        QCOMPARE(opened.gcodeSha256,
                 QCryptographicHash::hash(sample.text(), QCryptographicHash::Sha256));
        QCOMPARE(opened.plan.layerCount, layers);
        QCOMPARE(opened.plan.seconds, 600.0);
        QCOMPARE(opened.plan.filamentMm, 1234.5);
        QCOMPARE(opened.plan.nozzleCelsius[0], 210.0);
    }

    void F6_aBodyWithoutPaddingLosesNothing()
    {
        XyzSample sample {.padded = false};
        sample.gcode = sample.text();
        sample.gcode += QByteArray(15 - sample.gcode.size() % 16, ' ') + '\n';
        QCOMPARE(sample.gcode.size() % 16, 0);
        QCOMPARE(open(sample.bytes()).gcodeBytes, sample.gcode.size());
    }

    void nonsense_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<OpenedThreew::Verdict>("verdict");
        const XyzSample good;
        QTest::newRow("nothing") << QByteArray() << Verdict::NotThreew;
        QTest::newRow("G-code") << good.text() << Verdict::NotThreew;
        QTest::newRow("a long G-code") << good.text().repeated(40) << Verdict::NotThreew;
        QByteArray version = good.bytes();
        version[13] = 3;
        QTest::newRow("another version") << version << Verdict::NotThreew;
        QByteArray offset = good.bytes();
        offset[16] = '\x7f';
        QTest::newRow("an offset out of the file") << offset << Verdict::NotThreew;
        QByteArray distance = good.bytes();
        distance[4712] = '\xff';
        QTest::newRow("a header out of the file") << distance << Verdict::NotThreew;
        QByteArray flipped = good.bytes();
        flipped[9000] = char(flipped[9000] ^ 1);
        QTest::newRow("F10 a wrong checksum") << flipped << Verdict::Damaged;
        QTest::newRow("cut") << good.bytes().chopped(5) << Verdict::Damaged;
        XyzSample two {.zipped = true, .filesInArchive = 2};
        QTest::newRow("two files in the archive") << two.bytes() << Verdict::Damaged;
        XyzSample keys;
        keys.gcode = good.text().replace("; filename", "; name");
        QTest::newRow("F8 no file name") << keys.bytes() << Verdict::BadGcode;
        keys.gcode = good.text().replace("; facets = 12\n", "");
        QTest::newRow("F8 a key is missing") << keys.bytes() << Verdict::BadGcode;
        keys.gcode
            = good.text().replace("; facets = 12\n", "").replace("G21", "; facets = 12\nG21");
        QTest::newRow("F8 a key out of order") << keys.bytes() << Verdict::BadGcode;
        keys.gcode = good.text().left(good.text().indexOf("G21")) + "; that is all\n";
        QTest::newRow("comments only") << keys.bytes() << Verdict::BadGcode;
    }

    void nonsense()
    {
        QFETCH(const QByteArray, bytes);
        const OpenedThreew opened = open(bytes);
        QTEST(opened.verdict, "verdict");
        QVERIFY(!opened.reason.isEmpty());
    }

    void F7_g0IsComplainedOf()
    {
        const XyzSample good;
        for (const QByteArray &word : {QByteArray("G0"), QByteArray("G00"), QByteArray("G00X1")}) {
            XyzSample sample;
            sample.gcode = good.text() + word + " Y5\n";
            QCOMPARE(open(sample.bytes()).complaints.size(), 1);
        }
        for (const QByteArray &word : {QByteArray("G01"), QByteArray("G04"), QByteArray("; G0")}) {
            XyzSample sample;
            sample.gcode = good.text() + word + " Y5\n";
            QCOMPARE(open(sample.bytes()).complaints, QStringList());
        }
    }

    void hostileBytes()
    {
        const QByteArray good = XyzSample {.version = 5}.bytes();
        for (qsizetype size = 0; size < good.size(); size += 61)
            QVERIFY(open(good.first(size)).verdict != Verdict::Good);
        QRandomGenerator random(7);
        for (int i = 0; i < 300; ++i) {
            QByteArray bytes = XyzSample {.version = i % 2 ? 2 : 5, .zipped = i % 3 == 0}.bytes();
            for (int change = 0; change < 4; ++change)
                bytes[random.bounded(i % 2 ? int(bytes.size()) : 128)] = char(random.bounded(256));
            static_cast<void>(open(bytes));
        }
    }
};

FLOTILLA_TEST(tst_ThreewOpener)
#include "tst_threewopener.moc"
