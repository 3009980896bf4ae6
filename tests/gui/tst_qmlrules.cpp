// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testdata.h"
#include "support/testmain.h"

#include <QDirIterator>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

// The rules of qml/ that qmllint does not know.
class tst_QmlRules : public QObject
{
    Q_OBJECT

private:
    static QStringList files()
    {
        QStringList found;
        QDirIterator all(flotilla::test::testDataPath(u"../../qml"_s), {u"*.qml"_s}, QDir::Files,
                         QDirIterator::Subdirectories);
        while (all.hasNext())
            found << all.next();
        found.sort();
        return found;
    }

    // The code without comments and texts, which may say what they like.
    static QStringList linesOf(const QString &path, bool withTexts)
    {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            qFatal("cannot read %s", qPrintable(path));
        static const QRegularExpression text(u"\"[^\"]*\""_s);
        static const QRegularExpression comment(u"(^|\\s)//.*$"_s);
        QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n');
        for (QString &line : lines) {
            if (!withTexts)
                line.replace(text, u"\"\""_s);
            line.remove(comment);
        }
        return lines;
    }

private Q_SLOTS:
    void nothingIsForbidden_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("except"); // the one file that may
        QTest::addColumn<bool>("inTexts");

        QTest::newRow("bare Text draws the markup of strangers")
            << u"(^|[\\s:])(Text|TextEdit) *\\{"_s << u"Label.qml"_s << false;
        QTest::newRow("controls of another style")
            << u"^import QtQuick\\.Controls"_s << QString() << false;
        QTest::newRow("templates without their name")
            << u"^import QtQuick\\.Templates *$"_s << QString() << false;
        QTest::newRow("layers, shaders and effects")
            << u"\\blayer\\.|ShaderEffect|QtQuick\\.Effects|"
               "Qt5Compat|OpacityMask|DropShadow"_s
            << QString() << false;
        QTest::newRow("a colour outside the theme")
            << u"\"#[0-9a-fA-F]{3,8}\"|Qt\\.(rgba|hsla|hsva|lighter|darker)\\("_s << u"Theme.qml"_s
            << true;
        QTest::newRow("a named colour outside the theme")
            << u"[cC]olor: *\"(?!transparent\")[a-z]+\""_s << QString() << true;
        QTest::newRow("a font outside the theme")
            << u"\\bfont\\.(family|pixelSize|pointSize|weight|bold)\\b"_s << u"Theme.qml"_s
            << false;
        QTest::newRow("a property that reads as a handler")
            << u"\\bproperty +\\S+ +on[A-Z]"_s << QString() << false;
        QTest::newRow("text formats")
            << u"textFormat *:|RichText|StyledText|MarkdownText"_s << u"Label.qml"_s << false;
    }
    void nothingIsForbidden()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, except);
        QFETCH(bool, inTexts);

        const QRegularExpression forbidden(pattern);
        QVERIFY(forbidden.isValid());
        const QStringList all = files();
        QVERIFY(all.size() > 40);
        QStringList found;
        bool exceptionNeeded = except.isEmpty();
        for (const QString &path : all) {
            const QStringList lines = linesOf(path, inTexts);
            const bool allowed = QFileInfo(path).fileName() == except;
            for (int i = 0; i < lines.size(); ++i) {
                if (!forbidden.match(lines[i]).hasMatch())
                    continue;
                exceptionNeeded = exceptionNeeded || allowed;
                if (!allowed)
                    found << u"%1:%2: %3"_s.arg(QFileInfo(path).fileName())
                                 .arg(i + 1)
                                 .arg(lines[i].trimmed());
            }
        }
        QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
        QVERIFY2(exceptionNeeded, "the pattern no longer finds what it is for");
    }

    void filesAreShortAndNamed()
    {
        const QStringList all = files();
        for (const QString &path : all) {
            const QStringList lines = linesOf(path, true);
            QVERIFY2(lines.size() <= 150, qPrintable(path));
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(file.readLine().startsWith("// SPDX-License-Identifier: GPL-3.0-or-later"),
                     qPrintable(path));
        }
    }
};

FLOTILLA_TEST(tst_QmlRules)
#include "tst_qmlrules.moc"
