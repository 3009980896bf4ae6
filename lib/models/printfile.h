// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QDateTime>
#include <QImage>
#include <QList>
#include <QMap>
#include <QString>
#include <QUrl>

#include <optional>

namespace flotilla::models {

// A tool of the printer as the file uses it.
struct FileTool
{
    int tool = 0; // 0-based
    QString material = {}; // "PLA"; empty where the file does not say
    QString color = {}; // "#rrggbb"; the same
    bool operator==(const FileTool &) const = default;
};

// The part with all that is printed with it, in mm.
struct PartSize
{
    double x = 0;
    double y = 0;
    double z = 0;
    bool operator==(const PartSize &) const = default;
};

// What is known of a local file that is to be sent. A value: made by pointedAt() at once, and by
// readPrintFile() in the pool when the file has been looked into.
struct PrintFile
{
    QString path = {}; // canonical once it was read
    QString name = {}; // on disk, as it goes to the printer
    QString shownName = {}; // the same, safe to show
    QString type = {}; // "gcode": lower case, by the ending
    QString realType = {}; // by content, where the ending misleads; else empty
    bool reading = true;
    std::optional<Error> problem = {}; // it cannot be sent at all

    qint64 size = 0;
    QDateTime modified = {};
    QString slicer = {};
    std::optional<qint64> seconds = {}; // the slicer's estimate
    std::optional<double> grams = {};
    std::optional<int> layers = {};
    std::optional<double> layerMm = {};
    QMap<QString, double> heaters = {}; // tool0… bed chamber → highest target in °C
    std::optional<PartSize> part = {};
    std::optional<double> heightMm = {}; // also where the rest of its size is not told
    QList<FileTool> tools = {}; // those it uses; empty where it does not say
    QImage thumbnail = {};
    QString damage = {}; // a sentence; empty where nothing wrong was seen

    // "PLA", "PLA and PETG"; empty where the file does not say.
    QString materials() const;
};

// What the address alone tells; `problem` where it is no file of this computer.
PrintFile pointedAt(const QUrl &url);

// The same, looked into. Blocks: for the pool.
PrintFile readPrintFile(PrintFile file);

// Whether the file on disk is no longer the one that was read; the sentence says what became of it.
// Looks at the disk once.
std::optional<Error> changedSince(const PrintFile &file);

} // namespace flotilla::models
