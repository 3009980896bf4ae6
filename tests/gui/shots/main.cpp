// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of the window for people to look at: window_shots FOLDER. Every view, light and dark, at
// 900, 1280 and 1920 pixels. Not a test: nothing is compared.
#include "gui/samplefleet.h"

#include "models/preferences.h"

#include <QApplication>
#include <QDir>
#include <QFont>
#include <QQuickWindow>

#include <cstdio>

using namespace flotilla;
using namespace flotilla::test;
using namespace Qt::StringLiterals;

namespace {

struct View
{
    QString name;
    std::function<void(GuiWorld &)> prepare; // before the window opens
    std::function<void(GuiWorld &)> then; // in the window
};

QList<View> views()
{
    return {
        {u"fleet"_s, playSampleFleet, {}},
        {u"fleet-40"_s, [](GuiWorld &world) { playLargeFleet(world, 40); }, {}},
        {u"first-run"_s, {}, {}},
        {u"settings"_s, playSampleFleet, [](GuiWorld &world) { world.click(u"railSettings"_s); }},
        {u"add-printer"_s, playSampleFleet, [](GuiWorld &world) { world.click(u"addPrinter"_s); }},
    };
}

void shoot(const View &view, bool dark, int width, const QDir &folder)
{
    GuiWorld world;
    if (view.prepare)
        view.prepare(world);
    world.desk->preferences()->setTheme(dark ? models::Preferences::ThemeChoice::Dark
                                             : models::Preferences::ThemeChoice::Light);
    world.desk->preferences()->setMotion(models::Preferences::Motion::Reduced);
    if (!world.show({width, width < 1000 ? 600 : 800}))
        qFatal("the window does not open");
    if (view.then)
        view.then(world);
    QTest::qWait(400); // pictures and sheets come in their own time; nothing depends on it
    const QString path = folder.filePath(
        u"%1-%2-%3.png"_s.arg(view.name, dark ? u"dark"_s : u"light"_s).arg(width));
    world.window->grabWindow().save(path);
    for (const QString &warning : world.warnings)
        std::fprintf(stderr, "%s: %s\n", qPrintable(view.name), qPrintable(warning));
    std::printf("%s\n", qPrintable(path));
}

} // namespace

int main(int argc, char *argv[])
{
    qputenv("QT_QUICK_BACKEND", "software");
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("TZ", "UTC");
    QApplication app(argc, argv);
    app.setFont(QFont(u"Inter"_s));
    if (argc < 2) {
        std::fputs("window_shots FOLDER [VIEW]\n", stderr);
        return 2;
    }
    QDir folder(QString::fromLocal8Bit(argv[1]));
    folder.mkpath(u"."_s);
    for (const View &view : views()) {
        if (argc > 2 && view.name != QString::fromLocal8Bit(argv[2]))
            continue;
        for (const bool dark : {false, true}) {
            for (const int width : {900, 1280, 1920})
                shoot(view, dark, width, folder);
        }
    }
    return 0;
}
