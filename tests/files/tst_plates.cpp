// SPDX-License-Identifier: GPL-3.0-or-later
#include "filefolder.h"
#include "platesamples.h"

#include "files/inspect.h"
#include "files/zip/sliceinfo_p.h"
#include "files/zip/zipinspect_p.h"

#include "support/testdata.h"
#include "support/testmain.h"

using namespace flotilla;
using namespace flotilla::files;
using namespace flotilla::test;
using namespace Qt::StringLiterals;

// Files that hold several prints.
class tst_Plates : public QObject
{
    Q_OBJECT

private:
    FileFolder m_files;

private Q_SLOTS:
    void G22_bothPlatesAreListed()
    {
        const QString path = m_files.write(u"two.gcode.3mf"_s, zipFile(twoPlates()));
        const auto facts = inspect(path);
        QVERIFY(facts);
        QCOMPARE(facts->type, FileType::SlicedThreeMf);
        QCOMPARE(facts->damage, QString());
        QVERIFY(!facts->nameMisleads);
        QCOMPARE(facts->plates.size(), 2);
        // The facts of the file are those of the lowest.
        QCOMPARE(facts->slicer, u"BambuStudio"_s);
        QCOMPARE(facts->layerCount, 90);
        QCOMPARE(facts->estimatedSeconds, 1216.0);
        QVERIFY(facts->thumbnails.isEmpty());
        QVERIFY(!facts->filamentGrams && !facts->bounds);

        const FilePlate &second = facts->plates[1];
        QCOMPARE(second.index, 2);
        QCOMPARE(second.name, u"Left half"_s);
        QCOMPARE(second.objects, QStringList {u"Sphere"_s});
        QCOMPARE(second.estimatedSeconds, 1094.0);
        QCOMPARE(second.filamentGrams, 3.91);
        QCOMPARE(second.filamentMm, 1290.0);
        QCOMPARE(second.layerCount, 128);
        QCOMPARE(second.printerModel, u"N1"_s);
        QCOMPARE(second.tools.size(), 2);
        QVERIFY(!second.tools[0].isUsed());
        QCOMPARE(second.tools[1].material, u"PETG"_s);
        QCOMPARE(second.tools[1].color, u"#00ae42"_s);
        QCOMPARE(second.bounds, (FileBounds {{10, 20, 0}, {30.5, 40, 18}}));
        QCOMPARE(facts->plates[0].objects, QStringList({u"Cube"_s, u"Peg"_s}));

        const FileFacts chosen = facts->ofPlate(2);
        QCOMPARE(chosen.layerCount, 128);
        QCOMPARE(chosen.thumbnails.size(), 2);
        QCOMPARE(chosen.plates.size(), 2);
        QCOMPARE(facts->ofPlate(7), *facts);
        for (const Thumbnail &thumbnail : chosen.thumbnails) {
            const auto image = thumbnailImage(path, thumbnail);
            QVERIFY2(image, qPrintable(image ? QString() : image.error().message));
            QCOMPARE(image->size(), QSize(thumbnail.width, thumbnail.height));
        }
    }

    void G22_platesWithoutAnyList()
    {
        const auto facts = inspect(testDataPath(u"files/two-plates.gcode.3mf"_s));
        QVERIFY(facts);
        QCOMPARE(facts->damage, QString());
        QCOMPARE(facts->plates.size(), 2);
        QCOMPARE(facts->plates[1].index, 2);
        QCOMPARE(facts->slicer, u"BambuStudio"_s);
        QCOMPARE(facts->slicerVersion, u"01.09.00.60"_s);
        QVERIFY(!facts->estimatedSeconds);
    }

    void G22_platesAreNumbersAndFew()
    {
        QCOMPARE(plateNumber("Metadata/plate_12.gcode"), 12);
        QCOMPARE(plateNumber("metadata/PLATE_1.GCODE"), 1);
        for (const char *name :
             {"Metadata/plate_.gcode", "Metadata/plate_0.gcode", "Metadata/plate_x.gcode",
              "Metadata/plate_-1.gcode", "Metadata/plate_99999.gcode", "Metadata/plate_1.gcode.md5",
              "Other/plate_1.gcode", ""})
            QCOMPARE(plateNumber(name), 0);
        QList<ZipSample> samples;
        for (int i = 1; i <= 200; ++i)
            samples.append({.name = "Metadata/plate_" + QByteArray::number(i) + ".gcode",
                            .bytes = bambuText(i)});
        const auto facts = inspectText(zipFile(samples), u"many.gcode.3mf"_s);
        QCOMPARE(facts->plates.size(), maxPlates);
        QCOMPARE(facts->plates.constLast().index, maxPlates);
    }

    void G22_brokenListsSayWhatTheyCan()
    {
        QCOMPARE(readSlicePlates(sliceInfo).size(), 2);
        for (qsizetype length = 0; length < sliceInfo.size(); ++length)
            QVERIFY(readSlicePlates(sliceInfo.first(length)).size() <= 2);
        const QByteArray lies
            = "<config><plate><metadata key=\"index\" value=\"1\"/><metadata key=\"prediction\" "
              "value=\"-5\"/><metadata key=\"weight\" value=\"nan\"/><filament id=\"99999\" "
              "used_m=\"1\"/></plate><plate><metadata key=\"index\" "
              "value=\"-3\"/></plate></config>";
        const QList<SlicePlate> plates = readSlicePlates(lies);
        QCOMPARE(plates.size(), 1);
        QVERIFY(!plates[0].seconds && !plates[0].grams && plates[0].tools.isEmpty());
        for (const char *json : {"", "[]", "{\"bbox_all\":[1,2,3]}", "{\"bbox_all\":[1,2,0,3]}",
                                 "{\"bbox_all\":[1,2,3,\"4\"]}", "{\"bbox_all\":[1,2,1e9,4]}"})
            QVERIFY(!readPlateBounds(json, 5));
        QVERIFY(!readPlateBounds("{\"bbox_all\":[1,2,3,4]}", {}));
    }

    void aPictureThatIsGone()
    {
        const QString path = m_files.write(u"a.gcode.3mf"_s, zipFile(twoPlates()));
        const auto facts = inspect(path);
        QVERIFY(facts);
        const Thumbnail thumbnail = facts->plates[1].thumbnails.value(0);
        QVERIFY(thumbnailImage(path, thumbnail));
        m_files.write(u"a.gcode.3mf"_s, zipFile({{.name = "Metadata/plate_1.gcode"}}));
        QCOMPARE(thumbnailImage(path, thumbnail).error().kind, Error::Kind::BadFile);
    }

    void aLongPlateIsReadAtItsHead()
    {
        QByteArray text = bambuText(11);
        while (text.size() < 6'000'000)
            text += moves();
        text += "; filament used [mm] = 77\n";
        MemoryBytes source(zipFile({{.name = "Metadata/plate_1.gcode", .bytes = text}}));
        const auto facts = inspectBytes(source, u"a.gcode.3mf"_s);
        QVERIFY(facts);
        QCOMPARE(facts->layerCount, 11);
        QVERIFY(!facts->filamentMm);
        // A shorter one is read to its end for what the head does not say.
        QByteArray shorter = bambuText(11);
        while (shorter.size() < 2'000'000)
            shorter += moves();
        shorter += "; filament used [mm] = 77\n";
        QCOMPARE(inspectText(zipFile({{.name = "Metadata/plate_1.gcode", .bytes = shorter}}),
                             u"a.gcode.3mf"_s)
                     ->filamentMm,
                 77.0);
    }
};

FLOTILLA_TEST(tst_Plates)
#include "tst_plates.moc"
