// SPDX-License-Identifier: GPL-3.0-or-later
#include "filefolder.h"
#include "resinsamples.h"
#include "samples.h"

#include "files/inspect.h"
#include "files/resin/resinpictures_p.h"

#include "support/testmain.h"

#include <QElapsedTimer>
#include <QFile>

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

// Jobs of resin printers: .goo, and what holds of every form.
class tst_Resin : public QObject
{
    Q_OBJECT

private:
    FileFolder m_files;

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
        const QString path = m_files.write(u"colors.goo"_s, wholeGoo(bigEndian));
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
        const QString path = m_files.write(u"huge.bin"_s, head);
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
