// SPDX-License-Identifier: GPL-3.0-or-later
#include "arguments.h"
#include "fonts.h"

#include "support/testmain.h"

#include <QDir>

using namespace flotilla;
using namespace Qt::StringLiterals;

class tst_Arguments : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { qunsetenv("FLOTILLA_DATA"); }

    void withoutAnythingItIsTheOwnFleet()
    {
        const auto parsed = parseArguments({});
        QVERIFY(parsed);
        QVERIFY(!parsed->demo && !parsed->help && !parsed->version);
        QVERIFY(QDir::isAbsolutePath(parsed->dataFolder));
        QVERIFY(parsed->files.isEmpty());
        QCOMPARE(parseArguments({u"--real"_s})->dataFolder, parsed->dataFolder);
    }

    void helpAndVersion()
    {
        QVERIFY(parseArguments({u"--help"_s})->help);
        QVERIFY(parseArguments({u"-h"_s})->help);
        QVERIFY(parseArguments({u"--version"_s})->version);
        QVERIFY(helpText().contains(u"--demo"_s));
    }

    // It is emptied at every start.
    void theDemoNeverGetsAFolderThatSomebodyNamed()
    {
        const QString own = parseArguments({u"--demo"_s})->dataFolder;
        QVERIFY(own != parseArguments({})->dataFolder);
        qputenv("FLOTILLA_DATA", "/somewhere");
        QCOMPARE(parseArguments({u"--demo"_s})->dataFolder, own);
        QCOMPARE(parseArguments({})->dataFolder, u"/somewhere"_s);
        const auto both = parseArguments({u"--demo"_s, u"--data"_s, u"/somewhere"_s});
        QVERIFY(!both);
        QCOMPARE(both.error().kind, Error::Kind::WrongUse);
    }

    void filesBecomeAbsolutePaths()
    {
        const auto parsed = parseArguments({u"--data"_s, u"there"_s, u"part.gcode"_s,
                                            u"file:///tmp/a%20b.gcode"_s, u"/x/../y.gcode"_s});
        QVERIFY(parsed);
        const QString here = QDir::currentPath();
        QCOMPARE(parsed->dataFolder, here + u"/there"_s);
        QCOMPARE(parsed->files,
                 (QStringList {here + u"/part.gcode"_s, u"/tmp/a b.gcode"_s, u"/y.gcode"_s}));
    }

    void whatMakesNoSenseIsSaid_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("both") << QStringList {u"--demo"_s, u"--real"_s};
        QTest::newRow("unknown") << QStringList {u"--fly"_s};
        QTest::newRow("a web address") << QStringList {u"https://example.org/part.gcode"_s};
        QTest::newRow("another computer's file") << QStringList {u"smb://nas/part.gcode"_s};
    }
    void whatMakesNoSenseIsSaid()
    {
        QFETCH(QStringList, arguments);
        const auto parsed = parseArguments(arguments);
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().kind, Error::Kind::WrongUse);
        QVERIFY(!parsed.error().message.isEmpty());
    }

    void theFontIsChangedOnlyWhereThereIsNone()
    {
        const QStringList both {u"DejaVu Sans"_s, u"Noto Sans"_s, u"Inter"_s};
        QCOMPARE(betterFamily(u"Cantarell"_s, both), QString());
        QCOMPARE(betterFamily(u"DejaVu Sans"_s, both), u"Inter"_s);
        QCOMPARE(betterFamily(u"DejaVu Sans"_s, {u"Noto Sans"_s}), u"Noto Sans"_s);
        QCOMPARE(betterFamily(u"DejaVu Sans"_s, {u"DejaVu Sans"_s}), QString());
    }
};

FLOTILLA_TEST(tst_Arguments)
#include "tst_arguments.moc"
