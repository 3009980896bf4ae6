// SPDX-License-Identifier: GPL-3.0-or-later
// The actions of models without a menu, and the lines they send without being asked.
#include "simulators/xyzprinting/xyzmachine.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace flotilla::simulators {

namespace {

using Phase = XyzMachine::Phase;

// Simulated seconds; of the order real machines take.
constexpr double homingSeconds = 10;
constexpr double joggingSeconds = 2;
constexpr double zOffsetSeconds = 2;
constexpr double levellingSeconds = 15;
constexpr double measuringSeconds = 60;
constexpr double betweenHeatLines = 5;
constexpr double filamentSeconds = 25;

constexpr double filamentActionCelsius = 210;
constexpr int zOffsetStep = 5;

} // namespace

void XyzMachine::announce(const char *what, const QByteArray &stat)
{
    m_announcements.append(QByteArray(what) + R"(:{"stat":)" + stat + '}');
}

void XyzMachine::advanceAction()
{
    if (!m_nozzles.front().isReady()) {
        if (m_untilHeatLine <= 0 && m_phase != Phase::CleanHeating) {
            m_untilHeatLine = betweenHeatLines;
            announce(m_phase == Phase::LoadHeating ? "load" : "unload",
                     R"("heat","extemp":")"
                         + QByteArray::number(std::lround(m_nozzles.front().actual())) + '"');
        }
        return;
    }
    if (m_phase == Phase::LoadHeating) {
        announce("load", R"("load")");
        enter(Phase::Loading, filamentSeconds);
    } else if (m_phase == Phase::UnloadHeating) {
        announce("unload", R"("unload")");
        enter(Phase::Unloading, filamentSeconds);
    } else {
        announce("cleannozzle", R"("complete")");
        enter(Phase::CleanHot);
    }
}

bool XyzMachine::startAction(Phase phase, double seconds)
{
    if (m_phase != Phase::Idle)
        return false;
    enter(phase, seconds);
    return true;
}

bool XyzMachine::home()
{
    return startAction(Phase::Homing, homingSeconds);
}

bool XyzMachine::jog(char axis, double millimetres)
{
    const bool known = axis == 'x' || axis == 'y' || axis == 'z';
    return known && std::isfinite(millimetres) && startAction(Phase::Jogging, joggingSeconds);
}

bool XyzMachine::load()
{
    if (!startAction(Phase::LoadHeating, 0))
        return false;
    m_errors.clear();
    m_nozzles.front().setTarget(filamentActionCelsius);
    return true;
}

bool XyzMachine::unload()
{
    if (!startAction(Phase::UnloadHeating, 0))
        return false;
    m_nozzles.front().setTarget(filamentActionCelsius);
    return true;
}

bool XyzMachine::cleanNozzle()
{
    if (!startAction(Phase::CleanHeating, 0))
        return false;
    m_nozzles.front().setTarget(filamentActionCelsius);
    return true;
}

bool XyzMachine::calibrate()
{
    return startAction(Phase::Levelling, levellingSeconds);
}

bool XyzMachine::lowerDetector()
{
    if (m_phase != Phase::LevelAskLower)
        return false;
    announce("calibratejr", R"("processing")");
    enter(Phase::LevelMeasuring, measuringSeconds);
    return true;
}

bool XyzMachine::raiseDetector()
{
    if (m_phase != Phase::LevelAskRaise)
        return false;
    announce("calibratejr", R"("complete")");
    enter(Phase::Idle);
    return true;
}

bool XyzMachine::cancelAction()
{
    constexpr std::array ended {Phase::LoadHeating, Phase::Loading,  Phase::UnloadHeating,
                                Phase::Unloading,   Phase::CleanHot, Phase::CleanHeating};
    if (std::find(ended.begin(), ended.end(), m_phase) == ended.end())
        return false;
    coolDown();
    enter(Phase::Idle);
    return true;
}

std::optional<int> XyzMachine::moveZOffset(int steps)
{
    if (!m_homed || (m_phase != Phase::Idle && m_phase != Phase::ZOffset))
        return std::nullopt;
    settings.zOffset += steps * zOffsetStep;
    enter(Phase::ZOffset, zOffsetSeconds);
    return settings.zOffset;
}

} // namespace flotilla::simulators
