// SPDX-License-Identifier: GPL-3.0-or-later
#include "allocations.h"
#include "bgcodesamples.h"
#include "fixtures.h"
#include "resinsamples.h"
#include "samples.h"
#include "zips.h"

#include "files/filetype_p.h"
#include "files/gzipbytes_p.h"
#include "files/inspect.h"

#include "support/testmain.h"

#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>

using namespace flotilla;
using namespace flotilla::files;
using namespace flotilla::test;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 mostMemory = 16 * 1024 * 1024;

QByteArray randomBytes(qsizetype count, QRandomGenerator &random)
{
    QByteArray bytes(count, Qt::Uninitialized);
    for (char &byte : bytes)
        byte = char(random.bounded(256));
    return bytes;
}

} // namespace

// Files that mean harm, and packed ones.
class tst_Hostile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyPrefixOfAGoodFile_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const QByteArray text = prusaText(thumbnailBlock(picture(24, 24)));
        QTest::newRow("G-code") << text;
        QTest::newRow("Windows") << QByteArray(text).replace("\n", "\r\n");
        QTest::newRow(".gx") << gxFile(picture(8, 8, "BMP"), picture(16, 16), text);
        QTest::newRow("packed") << gzipped(text);
        QTest::newRow("zip") << zipFile(
            {{.name = "[Content_Types].xml"}, {.name = "Metadata/plate_1.gcode", .bytes = text}});
    }

    void everyPrefixOfAGoodFile()
    {
        QFETCH(QByteArray, bytes);
        const auto whole = inspectText(bytes);
        QVERIFY(whole);
        QCOMPARE(whole->damage, QString());
        for (qsizetype length = 0; length < bytes.size(); ++length) {
            const auto facts = inspectText(bytes.first(length));
            if (facts)
                QVERIFY(facts->thumbnails.size() <= whole->thumbnails.size());
            else
                QCOMPARE(facts.error().kind, Error::Kind::BadFile);
        }
    }

    void G26_packedGcode()
    {
        const QByteArray text = prusaText(thumbnailBlock(picture(24, 24)));
        const auto plain = inspectText(text);
        auto packed = inspectText(gzipped(text), u"part.gcode.gz"_s);
        QVERIFY(plain && packed);
        QCOMPARE(packed->type, FileType::GzipGcode);
        QVERIFY(!packed->nameMisleads);
        packed->type = plain->type;
        packed->bytes = plain->bytes;
        QCOMPARE(*packed, *plain);
    }

    void G26_thePictureOfPackedGcode()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(u"part.gcode.gz"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(gzipped(prusaText(thumbnailBlock(picture(24, 24)))));
        file.close();
        const auto facts = inspect(file.fileName());
        QVERIFY(facts);
        const auto image = thumbnailImage(file.fileName(), facts->thumbnails.value(0));
        QVERIFY2(image, qPrintable(image ? QString() : image.error().message));
        QCOMPARE(image->size(), QSize(24, 24));
    }

    void G26_recordedPackedGcode()
    {
        SKIP_WITHOUT_FIXTURES();
        const QString name = u"gcode/cura-2.7-griffin.gcode.gz"_s;
        const auto facts = inspect(printFile(name));
        QVERIFY(facts);
        const QStringList found = differences(*facts, expectedFacts(name));
        QVERIFY2(found.isEmpty(), qPrintable(found.join(u"; "_s)));
    }

    void G26_longPackedGcodeHasItsHeadAndTail()
    {
        QByteArray middle;
        while (middle.size() < 9'000'000)
            middle += moves();
        const auto facts = inspectText(gzipped(prusaText({}, middle)), u"part.gcode.gz"_s);
        QVERIFY(facts);
        QCOMPARE(facts->slicer, u"PrusaSlicer"_s);
        QCOMPARE(facts->estimatedSeconds, 3723.0);
        QCOMPARE(facts->damage, QString());
    }

    void G26_aPackedBombIsNotUnpacked()
    {
        MemoryBytes packed(gzipped(prusaText({}, moves() + QByteArray(200'000'000, '\n'))));
        const auto unpacked = GzipBytes::unpack(packed);
        QVERIFY(unpacked);
        QCOMPARE((*unpacked)->size(), maxUnpackedBytes);
        QVERIFY((*unpacked)->isTooLong());
        QVERIFY((*unpacked)->read(0, maxUnpackedBytes)->size() <= 4 * 1024 * 1024);
        const auto facts = inspectBytes(packed, u"bomb.gcode.gz"_s);
        QVERIFY(facts);
        QCOMPARE(facts->slicer, u"PrusaSlicer"_s);
    }

    void G26_damagedPacking()
    {
        const QByteArray good = gzipped(prusaText());
        QByteArray flipped = good;
        flipped[flipped.size() - 6] = char(flipped[flipped.size() - 6] ^ 1); // in the checksum
        QVERIFY(!inspectText(flipped)->damage.isEmpty());
        QVERIFY(!inspectText(good.chopped(9))->damage.isEmpty());
        QVERIFY(!inspectText(good.first(12)));
        QVERIFY(!inspectText(gzipped("nothing to print")));
        QVERIFY(!inspectText(gzipped({})));
    }

    void G27_archivesByTheirMembers_data()
    {
        QTest::addColumn<QList<QByteArray>>("members");
        QTest::addColumn<QString>("type");
        QTest::newRow("sliced") << QList<QByteArray> {"3D/3dmodel.model", "Metadata/plate_2.gcode"}
                                << u"gcode.3mf"_s;
        QTest::newRow("project") << QList<QByteArray> {"[Content_Types].xml", "3D/3dmodel.model"}
                                 << u"3mf-project"_s;
        QTest::newRow("Ultimaker, with slashes")
            << QList<QByteArray> {"/3D/model.gcode", "/Metadata/thumbnail.png"} << u"ufp"_s;
        QTest::newRow("something else") << QList<QByteArray> {"a.txt"} << QString();
        QTest::newRow("empty") << QList<QByteArray> {} << QString();
    }

    void G27_archivesByTheirMembers()
    {
        QFETCH(QList<QByteArray>, members);
        QFETCH(QString, type);
        const auto facts = inspectText(zipOf(members), u"a.gcode"_s);
        QCOMPARE(facts ? fileTypeName(facts->type) : QString(), type);
        if (facts) {
            QVERIFY(facts->nameMisleads);
            QCOMPARE(facts->isPrint, type != u"3mf-project"_s);
        }
    }

    void archivesThatLie()
    {
        // What it was can still be told by its first member.
        const auto isRefused = [](const QByteArray &bytes) {
            const auto facts = inspectText(bytes);
            return !facts || !facts->damage.isEmpty();
        };
        const QByteArray good = zipOf({"Metadata/plate_1.gcode"});
        QVERIFY(!isRefused(good));
        for (const qsizetype at : {12, 13, 14, 15, 16, 17, 18, 19}) {
            QByteArray bytes = good;
            bytes[bytes.size() - 22 + at] = '\xff'; // size and place of the directory
            QVERIFY(isRefused(bytes));
        }
        QByteArray longName = good;
        longName[good.indexOf("PK\1\2") + 29] = '\x7f';
        QVERIFY(isRefused(longName));
    }

    void G27_recordedFilesOfOtherKinds_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("none") << QString();
        for (const QString &folder :
             {u"bgcode"_s, u"gcode.3mf"_s, u"3mf"_s, u"ufp"_s, u"goo"_s, u"ctb"_s}) {
            for (const QString &name : expectedNames(folder))
                QTest::newRow(name.toUtf8().constData()) << name;
        }
    }

    void G27_recordedFilesOfOtherKinds()
    {
        SKIP_WITHOUT_FIXTURES();
        QFETCH(QString, name);
        if (name.isEmpty())
            return;
        const auto facts = inspect(printFile(name));
        QString type = expectedFacts(name)[u"type"_s].toString();
        if (type == u"unknown")
            type.clear();
        QCOMPARE(facts ? fileTypeName(facts->type) : QString(), type);
    }

    void G30_randomBytesBehindEachMagic()
    {
        const QByteArray zip = zipFile({{.name = "Metadata/plate_1.gcode", .bytes = prusaText()},
                                        {.name = "Metadata/plate_1.png", .bytes = picture(9, 9)},
                                        {.name = "3D/3dmodel.model"}});
        const QList<QByteArray> magics {"",
                                        "GCDE",
                                        bgcodeStart(true),
                                        bgcodeStart(false) + QByteArray("\3\0\1\0", 4),
                                        QByteArray("xgcode 1.0\n\0\0\0\0\0", 16),
                                        QByteArray("\x1f\x8b\x08\0", 4),
                                        "PK\3\4",
                                        zip.first(zip.lastIndexOf("PK\5\6") - 40),
                                        "3DPFNKG13WTW",
                                        QByteArray("V3.0\x07\0\0\0DLP\0", 12),
                                        QByteArray("\x86\0\xfd\x12\3\0\0\0", 8),
                                        QByteArray("\x19\0\xfd\x12\1\0\0\0", 8),
                                        QByteArray("\x06\1\xfd\x12\4\0\0\0", 8),
                                        QByteArray("\x07\1\xfd\x12", 4),
                                        "\xef\xbb\xbf",
                                        "G28\n; thumbnail begin 32x32 4000\n; ",
                                        "W221\nW220 ffd8ff",
                                        ";simage:",
                                        "M4010 X",
                                        "; HEADER_BLOCK_START\n; ",
                                        "; filament used [mm] = ",
                                        "G28\n;thumbnail: data:image/png;base64,"};
        QRandomGenerator random(20'260'102); // the same every time
        const AllocationWatch watch;
        for (int round = 0; round < 10'000; ++round) {
            const QByteArray &magic = magics[round % magics.size()];
            QByteArray bytes = magic + randomBytes(random.bounded(400), random);
            // Half of them nearly text, so that they come further.
            if (round % 2 == 0) {
                for (qsizetype i = magic.size(); i < bytes.size(); ++i)
                    bytes[i] = "\n;=: ,.GMTXYE0123456789AZaz#\""[quint8(bytes[i]) % 29];
            }
            const auto facts = inspectText(bytes);
            if (facts)
                QVERIFY(facts->thumbnails.size() <= 34);
            else
                QCOMPARE(facts.error().kind, Error::Kind::BadFile);
        }
        if (!AllocationWatch::isPossible())
            QSKIP("this build gives no way to watch malloc: memory was not measured");
        QVERIFY(watch.largestBytes() > 0);
        QVERIFY2(watch.peakBytes() <= mostMemory, qPrintable(u"%1"_s.arg(watch.peakBytes())));
    }

    // Good files with a few bytes changed come much further than random ones.
    void G30_memoryOfNearlyGoodFiles_data()
    {
        QTest::addColumn<QByteArray>("good");
        QTest::newRow("zip") << zipFile(
            {{.name = "Metadata/plate_1.gcode", .bytes = prusaText()},
             {.name = "Metadata/plate_1.json", .bytes = "{\"bbox_all\":[1,2,3,4]}"},
             {.name = "Metadata/plate_1.png", .bytes = picture(9, 9), .packed = false}});
        QTest::newRow("binary G-code") << bgcodeHead(false, true) + bgcodeBlock(1, "G28", false);
        QTest::newRow("CTB") << ctbFile().bytes;
        QTest::newRow("encrypted CTB") << encryptedCtb(30);
        QTest::newRow("packed") << gzipped(prusaText());
    }

    void G30_memoryOfNearlyGoodFiles()
    {
        QFETCH(QByteArray, good);
        QRandomGenerator random(30);
        const AllocationWatch watch;
        for (int round = 0; round < 4000; ++round) {
            QByteArray bytes = good;
            for (int i = 0; i < 3; ++i)
                bytes[random.bounded(bytes.size())] = char(random.bounded(256));
            if (round % 4 == 0)
                bytes.truncate(random.bounded(bytes.size()));
            const auto facts = inspectText(bytes);
            if (!facts)
                QCOMPARE(facts.error().kind, Error::Kind::BadFile);
        }
        if (!AllocationWatch::isPossible())
            QSKIP("this build gives no way to watch malloc: memory was not measured");
        QVERIFY2(watch.peakBytes() <= mostMemory, qPrintable(u"%1"_s.arg(watch.peakBytes())));
    }

    // The largest text that is read of any file, all of it statements.
    void G30_memoryOfLongFiles_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QByteArray text = "; generated by PrusaSlicer 2.9.0 on x\n";
        for (int i = 0; text.size() < 30'000'000; ++i)
            text += "; key" + QByteArray::number(i) + " = " + QByteArray(1500, 'v') + '\n';
        QTest::newRow("text") << text;
        QTest::newRow("packed") << gzipped(text);
        QTest::newRow("zip") << zipFile({{.name = "Metadata/plate_1.gcode", .bytes = text},
                                         {.name = "Metadata/plate_2.gcode", .bytes = text},
                                         {.name = "Metadata/plate_3.gcode", .bytes = text}});
        QTest::newRow("one line") << "; generated by Slic3r 1.0 on x" + QByteArray(30'000'000, 'x');
    }

    void G30_memoryOfLongFiles()
    {
        QFETCH(QByteArray, bytes);
        if (!AllocationWatch::isPossible())
            QSKIP("this build gives no way to watch malloc: memory is not measured");
        MemoryBytes source(bytes);
        const AllocationWatch watch;
        const auto facts = inspectBytes(source, u"long.gcode"_s);
        QVERIFY(facts);
        QVERIFY2(watch.peakBytes() <= mostMemory, qPrintable(u"%1"_s.arg(watch.peakBytes())));
    }

    void bytesFlippedInAGoodFile()
    {
        QRandomGenerator random(7);
        const QByteArray good = gxFile(picture(8, 8, "BMP"), picture(16, 16), prusaText());
        for (int round = 0; round < 3000; ++round) {
            QByteArray bytes = good;
            for (int i = 0; i < 4; ++i)
                bytes[random.bounded(bytes.size())] = char(random.bounded(256));
            const auto facts = inspectText(bytes);
            if (facts && facts->filamentMm)
                QVERIFY(*facts->filamentMm > 0);
        }
    }

    void manyKeysAndTools()
    {
        QByteArray text = "G28\n";
        for (int i = 0; i < 30'000; ++i)
            text += "; key" + QByteArray::number(i) + " = 1\n";
        text += "; filament_type = " + QByteArray("PLA;").repeated(400) + "\n";
        const auto facts = inspectText(text);
        QVERIFY(facts);
        QVERIFY(facts->tools.size() <= 32);
    }
};

FLOTILLA_TEST(tst_Hostile)
#include "tst_hostile.moc"
