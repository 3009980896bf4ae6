// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixtures.h"

#include "files/inspect.h"

#include "support/testmain.h"

using namespace flotilla;
using namespace flotilla::files;
using namespace flotilla::test;
using namespace Qt::StringLiterals;

// Recorded files against what is true of them.
class tst_GcodeFixtures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void G3_everyRecordedFile_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("none") << QString();
        for (const QString &name : expectedNames(u"gcode"_s))
            QTest::newRow(name.toUtf8().constData()) << name;
    }

    void G3_everyRecordedFile()
    {
        SKIP_WITHOUT_FIXTURES();
        QFETCH(QString, name);
        if (name.isEmpty())
            return;
        const auto facts = inspect(printFile(name));
        QJsonObject expected = expectedFacts(name);
        const QString damage = expected[u"damaged"_s].toString();
        if (damage == u"empty" || damage == u"not G-code") {
            QVERIFY(!facts);
            QCOMPARE(facts.error().kind, Error::Kind::BadFile);
            return;
        }
        QVERIFY2(facts, qPrintable(facts ? QString() : facts.error().message));
        // What the protocol page has beyond that list: the largest Z that PrusaSlicer states, and
        // the height of most layers of ideaMaker.
        static const QHash<QString, QPair<QString, double>> beyond {
            {u"gcode/prusaslicer-2.8.1-five-thumbnails.gcode"_s, {u"objectHeightMm"_s, 5.8}},
            {u"gcode/prusaslicer-2.8.1-minicube.gcode"_s, {u"objectHeightMm"_s, 6.2}},
            {u"gcode/ideamaker-4.2.0-crlf.gcode"_s, {u"layerHeightMm"_s, 0.15}}};
        if (const auto more = beyond.constFind(name); more != beyond.cend())
            expected.insert(more->first, more->second);
        const QStringList found = differences(*facts, expected);
        QVERIFY2(found.isEmpty(), qPrintable(found.join(u"; "_s)));
    }
};

FLOTILLA_TEST(tst_GcodeFixtures)
#include "tst_gcodefixtures.moc"
