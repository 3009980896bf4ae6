// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv.h"
#include "humantext.h"
#include "statustext.h"
#include "texttable.h"

#include "support/testmain.h"

#include <QJsonObject>

using namespace flotilla::cli;
using namespace Qt::StringLiterals;

// What a person reads, made of what printers and files say.
class tst_Text : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cellsThatLookLikeFormulasGetAnApostrophe_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("cell");
        QTest::newRow("plain") << u"part.gcode"_s << u"part.gcode"_s;
        QTest::newRow("equals") << u"=1+1"_s << u"'=1+1"_s;
        QTest::newRow("plus") << u"+a"_s << u"'+a"_s;
        QTest::newRow("minus") << u"-a"_s << u"'-a"_s;
        QTest::newRow("at") << u"@a"_s << u"'@a"_s;
        QTest::newRow("tab") << u"\t=a"_s << u"'\t=a"_s;
        QTest::newRow("comma") << u"a,b"_s << u"\"a,b\""_s;
        QTest::newRow("quote") << u"a\"b"_s << u"\"a\"\"b\""_s;
        QTest::newRow("both") << u"=a,\"b\""_s << u"\"'=a,\"\"b\"\"\""_s;
    }

    void cellsThatLookLikeFormulasGetAnApostrophe()
    {
        QFETCH(QString, file);
        QFETCH(QString, cell);
        const QString csv = historyCsv({QJsonObject {{u"id"_s, u"1"_s}, {u"file"_s, file}}});
        const QStringList lines = csv.split(u"\r\n"_s);
        QCOMPARE(lines[0], u"id,printer,file,source,startedAt,endedAt,result,reason,filamentMm"_s);
        QCOMPARE(lines[1], u"1,,"_s + cell + u",,,,,,"_s);
    }

    void filamentIsANumber()
    {
        const QString csv = historyCsv({QJsonObject {{u"filamentMm"_s, 1234567.5}}});
        QVERIFY(csv.contains(u",1234567.5\r\n"_s));
    }

    void columnsAreAlignedAndEmptyOnesLeftOut()
    {
        TextTable table({u"A"_s, u"B"_s, u"C"_s});
        table.alignRight(2);
        table.addRow({u"long name"_s, {}, u"5"_s});
        table.addRow({u"x"_s, {}, u"123"_s});
        QCOMPARE(table.lines(0),
                 QStringList({u"A            C"_s, u"long name    5"_s, u"x          123"_s}));
    }

    void aNarrowTerminalElidesTheWidestColumn()
    {
        TextTable table({u"A"_s, u"B"_s});
        table.addRow({QString(50, u'x'), u"short"_s});
        for (const int width : {70, 40, 30, 20}) {
            for (const QString &line : table.lines(width))
                QVERIFY(line.size() <= width);
        }
        QVERIFY(table.lines(20).last().contains(u'…'));
        QVERIFY(table.lines(20).last().contains(u"short"_s));
    }

    void eliding()
    {
        QCOMPARE(elided(u"abcdef"_s, 6), u"abcdef"_s);
        QCOMPARE(elided(u"abcdef"_s, 4), u"abc…"_s);
        QCOMPARE(elided(u"abcdef"_s, 0), u"abcdef"_s);
        QCOMPARE(elided(u"ab😀cd"_s, 4), u"ab…"_s); // no half characters
    }

    void hostileTextsStayInTheirLine()
    {
        const QString evil = u"a\nb\x1b[2J\u202e"_s;
        const QJsonObject status {{u"name"_s, evil},
                                  {u"state"_s, u"printing"_s},
                                  {u"stateText"_s, evil},
                                  {u"link"_s, u"online"_s},
                                  {u"job"_s, QJsonObject {{u"name"_s, evil}}},
                                  {u"lastJob"_s, QJsonObject {{u"name"_s, evil}}},
                                  {u"activity"_s, QJsonObject {{u"file"_s, evil}}}};
        QStringList lines = statusTable({status}, 0) + statusDetails(status);
        lines << statusNews(status);
        for (const QString &command : {u"list"_s, u"discover"_s, u"files"_s, u"history"_s})
            lines += humanLines(command, QJsonArray {status}, 0);
        for (const QString &line : lines) {
            QVERIFY(!line.contains(u'\n') && !line.contains(u'\x1b'));
            QVERIFY(!line.contains(u'\u202e'));
        }
    }

    void nothingIsMadeUp()
    {
        const QStringList lines = statusDetails({{u"name"_s, u"Hall 1"_s}});
        for (const QString &line : lines)
            QVERIFY2(!line.contains(u" 0"_s), qPrintable(line));
    }

    void documentsWithoutAFormAreLinesOfKeys()
    {
        QCOMPARE(humanLines(u"pause"_s, QJsonObject {{u"state"_s, u"paused"_s}}, 0),
                 QStringList(u"state: paused"_s));
    }
};

FLOTILLA_TEST(tst_Text)
#include "tst_text.moc"
