// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl.h"

#include "support/testdata.h"
#include "support/testmain.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>

using namespace flotilla::test;
using namespace Qt::StringLiterals;

// `convert`: G-code ↔ .3w. Needs nobody, touches nothing but OUT.
class tst_Convert : public QObject
{
    Q_OBJECT

private:
    QString write(const QString &name, const QByteArray &bytes) const
    {
        const QString path = m_ctl.path(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write %s", qPrintable(path));
        return path;
    }

    QByteArray read(const QString &path) const
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QStringList names() const
    {
        return QDir(m_ctl.path({})).entryList(QDir::Files | QDir::Hidden | QDir::System);
    }

    static QByteArray hash(const QByteArray &bytes)
    {
        return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
    }

    static QByteArray text(const QByteArray &first = {})
    {
        return first
            + ";FLAVOR:Marlin\n;TIME:90\n;Filament used: 0.5m\n;LAYER_COUNT:2\nG28\nG0 Z0.2\n"
              "G1 X10 Y10 E1 F600\nG0 Z0.4\nG1 X20 Y10 E2\nM84\n";
    }

    static QByteArray converted(const QByteArray &machine, const QByteArray &name = "part.3w")
    {
        return "; filename = " + name + "\n; print_time = 90\n; machine = " + machine
            + "\n; facets = 50\n; total_layers = 2\n; version = 18020109\n"
              "; total_filament = 500.00\n"
            + text().replace("G0 ", "G1 ");
    }

    const Ctl m_ctl;

private Q_SLOTS:
    void thereAndBack_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("fileId");
        QTest::addColumn<int>("version");
        QTest::addColumn<bool>("zipped");
        QTest::newRow("by its id")
            << u"dv1JW0A000"_s << u"dv1JW0A000"_s << u"daVinciJR10W"_s << 2 << false;
        QTest::newRow("by what its files say")
            << u"daVinciF11"_s << u"dvF110B000"_s << u"daVinciF11"_s << 2 << true;
        QTest::newRow("by its name")
            << u"1.0 pro"_s << u"dvF1W0A000"_s << u"daVinciAW10"_s << 5 << false;
        QTest::newRow("by its whole name")
            << u"da Vinci mini w"_s << u"dv1MW0A000"_s << u"dv1MW0A000"_s << 2 << false;
    }

    void thereAndBack()
    {
        QFETCH(QString, model);
        const QString given = write(u"part.gcode"_s, text());
        const QString threew = m_ctl.path(u"part.3w"_s);
        const Said there = m_ctl.json({u"convert"_s, given, threew, u"--model"_s, model});
        QVERIFY2(there.status == 0, there.all());
        const QJsonObject made = there.object();
        QCOMPARE(made[u"file"_s].toString(), threew);
        QCOMPARE(made[u"format"_s].toString(), u"3w"_s);
        QCOMPARE(made[u"size"_s].toInteger(), read(threew).size());
        QCOMPARE(made[u"sha256"_s].toString().toLatin1(), hash(read(threew)));
        QCOMPARE(made[u"given"_s][u"sha256"_s].toString().toLatin1(), hash(text()));
        QCOMPARE(made[u"given"_s][u"size"_s].toInteger(), text().size());
        QTEST(made[u"model"_s][u"id"_s].toString(), "id");
        QTEST(made[u"model"_s][u"fileId"_s].toString(), "fileId");
        QTEST(made[u"model"_s][u"version"_s].toInt(), "version");
        QTEST(made[u"model"_s][u"zipped"_s].toBool(), "zipped");
        QVERIFY(!QFileInfo::exists(m_ctl.folder())); // no data folder was needed

        const QString back = m_ctl.path(u"back.gcode"_s);
        const Said again = m_ctl.json({u"convert"_s, threew, back});
        QVERIFY2(again.status == 0, again.all());
        QCOMPARE(again.object()[u"format"_s].toString(), u"gcode"_s);
        QFETCH(QString, fileId);
        QCOMPARE(read(back), converted(fileId.toLatin1()));

        const Said inspected = m_ctl.json({u"inspect"_s, threew});
        QCOMPARE(inspected.object()[u"type"_s].toString(), u"3w"_s);
        QCOMPARE(inspected.object()[u"estimatedSeconds"_s].toInt(), 90);
    }

    void byTheMachineLine()
    {
        const QString given = write(u"part.gcode"_s, text("; machine = daVinciAW10\n"));
        const QString out = m_ctl.path(u"own.3w"_s);
        const Said said = m_ctl.run({u"convert"_s, given, out});
        QVERIFY2(said.status == 0, said.all());
        QVERIFY2(said.out.contains("for the da Vinci 1.0 Pro"), said.all());
        QVERIFY(said.err.isEmpty());
        const Said nobody
            = m_ctl.json({u"convert"_s, write(u"any.gcode"_s, text()), m_ctl.path(u"any.3w"_s)});
        QCOMPARE(nobody.status, 2);
        QCOMPARE(nobody.errorKind(), u"wrongUse"_s);
        QVERIFY(nobody.out.contains("--model"));
    }

    void wrappedAnew()
    {
        const QString threew = m_ctl.path(u"a.3w"_s);
        QCOMPARE(
            m_ctl.json({u"convert"_s, write(u"a.gcode"_s, text()), threew, u"--model"_s, u"nano"_s})
                .status,
            0);
        const QString other = m_ctl.path(u"b.3w"_s);
        const Said said = m_ctl.json({u"convert"_s, threew, other, u"--model"_s, u"1.1 Plus"_s});
        QVERIFY2(said.status == 0, said.all());
        QVERIFY(said.object()[u"model"_s][u"zipped"_s].toBool());
        // For the same printer, under another name.
        const Said same = m_ctl.json({u"convert"_s, other, m_ctl.path(u"c.3w"_s)});
        QVERIFY2(same.status == 0, same.all());
        QVERIFY(same.object()[u"model"_s][u"zipped"_s].toBool());
        QCOMPARE(m_ctl.json({u"convert"_s, m_ctl.path(u"c.3w"_s), m_ctl.path(u"c.gcode"_s)}).status,
                 0);
        QCOMPARE(read(m_ctl.path(u"c.gcode"_s)), converted("daVinciF11", "c.3w"));
    }

    void makersOwnFile()
    {
        const QString given = fixturePath(u"xyzprinting/vendor_xyzprint_nano_v5.3w"_s);
        if (given.isEmpty())
            QSKIP("the recording xyzprinting/vendor_xyzprint_nano_v5.3w is not here");
        const QString out = m_ctl.path(u"vendor.gcode"_s);
        const Said said = m_ctl.json({u"convert"_s, given, out});
        QVERIFY2(said.status == 0, said.all());
        QVERIFY(read(out).startsWith("; filename = 1.3w\r\n"));
    }

    void wrongUse_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::newRow("no OUT") << QStringList {u"good.gcode"_s};
        QTest::newRow("no such model")
            << QStringList {u"good.gcode"_s, u"x.3w"_s, u"--model"_s, u"MK4"_s};
        QTest::newRow("G-code to G-code")
            << QStringList {u"good.gcode"_s, u"x.gcode"_s, u"--model"_s, u"nano"_s};
        QTest::newRow("onto itself")
            << QStringList {u"good.3w"_s, u"good.3w"_s, u"--model"_s, u"nano"_s};
        QTest::newRow("onto itself by another way")
            << QStringList {u"good.3w"_s, u"../%1/good.3w"_s, u"--model"_s, u"nano"_s};
        QTest::newRow("a model for G-code")
            << QStringList {u"good.3w"_s, u"x.gcode"_s, u"--model"_s, u"nano"_s};
    }

    void wrongUse()
    {
        QFETCH(QStringList, words);
        write(u"good.gcode"_s, text());
        if (!QFileInfo::exists(m_ctl.path(u"good.3w"_s)))
            QCOMPARE(m_ctl
                         .json({u"convert"_s, m_ctl.path(u"good.gcode"_s), m_ctl.path(u"good.3w"_s),
                                u"--model"_s, u"nano"_s})
                         .status,
                     0);
        const QByteArray before = read(m_ctl.path(u"good.3w"_s));
        const QStringList there = names();
        const QString folder = QDir(m_ctl.path({})).dirName();
        QStringList arguments {u"convert"_s};
        for (const QString &word : words)
            arguments << (word.contains(u'.')
                              ? m_ctl.path(word.contains(u'%') ? word.arg(folder) : word)
                              : word);
        const Said said = m_ctl.json(arguments);
        QCOMPARE(said.status, 2);
        QCOMPARE(said.errorKind(), u"wrongUse"_s);
        QCOMPARE(read(m_ctl.path(u"good.3w"_s)), before);
        QCOMPARE(names(), there);
    }

    void wrongFiles_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("zero bytes") << u"a.gcode"_s << QByteArray();
        QTest::newRow("no G-code") << u"🚀.gcode"_s << QByteArray("Dear Anna\n");
        QTest::newRow("255 bytes of name")
            << QString(QString(249, u'n') + u".gcode"_s) << QByteArray("Dear Anna\n");
        QTest::newRow("never extrudes") << u"mill.gcode"_s << QByteArray("G28\nG1 X1 Y1\n");
        QTest::newRow("a head alone") << u"a.3w"_s << QByteArray("3DPFNKG13WTW\1\2\0\0", 16);
        QTest::newRow("a picture") << u"a.png"_s << QByteArray("\x89PNG\r\n\x1a\n\0\0\0\0", 12);
        QTest::newRow("cut") << u"cut.3w"_s << QByteArray("cut");
        QTest::newRow("another key") << u"key.3w"_s << QByteArray("key");
        QTest::newRow("wrong CRC") << u"crc.3w"_s << QByteArray("crc");
    }

    // A clear reason, status 2, and OUT is what it was.
    void wrongFiles()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        const QString threew = m_ctl.path(u"good.3w"_s);
        QCOMPARE(m_ctl
                     .json({u"convert"_s, write(u"good.gcode"_s, text()), threew, u"--model"_s,
                            u"nano"_s})
                     .status,
                 0);
        QByteArray good = read(threew);
        if (bytes == "cut")
            bytes = good.chopped(16);
        else if (bytes == "key")
            bytes = good.first(8192) + QByteArray(good.size() - 8192, 'k');
        else if (bytes == "crc")
            bytes = good.replace(4718, 1, "!");
        const QString given = write(name, bytes);
        for (const QString &out : {u"there.3w"_s, u"there.gcode"_s}) {
            write(out, "before");
            const QStringList there = names();
            QStringList words {u"convert"_s, given, m_ctl.path(out)};
            if (out.endsWith(u".3w"_s))
                words << u"--model"_s << u"nano"_s;
            const Said said = m_ctl.json(words);
            QCOMPARE(said.status, 2);
            QVERIFY(said.errorKind() == u"badFile"
                    || (out == u"there.gcode" && said.errorKind() == u"wrongUse"));
            QVERIFY(!said.object()[u"error"_s][u"message"_s].toString().isEmpty());
            QCOMPARE(read(m_ctl.path(out)), QByteArray("before"));
            QCOMPARE(names(), there);
        }
        QFile::remove(given);
    }

    void placesThatCannotBeWritten()
    {
        const QString given = write(u"part.gcode"_s, text());
        for (const QString &out : {u"no/such/folder.3w"_s, u"folder.3w"_s}) {
            QDir(m_ctl.path({})).mkdir(u"folder.3w"_s);
            const Said said
                = m_ctl.json({u"convert"_s, given, m_ctl.path(out), u"--model"_s, u"nano"_s});
            QCOMPARE(said.status, 2);
            QCOMPARE(said.errorKind(), u"badFile"_s);
        }
    }

    void help()
    {
        const Said said = m_ctl.run({u"convert"_s, u"--help"_s});
        QCOMPARE(said.status, 0);
        QVERIFY(said.out.contains("convert IN OUT [--model ID]"));
        QVERIFY(said.out.contains("dvF110B000"));
        QVERIFY(said.out.contains("da Vinci 1.1 Plus"));
    }
};

FLOTILLA_TEST(tst_Convert)
#include "tst_convert.moc"
