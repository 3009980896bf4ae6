// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixtures.h"
#include "samples.h"
#include "zips.h"

#include "files/filetype_p.h"
#include "files/gzipbytes_p.h"
#include "files/inspect.h"

#include "support/testmain.h"

#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>

#include <zlib.h>

using namespace flotilla;
using namespace flotilla::files;
using namespace flotilla::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray gzip(QByteArray bytes)
{
    z_stream stream {};
    if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        qFatal("zlib does not start");
    QByteArray packed(qsizetype(deflateBound(&stream, uLong(bytes.size()))), Qt::Uninitialized);
    stream.next_in = reinterpret_cast<Bytef *>(bytes.data());
    stream.avail_in = uInt(bytes.size());
    stream.next_out = reinterpret_cast<Bytef *>(packed.data());
    stream.avail_out = uInt(packed.size());
    deflate(&stream, Z_FINISH);
    packed.truncate(qsizetype(stream.total_out));
    deflateEnd(&stream);
    return packed;
}

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
        QTest::newRow("packed") << gzip(text);
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
        auto packed = inspectText(gzip(text), u"part.gcode.gz"_s);
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
        file.write(gzip(prusaText(thumbnailBlock(picture(24, 24)))));
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
        const auto facts = inspectText(gzip(prusaText({}, middle)), u"part.gcode.gz"_s);
        QVERIFY(facts);
        QCOMPARE(facts->slicer, u"PrusaSlicer"_s);
        QCOMPARE(facts->estimatedSeconds, 3723.0);
        QCOMPARE(facts->damage, QString());
    }

    void G26_aPackedBombIsNotUnpacked()
    {
        MemoryBytes packed(gzip(prusaText({}, moves() + QByteArray(200'000'000, '\n'))));
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
        const QByteArray good = gzip(prusaText());
        QByteArray flipped = good;
        flipped[flipped.size() - 6] = char(flipped[flipped.size() - 6] ^ 1); // in the checksum
        QVERIFY(!inspectText(flipped)->damage.isEmpty());
        QVERIFY(!inspectText(good.chopped(9))->damage.isEmpty());
        QVERIFY(!inspectText(good.first(12)));
        QVERIFY(!inspectText(gzip("nothing to print")));
        QVERIFY(!inspectText(gzip({})));
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
        const QList<QByteArray> magics {"",
                                        "GCDE",
                                        QByteArray("xgcode 1.0\n\0\0\0\0\0", 16),
                                        QByteArray("\x1f\x8b\x08\0", 4),
                                        "PK\3\4",
                                        "3DPFNKG13WTW",
                                        QByteArray("V3.0\x07\0\0\0DLP\0", 12),
                                        QByteArray("\x86\0\xfd\x12", 4),
                                        "\xef\xbb\xbf",
                                        "G28\n; thumbnail begin 32x32 4000\n; ",
                                        "W221\nW220 ffd8ff",
                                        ";simage:",
                                        "M4010 X",
                                        "; HEADER_BLOCK_START\n; ",
                                        "; filament used [mm] = ",
                                        "G28\n;thumbnail: data:image/png;base64,"};
        QRandomGenerator random(20'260'102); // the same every time
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
