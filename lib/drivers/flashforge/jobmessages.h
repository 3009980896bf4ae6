// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "drivers/flashforge/credentials.h"
#include "drivers/flashforge/materials.h"
#include "drivers/flashforge/models.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <utility>

namespace flotilla::flashforge {

// How a job is to be started, on upload or later.
struct StartOptions
{
    bool leveling = false; // before the print
    bool flowCalibration = false;
    bool firstLayerInspection = false;
    bool timeLapseVideo = false;
    bool useStation = false; // feed from the material station
    int toolCount = 1; // tools that the file uses
    QList<MaterialMapping> mappings = {};
};

// Headers of POST /uploadGcode, names in the firmware's own letter case (it compares them).
using HeaderList = QList<std::pair<QByteArray, QByteArray>>;

// The headers that this model with this firmware requires, no more and no less. WrongUse or
// Unsupported where the options ask for what it cannot do: a wish is never dropped in silence.
Result<HeaderList> uploadHeaders(const Credentials &credentials, const Model &model,
                                 const QString &firmware, qint64 fileSize, bool printNow,
                                 const StartOptions &options);

// The body of /printGcode for a file that is at the printer; the name exactly as the printer lists
// it.
Result<QByteArray> startBody(const Credentials &credentials, const Model &model,
                             const QString &firmware, const QString &fileName,
                             const StartOptions &options);

// The mappings go only with a start: such a job is stored first and started after that.
bool startsMappedJobsSeparately(const Model &model);

// A name for the printer's storage: base name, [A-Za-z0-9._-] only, bounded, its ending kept.
// BadFile where the ending is none that these printers take.
Result<QString> safeFileName(QStringView name);

} // namespace flotilla::flashforge
