// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/samplefleet.h"

#include "models/fleetmodel.h"

#include <QTest>

#include <algorithm>

namespace flotilla::test {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// One thing that happens at one machine.
struct Scene
{
    int minute; // of the day
    QString printer;
    QString model;
    std::optional<DriverState> state; // what it says; nothing: the line goes dead
};

constexpr int at(int hour, int minute)
{
    return hour * 60 + minute;
}

QMap<QString, Heater> hot(double tool, double target, double bed)
{
    return {{u"tool0"_s, {tool, target}}, {u"bed"_s, {bed, bed}}};
}

DriverState job(State state, const QString &file, double progress, std::optional<int> minutesLeft,
                const QMap<QString, Heater> &heaters)
{
    ReportedJob reported {.name = file, .progress = progress};
    if (minutesLeft)
        reported.remainingSeconds = *minutesLeft * 60;
    return {.state = state, .job = reported, .heaters = heaters};
}

DriverState quiet(State state, double tool, double bed)
{
    return {.state = state, .heaters = {{u"tool0"_s, {tool, 0}}, {u"bed"_s, {bed, 0}}}};
}

QList<Scene> workshop()
{
    DriverState broken = job(State::Error, u"spool_holder_608.gcode"_s, 0.18, {}, hot(27, 0, 41));
    broken.faults = {{u"E13"_s, u"Nozzle does not heat"_s,
                      u"Switch the printer off. Check the cable of the nozzle. Switch it on again."_s}};
    DriverState empty = job(State::Attention, u"cable_duct_lid_x6.gcode"_s, 0.62, {}, hot(204, 204, 60));
    empty.faults
        = {{u"F1"_s, u"Filament ran out"_s, u"Load filament, then resume."_s, Severity::Warning}};
    DriverState resin = job(State::Printing, u"herald_32mm_supported.goo"_s, 0.91, 12, {});
    resin.job->layer = 1329;
    resin.job->layerCount = 1460;
    DriverState heating = job(State::Preparing, u"keyring_class_7b.gcode"_s, 0.03, 58, hot(178, 210, 60));
    heating.stateText = u"Heating the nozzle"_s;
    return {
        {at(12, 5), u"Kon-Tiki"_s, u"Kobra 2 Plus"_s, quiet(State::Idle, 23, 22)},
        {at(9, 10), u"Halcyon"_s, u"Saturn 4 Ultra"_s, quiet(State::Idle, 21, 21)},
        {at(10, 9), u"Nautilus"_s, u"Saturn 3 Ultra"_s,
         job(State::Printing, u"dental_arch_set_04.goo"_s, 0.1, 190, {})},
        {at(13, 21), u"Nautilus"_s, u"Saturn 3 Ultra"_s,
         DriverState {.state = State::Finished,
               .job = ReportedJob {.name = u"dental_arch_set_04.goo"_s, .progress = 1},
               .jobResult = JobResult::Completed}},
        {at(11, 0), u"Golden Hind"_s, u"da Vinci 1.1 Plus"_s,
         job(State::Printing, u"spool_holder_608.gcode"_s, 0.18, 240, hot(210, 210, 60))},
        {at(13, 16), u"Golden Hind"_s, u"da Vinci 1.1 Plus"_s, broken},
        {at(10, 0), u"Endurance"_s, u"Kobra 2 Max"_s,
         job(State::Printing, u"cable_duct_lid_x6.gcode"_s, 0.6, 100, hot(204, 204, 60))},
        {at(13, 35), u"Endurance"_s, u"Kobra 2 Max"_s, empty},
        {at(13, 39), u"Argo"_s, u"Adventurer 3"_s,
         job(State::Printing, u"drawer_knob_x12.gx"_s, 0.31, 120, hot(220, 220, 60))},
        {at(13, 40), u"Argo"_s, u"Adventurer 3"_s, std::nullopt},
        {at(12, 40), u"Terra Nova"_s, u"Kobra 2 Pro"_s,
         job(State::Paused, u"bearing_press_jig.gcode"_s, 0.47, 80, hot(210, 210, 60))},
        {at(13, 47), u"Beagle"_s, u"Mars 4 Ultra"_s, resin},
        {at(13, 47), u"Calypso"_s, u"Adventurer 5M Pro"_s,
         job(State::Printing, u"phone_stand_v3.gcode"_s, 0.64, 45, hot(215, 215, 60))},
        {at(13, 47), u"Pequod"_s, u"da Vinci Jr. 1.0 Pro"_s, heating},
        {at(13, 47), u"Fram"_s, u"Kobra S1"_s,
         job(State::Printing, u"gear_m2_z28_petg.gcode"_s, 0.38, 134, hot(240, 240, 80))},
        {at(13, 47), u"Aurora"_s, u"Adventurer 5M Pro"_s,
         job(State::Printing, u"planter_hex_120mm.gcode"_s, 0.12, 221, hot(220, 220, 55))},
        {at(12, 0), u"Discovery"_s, u"Adventurer 4"_s, quiet(State::Idle, 24, 23)},
    };
}

void moveClockTo(GuiWorld &world, int minute)
{
    const QDateTime now = world.fleet.world.clock.now();
    const int passed = minute - (now.time().hour() * 60 + now.time().minute());
    if (passed > 0)
        world.fleet.world.clock.advance(std::chrono::minutes(passed));
}

// The manual clock turns no timers: what shows ages is told.
void letTimePass(GuiWorld &world, int minute)
{
    moveClockTo(world, minute);
    QTest::qWait(2 * int(models::FleetModel::collectFor.count()));
    world.desk->fleetModel().tick();
}

FakeDriver *open(GuiWorld &world, const QString &name)
{
    if (!world.fleet.driver(name)) {
        for (Printer *printer : world.fleet.fleet->printers()) {
            if (printer->name() == name)
                printer->open();
        }
    }
    const auto there = [&] { return world.fleet.driver(name) != nullptr; };
    return QTest::qWaitFor(there) ? world.fleet.driver(name) : nullptr;
}

Capabilities capabilitiesOf(const QString &model)
{
    const bool resin = model.contains(u"Ultra"_s);
    Capabilities can {.pause = true, .cancel = true, .light = true, .storesFiles = true,
                      .startsStored = true,
                      .fileTypes = resin ? QStringList {u"goo"_s, u"ctb"_s} : QStringList {u"gcode"_s}};
    const bool small = model.contains(u"Jr."_s) || model.contains(u"Adventurer 3"_s);
    can.buildVolume = small ? Capabilities::Volume {150, 150, 150} : Capabilities::Volume {220, 220, 220};
    can.startOptions = {{.key = u"level"_s,
                         .type = Parameter::Type::Boolean,
                         .label = u"Level the bed first"_s,
                         .defaultValue = false}};
    return can;
}

void play(GuiWorld &world, QList<Scene> scenes)
{
    std::stable_sort(scenes.begin(), scenes.end(),
                     [](const Scene &a, const Scene &b) { return a.minute < b.minute; });
    QSet<QString> opened;
    for (const Scene &scene : scenes) {
        moveClockTo(world, scene.minute);
        FakeDriver *driver = open(world, scene.printer);
        QVERIFY2(driver, qPrintable(scene.printer));
        if (!opened.contains(scene.printer)) {
            opened.insert(scene.printer);
            driver->openSession();
            Q_EMIT driver->capabilitiesReported(capabilitiesOf(scene.model));
        }
        if (scene.state) {
            DriverState state = *scene.state;
            state.model = scene.model;
            driver->report(state);
        } else {
            driver->loseSession();
        }
    }
}

} // namespace

void playSampleFleet(GuiWorld &world)
{
    moveClockTo(world, at(8, 0));
    const QList<Scene> scenes = workshop();
    QStringList names;
    for (const Scene &scene : scenes) {
        if (!names.contains(scene.printer))
            names << scene.printer;
    }
    names << u"Santa Maria"_s;
    for (const QString &name : names)
        QVERIFY(!world.fleet.add(name).isNull());
    play(world, scenes);
    if (FakeDriver *silent = open(world, u"Santa Maria"_s))
        silent->failConnect();
    letTimePass(world, at(13, 47));
}

void playLargeFleet(GuiWorld &world, int count)
{
    static const QStringList models {u"Adventurer 5M Pro"_s, u"Mars 4 Ultra"_s, u"Kobra S1"_s,
                                     u"da Vinci 1.1 Plus"_s};
    QList<Scene> scenes;
    for (int i = 0; i < count; ++i) {
        const QString name = u"Printer %1"_s.arg(i + 1);
        QVERIFY(!world.fleet.add(name).isNull());
        const double progress = double((i * 37) % 100) / 100;
        scenes << Scene {at(13, 0), name, models[i % models.size()],
                         i % 4 == 3 ? quiet(State::Idle, 23, 22)
                                    : job(State::Printing, u"part_%1.gcode"_s.arg(i), progress,
                                               10 + (i * 53) % 700, hot(215, 215, 60))};
    }
    play(world, scenes);
    letTimePass(world, at(13, 47));
}

} // namespace flotilla::test
