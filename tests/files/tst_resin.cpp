// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocations.h"
#include "fixtures.h"
#include "resinsamples.h"
#include "samples.h"

#include "files/inspect.h"
#include "files/resin/resinpictures_p.h"

#include "support/testdata.h"
#include "support/testmain.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>

#include <cmath>
#include <limits>

using namespace flotilla;
using namespace flotilla::files;
using namespace flotilla::test;
using namespace Qt::StringLiterals;

namespace {

constexpr auto red = qRgb(255, 0, 0);
constexpr auto green = qRgb(0, 255, 0);
constexpr auto blue = qRgb(0, 0, 255);

QByteArray wholeGoo(bool bigEndian = true)
{
    return gooHead(bigEndian).bytes + QByteArray(100, 'L') + gooTrailer;
}

} // namespace

// Jobs of resin printers.
class tst_Resin : public QObject
{
    Q_OBJECT

private:
    QString write(const QString &name, const QByteArray &bytes) const
    {
        const QString path = m_folder.filePath(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write %s", qPrintable(path));
        return path;
    }

    QTemporaryDir m_folder;

private Q_SLOTS:
    void R1_contentNotNameDecides()
    {
        const auto facts = inspectText(wholeGoo(), u"part.ctb"_s);
        QVERIFY(facts);
        QCOMPARE(facts->type, FileType::Goo);
        QVERIFY(facts->nameMisleads);
        QCOMPARE(facts->damage, QString());
        QVERIFY(!inspectText(wholeGoo(), u"part.goo"_s)->nameMisleads);
    }

    void theFactsOfGoo_data()
    {
        QTest::addColumn<bool>("bigEndian");
        QTest::newRow("big-endian") << true;
        QTest::newRow("little-endian") << false;
    }

    void theFactsOfGoo()
    {
        QFETCH(bool, bigEndian);
        const auto facts = inspectText(wholeGoo(bigEndian), u"part.goo"_s);
        QVERIFY(facts);
        QCOMPARE(facts->slicer, u"Slicer One"_s);
        QCOMPARE(facts->slicerVersion, u"v2.1"_s);
        QCOMPARE(facts->printerModel, u"ELEGOO Saturn 3 Ultra"_s);
        QCOMPARE(facts->layerCount, 100);
        QCOMPARE(facts->layerHeightMm, 0.05);
        QCOMPARE(facts->objectHeightMm, 5.0);
        QCOMPARE(facts->estimatedSeconds, 3600.0);
        QCOMPARE(facts->filamentGrams, 10.0);
        QVERIFY(facts->resin);
        QCOMPARE(facts->resin->volumeMl, 9.0);
        QCOMPARE(facts->resin->resolution, QSize(11520, 5120));
        QCOMPARE(facts->resin->exposureSeconds, 2.5);
        QCOMPARE(facts->resin->bottomExposureSeconds, 30.0);
        QCOMPARE(facts->resin->bottomLayers, 5);
        QCOMPARE(facts->resin->machineHeightMm, 260.0);
        QVERIFY(facts->isPrint);
    }

    void someWritersMeanMillilitres()
    {
        ResinWriter goo = gooHead();
        goo.f32(0x2FB7A, 9);
        QCOMPARE(inspectText(goo.bytes + gooTrailer, u"a.goo"_s)->resin->volumeMl, 9.0);
    }

    void R2_aCutGooTellsWhatItsHeadHas()
    {
        const auto facts = inspectText(gooHead().bytes, u"part.goo"_s);
        QVERIFY(facts);
        QCOMPARE(facts->layerCount, 100);
        QCOMPARE(facts->estimatedSeconds, 3600.0);
        QCOMPARE(facts->thumbnails.size(), 2);
        QVERIFY2(facts->damage.contains(u"looks incomplete"_s), qPrintable(facts->damage));
        // Cut in the head: its texts, and the same word.
        const auto less = inspectText(gooHead().bytes.first(0x1000), u"part.goo"_s);
        QVERIFY(less);
        QVERIFY(less->damage.contains(u"looks incomplete"_s));
        QVERIFY(less->thumbnails.isEmpty());
    }

    void R3_aWrongOffsetIsDamage_data() { theFactsOfGoo_data(); }

    void R3_aWrongOffsetIsDamage()
    {
        QFETCH(bool, bigEndian);
        ResinWriter goo = gooHead(bigEndian);
        goo.u32(0x2FB8E, 0x2FB96);
        const auto facts = inspectText(goo.bytes + gooTrailer, u"part.goo"_s);
        QVERIFY(facts);
        QCOMPARE(facts->type, FileType::Goo);
        QVERIFY(facts->damage.contains(u"damaged"_s));
        QVERIFY(!facts->layerCount);
    }

    void R3_oneMachineHasItsLayersElsewhere()
    {
        ResinWriter goo = gooHead(false);
        goo.text(0x5C, QByteArray("ELEGOO Jupiter 2\0\0\0\0\0", 21));
        goo.u32(0x2FB8E, 0x30000);
        const auto facts = inspectText(goo.bytes, u"part.goo"_s);
        QVERIFY(facts);
        QCOMPARE(facts->layerCount, 100);
        QCOMPARE(facts->damage, QString());
    }

    void R4_previewsAndTheirColors_data() { theFactsOfGoo_data(); }

    void R4_previewsAndTheirColors()
    {
        QFETCH(bool, bigEndian);
        const QString path = write(u"colors.goo"_s, wholeGoo(bigEndian));
        const auto facts = inspect(path);
        QVERIFY(facts);
        QCOMPARE(facts->thumbnails.size(), 2);
        for (const int i : {0, 1}) {
            const auto image = thumbnailImage(path, facts->thumbnails[i]);
            QVERIFY2(image, qPrintable(image ? QString() : image.error().message));
            const int side = i == 0 ? 116 : 290;
            QCOMPARE(image->size(), QSize(side, side));
            QCOMPARE(image->pixel(0, 0), red);
            QCOMPARE(image->pixel(side / 2, side / 2), green);
            QCOMPARE(image->pixel(side - 1, side - 1), blue);
        }
        QCOMPARE(thumbnailFor(facts->thumbnails)->width, 290);
        QCOMPARE(thumbnailImage(path, facts->thumbnails[1], {50, 50})->size(), QSize(50, 50));
    }

    void R4_everyShadeIsSpreadOverTheWholeRange()
    {
        QByteArray points(4, '\0');
        qToBigEndian(quint16(15 << 11 | 32 << 5 | 7), points.data());
        const QImage image = decodeRgb565Be(points, {2, 1});
        QCOMPARE(image.pixel(0, 0), qRgb(15 * 255 / 31, 32 * 255 / 63, 7 * 255 / 31));
        QVERIFY(decodeRgb565Be(points, {2, 2}).isNull());
    }

    void R4_blackMeansThatThereIsNoPreview()
    {
        ResinWriter goo = gooHead();
        goo.bytes.replace(0xC2, 116 * 116 * 2, QByteArray(116 * 116 * 2, '\0'));
        const auto facts = inspectText(goo.bytes + gooTrailer, u"a.goo"_s);
        QCOMPARE(facts->thumbnails.size(), 1);
        QCOMPARE(facts->thumbnails.first().width, 290);
    }

    void R5_runsCrossRowsAndAreClipped()
    {
        const QImage image
            = decodeCtbRuns(QByteArray(ctbRun(0xF800, 3) + ctbRun(0x07C0, 2)), {2, 2});
        QCOMPARE(image.pixel(0, 0), red);
        QCOMPARE(image.pixel(0, 1), red);
        QCOMPARE(image.pixel(1, 1), green);
        const QImage clipped = decodeCtbRuns(ctbRun(0x001F, 4096), {3, 3});
        QCOMPARE(clipped.pixel(2, 2), blue);
        // What is missing is black; a run without its count is one point.
        QCOMPARE(decodeCtbRuns(ctbRun(0xF800, 1), {2, 1}).pixel(1, 0), qRgb(0, 0, 0));
        QCOMPARE(decodeCtbRuns(ctbRun(0xF800, 9).first(2), {2, 1}).pixel(1, 0), qRgb(0, 0, 0));
    }

    void R5_theFactsAndPreviewsOfCtb()
    {
        const QString path = write(u"plain.ctb"_s, ctbFile().bytes);
        const auto facts = inspect(path);
        QVERIFY(facts);
        QCOMPARE(facts->type, FileType::Ctb);
        QCOMPARE(facts->damage, QString());
        QCOMPARE(facts->slicer, u"ChiTuBox"_s);
        QCOMPARE(facts->slicerVersion, u"1.9.4.0"_s);
        QCOMPARE(facts->printerModel, u"ELEGOO MARS Pro"_s);
        QCOMPARE(facts->layerCount, 1);
        QCOMPARE(facts->objectHeightMm, 5.0);
        QCOMPARE(facts->estimatedSeconds, 777.0);
        QCOMPARE(facts->filamentGrams, 8.25);
        QCOMPARE(facts->resin->volumeMl, 7.5);
        QCOMPARE(facts->resin->formatVersion, 3);
        QCOMPARE(facts->resin->modified.toSecsSinceEpoch(), 26'000'000LL * 60);
        QCOMPARE(facts->thumbnails.size(), 2);
        const auto image = thumbnailImage(path, facts->thumbnails[0]);
        QVERIFY2(image, qPrintable(image ? QString() : image.error().message));
        QCOMPARE(image->pixel(3, 2), red);
        QCOMPARE(image->pixel(4, 2), green);
        QCOMPARE(image->pixel(7, 5), blue);
    }

    void R6_offsetsThatLie_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const auto row = [](const char *name, qsizetype at, quint32 value) {
            ResinWriter ctb = ctbFile();
            ctb.u32(at, value);
            QTest::newRow(name) << ctb.bytes;
        };
        for (const quint32 value : {0xFFFFFFFFU, 0x7FFFFFFFU, 0x3FFU, 1U}) {
            for (const qsizetype at : {0x3C, 0x40, 0x44, 0x48, 0x54, 0x58, 0x68, 0x6C})
                row(qPrintable(u"head %1 = %2"_s.arg(at, 0, 16).arg(value, 0, 16)), at, value);
            for (const qsizetype at : {0x100, 0x104, 0x108, 0x10C, 0x21C, 0x220, 0x30C, 0x310})
                row(qPrintable(u"block %1 = %2"_s.arg(at, 0, 16).arg(value, 0, 16)), at, value);
        }
        ResinWriter huge = ctbFile();
        huge.u32(0x100, 65'535);
        huge.u32(0x104, 65'535);
        QTest::newRow("65 535 × 65 535") << huge.bytes;
    }

    void R6_offsetsThatLie()
    {
        QFETCH(QByteArray, bytes);
        const QString path = write(u"lies.ctb"_s, bytes);
        const AllocationWatch watch;
        const auto facts = inspect(path);
        QVERIFY(facts);
        for (const Thumbnail &thumbnail : facts->thumbnails) {
            QVERIFY(thumbnail.offset + thumbnail.length <= bytes.size());
            QVERIFY(thumbnail.width <= 4096);
        }
        QVERIFY(watch.peakBytes() < 4 * 1024 * 1024);
    }

    void R7_encryptedWithPreviewsFirst()
    {
        const QString path = write(u"locked.ctb"_s, encryptedCtb(622));
        const auto facts = inspect(path);
        QVERIFY(facts);
        QCOMPARE(facts->type, FileType::EncryptedCtb);
        QCOMPARE(facts->damage, QString());
        QCOMPARE(facts->printerModel, u"ELEGOO JUPITER"_s);
        QCOMPARE(facts->layerCount, 622);
        QCOMPARE(facts->layerHeightMm, 0.05);
        QCOMPARE(facts->objectHeightMm, 31.1);
        QCOMPARE(facts->resin->bottomExposureSeconds, 30.0);
        QCOMPARE(facts->resin->exposureSeconds, 2.5);
        QVERIFY(!facts->estimatedSeconds);
        QCOMPARE(facts->thumbnails.size(), 2);
        QCOMPARE(thumbnailImage(path, facts->thumbnails[1])->pixel(7, 5), red);
    }

    void R7_encryptedWithTheNameFirst()
    {
        const auto facts = inspectText(encryptedCtb(10, false), u"locked.ctb"_s);
        QVERIFY(facts);
        QCOMPARE(facts->damage, QString());
        QCOMPARE(facts->printerModel, u"ELEGOO JUPITER"_s);
        QVERIFY(facts->thumbnails.isEmpty());
    }

    void R7_versionFiveHasNoTable()
    {
        const auto facts = inspectText(encryptedCtb(10, true, 5), u"locked.ctb"_s);
        QCOMPARE(facts->printerModel, u"ELEGOO JUPITER"_s);
        QCOMPARE(facts->thumbnails.size(), 2);
        QVERIFY(!facts->layerCount);
    }

    void R7_nothingInClear()
    {
        QByteArray bytes = encryptedCtb(10);
        bytes.replace(0x150, 1500, QByteArray(1500, '\x5a'));
        const auto facts = inspectText(bytes, u"locked.ctb"_s);
        QVERIFY(facts);
        QCOMPARE(facts->type, FileType::EncryptedCtb);
        QVERIFY(facts->thumbnails.isEmpty());
        QCOMPARE(facts->printerModel, QString());
    }

    void R7_recordedEncryptedFile()
    {
        SKIP_WITHOUT_FIXTURES();
        const QString path = printFile(u"ctb/chitubox-v4-encrypted.ctb"_s);
        const auto facts = inspect(path);
        QVERIFY(facts);
        QCOMPARE(facts->printerModel, u"ELEGOO JUPITER"_s);
        QCOMPARE(facts->layerCount, 622);
        QCOMPARE(facts->thumbnails.size(), 2);
        QCOMPARE(thumbnailImage(path, facts->thumbnails[0])->size(), QSize(400, 300));
        QCOMPARE(thumbnailImage(path, facts->thumbnails[1])->size(), QSize(200, 125));
    }

    void R8_hugeFilesAreReadAtTheirHeads_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::newRow("GOO") << gooHead().bytes;
        QTest::newRow("CTB") << ctbFile().bytes;
        QTest::newRow("encrypted CTB") << encryptedCtb(5000);
    }

    void R8_hugeFilesAreReadAtTheirHeads()
    {
        QFETCH(QByteArray, head);
        const QString path = write(u"huge.bin"_s, head);
        QFile file(path);
        QVERIFY(file.resize(2LL * 1024 * 1024 * 1024));
        const auto source = FileBytes::open(path);
        QVERIFY(source);
        QElapsedTimer timer;
        timer.start();
        const auto facts = inspectBytes(**source, u"huge.bin"_s);
        QVERIFY(timer.elapsed() < 100);
        QVERIFY(facts);
        QVERIFY(facts->layerCount);
        QVERIFY2((*source)->bytesRead() < 1024 * 1024,
                 qPrintable(QString::number((*source)->bytesRead())));
        QFile::remove(path);
    }

    void R9_whatIsNoNumberIsUnknown_data()
    {
        QTest::addColumn<float>("value");
        QTest::newRow("NaN") << std::numeric_limits<float>::quiet_NaN();
        QTest::newRow("endless") << std::numeric_limits<float>::infinity();
        QTest::newRow("negative") << -1.5F;
        QTest::newRow("zero") << 0.0F;
        QTest::newRow("beyond belief") << 1e30F;
    }

    void R9_whatIsNoNumberIsUnknown()
    {
        QFETCH(float, value);
        ResinWriter goo = gooHead();
        for (const qsizetype at : {0x2FB04, 0x2FB08, 0x2FB29, 0x2FB7A, 0x2FB7E, 0x2FB82, 0x2FB00})
            goo.f32(at, value);
        const auto facts = inspectText(goo.bytes + gooTrailer, u"a.goo"_s);
        QVERIFY(facts);
        QVERIFY(!facts->layerHeightMm && !facts->objectHeightMm && !facts->filamentGrams);
        QVERIFY(!facts->resin->volumeMl && !facts->resin->exposureSeconds && !facts->resin->cost);
        QVERIFY(!facts->resin->machineHeightMm && !facts->resin->bottomExposureSeconds);
    }

    void R10_theFirstVersion()
    {
        ResinWriter photon = ctbFile(0x12FD0019, 1);
        // The large preview's record lies where later versions have the size of a block.
        photon.u32(0x3C, 0x6C);
        photon.text(0x6C, photon.bytes.mid(0x100, 0x10));
        photon.f32(0x1C, 0);
        photon.u32(0x4C, 0);
        const auto facts = inspectText(photon.bytes, u"old.photon"_s);
        QVERIFY(facts);
        QCOMPARE(facts->type, FileType::Cbddlp);
        QVERIFY(!facts->nameMisleads);
        QCOMPARE(facts->damage, QString());
        QCOMPARE(facts->thumbnails.size(), 2);
        QCOMPARE(facts->layerCount, 1);
        QVERIFY(!facts->estimatedSeconds && !facts->objectHeightMm);
        QCOMPARE(facts->printerModel, QString());
    }

    void R10_recordedFirstVersion()
    {
        SKIP_WITHOUT_FIXTURES();
        const QString path = printFile(u"photon/anycubic-v1-newfile.photon"_s);
        const auto facts = inspect(path);
        QVERIFY(facts);
        QCOMPARE(thumbnailImage(path, facts->thumbnails.value(0))->size(), QSize(543, 386));
        QCOMPARE(facts->resin->resolution, QSize(1440, 2560));
        QVERIFY(!facts->estimatedSeconds && !facts->objectHeightMm);
    }

    void R11_aCompanionFileOfMacOs()
    {
        const auto facts = inspect(testDataPath(u"files/appledouble-stub.ctb"_s));
        QVERIFY(!facts);
        QCOMPARE(facts.error().kind, Error::Kind::BadFile);
        QVERIFY(facts.error().message.contains(u"not a print file"_s));
    }

    void everyCutOfEveryForm_data() { R8_hugeFilesAreReadAtTheirHeads_data(); }

    void everyCutOfEveryForm()
    {
        QFETCH(QByteArray, head);
        const qsizetype step = std::max<qsizetype>(1, head.size() / 3000);
        for (qsizetype length = 12; length < head.size(); length += step) {
            const auto facts = inspectText(head.first(length), u"cut.ctb"_s);
            QVERIFY(facts);
            QVERIFY2(!facts->damage.isEmpty(), qPrintable(QString::number(length)));
        }
    }
};

FLOTILLA_TEST(tst_Resin)
#include "tst_resin.moc"
