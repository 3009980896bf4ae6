// SPDX-License-Identifier: GPL-3.0-or-later
#include "trayiconpainter.h"

#include "support/testmain.h"

#include <QQmlComponent>
#include <QQmlEngine>
#include <QtMath>
#include <QtQml/qqmlextensionplugin.h>

using namespace flotilla;
using namespace flotilla::models;
using namespace Qt::StringLiterals;

namespace {

TrayFace printing(double progress)
{
    return {.mark = u"state-printing"_s,
            .role = ColorRole::Printing,
            .ring = progress,
            .running = true};
}

// How much of the ring is there in this direction; 0 = up, in turns clockwise.
int strengthAt(const QImage &image, double turn)
{
    const double side = image.width();
    const double radius = side / 2 - side * 0.075 - 0.5;
    const QPointF centre(side / 2, side / 2);
    const double angle = turn * 2 * M_PI;
    const QPointF at = centre + radius * QPointF(qSin(angle), -qCos(angle));
    return qAlpha(image.pixel(int(at.x()), int(at.y())));
}

// Share of the picture that is not empty.
double ink(const QImage &image, const QRect &area)
{
    int full = 0;
    for (int y = area.top(); y <= area.bottom(); ++y) {
        for (int x = area.left(); x <= area.right(); ++x)
            full += qAlpha(image.pixel(x, y)) > 100 ? 1 : 0;
    }
    return double(full) / (area.width() * area.height());
}

} // namespace

class tst_TrayIconPainter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // One table of colours: the theme's.
    void coloursAreTheThemes()
    {
        QQmlEngine engine;
        engine.addImportPath(u"qrc:/qt/qml"_s);
        QQmlComponent component(&engine);
        component.setData("import QtQuick\nimport Flotilla\nQtObject { property bool dark\n"
                          "property int role\nonDarkChanged: Theme.dark = dark\n"
                          "readonly property color mark: Theme.colorsOf(role).mark }",
                          {});
        const std::unique_ptr<QObject> theme(component.create());
        QVERIFY2(theme, qPrintable(component.errorString()));
        for (const bool dark : {true, false}) {
            theme->setProperty("dark", dark);
            for (int role = 0; role <= int(ColorRole::Ink); ++role) {
                theme->setProperty("role", role);
                QCOMPARE(trayColor(ColorRole(role), dark).name(),
                         theme->property("mark").value<QColor>().name());
            }
        }
    }

    void theRingEndsWhereThePrintIs_data()
    {
        QTest::addColumn<int>("side");
        QTest::addColumn<double>("progress");
        for (const int side : {22, 24, 32, 44, 64}) {
            for (const double progress : {0.1, 0.25, 0.64, 0.9})
                QTest::addRow("%d px, %d %%", side, qRound(progress * 100)) << side << progress;
        }
    }
    void theRingEndsWhereThePrintIs()
    {
        QFETCH(int, side);
        QFETCH(double, progress);
        const QImage image = paintTrayIcon(printing(progress), side, false);
        QCOMPARE(image.size(), QSize(side, side));
        // A pixel's width on either side of the end is nobody's.
        const double margin = 1.5 / (M_PI * side);
        for (double turn = margin; turn < 1 - margin; turn += 0.01) {
            if (qAbs(turn - progress) < margin)
                continue;
            const int strength = strengthAt(image, turn);
            const QByteArray where = QByteArray::number(turn) + ": " + QByteArray::number(strength);
            if (turn < progress)
                QVERIFY2(strength > 150, where.constData());
            else
                QVERIFY2(strength > 20 && strength < 150, where.constData());
        }
    }

    void aWholeAndAnEmptyRing()
    {
        const QImage whole = paintTrayIcon(printing(1), 32, false);
        const QImage empty = paintTrayIcon(printing(0), 32, false);
        for (double turn = 0; turn < 1; turn += 0.02) {
            QVERIFY(strengthAt(whole, turn) > 150);
            QVERIFY(strengthAt(empty, turn) < 150);
        }
    }

    void atTheSmallestSizeOnlyARunningPrintHasItsRing()
    {
        const QImage running = paintTrayIcon(printing(0.5), 16, false);
        QVERIFY(strengthAt(running, 0.25) > 150);
        QVERIFY(strengthAt(running, 0.75) < 150 && strengthAt(running, 0.75) > 20);
        const TrayFace paused {
            .mark = u"state-paused"_s, .role = ColorRole::Amber, .ring = 0.5, .running = false};
        const QImage bars = paintTrayIcon(paused, 16, false);
        QCOMPARE(strengthAt(bars, 0.25), 0);
        QVERIFY(ink(bars, {3, 3, 10, 10}) > 0.25);
    }

    void theMarkStandsInTheMiddle_data()
    {
        QTest::addColumn<QString>("mark");
        QTest::addColumn<int>("role");
        QTest::newRow("idle") << u"state-idle"_s << int(ColorRole::Ink);
        QTest::newRow("printing") << u"state-printing"_s << int(ColorRole::Printing);
        QTest::newRow("paused") << u"state-paused"_s << int(ColorRole::Amber);
        QTest::newRow("attention") << u"state-attention"_s << int(ColorRole::Amber);
        QTest::newRow("error") << u"state-error"_s << int(ColorRole::Error);
        QTest::newRow("finished") << u"state-finished"_s << int(ColorRole::Finished);
        QTest::newRow("no answer") << u"link-unreachable"_s << int(ColorRole::Grey);
    }
    void theMarkStandsInTheMiddle()
    {
        QFETCH(QString, mark);
        QFETCH(int, role);
        for (const bool dark : {false, true}) {
            for (const int side : {16, 22, 24, 32, 44, 48, 64}) {
                const QImage image = paintTrayIcon(
                    {.mark = mark, .role = ColorRole(role), .ring = 0.64}, side, dark);
                const int quarter = side / 4;
                const QRect middle(quarter, quarter, side - 2 * quarter, side - 2 * quarter);
                QVERIFY2(ink(image, middle) > 0.1, qPrintable(QString::number(side)));
                // In its own colour.
                const QColor wanted = trayColor(ColorRole(role), dark);
                bool found = false;
                for (int y = middle.top(); y <= middle.bottom(); ++y) {
                    for (int x = middle.left(); x <= middle.right(); ++x) {
                        const QColor pixel = image.pixelColor(x, y);
                        found = found
                            || (pixel.alpha() > 180 && qAbs(pixel.red() - wanted.red()) < 8
                                && qAbs(pixel.green() - wanted.green()) < 8
                                && qAbs(pixel.blue() - wanted.blue()) < 8);
                    }
                }
                QVERIFY2(found, qPrintable(QString::number(side)));
            }
        }
    }

    void theIconHasEverySize()
    {
        const QIcon icon = trayIcon(printing(0.3), true);
        for (const int side : {16, 22, 24, 32, 44, 64})
            QVERIFY(icon.availableSizes().contains(QSize(side, side)));
    }
};

FLOTILLA_TEST(tst_TrayIconPainter)
#include "tst_trayiconpainter.moc"
