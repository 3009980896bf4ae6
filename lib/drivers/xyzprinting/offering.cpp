// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/xyzprinting/offering.h"

#include "drivers/xyzprinting/actions.h"

namespace flotilla::xyzprinting {

using namespace Qt::StringLiterals;
using files::threew::XyzModel;

Capabilities capabilitiesOf(const XyzModel *model, const MachineReport &report, bool json)
{
    // What the machine speaks on the cable knows no job control where it speaks JSON as well.
    const bool v3Control = !json && !(model && model->jsonProtocol);
    const bool controls = json ? report.controlsJob.value_or(true) : v3Control;
    const bool moves = v3Control && model && !model->hasLcd;
    Capabilities can {.pause = controls,
                      .cancel = controls,
                      .home = moves,
                      .jog = moves,
                      .storesFiles = false,
                      .startsOnUpload = true,
                      .clearsPlate = v3Control};
    can.fileTypes = {u"3w"_s};
    if (model) { // else nobody knows what to make of G-code
        for (const QString &type : {u"gcode"_s, u"gco"_s, u"g"_s}) {
            can.fileTypes.append(type);
            can.conversions.insert(type, u"3w"_s);
        }
        can.buildVolume = Capabilities::Volume {model->x, model->y, model->z};
    }
    if (json && (!model || model->camera))
        can.cameraKinds = {u"stills"_s};
    if (v3Control)
        can.actions = actionsOf(model, report);
    return can;
}

Capabilities widestCapabilities()
{
    MachineReport all;
    all.autoLevel = true;
    all.zOffsetHundredths = 0;
    all.switches.buzzer = true;
    all.language = u"en"_s;
    Capabilities widest = capabilitiesOf(files::threew::xyzModel(u"dv1MW0A000"), all, false);
    widest.buildVolume.reset();
    widest.cameraKinds = {u"stills"_s};
    return widest;
}

} // namespace flotilla::xyzprinting
