// SPDX-License-Identifier: GPL-3.0-or-later
#include "samples.h"
#include "threewfiles.h"

#include "files/threew/gcodemoves_p.h"
#include "files/threew/gcoderewriter_p.h"
#include "files/threew/jobkeys_p.h"

#include "support/testmain.h"

using namespace flotilla;
using namespace flotilla::files;
using namespace flotilla::files::threew;
using namespace flotilla::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray keys = "; filename = a.3w\n; print_time = 1\n";

// What a text becomes when it comes in steps of so many bytes; null: refused.
QByteArray rewritten(const QByteArray &text, qsizetype step, QByteArray *head = nullptr)
{
    GcodeRewriter rewriter(u"a.gcode"_s, keys);
    QByteArray out;
    for (qsizetype at = 0; at < text.size(); at += step) {
        const auto made
            = rewriter.add(QByteArrayView(text).sliced(at, std::min(step, text.size() - at)));
        if (!made)
            return {};
        out.append(*made);
    }
    const auto last = rewriter.finish();
    if (!last)
        return {};
    out.append(*last);
    if (head)
        *head = rewriter.head();
    return out;
}

QByteArray rewritten(const QByteArray &text)
{
    const QByteArray whole = rewritten(text, std::max<qsizetype>(1, text.size()));
    for (const qsizetype step : {1, 2, 3, 7, 64, 999, 1001}) {
        if (rewritten(text, step) != whole)
            return "the steps make a difference";
    }
    return whole;
}

} // namespace

// G-code as XYZprinting's firmware wants it.
class tst_GcodeRewriter : public QObject
{
    Q_OBJECT

private:
    const ThreewFiles m_files;

    QByteArray encodedText(const QByteArray &gcode) const
    {
        return m_files.decoded(m_files.encoded(
            gcode, {.fileId = u"dvTEST"_s, .form = {Version::V2, false}, .name = u"a"_s}));
    }

private Q_SLOTS:
    void F7_words_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("becomes");
        const auto row = [](const QByteArray &line, const QByteArray &becomes) {
            QTest::newRow(line.constData()) << line << becomes;
        };
        row("G0 X1", "G1 X1");
        row("G0", "G1");
        row("G00", "G1");
        row("G00 X1 Y2", "G1 X1 Y2");
        row("G00X1", "G1X1");
        row("G0X1", "G1X1");
        row("  G0 X1", "  G1 X1");
        row("N12 G00 X1", "N12 G1 X1");
        row("N12G0X1", "N12G1X1");
        row("g0 x1", "g1 x1");
        row("G0;fast", "G1;fast");
        row("G0\r", "G1\r");
        row("G01 X1", "G01 X1");
        row("G04 P5", "G04 P5");
        row("G1 X0", "G1 X0");
        row("G10", "G10");
        row("G0.1", "G0.1");
        row("G28 ; then G0", "G28 ; then G0");
        row("; G0 X1", "; G0 X1");
        row(";G0 G00", ";G0 G00");
        row("M117 G0 is fast", "M117 G0 is fast");
        row("M104 S0", "M104 S0");
        row("", "");
        row("   ", "   ");
        row("N", "N");
        row("G", "G");
    }

    void F7_words()
    {
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, becomes);
        QCOMPARE(rewritten("G28\n" + line + "\nG1 X1\n"), keys + "G28\n" + becomes + "\nG1 X1\n");
        QCOMPARE(rewritten("G28\n" + line), keys + "G28\n" + becomes);
    }

    void F7_inTheFile()
    {
        const QByteArray text
            = encodedText("G28\nG0 X1\nG00X2 ; G0\n;G0\nG1 X10 E5\nG1 Z1\nG1 X5 E7\nG04 P1");
        QVERIFY(text.endsWith("G28\nG1 X1\nG1X2 ; G0\n;G0\nG1 X10 E5\nG1 Z1\nG1 X5 E7\nG04 P1"));
    }

    void nothingBeyondAscii()
    {
        QCOMPARE(rewritten("\xef\xbb\xbf; Gr\xc3\xb6\xc3\x9f"
                           "e \xf0\x9f\x9a\x80\nM117 \xc3\xa4\x01\x08!\nG1\tX1\n"),
                 keys + "; Gre \nM117 !\nG1\tX1\n");
        QVERIFY(rewritten(QByteArray("G28\n\0\0\0\0\n", 9)).isNull());
        QVERIFY(rewritten(QByteArray("G28\nG1 X1 E1\n") + QByteArray(5000, '\0')).isNull());
    }

    void picturesAreLeftOut()
    {
        const QByteArray png = thumbnailBlock(picture(64, 48));
        QCOMPARE(rewritten("; a\n" + png + "; b\n" + moves()), keys + "; a\n; b\n" + moves());
        QByteArray windows = "; a\n" + png + "; b\n" + moves();
        windows.replace("\n", "\r\n");
        const QByteArray made = rewritten(windows);
        QVERIFY(!made.contains("thumbnail"));
        QVERIFY(made.startsWith("; filename = a.3w\r\n; print_time = 1\r\n; a\r\n; b\r\nG28\r\n"));
        // In one endless line, and at the end of the text.
        const QByteArray mks
            = ";simage:" + QByteArray(5000, '0') + "\n;" + QByteArray(3000, '1') + "\nM10086 ;\n";
        QCOMPARE(rewritten(moves() + mks + "M84\n"), keys + moves() + "M84\n");
        QCOMPARE(rewritten(moves() + "W221\nW220 ffd8ff\nW222\nM84\n"), keys + moves() + "M84\n");
        // A mill that speaks of thumbnails shows none.
        QCOMPARE(rewritten("G28\n; thumbnail begin\nG1 X1\n"),
                 keys + "G28\n; thumbnail begin\nG1 X1\n");
    }

    void longLines()
    {
        const QByteArray c(5000, 'c');
        QCOMPARE(rewritten("G28\n;" + c + "\nG1 X1\n"),
                 keys + "G28\n;" + c.first(999) + "\nG1 X1\n");
        QCOMPARE(rewritten("G28\n;" + c), keys + "G28\n;" + c.first(999) + "\n");
        QCOMPARE(rewritten("G28\nG0 X1 ;" + c + "\nG1 X2\n"), keys + "G28\nG1 X1 \nG1 X2\n");
        QCOMPARE(rewritten("; filename = " + c + "\n; " + c + "\nG28\n"),
                 keys + "; " + c.first(998) + "\nG28\n");
        // Exactly as long as allowed.
        QCOMPARE(rewritten("G28\n;" + c.first(999) + "\nM84\n"),
                 keys + "G28\n;" + c.first(999) + "\nM84\n");
        QVERIFY(rewritten("G28\nM117 " + c + "\nG1 X1\n").isNull());
        QVERIFY(rewritten("G28\n" + c).isNull());
    }

    void theHead()
    {
        QByteArray head;
        rewritten("; a\n\n;b\n; machine = x\n G28\n; c\n", 5, &head);
        QCOMPARE(head, keys + "; a\n\n;b\n");
        // Later keys belong to somebody else.
        QCOMPARE(rewritten("G28\n; machine = x\n"), keys + "G28\n; machine = x\n");
        QCOMPARE(rewritten(""), keys);
    }

    void factsFromTheMiddle()
    {
        // Far from both ends, where a look at the head and the tail does not find it.
        QByteArray filler;
        for (int i = 0; i < 60'000; ++i)
            filler += "G1 X" + QByteArray::number(i % 100) + " E" + QByteArray::number(i) + "\n";
        const QByteArray text = encodedText("G28\n" + filler + ";TIME:4321\n;LAYER_COUNT:77\n"
                                            + "; filament used [mm] = 123.45\n" + filler);
        QVERIFY(text.startsWith("; filename = a.3w\n; print_time = 4321\n; machine = dvTEST\n"
                                "; facets = 50\n; total_layers = 77\n; version = 18020109\n"
                                "; total_filament = 123.45\nG28\n"));
    }

    void factsFromTheMoves()
    {
        // 10 mm at 10 mm/s, 20 mm at 20 mm/s, 2 s of waiting, 1 mm drawn back and pushed again.
        const QByteArray text = "G28\nG21\nG90\nM82\nG92 E0\nG1 Z0.2 F600000\nG1 X10 E1 F600\n"
                                "G1 E0 F6000\nG1 Z5 F600000\nG0 X0\nG1 Z0.4\nG1 E1 F6000\n"
                                "G1 X20 E3 F1200\nG4 P1500\nG4 S0.5\nG1 E2 F6000\nM84\n";
        GcodeMoves moves;
        for (const char c : text)
            moves.add(QByteArrayView(&c, 1));
        moves.finish();
        QCOMPARE(moves.filamentMm(), 3.0);
        QCOMPARE(moves.layerCount(), 2);
        QVERIFY2(moves.seconds() > 4 && moves.seconds() < 4.1,
                 qPrintable(QString::number(moves.seconds())));
        QVERIFY(encodedText(text).startsWith("; filename = a.3w\n; print_time = 5\n"));
        QVERIFY(encodedText(text).contains("; total_layers = 2\n; version = 18020109\n"
                                           "; total_filament = 3.00\nG28\n"));
    }

    void relativeMovesAndInches()
    {
        GcodeMoves moves;
        moves.add("M83\nG91\nG1 Z1 F60\nG1 X10 E1\nG1 X10 E1\nG1 Z1\nG1 X-5 E0.5\nG90\nM83\nG20\n"
                  "G1 X0 E1 F60\nnonsense\nG1 Xabc E--1\nG1 X1 E9999999999999\n");
        moves.finish();
        QCOMPARE(moves.filamentMm(), 2.5 + 25.4);
        QCOMPARE(moves.layerCount(), 2);
    }

    void names_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("becomes");
        QTest::newRow("plain") << u"part"_s << QByteArray("part.3w");
        QTest::newRow("with its ending") << u"part.3w"_s << QByteArray("part.3w");
        QTest::newRow("shouted") << u"PART.3W"_s << QByteArray("PART.3w");
        QTest::newRow("emoji") << u"🚀"_s << QByteArray("job.3w");
        QTest::newRow("umlaut") << u"Größe"_s << QByteArray("Gre.3w");
        QTest::newRow("what an upload cannot say") << u"a,b/c\"d"_s << QByteArray("a_b_c_d.3w");
        QTest::newRow("a line of its own")
            << u"a\n; machine = x"_s << QByteArray("a_ machine = x.3w");
        QTest::newRow("255 letters")
            << QString(255, u'n') << QByteArray(57, 'n') + QByteArray(".3w");
    }

    void names()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, becomes);
        QCOMPARE(jobName(name), becomes);
    }
};

FLOTILLA_TEST(tst_GcodeRewriter)
#include "tst_gcoderewriter.moc"
