// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <span>

namespace flotilla::simulators {

// What kind of .3w a printer takes.
struct XyzForm
{
    int version = 2; // 2 or 5
    bool zipped = false;

    bool operator==(const XyzForm &) const = default;
};

// One row a machine: everything in which the models differ.
struct XyzMachineModel
{
    const char *id; // on the command line
    const char *deviceId; // the line `p:`
    const char *fileId; // of the comment `; machine`
    const char *serialPrefix;
    const char *factoryName;
    const char *firmware;
    const char *lastOldFirmware; // newer firmware wants version 5; nullptr: never changes
    XyzForm form;
    const char *queryAll; // the lines of `query=a`, in the order of the recordings
    bool json; // speaks the JSON protocol, and V3 only for query and upload
    bool lcd; // has a menu of its own: no action=
    bool heatedBed;
    bool wifi;
    bool stateHasSub; // "j:9511,0" instead of "j:9511"
    bool statesTarget; // "t:1,210,213" instead of "t:1,210"
    bool clearsItself; // shows the end of a job for a poll only
    bool hasChip; // measures its filament
    int extruders;
};

std::span<const XyzMachineModel> xyzMachineModels();

// By id, in any letter case; the first row for an empty name, nullptr where there is none.
const XyzMachineModel *xyzMachineModel(const QString &id);

// The form of .3w that this model wants with this firmware.
XyzForm xyzFormFor(const XyzMachineModel &model, const QString &firmware);

} // namespace flotilla::simulators
