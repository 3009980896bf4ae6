// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocations.h"
#include "bgcodesamples.h"
#include "fixtures.h"
#include "samples.h"

#include "files/bgcode/bgcodeinspect_p.h"
#include "files/inspect.h"

#include "support/testmain.h"

#include <QFile>
#include <QTemporaryDir>

using namespace flotilla;
using namespace flotilla::files;
using namespace flotilla::test;
using namespace Qt::StringLiterals;

// Prusa's binary G-code.
class tst_Bgcode : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void G20_factsAndPictures_data()
    {
        QTest::addColumn<bool>("checksums");
        QTest::addColumn<bool>("packed");
        QTest::newRow("plain") << false << false;
        QTest::newRow("with checksums") << true << false;
        QTest::newRow("deflated") << true << true;
    }

    void G20_factsAndPictures()
    {
        QFETCH(bool, checksums);
        QFETCH(bool, packed);
        const QByteArray head = bgcodeHead(checksums, packed);
        const QTemporaryDir folder;
        QFile file(folder.filePath(u"part.bgcode"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        // What is in the blocks of G-code is nobody's business.
        file.write(head + bgcodeBlock(1, QByteArray(100'000, '\xee'), checksums));
        file.close();
        const auto source = FileBytes::open(file.fileName());
        const auto facts = inspectBytes(**source, u"part.bgcode"_s);
        QVERIFY(facts);
        QCOMPARE(facts->type, FileType::Bgcode);
        QCOMPARE(facts->damage, QString());
        QVERIFY(!facts->nameMisleads);
        QCOMPARE(facts->slicer, u"PrusaSlicer"_s);
        QCOMPARE(facts->slicerVersion, u"2.8.1"_s);
        QCOMPARE(facts->printerModel, u"MK4S"_s);
        QCOMPARE(facts->estimatedSeconds, 221.0);
        QCOMPARE(facts->filamentMm, 252.22);
        QCOMPARE(facts->filamentGrams, 0.75);
        QCOMPARE(facts->objectHeightMm, 6.2);
        QCOMPARE(facts->nozzleCelsius(), 230.0);
        QCOMPARE(facts->bedCelsius(), 60.0);
        QCOMPARE(facts->bounds, (FileBounds {{118.75, 98.75, 0}, {131.25, 111.25, 6.2}}));
        QCOMPARE(facts->thumbnails.size(), 2);
        for (const Thumbnail &thumbnail : facts->thumbnails) {
            const auto image = thumbnailImage(file.fileName(), thumbnail);
            QVERIFY2(image, qPrintable(image ? QString() : image.error().message));
            QCOMPARE(image->size(), QSize(thumbnail.width, thumbnail.height));
        }
        QVERIFY((*source)->bytesRead() <= 64 * 1024 + 4 * head.size());
    }

    void G20_everyRecordedPicture_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("none") << QString();
        for (const QString &name : expectedNames(u"bgcode"_s))
            QTest::newRow(name.toUtf8().constData()) << name;
    }

    void G20_everyRecordedPicture()
    {
        SKIP_WITHOUT_FIXTURES();
        QFETCH(QString, name);
        if (name.isEmpty())
            return;
        const auto facts = inspect(printFile(name));
        QVERIFY(facts);
        QCOMPARE(facts->damage.isEmpty(), !name.contains(u"damaged"_s));
        QVERIFY(!facts->thumbnails.isEmpty());
        for (const Thumbnail &thumbnail : facts->thumbnails) {
            const auto image = thumbnailImage(printFile(name), thumbnail);
            QVERIFY2(image, qPrintable(image ? QString() : image.error().message));
            QCOMPARE(image->size(), QSize(thumbnail.width, thumbnail.height));
        }
    }

    void G21_aWrongChecksumCostsItsBlock()
    {
        QByteArray bytes = bgcodeHead(true, false) + bgcodeBlock(1, "G28\n", true);
        bytes[20] = char(bytes[20] ^ 1); // in the first block
        const auto facts = inspectText(bytes, u"a.bgcode"_s);
        QVERIFY(facts);
        QVERIFY(!facts->damage.isEmpty());
        QCOMPARE(facts->slicer, QString());
        QCOMPARE(facts->estimatedSeconds, 221.0);
        QCOMPARE(facts->thumbnails.size(), 2);
    }

    void G21_everyCutIsDamaged()
    {
        const QByteArray whole = bgcodeHead(true, true) + bgcodeBlock(1, "G28\n", true);
        for (qsizetype length = 4; length < whole.size(); ++length) {
            const auto facts = inspectText(whole.first(length), u"a.bgcode"_s);
            QVERIFY(facts);
            QCOMPARE(facts->type, FileType::Bgcode);
            QVERIFY2(!facts->damage.isEmpty(), qPrintable(QString::number(length)));
            QVERIFY(facts->thumbnails.size() <= 2);
        }
    }

    void G21_lengthsThatLie_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const QByteArray start = bgcodeStart(false);
        const auto head = [](quint16 type, quint16 compression, quint32 bytes, quint32 packed) {
            QByteArray block(12, '\0');
            qToLittleEndian(type, block.data());
            qToLittleEndian(compression, block.data() + 2);
            qToLittleEndian(bytes, block.data() + 4);
            qToLittleEndian(packed, block.data() + 8);
            return block;
        };
        QTest::newRow("beyond the end") << start + head(3, 0, 0xFFFFFFFF, 0);
        QTest::newRow("packed beyond the end") << start + head(3, 1, 10, 0xFFFFFFFF);
        QTest::newRow("unpacks to four gigabytes")
            << start + head(3, 1, 0xFFFFFFFF, 4) + QByteArray(6, 'x');
        QTest::newRow("no deflate") << start + head(3, 1, 100, 4) + QByteArray(6, 'x');
        QTest::newRow("an unknown packing") << start + head(3, 9, 100, 4) + QByteArray(6, 'x');
        QTest::newRow("an unknown type") << start + head(77, 0, 0, 0);
        QTest::newRow("many empty blocks") << start + QByteArray(10, '\0').repeated(2000);
        QTest::newRow("a later version") << QByteArray("GCDE\2\0\0\0\0\0", 10);
        QTest::newRow("another checksum") << QByteArray("GCDE\1\0\0\0\7\0", 10);
        QTest::newRow("a bomb") << start
                + bgcodeBlock(3, "Producer=" + QByteArray(3'000'000, 'p'), false, true)
                + bgcodeBlock(4, "a=" + QByteArray(50'000'000, 'p'), false, true);
    }

    void G21_lengthsThatLie()
    {
        QFETCH(QByteArray, bytes);
        const AllocationWatch watch;
        const auto facts = inspectText(bytes, u"a.bgcode"_s);
        QVERIFY(facts);
        QVERIFY(!facts->damage.isEmpty());
        QVERIFY2(watch.peakBytes() <= 16 * 1024 * 1024, qPrintable(u"%1"_s.arg(watch.peakBytes())));
    }

    void polygonsThatAreNone()
    {
        QCOMPARE(objectBounds("{\"objects\":[{\"polygon\":[[1,2],[3,-4]]}]}", 5),
                 (FileBounds {{1, -4, 0}, {3, 2, 5}}));
        for (const char *json :
             {"", "[]", "{\"objects\":[]}", "{\"objects\":[{\"polygon\":[]}]}",
              "{\"objects\":[{\"polygon\":[[1]]}]}", "{\"objects\":[{\"polygon\":[[1,\"2\"]]}]}",
              "{\"objects\":[{\"polygon\":[[1,1e12]]}]}"})
            QVERIFY(!objectBounds(json, 5));
    }
};

FLOTILLA_TEST(tst_Bgcode)
#include "tst_bgcode.moc"
