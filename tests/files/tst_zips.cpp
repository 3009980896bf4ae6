// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocations.h"
#include "filefolder.h"
#include "fixtures.h"
#include "platesamples.h"

#include "files/inspect.h"

#include "support/testdata.h"
#include "support/testmain.h"

#include <QDir>
#include <QFile>

using namespace flotilla;
using namespace flotilla::files;
using namespace flotilla::test;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 mostMemory = 16 * 1024 * 1024;

bool isRefused(const QByteArray &bytes)
{
    const auto facts = inspectText(bytes, u"part.gcode.3mf"_s);
    return !facts || !facts->damage.isEmpty();
}

} // namespace

// Print files that are archives.
class tst_Zips : public QObject
{
    Q_OBJECT

private:
    FileFolder m_files;

private Q_SLOTS:
    void G23_aProjectIsNoPrint()
    {
        const QByteArray model
            = "<?xml version=\"1.0\"?>\n<model xmlns=\"x\"><metadata name=\"Title\">A</metadata>"
              "<metadata name=\"Application\">PrusaSlicer-2.9.4</metadata><resources>"
            + QByteArray("<object/>").repeated(2000);
        const QByteArray bytes
            = zipFile({{.name = "[Content_Types].xml"},
                       {.name = "3D/3dmodel.model", .bytes = model, .sizesFollow = true},
                       {.name = "Metadata/thumbnail.png", .bytes = picture(256, 256)},
                       {.name = "Metadata/plate_1.png", .bytes = picture(512, 512)}});
        const QString path = m_files.write(u"part.3mf"_s, bytes);
        const auto facts = inspect(path);
        QVERIFY(facts);
        QCOMPARE(facts->type, FileType::ThreeMfProject);
        QVERIFY(!facts->isPrint);
        QVERIFY(facts->plates.isEmpty());
        QCOMPARE(facts->slicer, u"PrusaSlicer"_s);
        QCOMPARE(facts->slicerVersion, u"2.9.4"_s);
        QCOMPARE(facts->thumbnails.size(), 1);
        QCOMPARE(thumbnailImage(path, facts->thumbnails[0])->size(), QSize(256, 256));
        // A name that promises a sliced one does not make it one.
        QVERIFY(inspectText(bytes, u"part.gcode.3mf"_s)->nameMisleads);
    }

    void G24_damagedArchives_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("word");
        QTest::newRow("bad CRC") << u"damaged-bad-crc"_s << u"trusted"_s;
        QTest::newRow("duplicate") << u"damaged-duplicate-plate"_s << u"twice"_s;
        QTest::newRow("encrypted") << u"damaged-encrypted"_s << u"password"_s;
        QTest::newRow("header mismatch") << u"damaged-header-mismatch"_s << u"trusted"_s;
        QTest::newRow("size lie") << u"damaged-size-lie"_s << u"trusted"_s;
        QTest::newRow("truncated") << u"damaged-truncated"_s << u"list of contents"_s;
        // What leads out of the folder is passed over; the plate beside it is good.
        QTest::newRow("traversal") << u"damaged-traversal-names"_s << QString();
    }

    void G24_damagedArchives()
    {
        QFETCH(QString, name);
        QFETCH(QString, word);
        const QTemporaryDir folder;
        const QString path = folder.filePath(name + u".gcode.3mf");
        QVERIFY(QFile::copy(testDataPath(u"files/%1.gcode.3mf"_s.arg(name)), path));
        const QString before = QDir::currentPath();
        QVERIFY(QDir::setCurrent(folder.path()));
        {
            const AllocationWatch watch;
            const auto facts = inspect(path);
            QVERIFY2(watch.peakBytes() <= mostMemory, qPrintable(u"%1"_s.arg(watch.peakBytes())));
            QVERIFY(facts);
            QCOMPARE(facts->type, FileType::SlicedThreeMf);
            QVERIFY2(word.isEmpty() ? facts->damage.isEmpty() : facts->damage.contains(word),
                     qPrintable(facts->damage));
        }
        QVERIFY(QDir::setCurrent(before));
        QCOMPARE(QDir(folder.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot).size(), 1);
        QVERIFY(!QFile::exists(folder.filePath(u"../../../evil.gcode"_s)));
    }

    void G24_textIsNoArchive()
    {
        const auto facts = inspectText("this is no archive at all\n", u"sample.3mf"_s);
        QVERIFY(!facts);
        QCOMPARE(facts.error().kind, Error::Kind::BadFile);
    }

    void G24_liesAboutOneMember_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const QByteArray text = bambuText(5);
        const auto row = [](const char *name, const ZipSample &sample) {
            QTest::newRow(name) << zipFile({sample});
        };
        const QByteArray plate = "Metadata/plate_1.gcode";
        row("locked", {.name = plate, .bytes = text, .flags = 1});
        row("locked strongly", {.name = plate, .bytes = text, .flags = 0x40});
        row("another name", {.name = plate, .bytes = text, .localName = "Metadata/plate_2.gcode"});
        row("a shorter name", {.name = plate, .bytes = text, .localName = "x"});
        row("wrong checksum", {.name = plate, .bytes = text, .crcFlip = 4});
        row("longer than it is", {.name = plate, .bytes = text, .statedBytes = 4000});
        row("shorter than it is", {.name = plate, .bytes = text, .statedBytes = 20});
        row("more than can be packed", {.name = plate, .bytes = text, .statedBytes = 0x70000000});
        row("stored with another size",
            {.name = plate, .bytes = text, .packed = false, .statedBytes = 20});
        QTest::newRow("twice") << zipOf({plate, plate});
        QByteArray method = zipFile({{.name = plate, .bytes = text}});
        method[8] = 12;
        method[method.indexOf("PK\1\2") + 10] = 12;
        QTest::newRow("packed in another way") << method;
        QByteArray beyond = zipFile({{.name = plate, .bytes = text}});
        qToLittleEndian(quint32(0x7FFFFFF0), beyond.data() + beyond.indexOf("PK\1\2") + 42);
        QTest::newRow("lies beyond the end") << beyond;
    }

    void G24_liesAboutOneMember()
    {
        QFETCH(QByteArray, bytes);
        const AllocationWatch watch;
        QVERIFY(isRefused(bytes));
        QVERIFY(watch.peakBytes() <= mostMemory);
    }

    void G24_aBombIsNotUnpacked()
    {
        const QByteArray head = bambuText(5);
        const QByteArray bytes = zipFile(
            {{.name = "Metadata/plate_1.gcode", .bytes = head + QByteArray(100'000'000, '\n')},
             {.name = "Metadata/plate_1.png", .bytes = QByteArray(100'000'000, 'x')},
             {.name = "Metadata/plate_1.json", .bytes = QByteArray(100'000'000, ' ')},
             {.name = "Metadata/slice_info.config", .bytes = QByteArray(100'000'000, '<')}});
        const QString path = m_files.write(u"bomb.gcode.3mf"_s, bytes);
        if (!AllocationWatch::isPossible())
            QSKIP("this build gives no way to watch malloc");
        const AllocationWatch watch;
        const auto facts = inspect(path);
        QVERIFY(facts);
        QCOMPARE(facts->layerCount, 5);
        QVERIFY(facts->thumbnails.isEmpty());
        QVERIFY2(watch.peakBytes() <= mostMemory, qPrintable(u"%1"_s.arg(watch.peakBytes())));
    }

    void G24_namesThatLeadAstrayAreNotThere()
    {
        for (const char *name :
             {"../Metadata/plate_1.gcode", "Metadata/../plate_1.gcode", "//Metadata/plate_1.gcode",
              "C:/Metadata/plate_1.gcode", "Metadata\\plate_1.gcode", "Metadata/..\\plate_1.gcode"})
            QVERIFY2(!inspectText(zipOf({name}), u"a.3mf"_s), name);
        QVERIFY(!inspectText(zipOf({QByteArray("Metadata/\0plate_1.gcode", 23)}), u"a.3mf"_s));
    }

    void G24_sixtyThousandMembers()
    {
        ZipWriter writer;
        for (int i = 0; i < 60'000; ++i)
            writer.add({.name = "junk/" + QByteArray::number(i), .packed = false});
        writer.add({.name = "Metadata/plate_1.gcode", .bytes = bambuText(7)});
        const AllocationWatch watch;
        MemoryBytes source(writer.bytes());
        const qint64 ours = watch.peakBytes(); // the archive itself
        const auto facts = inspectBytes(source, u"a.gcode.3mf"_s);
        QVERIFY(facts);
        QCOMPARE(facts->layerCount, 7);
        QVERIFY(watch.peakBytes() - ours <= mostMemory);
        // More than anybody needs of those that are kept.
        ZipWriter many;
        for (int i = 0; i < 5000; ++i)
            many.add({.name = "Metadata/" + QByteArray::number(i), .packed = false});
        QVERIFY(isRefused(many.bytes()));
    }

    void G24_everyCut()
    {
        const QByteArray whole = zipFile(twoPlates());
        QVERIFY(!isRefused(whole));
        for (qsizetype length = 0; length < whole.size(); ++length)
            QVERIFY2(isRefused(whole.first(length)), qPrintable(QString::number(length)));
    }

    void G24_caseIsForgivenOnce()
    {
        const auto facts = inspectText(
            zipFile({{.name = "metadata/PLATE_1.gcode", .bytes = bambuText(3)}}), u"a.3mf"_s);
        QVERIFY(facts);
        QCOMPARE(facts->damage, QString());
        QCOMPARE(facts->layerCount, 3);
    }

    void G25_namesFromTheRoot()
    {
        const QString path = testDataPath(u"files/libcharon-griffin.ufp"_s);
        const auto facts = inspect(path);
        QVERIFY(facts);
        QCOMPARE(facts->type, FileType::Ufp);
        QCOMPARE(facts->damage, QString());
        QCOMPARE(facts->slicer, u"Cura"_s);
        QCOMPARE(facts->estimatedSeconds, 342521.0);
        QCOMPARE(facts->nozzleCelsius(), 205.0);
        QCOMPARE(facts->thumbnails.size(), 1);
        const auto image = thumbnailImage(path, facts->thumbnails[0]);
        QVERIFY2(image, qPrintable(image ? QString() : image.error().message));
        QCOMPARE(image->size(), QSize(300, 300));
        // With and without the slash is the same name: twice.
        const auto both = inspectText(zipOf({"/3D/model.gcode", "3D/model.gcode"}), u"a.ufp"_s);
        QVERIFY(both->damage.contains(u"twice"_s));
    }
};

FLOTILLA_TEST(tst_Zips)
#include "tst_zips.moc"
