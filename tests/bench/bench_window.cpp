// SPDX-License-Identifier: GPL-3.0-or-later
// The window on the software renderer: the first frame with 50 printers, scrolling over 200 live cards,
// and what 50 printing printers cost while the window only stands there; each beside an empty Qt Quick
// window in the same run.
#include "measure.h"
#include "windowfleet.h"

#include <QApplication>
#include <QCoreApplication>
#include <QQmlComponent>

using namespace flotilla;
using namespace flotilla::bench;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr QSize windowSize {1280, 800};
constexpr int firstFramePrinters = 50;
constexpr int scrollPrinters = 200;
constexpr int idlePrinters = 50;
constexpr int scrollFrames = 240;
constexpr auto idleWindow = 20s;
constexpr auto reportEvery = 3s;

constexpr double longestFirstFrame = 1.0; // s
constexpr double leastFramesPerSecond = 50;
constexpr double mostIdleOfACore = 0.10;
// An empty window's frame is the floor of the renderer; its idle cost is the floor of the system.
constexpr double mostFirstFrameRatio = 40;

double secondsSince(const QElapsedTimer &clock)
{
    return double(clock.nsecsElapsed()) / 1e9;
}

// A window with nothing in it, through the same engine and renderer.
double firstEmptyFrame()
{
    QElapsedTimer clock;
    clock.start();
    QQmlEngine engine;
    QQmlComponent component(&engine);
    component.setData("import QtQuick\nimport QtQuick.Window\nWindow { width: 1280; height: 800; "
                      "visible: true }",
                      QUrl());
    const std::unique_ptr<QObject> object(component.create());
    awaitFrame(qobject_cast<QQuickWindow *>(object.get()));
    return secondsSince(clock);
}

double firstFleetFrame()
{
    WindowFleet fleet(firstFramePrinters);
    fleet.reportAll();
    QElapsedTimer clock;
    clock.start();
    fleet.show(windowSize);
    return secondsSince(clock);
}

// Milliseconds of each frame while the grid is moved by a third of a card a frame, and printers
// report all the while.
QList<double> scroll()
{
    WindowFleet fleet(scrollPrinters);
    fleet.reportAll();
    fleet.show(windowSize);
    fleet.reportEvery(reportEvery);
    QQuickItem *grid = fleet.grid();
    spin(2s); // the cards beyond the edge are made in idle moments
    QList<double> frames;
    double y = grid->property("contentY").toDouble();
    double step = 50;
    const double end = grid->property("contentHeight").toDouble() - grid->height();
    for (int i = 0; i < scrollFrames; ++i) {
        if (y + step > end || y + step < 0)
            step = -step;
        y += step;
        QElapsedTimer clock;
        clock.start();
        grid->setProperty("contentY", y);
        awaitFrame(fleet.window());
        frames << secondsSince(clock) * 1000;
    }
    return frames;
}

double idleShare(const std::function<void()> &prepare)
{
    prepare();
    spin(3s);
    QElapsedTimer clock;
    clock.start();
    const Usage before = Usage::now();
    spin(idleWindow);
    return (Usage::now().cpuSeconds - before.cpuSeconds) / secondsSince(clock);
}

} // namespace

int main(int argc, char *argv[])
{
    qputenv("QT_QUICK_BACKEND", "software");
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    app.setFont(QFont(u"Inter"_s));
    Report report(u"The window, software renderer, 1280 × 800"_s);

    firstEmptyFrame(); // fonts and libraries are loaded once, for whoever comes first
    const double empty = firstEmptyFrame();
    const double first = firstFleetFrame();
    report.fact(u"first frame of an empty window"_s, number(empty * 1000, 1, u"ms"_s));
    report.claim(u"first frame with 50 printers"_s, number(first * 1000, 1, u"ms"_s),
                 u"< 1000 ms"_s, first < longestFirstFrame);
    report.claim(u"… against the empty window"_s, number(first / empty, 1, u"times"_s),
                 u"≤ 40 times"_s, first / empty <= mostFirstFrameRatio);

    const QList<double> frames = scroll();
    const double typical = median(frames);
    report.claim(u"scrolling over 200 live cards, median"_s,
                 number(1000 / typical, 0, u"frames/s"_s), u"≥ 50"_s,
                 1000 / typical >= leastFramesPerSecond);
    const double slow = percentile(frames, 0.95);
    report.claim(u"… the slowest twentieth"_s, number(1000 / slow, 0, u"frames/s"_s), u"≥ 50"_s,
                 1000 / slow >= leastFramesPerSecond);

    QQmlEngine engine;
    QQmlComponent component(&engine);
    component.setData("import QtQuick\nimport QtQuick.Window\nWindow { width: 1280; height: 800; "
                      "visible: true }",
                      QUrl());
    std::unique_ptr<QObject> nothing(component.create());
    const double idleEmpty = idleShare([] {});
    nothing.reset();
    WindowFleet fleet(idlePrinters);
    const double idleFleet = idleShare([&] {
        fleet.reportAll();
        fleet.show(windowSize);
        fleet.reportEvery(reportEvery);
    });
    report.fact(u"idle, an empty window"_s, number(idleEmpty * 100, 2, u"% of a core"_s));
    report.claim(u"idle, 50 printing printers"_s, number(idleFleet * 100, 2, u"% of a core"_s),
                 u"< 10 %"_s, idleFleet - idleEmpty < mostIdleOfACore);
    return report.end();
}
