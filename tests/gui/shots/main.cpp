// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of the window for people to look at: window_shots FOLDER. Every view, light and dark, at
// 900, 1280 and 1920 pixels. Not a test: nothing is compared.
#include "gui/samplefleet.h"

#include "base/language.h"
#include "models/dropsession.h"
#include "models/fleetview.h"
#include "models/printeracts.h"
#include "models/selection.h"

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

QString idOf(GuiWorld &world, const QString &name)
{
    const auto printer = world.fleet.fleet->find(name);
    return printer ? (*printer)->id().toString(QUuid::WithoutBraces) : QString();
}

QUrl sampleFile()
{
    return QUrl::fromLocalFile(QStringLiteral(FLOTILLA_SAMPLE_FILE));
}

void dragOverKonTiki(GuiWorld &world)
{
    world.desk->drop()->begin({sampleFile()});
    QTest::qWait(400);
    world.desk->drop()->setTarget(idOf(world, u"Kon-Tiki"_s));
}

void openSendSheet(GuiWorld &world)
{
    world.desk->sendFiles({sampleFile()}, {idOf(world, u"Kon-Tiki"_s), idOf(world, u"Calypso"_s)});
}

// Kon-Tiki turns out to be a machine that prints no G-code.
void playConvertingFleet(GuiWorld &world)
{
    playSampleFleet(world);
    Printer *printer = *world.fleet.fleet->find(u"Kon-Tiki"_s);
    Capabilities can = printer->capabilities();
    can.storesFiles = can.startsStored = false;
    can.startsOnUpload = true;
    can.fileTypes = {u"3w"_s, u"gcode"_s};
    can.conversions = {{u"gcode"_s, u"3w"_s}};
    Q_EMIT world.fleet.driver(u"Kon-Tiki"_s)->capabilitiesReported(can);
    printer->clearPlate();
    (*world.fleet.fleet->find(u"Discovery"_s))
        ->setActivity(Activity {.kind = ActivityKind::Converting,
                                .file = u"gear_m2_z28.gcode"_s,
                                .bytesDone = 11'000'000,
                                .bytesTotal = 42'000'000});
}

void openMenu(GuiWorld &world)
{
    QTest::keyClick(world.window, Qt::Key_Tab);
    world.find(u"fleetGrid"_s)->forceActiveFocus(Qt::TabFocusReason);
    QTest::keyClick(world.window, Qt::Key_Right);
    QTest::keyClick(world.window, Qt::Key_M);
}

void selectSome(GuiWorld &world)
{
    for (const QString &name : {u"Calypso"_s, u"Beagle"_s, u"Kon-Tiki"_s})
        world.desk->selection()->toggle(idOf(world, name));
}

QList<View> views()
{
    return {
        {u"fleet"_s, playSampleFleet, {}},
        {u"fleet-40"_s, [](GuiWorld &world) { playLargeFleet(world, 40); }, {}},
        {u"first-run"_s, {}, {}},
        {u"settings"_s, playSampleFleet, [](GuiWorld &world) { world.click(u"railSettings"_s); }},
        {u"add-printer"_s, playSampleFleet, [](GuiWorld &world) { world.click(u"addPrinter"_s); }},
        {u"drop"_s, playSampleFleet, dragOverKonTiki},
        {u"send"_s, playSampleFleet, openSendSheet},
        {u"drop-converted"_s, playConvertingFleet, dragOverKonTiki},
        {u"send-converted"_s, playConvertingFleet, openSendSheet},
        {u"confirm"_s, playSampleFleet,
         [](GuiWorld &world) { world.desk->acts()->run(idOf(world, u"Calypso"_s), models::Act::CancelPrint); }},
        {u"what-to-do"_s, playSampleFleet,
         [](GuiWorld &world) { world.desk->acts()->run(idOf(world, u"Golden Hind"_s), models::Act::WhatToDo); }},
        {u"menu"_s, playSampleFleet, openMenu},
        {u"selection"_s, playSampleFleet, selectSome},
        {u"keys"_s, playSampleFleet, [](GuiWorld &world) { QTest::keyClick(world.window, Qt::Key_Question); }},
        {u"edit"_s, playSampleFleet,
         [](GuiWorld &world) { world.desk->acts()->run(idOf(world, u"Calypso"_s), models::Act::Edit); }},
        {u"nothing-found"_s, playSampleFleet,
         [](GuiWorld &world) { world.desk->fleet()->setSearch(u"zzz"_s); }},
        {u"plate-clear"_s, playSampleFleet,
         [](GuiWorld &world) { world.desk->acts()->run(idOf(world, u"Nautilus"_s), models::Act::ClearPlate); }},
    };
}

void shoot(const View &view, bool dark, int width, const QDir &folder)
{
    GuiWorld world;
    if (view.prepare)
        view.prepare(world);
    world.settings.set(u"look.theme"_s, dark ? u"dark"_s : u"light"_s);
    world.settings.set(u"look.motion"_s, u"reduced"_s);
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
    installLanguage(app);
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
