// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixtures.h"

#include "files/inspect.h"

#include "support/testmain.h"

#include <QJsonArray>

using namespace flotilla;
using namespace flotilla::files;
using namespace flotilla::test;
using namespace Qt::StringLiterals;

namespace {

struct Beyond
{
    QString file;
    QString key;
    QJsonValue value;
};

// What is true of a file beyond the list: a fact that the list's maker did not look for, or one
// that the copy of a shortened file no longer has.
const QList<Beyond> &beyond()
{
    static const QList<Beyond> all {
        {u"gcode/prusaslicer-2.8.1-five-thumbnails.gcode"_s, u"objectHeightMm"_s, 5.8},
        {u"gcode/prusaslicer-2.8.1-minicube.gcode"_s, u"objectHeightMm"_s, 6.2},
        {u"gcode/ideamaker-4.2.0-crlf.gcode"_s, u"layerHeightMm"_s, 0.15},
        {u"gx/damaged-truncated-in-bitmap.gx"_s, u"nozzleTempC"_s, 210},
        {u"gx/damaged-truncated-in-bitmap.gx"_s, u"bedTempC"_s, 50},
        {u"gx/orcaslicer-converted-png.gx"_s, u"firstLayerHeightMm"_s, 0.2},
        {u"gx/orcaslicer-converted-png.gx"_s, u"objectHeightMm"_s, 12.6},
        // The settings inside the plates.
        {u"gcode.3mf/bambustudio-2.4.0-p1-cube.gcode.3mf"_s, u"firstLayerHeightMm"_s, 0.2},
        {u"gcode.3mf/bambustudio-2.4.0-two-plates.gcode.3mf"_s, u"firstLayerHeightMm"_s, 0.2},
        {u"gcode.3mf/orca-flashforge-1.3.0.gcode.3mf"_s, u"firstLayerHeightMm"_s, 0.2},
        {u"gcode.3mf/snapmaker-orca-2.3.4-2color.gcode.3mf"_s, u"firstLayerHeightMm"_s, 0.15},
        // The names that lead astray are passed over, the plate is good.
        {u"gcode.3mf/damaged-traversal-names.gcode.3mf"_s, u"slicer"_s, u"BambuStudio"_s},
        {u"gcode.3mf/damaged-traversal-names.gcode.3mf"_s, u"slicerVersion"_s, u"01.09.00.60"_s},
        // The last layer's record lay in what was cut out.
        {u"ctb/chitubox-v4-encrypted.ctb"_s, u"exposureS"_s, QJsonValue()},
        // Known by its type alone.
        {u"photon/anycubic-mono.pwmo"_s, u"type"_s, u"pwm"_s},
        {u"photon/anycubic-mono.pwmo"_s, u"layerCount"_s, QJsonValue()},
        {u"photon/anycubic-mono.pwmo"_s, u"layerHeightMm"_s, QJsonValue()},
        {u"photon/anycubic-mono.pwmo"_s, u"thumbnails"_s, QJsonArray()},
    };
    return all;
}

// Files that are whole in all that is read of them.
bool isSound(const QString &name, const QJsonObject &expected)
{
    if (name == u"gcode.3mf/damaged-traversal-names.gcode.3mf")
        return true;
    // A text that was cut ends like any other, and a line is not too long for us; of the form that
    // is known by its type alone nothing is checked.
    const bool unseen = name.startsWith(u"gcode/"_s) || name.endsWith(u".pwmo"_s);
    return unseen || (expected[u"damaged"_s].isNull() && !expected[u"looksIncomplete"_s].toBool());
}

} // namespace

// Every recorded print file against what is known of it.
class tst_Expected : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void G3_everyRecordedFile_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("none") << QString();
        for (const QString &name : expectedNames())
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
        if (expected[u"type"_s].toString() == u"unknown"_s
            || expected[u"damaged"_s].toString() == u"empty"_s
            || expected[u"damaged"_s].toString() == u"not G-code"_s) {
            QVERIFY(!facts);
            QCOMPARE(facts.error().kind, Error::Kind::BadFile);
            return;
        }
        QVERIFY2(facts, qPrintable(facts ? QString() : facts.error().message));
        for (const Beyond &more : beyond()) {
            if (more.file == name)
                expected.insert(more.key, more.value);
        }
        const QStringList found = differences(*facts, expected);
        QVERIFY2(found.isEmpty(), qPrintable(found.join(u"; "_s)));
        QCOMPARE(facts->bytes, expected[u"bytes"_s].toInteger(facts->bytes));
        // Milling, and moves that nobody signed and that extrude nothing.
        static const QStringList noPrints {u"gcode/mach3-mill.gcode"_s,
                                           u"gcode/no-slicer-circle.gcode"_s};
        QCOMPARE(facts->isPrint, !name.startsWith(u"3mf/"_s) && !noPrints.contains(name));
        if (!name.startsWith(u"gcode/"_s))
            QCOMPARE(facts->damage.isEmpty(), isSound(name, expected));
    }

    void theListHasEveryFile()
    {
        SKIP_WITHOUT_FIXTURES();
        QVERIFY(expectedNames().size() >= 75);
        for (const Beyond &more : beyond())
            QVERIFY2(expectedNames().contains(more.file), qPrintable(more.file));
    }
};

FLOTILLA_TEST(tst_Expected)
#include "tst_expected.moc"
