// SPDX-License-Identifier: GPL-3.0-or-later
#include "samples.h"
#include "threewfiles.h"

#include "files/inspect.h"
#include "files/threew/xyzmodels.h"

#include "support/testdata.h"
#include "support/testmain.h"

#include <QCryptographicHash>
#include <QFileInfo>

using namespace flotilla;
using namespace flotilla::files;
using namespace flotilla::files::threew;
using namespace flotilla::test;
using namespace Qt::StringLiterals;

namespace {

constexpr Form v2 {Version::V2, false};
constexpr Form v2Zipped {Version::V2, true};
constexpr Form v5 {Version::V5, false};

// What other slicers state, in the words of one of them; `more` comments in front.
QByteArray curaText(const QByteArray &more = {})
{
    return ";FLAVOR:Marlin\n;TIME:120\n;Filament used: 0.0132m\n" + more
        + ";Layer height: 0.2\n;LAYER_COUNT:5\nM104 S200\nG21 ; G0 in words\nG0 F3600 Z0.2\n"
          "G1 X10 Y10 E1\nG1 X20 Y10 E2\nM84\n";
}

// The text that `curaText()` becomes.
QByteArray expectedText(const QByteArray &machine, const QByteArray &more = {})
{
    return "; filename = job.3w\n; print_time = 120\n; machine = " + machine
        + "\n; facets = 50\n; total_layers = 5\n; version = 18020109\n; total_filament = 13.20\n"
        + curaText(more).replace("G0 F3600", "G1 F3600");
}

// Words that do not pack well, as long as needed.
QByteArray noise(qsizetype lines)
{
    QByteArray text;
    quint32 state = 1;
    for (qsizetype i = 0; i < lines; ++i) {
        state = state * 1664525 + 1013904223;
        text += "G1 X" + QByteArray::number(double(state >> 8) / 100000, 'f', 3) + " E"
            + QByteArray::number(i) + '\n';
    }
    return text;
}

QString fixture(const QString &name)
{
    return fixturePath(u"xyzprinting/"_s + name);
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

#define SKIP_WITHOUT(path)                                                                         \
    if ((path).isEmpty())                                                                          \
    QSKIP("the recordings of xyzprinting are not here")

// The .3w container, both ways.
class tst_Threew : public QObject
{
    Q_OBJECT

private:
    const ThreewFiles m_files;

    static EncodeOptions options(Form form, const QString &fileId = u"dv1MW0A000"_s)
    {
        return {.fileId = fileId, .form = form, .name = {}};
    }

private Q_SLOTS:
    void F1_v2Layout()
    {
        const QByteArray bytes = m_files.encoded(curaText(), options(v2));
        const QByteArray text = expectedText("dv1MW0A000");
        QCOMPARE(bytes.first(16), QByteArray("3DPFNKG13WTW\1\2\0\0", 16));
        QCOMPARE(number(bytes, 16), 4684U);
        QCOMPARE(bytes.mid(20, 4684), QByteArray(4684, '\0'));
        QCOMPARE(bytes.mid(4704, 8), QByteArray("TagEJ256"));
        QCOMPARE(number(bytes, 4712), 68U);
        QCOMPARE(number(bytes, 4716), crcOf(QByteArrayView(bytes).sliced(8192)));
        QCOMPARE(bytes.mid(4720, 64), QByteArray(64, '\0'));
        const QByteArray header = padded(text.first(text.indexOf("M104")));
        QCOMPARE(pieceCipher(bytes.mid(4784, header.size()), false), header);
        QCOMPARE(bytes.mid(4784 + header.size(), 8192 - 4784 - header.size()).count('\0'),
                 8192 - 4784 - header.size());
        QCOMPARE(bodyCipher(bytes.sliced(8192), false), padded(text));
    }

    void F2_v5Layout()
    {
        const QByteArray bytes = m_files.encoded(curaText(), options(v5));
        const QByteArray text = expectedText("dv1MW0A000");
        const QByteArray header = text.first(text.indexOf("M104"));
        QCOMPARE(bytes.first(16), QByteArray("3DPFNKG13WTW\1\5\0\0", 16));
        QCOMPARE(number(bytes, 16), 8U);
        QCOMPARE(bytes.mid(20, 8), QByteArray(8, '\0'));
        QCOMPARE(bytes.mid(28, 8), QByteArray("TagEJ256"));
        QCOMPARE(number(bytes, 36), quint32(header.size()));
        QCOMPARE(number(bytes, 40), 68U);
        QCOMPARE(number(bytes, 44), 1U);
        QCOMPARE(number(bytes, 48), crcOf(QByteArrayView(bytes).sliced(8192)));
        QCOMPARE(bytes.mid(52, 60), QByteArray(60, '\0'));
        QCOMPARE(bytes.mid(112, header.size()), header);
        QCOMPARE(bytes.mid(112 + header.size(), 8192 - 112 - header.size()).count('\0'),
                 8192 - 112 - header.size());
        QCOMPARE(bodyCipher(bytes.sliced(8192), false), padded(text));
    }

    void F3_zippedPieces()
    {
        const QByteArray gcode = curaText() + noise(5000);
        const QByteArray bytes = m_files.encoded(gcode, options(v2Zipped, u"daVinciF11"_s));
        QCOMPARE(bytes.mid(4704, 8), QByteArray("TagEa128"));
        QCOMPARE(number(bytes, 4716), crcOf(QByteArrayView(bytes).sliced(8192)));
        QByteArray zip;
        int pieces = 0;
        for (qsizetype at = 8192; at < bytes.size(); at += 0x2010, ++pieces) {
            const QByteArray piece = pieceCipher(bytes.mid(at, 0x2010), false);
            const bool isLast = at + 0x2010 >= bytes.size();
            QVERIFY(isLast || piece.size() == 0x2010);
            const char padding = piece.back();
            QVERIFY(isLast || padding == 16);
            QVERIFY(piece.endsWith(QByteArray(padding, padding)));
            zip += piece.chopped(padding);
        }
        QVERIFY(pieces > 3);
        QVERIFY(zip.startsWith("PK\3\4"));
        QCOMPARE(zip.mid(30, 12), QByteArray("sample.gcode"));
        QCOMPARE(zip.count("PK\1\2"), 1);
        QCOMPARE(m_files.decoded(bytes), expectedText("daVinciF11") + noise(5000));
    }

    // A zip that fills its last piece, found by making the text longer.
    void F3_fullLastPiece()
    {
        const QByteArray text = curaText() + noise(20'000);
        qsizetype length = 40'000;
        while (length < text.size()) {
            const QByteArray bytes = m_files.encoded(text.first(length), options(v2Zipped));
            const QByteArray last = bytes.last((bytes.size() - 8192 - 1) % 0x2010 + 1);
            const qsizetype lastOfZip = last.size() - pieceCipher(last, false).back();
            if (lastOfZip == 0x2000) {
                QVERIFY(m_files.decoded(bytes).endsWith(text.first(length).last(100)));
                return;
            }
            length += std::max<qsizetype>(1, (0x2000 - lastOfZip) / 2);
        }
        QFAIL("no length gave a full piece");
    }

    void F4_recordedFiles_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("version");
        QTest::addColumn<bool>("zipped");
        QTest::addColumn<QString>("machine");
        QTest::newRow("mini w") << u"cube20_mini-w_v2"_s << 2 << false << u"dv1MW0A000"_s;
        QTest::newRow("Pro") << u"tower60_pro_v5"_s << 5 << false << u"daVinciAW10"_s;
        QTest::newRow("1.1 Plus") << u"tower60_plus11_zip"_s << 2 << true << u"daVinciF11"_s;
    }

    // Another program made these from the G-code beside them.
    void F4_recordedFiles()
    {
        QFETCH(QString, name);
        QFETCH(int, version);
        QFETCH(bool, zipped);
        QFETCH(QString, machine);
        const QString threew = fixture(name + u".3w"_s);
        SKIP_WITHOUT(threew);
        const auto head = readHead(threew);
        QVERIFY(head);
        const Form form {Version(version), zipped};
        QCOMPARE(head->form, form);
        QCOMPARE(head->machine, machine);
        QCOMPARE(head->name, u"temp.3w"_s);

        const auto done = decode(threew, m_files.path(u"back.gcode"_s));
        QVERIFY2(done, qPrintable(done ? QString() : done.error().message));
        const QByteArray text = m_files.read(u"back.gcode"_s);
        QVERIFY(text.startsWith("; filename = temp.3w\n"));
        const QByteArray given = contents(fixture(name + u".gcode"_s));
        QByteArray renamed = '\n' + given;
        renamed.replace("\nG0 ", "\nG1 ");
        QCOMPARE(text.sliced(text.indexOf(";FLAVOR")), renamed.sliced(1));
        QCOMPARE(done->bytes, text.size());
        QCOMPARE(done->sha256, QCryptographicHash::hash(text, QCryptographicHash::Sha256));

        // Ours holds the same text, and where the layouts agree it is the same file.
        const auto ours = encode(fixture(name + u".gcode"_s), m_files.path(u"ours.3w"_s),
                                 {.fileId = machine, .form = form, .name = u"temp"_s});
        QVERIFY(ours);
        const QByteArray bytes = m_files.read(u"ours.3w"_s);
        QCOMPARE(m_files.decoded(bytes), text);
        const QByteArray theirs = contents(threew);
        if (form == v2)
            QCOMPARE(bytes, theirs);
        else if (form == v2Zipped)
            QCOMPARE(bytes.first(4716), theirs.first(4716));
        else
            QCOMPARE(bytes.sliced(8192), theirs.sliced(8192));
    }

    void F4_makersOwnFile()
    {
        const QString path = fixture(u"vendor_xyzprint_nano_v5.3w"_s);
        SKIP_WITHOUT(path);
        const auto done = decode(path, m_files.path(u"vendor.gcode"_s));
        QVERIFY(done);
        const QByteArray text = m_files.read(u"vendor.gcode"_s);
        QVERIFY(text.startsWith("; filename = 1.3w\r\n"));
        QVERIFY(text.endsWith("M84     ; disable motors\r\n\r\n"));
        const auto head = readHead(path);
        QVERIFY(head);
        QCOMPARE(head->form, v5);
        QCOMPARE(head->machine, u"dv1NX0A000"_s);
        QCOMPARE(head->version, u"19110814"_s);
        QCOMPARE(head->printSeconds, 2351);
        QCOMPARE(head->layerCount, 19);
        QCOMPARE(head->filamentMm, 1164.85);
        QVERIFY(text.startsWith(head->text));

        // Made again for the same machine it is the same file, byte for byte.
        QVERIFY(rewrap(path, m_files.path(u"again.3w"_s),
                       {.fileId = head->machine, .form = v5, .name = u"1"_s}));
        QCOMPARE(m_files.read(u"again.3w"_s), contents(path));

        const auto facts = inspect(path);
        QVERIFY(facts);
        QCOMPARE(facts->type, FileType::ThreeW);
        QCOMPARE(facts->damage, QString());
        QCOMPARE(facts->printerModel, u"da Vinci nano"_s);
        QCOMPARE(facts->slicer, u"XYZprint"_s);
        QCOMPARE(facts->slicerVersion, u"2.0.1_2A13318"_s);
        QCOMPARE(facts->estimatedSeconds, 2351.0);
        QCOMPARE(facts->layerCount, 19);
        QCOMPARE(facts->filamentMm, 1164.85);
        QCOMPARE(facts->layerHeightMm, 0.2);
        QCOMPARE(facts->firstLayerHeightMm, 0.3);
        QCOMPARE(facts->tools.value(0).nozzleDiameterMm, 0.3);
    }

    void F5_followsTheOffsets()
    {
        const QByteArray text = expectedText("dvTEST");
        const QByteArray header = text.first(text.indexOf("M104"));
        const QByteArray body = bodyCipher(padded(text), true);
        QCOMPARE(m_files.decoded(threewOf(v2, header, body)), text);
        QCOMPARE(m_files.decoded(threewOf(v5, header, body)), text);
        // A head that is padded, and its padding counted; and one that is encrypted.
        QCOMPARE(m_files.decoded(threewOf(v5, padded(header), body)), text);
        const QByteArray stored = pieceCipher(padded(header), true);
        QByteArray encrypted = threewOf(v5, stored, body);
        QCOMPARE(m_files.decoded(encrypted), text);
        for (const QByteArray &bytes : {threewOf(v2, header, body), threewOf(v5, header, body),
                                        threewOf(v5, padded(header), body), encrypted}) {
            const auto head = readHead(m_files.write(u"head.3w"_s, bytes));
            QVERIFY(head);
            QCOMPARE(head->machine, u"dvTEST"_s);
            QCOMPARE(head->text, header);
        }
        // Every place elsewhere.
        QByteArray moved = threewOf(v5, {}, body).replace(20, 8172, QByteArray(8172, '\0'));
        putNumber(moved, 16, 1000);
        moved.replace(1020, 8, "TagEJ256");
        putNumber(moved, 1028, quint32(header.size()));
        putNumber(moved, 1032, 500);
        putNumber(moved, 1036, 1);
        putNumber(moved, 1040, crcOf(body));
        moved.replace(1536, header.size(), header);
        QCOMPARE(m_files.decoded(moved), text);
        QCOMPARE(readHead(m_files.write(u"head.3w"_s, moved))->text, header);
    }

    void F6_unpaddedBody()
    {
        QByteArray text = expectedText("dvTEST");
        text.insert(text.indexOf("M84"), ";" + QByteArray(15 - (text.size() + 1) % 16, 'x') + "\n");
        QCOMPARE(text.size() % 16, 0);
        QVERIFY(text.endsWith('\n'));
        QCOMPARE(m_files.decoded(threewOf(v2, text.first(200), bodyCipher(text, true))), text);
        QCOMPARE(m_files.decoded(threewOf(v2, text.first(200), bodyCipher(padded(text), true))),
                 text);
        // Not encrypted at all, and of any length.
        QCOMPARE(m_files.decoded(threewOf(v2, text.first(200), text.chopped(3))), text.chopped(3));
    }

    void F8_sevenKeysFirst_data()
    {
        QTest::addColumn<QString>("id");
        QTest::newRow("1.1 Plus") << u"dvF110B000"_s;
        QTest::newRow("Jr. 1.0w") << u"dv1JW0A000"_s;
        QTest::newRow("3in1") << u"dv1JS0A000"_s;
        QTest::newRow("mini w") << u"dv1MW0A000"_s;
    }

    void F8_sevenKeysFirst()
    {
        QFETCH(QString, id);
        const XyzModel &model = *xyzModel(id);
        const QByteArray bytes = m_files.encoded(curaText(), options(model.form, model.fileId));
        QCOMPARE(m_files.decoded(bytes), expectedText(model.fileId.toLatin1()));
    }

    // A file that has been a .3w before keeps what the maker's own program said.
    void F8_keysOfBefore()
    {
        const QByteArray before
            = "; filename = old.3w\r\n; print_time = 77\r\n; machine = dvOLD\r\n"
              "; facets = 7320\r\n; total_layers = 9\r\n; version = 19110814\r\n"
              "; total_filament = 1164.85\r\n; shells = 2\r\n\r\n"
              "G28\r\nG1 X1 Y1 E1\r\n; version = 1\r\n";
        QByteArray expected = before;
        expected.replace("old.3w", "new.3w").replace("dvOLD", "dvNEW");
        const QByteArray bytes
            = m_files.encoded(before, {.fileId = u"dvNEW"_s, .form = v5, .name = u"new.3w"_s});
        QCOMPARE(m_files.decoded(bytes), expected);
        QCOMPARE(number(bytes, 36), quint32(expected.indexOf("G28")));
    }

    void F9_longHeads_data()
    {
        QTest::addColumn<int>("version");
        QTest::newRow("v2") << 2;
        QTest::newRow("v5") << 5;
    }

    void F9_longHeads()
    {
        QFETCH(int, version);
        const Form form {Version(version), false};
        const qsizetype room = version == 2 ? 3407 : 8080;
        // Every length around the room, so that the last line fits, fits exactly, and does not.
        const qsizetype bare = expectedText("dv1MW0A000").indexOf("M104");
        for (qsizetype extra = room - bare - 20; extra < room - bare + 20; ++extra) {
            QByteArray more;
            while (more.size() < extra)
                more += ";"
                    + QByteArray(std::min<qsizetype>(
                                     90, std::max<qsizetype>(0, extra - more.size() - 2)),
                                 'c')
                    + '\n';
            const QByteArray bytes = m_files.encoded(curaText(more), options(form));
            const QByteArray text = expectedText("dv1MW0A000", more);
            QCOMPARE(bodyCipher(bytes.sliced(8192), false), padded(text));
            const auto head = readHead(m_files.path(u"job.3w"_s));
            QVERIFY(head);
            QVERIFY(text.startsWith(head->text));
            QVERIFY(head->text.endsWith('\n'));
            QVERIFY(head->text.size() <= room && head->text.size() > room - 200);
            QCOMPARE(head->layerCount, 5);
        }
    }

    void F11_rewrapped_data()
    {
        QTest::addColumn<Form>("from");
        QTest::addColumn<Form>("to");
        for (const Form &from : {v2, v2Zipped, v5}) {
            for (const Form &to : {v2, v2Zipped, v5})
                QTest::addRow("v%d%s to v%d%s", int(from.version), from.zipped ? " zipped" : "",
                              int(to.version), to.zipped ? " zipped" : "")
                    << from << to;
        }
    }

    void F11_rewrapped()
    {
        QFETCH(Form, from);
        QFETCH(Form, to);
        m_files.encoded(curaText(), options(from, u"daVinciJR10W"_s));
        const auto done = rewrap(m_files.path(u"job.3w"_s), m_files.path(u"other.3w"_s),
                                 {.fileId = u"dv1NX0A000"_s, .form = to, .name = u"job"_s});
        QVERIFY(done);
        const auto head = readHead(m_files.path(u"other.3w"_s));
        QVERIFY(head);
        QCOMPARE(head->form, to);
        QCOMPARE(head->machine, u"dv1NX0A000"_s);
        const QByteArray bytes = m_files.read(u"other.3w"_s);
        QCOMPARE(m_files.decoded(bytes), expectedText("dv1NX0A000"));
        QCOMPARE(done->bytes, bytes.size());
        QCOMPARE(done->sha256, QCryptographicHash::hash(bytes, QCryptographicHash::Sha256));
        QCOMPARE(done->givenSha256,
                 QCryptographicHash::hash(m_files.read(u"job.3w"_s), QCryptographicHash::Sha256));
    }

    void whatIsSaidOfIt()
    {
        for (const Form &form : {v2, v2Zipped, v5}) {
            m_files.encoded(curaText(), options(form, u"daVinciF10"_s));
            const auto facts = inspect(m_files.path(u"job.3w"_s));
            QVERIFY(facts);
            QCOMPARE(facts->type, FileType::ThreeW);
            QCOMPARE(facts->damage, QString());
            QVERIFY(facts->isPrint && !facts->nameMisleads);
            QCOMPARE(facts->printerModel, u"da Vinci 1.0, da Vinci 1.0A, da Vinci 1.0 AiO"_s);
            QCOMPARE(facts->estimatedSeconds, 120.0);
            QCOMPARE(facts->layerCount, 5);
            QCOMPARE(facts->filamentMm, 13.2);
            QCOMPARE(facts->layerHeightMm, 0.2);
        }
    }
};

FLOTILLA_TEST(tst_Threew)
#include "tst_threew.moc"
