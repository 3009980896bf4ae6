// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/flashforge/legacyreporting.h"

#include "drivers/flashforge/legacycommands.h"

#include <QCoreApplication>

namespace flotilla::flashforge {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(flashforge)
};

int nozzlesOf(const LegacyModel &model, const MachineInfo &info)
{
    return qBound(1, info.toolCount.value_or(model.nozzleCount), 2);
}

} // namespace

DriverState legacyState(const LegacyStatus &status, const LegacyModel &model,
                        const QString &startedName)
{
    const StateReading reading = status.machine.state().value_or(StateReading {});
    DriverState state {
        .state = reading.state, .stateText = reading.text, .jobResult = reading.result};
    const QString told = status.machine.fileName.value_or(QString());
    if (isJobState(state.state) || state.state == State::Finished)
        state.job = ReportedJob {.name = told.isEmpty() ? startedName : told,
                                 .progress = status.progress.progress,
                                 .layer = status.progress.layer,
                                 .layerCount = status.progress.layerCount};
    for (const HeaterReading &heater : status.heaters) {
        const bool bed = heater.key == "B"_L1;
        const int tool = heater.key == "T1"_L1 ? 1 : 0;
        // Machines without them send a constant 0.
        if (bed ? model.bedMaximumCelsius > 0 : tool < nozzlesOf(model, status.info))
            state.heaters.insert(bed ? u"bed"_s : u"tool%1"_s.arg(tool),
                                 {heater.celsius, heater.targetCelsius});
    }
    state.light = status.machine.led;
    if (!status.inControl)
        state.faults.append(
            {.code = u"control"_s,
             .text = Tr::tr("Another program controls this printer."),
             .whatToDo
             = Tr::tr("Close it, or wait until it lets go. Until then the state is shown, "
                      "but nothing can be sent."),
             .severity = Severity::Warning});
    state.name = status.info.machineName;
    state.model = status.info.machineType;
    state.serial = status.info.serialNumber;
    state.firmware = status.info.firmware;
    return state;
}

Capabilities legacyCapabilities(const LegacyModel &model, const MachineInfo &info)
{
    const bool uploads = model.upload != UploadForm::None;
    Capabilities can {.pause = true,
                      .cancel = true,
                      .home = true,
                      .jog = model.movesRelative,
                      .gcode = true,
                      .light = model.hasLight,
                      .listsFiles = model.hasFiles,
                      .thumbnails = model.hasFiles,
                      .storesFiles = uploads,
                      .startsStored = uploads};
    for (int tool = 0; tool < nozzlesOf(model, info); ++tool)
        can.heaters.insert(u"tool%1"_s.arg(tool), model.nozzleMaximumCelsius);
    if (model.bedMaximumCelsius > 0)
        can.heaters.insert(u"bed"_s, model.bedMaximumCelsius);
    can.storages = {u"printer"_s};
    if (uploads)
        can.fileTypes = legacyFileTypes();
    if (info.volume)
        can.buildVolume = Capabilities::Volume {
            double(info.volume->width), double(info.volume->depth), double(info.volume->height)};
    if (model.hasCamera)
        can.cameraKinds = {u"mjpeg"_s};
    return can;
}

} // namespace flotilla::flashforge
