// SPDX-License-Identifier: GPL-3.0-or-later
#include "filefolder.h"
#include "fixtures.h"
#include "samples.h"
#include "zips.h"

#include "files/movebounds.h"
#include "files/movescanner_p.h"

#include "support/testdata.h"
#include "support/testmain.h"

#include <QJsonArray>

#include <cmath>

using namespace flotilla;
using namespace flotilla::files;
using namespace flotilla::test;
using namespace Qt::StringLiterals;

namespace {

std::optional<FileBounds> scanned(const QByteArray &text)
{
    MoveScanner scanner;
    scanner.take(text);
    scanner.end();
    return scanner.bounds();
}

QString words(const std::optional<FileBounds> &bounds)
{
    if (!bounds)
        return u"none"_s;
    QStringList all;
    for (const auto &corner : {bounds->min, bounds->max}) {
        for (const double value : corner)
            all << QString::number(std::round(value * 1000) / 1000);
    }
    return all.join(u' ');
}

} // namespace

// The box around the moves of a file: a job of its own.
class tst_Moves : public QObject
{
    Q_OBJECT

private:
    FileFolder m_files;

private Q_SLOTS:
    void whatCounts_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("box");
        QTest::newRow("nothing") << QByteArray() << u"none"_s;
        QTest::newRow("travel alone") << QByteArray("G28\nG1 X10 Y10 Z1\nG0 X90\n") << u"none"_s;
        QTest::newRow("extruding alone")
            << QByteArray("G28\nG1 Z1\nG1 X1 Y2\nG1 E5\n") << u"none"_s;
        QTest::newRow("from and to")
            << QByteArray("G28\nG1 Z0.2\nG1 X10 Y10\nG1 X20 Y15 E1\n") << u"10 10 0.2 20 15 0.2"_s;
        QTest::newRow("home is nowhere")
            << QByteArray("G28\nG1 Z0.2\nG1 X20 Y15 E1\n") << u"20 15 0.2 20 15 0.2"_s;
        QTest::newRow("retracting does not count")
            << QByteArray("G1 Z1\nG1 X5 Y5 E3\nG1 X90 Y90 E2\nG1 X6 Y6 E2\n") << u"5 5 1 5 5 1"_s;
        QTest::newRow("relative E") << QByteArray("M83\nG1 Z1\nG1 X5 Y5 E1\nG1 X6 Y7 E0.5\n"
                                                  "G1 X50 Y50 E-1\n")
                                    << u"5 5 1 6 7 1"_s;
        QTest::newRow("E stays relative after G90")
            << QByteArray("M83\nG91\nG90\nG1 Z1 X5 Y5 E1\nG1 X6 Y7 E0.5\n") << u"5 5 1 6 7 1"_s;
        QTest::newRow("relative") << QByteArray("G1 X10 Y10 Z1\nG91\nG1 X5 E1\nG1 Y-3 E1\n")
                                  << u"10 7 1 15 10 1"_s;
        QTest::newRow("E set back")
            << QByteArray("G1 X1 Y1 Z1\nG1 X2 Y2 E5\nG92 E0\nG1 X9 Y9 E1\n") << u"1 1 1 9 9 1"_s;
        QTest::newRow("inches") << QByteArray("G20\nG1 X1 Y1 Z0.1\nG1 X2 Y2 E1\n")
                                << u"25.4 25.4 2.54 50.8 50.8 2.54"_s;
        QTest::newRow("zero moved")
            << QByteArray("G1 X100 Y100 Z1\nG92 X0 Y0\nG1 X5 Y5 E1\n") << u"100 100 1 105 105 1"_s;
        // A quarter circle from (10, 0) to (0, 10) around the origin, and the other three.
        QTest::newRow("arc, short way")
            << QByteArray("G1 X10 Y0 Z1\nG3 X0 Y10 I-10 J0 E1\n") << u"0 0 1 10 10 1"_s;
        QTest::newRow("arc, long way")
            << QByteArray("G1 X10 Y0 Z1\nG2 X0 Y10 I-10 J0 E1\n") << u"-10 -10 1 10 10 1"_s;
        QTest::newRow("circle") << QByteArray("G1 X10 Y0 Z1\nG2 X10 Y0 I-10 J0 E1\n")
                                << u"-10 -10 1 10 10 1"_s;
        QTest::newRow("numbered, Windows")
            << QByteArray("N1 G1 X1 Y1 Z1*33\r\nN2 G1 X2 Y2 E1*12\r\n") << u"1 1 1 2 2 1"_s;
        QTest::newRow("without blanks")
            << QByteArray("G1X1Y1Z1\nG1X2Y3E1;X99\n") << u"1 1 1 2 3 1"_s;
        QTest::newRow("comments") << QByteArray(";G1 X99 Y99 E9\nG1 X1 Y1 Z1 E1 ; X77\n")
                                  << u"1 1 1 1 1 1"_s;
        QTest::newRow("nonsense") << QByteArray("G1 Xnan Yinf E1\nG1 X- Y+ Z1 E2\nG1 X Y E\nG1\n")
                                  << u"none"_s;
        QTest::newRow("beyond any axis")
            << QByteArray("G1 X1 Y1 Z1\nG1 X999999999 Y2 E1\n") << u"1 1 1 1 2 1"_s;
    }

    void whatCounts()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, box);
        QCOMPARE(words(scanned(text)), box);
        // The same in pieces of any length.
        for (const qsizetype length : {1, 2, 3, 7, 64}) {
            MoveScanner scanner;
            for (qsizetype at = 0; at < text.size(); at += length)
                scanner.take(QByteArrayView(text).sliced(at, std::min(length, text.size() - at)));
            scanner.end();
            QCOMPARE(words(scanner.bounds()), box);
        }
    }

    void overlongLinesAreCut()
    {
        QCOMPARE(words(scanned("G1 X1 Y1 Z1 E1 " + QByteArray(200'000, ' ') + "X9 Y9\nG1 X2 E2\n")),
                 u"1 1 1 2 1 1"_s);
    }

    void everyRecordedFile_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("none") << QString();
        for (const QString &name : expectedNames()) {
            if (expectedFacts(name)[u"extrusionBounds"_s].isObject())
                QTest::newRow(name.toUtf8().constData()) << name;
        }
    }

    void everyRecordedFile()
    {
        SKIP_WITHOUT_FIXTURES();
        QFETCH(QString, name);
        if (name.isEmpty())
            return;
        const auto bounds = boundsOfMoves(printFile(name));
        QVERIFY2(bounds, qPrintable(bounds ? QString() : bounds.error().message));
        const QJsonObject expected = expectedFacts(name)[u"extrusionBounds"_s].toObject();
        QStringList wanted;
        for (const char *corner : {"min", "max"}) {
            for (const QJsonValue &value : expected[QLatin1StringView(corner)].toArray())
                wanted << QString::number(value.toDouble());
        }
        // Its priming line begins at home, and where that is only the machine knows.
        if (name == u"gcode/ideamaker-4.2.0-crlf.gcode"_s)
            wanted[0] = u"20"_s;
        QCOMPARE(words(*bounds), wanted.join(u' '));
    }

    void allTypesThatHoldText()
    {
        const QByteArray text = "; generated by PrusaSlicer 2.9.0 on x\n" + moves();
        const QString box = u"10 10 0.2 20 20 0.4"_s;
        const QString plain = m_files.write(u"a.gcode"_s, text);
        QCOMPARE(words(*boundsOfMoves(plain)), box);
        const QString gx = m_files.write(u"a.gx"_s, gxFile(picture(80, 60, "BMP"), {}, text));
        QCOMPARE(words(*boundsOfMoves(gx)), box);
        const QString ufp
            = m_files.write(u"a.ufp"_s, zipFile({{.name = "/3D/model.gcode", .bytes = text}}));
        QCOMPARE(words(*boundsOfMoves(ufp)), box);
        const QString packed = m_files.write(u"a.gcode.gz"_s, gzipped(text));
        QCOMPARE(words(*boundsOfMoves(packed)), box);
        m_files.write(u"a.gcode.gz"_s, gzipped(text).chopped(12));
        QCOMPARE(boundsOfMoves(packed).error().kind, Error::Kind::BadFile);
    }

    void eachPlateHasItsOwn()
    {
        const QString path = m_files.write(
            u"two.gcode.3mf"_s,
            zipFile({{.name = "Metadata/plate_3.gcode", .bytes = "G1 X7 Y7 Z1\nG1 X8 Y8 E1\n"},
                     {.name = "Metadata/plate_2.gcode", .bytes = "G1 X1 Y1 Z1\nG1 X2 Y2 E1\n"}}));
        QCOMPARE(words(*boundsOfMoves(path)), u"1 1 1 2 2 1"_s);
        QCOMPARE(words(*boundsOfMoves(path, {}, 3)), u"7 7 1 8 8 1"_s);
        QCOMPARE(boundsOfMoves(path, {}, 1).error().kind, Error::Kind::NotFound);
        const QString crc = testDataPath(u"files/damaged-bad-crc.gcode.3mf"_s);
        QCOMPARE(boundsOfMoves(crc).error().kind, Error::Kind::BadFile);
    }

    void itCanBeCanceled()
    {
        QByteArray text;
        while (text.size() < 2'000'000)
            text += moves();
        const QString path = m_files.write(u"long.gcode"_s, text);
        int asked = 0;
        const auto bounds = boundsOfMoves(path, [&] { return ++asked == 3; });
        QCOMPARE(bounds.error().kind, Error::Kind::Canceled);
        QCOMPARE(asked, 3);
    }

    void whatHasNoMovesToRead()
    {
        QCOMPARE(boundsOfMoves(m_files.path(u"missing"_s)).error().kind, Error::Kind::BadFile);
        QCOMPARE(boundsOfMoves(m_files.write(u"a.txt"_s, "hello\n")).error().kind,
                 Error::Kind::BadFile);
        QCOMPARE(boundsOfMoves(m_files.write(u"a.gcode"_s, "G28\n")).error().kind,
                 Error::Kind::BadFile);
        QCOMPARE(boundsOfMoves(m_files.write(u"a.bgcode"_s, "GCDE\1\0\0\0")).error().kind,
                 Error::Kind::Unsupported);
    }
};

FLOTILLA_TEST(tst_Moves)
#include "tst_moves.moc"
