// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.h"

#include "support/testmain.h"

using namespace flotilla;
using namespace Qt::StringLiterals;

class tst_Text : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanTextRemovesWhatDeceives()
    {
        QCOMPARE(cleanText(u"Hall\u202e 3\x07\n<b>"_s), u"Hall 3 <b>"_s);
        QCOMPARE(cleanText(u"\u200b\u2066x\u2069"_s), u"x"_s);
        QCOMPARE(cleanText(u"Würfel 日本"_s), u"Würfel 日本"_s);
    }

    void D4_namesEndAtNulAndInvalidUtf8IsReplaced()
    {
        QCOMPARE(cleanText(QByteArrayView("abc\0def", 7)), u"abc"_s);
        QCOMPARE(cleanText(QByteArrayView("a\xff"
                                          "b")),
                 u"a\ufffdb"_s);
    }

    void cutNeverSplitsASurrogatePair()
    {
        QCOMPARE(cleanText(u"ab\U0001F600"_s, 3), u"ab"_s);
        QCOMPARE(cleanText(u"ab\U0001F600"_s, 4), u"ab\U0001F600"_s);
    }

    void durations()
    {
        QCOMPARE(formatDuration(48), u"48 s"_s);
        QCOMPARE(formatDuration(125), u"2 min 05 s"_s);
        QCOMPARE(formatDuration(3900), u"1 h 05 min"_s);
    }
};

FLOTILLA_TEST(tst_Text)
#include "tst_text.moc"
