// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocations.h"
#include "filefolder.h"
#include "fixtures.h"
#include "resinsamples.h"
#include "samples.h"

#include "files/inspect.h"
#include "files/resin/resinpictures_p.h"

#include "support/testdata.h"
#include "support/testmain.h"

using namespace flotilla;
using namespace flotilla::files;
using namespace flotilla::test;
using namespace Qt::StringLiterals;

namespace {

constexpr auto red = qRgb(255, 0, 0);
constexpr auto green = qRgb(0, 255, 0);
constexpr auto blue = qRgb(0, 0, 255);

} // namespace

// Jobs of resin printers in the forms of CHITUBOX.
class tst_Ctb : public QObject
{
    Q_OBJECT

private:
    FileFolder m_files;

private Q_SLOTS:
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
        const QString path = m_files.write(u"plain.ctb"_s, ctbFile().bytes);
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
        const QString path = m_files.write(u"lies.ctb"_s, bytes);
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
        const QString path = m_files.write(u"locked.ctb"_s, encryptedCtb(622));
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
};

FLOTILLA_TEST(tst_Ctb)
#include "tst_ctb.moc"
