// SPDX-License-Identifier: GPL-3.0-or-later
#include "samples.h"

#include "drivers/flashforge/errorcodes.h"
#include "support/testmain.h"

using namespace flotilla;
using namespace flotilla::flashforge;
using namespace Qt::StringLiterals;

class tst_ErrorCodes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void spellings_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("expected");
        QTest::newRow("none") << QString() << QString();
        QTest::newRow("zero") << u"0"_s << QString();
        QTest::newRow("E0") << u"E0"_s << QString();
        QTest::newRow("E") << u"E"_s << QString();
        QTest::newRow("E0000") << u"E0000"_s << QString();
        QTest::newRow("usual") << u"E0109"_s << u"E0109"_s;
        QTest::newRow("lower case") << u"e0109"_s << u"E0109"_s;
        QTest::newRow("number") << u"109"_s << u"E0109"_s;
        QTest::newRow("word") << u"jam\u202e\n"_s << u"jam"_s;
        QTest::newRow("too many digits") << u"E00109"_s << u"E00109"_s;
    }
    void spellings()
    {
        QFETCH(QString, code);
        QFETCH(QString, expected);
        QCOMPARE(normalizedErrorCode(code), expected);
        QCOMPARE(meaningOf(code).has_value(), !expected.isEmpty());
    }

    void rangesNameTheirSlotOrTool()
    {
        QVERIFY(meaningOf(u"E0102")->text.contains(u"slot 3"_s));
        QVERIFY(meaningOf(u"E0130")->text.contains(u"Tool 4"_s));
        QVERIFY(meaningOf(u"E0100")->waitsForPerson);
        QCOMPARE(meaningOf(u"E0009")->severity, Severity::Error);
        QCOMPARE(meaningOf(u"E0088")->severity, Severity::Warning);
    }

    void unknownCodesAreShownAsTheyAre()
    {
        const auto meaning = meaningOf(u"E0999");
        QVERIFY(meaning);
        QVERIFY(meaning->text.contains(u"E0999"_s));
        QVERIFY(!meaning->whatToDo.isEmpty());
    }

    void everyCodeHasATextAndHelp()
    {
        int known = 0;
        for (int number = 1; number < 200; ++number) {
            const QString code = u"E%1"_s.arg(number, 4, 10, QLatin1Char('0'));
            const auto meaning = meaningOf(code);
            QVERIFY(meaning && !meaning->text.isEmpty() && !meaning->whatToDo.isEmpty());
            QVERIFY2(!meaning->text.contains(u'%'), qPrintable(meaning->text));
            known += meaning->text.contains(code) ? 0 : 1;
        }
        QCOMPARE(known, 99);
    }
};

FLOTILLA_TEST(tst_ErrorCodes)
#include "tst_errorcodes.moc"
