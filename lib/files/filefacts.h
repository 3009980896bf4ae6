// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/thumbnail.h"

#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QMetaType>
#include <QSize>
#include <QString>
#include <QStringList>

#include <array>
#include <optional>

namespace flotilla::files {

enum class FileType {
    Unknown,
    Gcode,
    GzipGcode,
    Gx, // FlashForge: a binary head, pictures, G-code
    ThreeW, // XYZprinting
    Bgcode, // Prusa's binary G-code
    SlicedThreeMf, // .gcode.3mf: plates of G-code in a zip
    ThreeMfProject, // .3mf without G-code: needs slicing
    Ufp, // Ultimaker
    Goo,
    Ctb,
    EncryptedCtb,
    Cbddlp,
    Pwm, // Anycubic Photon Workshop
};

// The word in JSON documents: "gcode", "gcode.3mf", …
QString fileTypeName(FileType type);
// For a person: "G-code", "3MF project", …
QString fileTypeText(FileType type);
// What names of such files end in, without the dot, the usual one first.
QStringList fileTypeSuffixes(FileType type);

// One tool (filament slot) of the file, as far as the file tells.
struct FileTool
{
    std::optional<double> filamentMm = {}; // 0: the file does not use this tool
    std::optional<double> filamentGrams = {};
    QString material = {}; // "PLA"; empty: not told
    QString color = {}; // "#rrggbb"; empty: not told
    std::optional<double> nozzleCelsius = {}; // for the first layer
    std::optional<double> nozzleDiameterMm = {};

    // Not known to be idle.
    bool isUsed() const { return !filamentMm || *filamentMm > 0; }
    bool operator==(const FileTool &) const = default;
};

// The box that the file says its moves (or its objects) lie in, in the coordinates of the printer.
struct FileBounds
{
    std::array<double, 3> min {}; // x y z, mm
    std::array<double, 3> max {};

    bool operator==(const FileBounds &) const = default;
};

// What only files for resin printers tell.
struct ResinFacts
{
    std::optional<double> volumeMl = {};
    std::optional<QSize> resolution = {}; // px; has to be the printer's
    std::optional<double> exposureSeconds = {};
    std::optional<double> bottomExposureSeconds = {};
    std::optional<int> bottomLayers = {};
    std::optional<int> transitionLayers = {};
    std::optional<double> machineHeightMm = {}; // that the file was made for
    std::optional<double> cost = {};
    QString currency = {}; // of the cost, as the file has it; empty: not told
    QDateTime modified = {}; // UTC; invalid: not told
    std::optional<int> formatVersion = {};

    bool operator==(const ResinFacts &) const = default;
};

// One plate of a file that holds several prints, each with facts of its own.
struct FilePlate
{
    int index = 1; // as the slicer counts, from 1
    QString name = {}; // given by the person; empty: none
    QStringList objects = {};
    QString printerModel = {};
    std::optional<double> estimatedSeconds = {};
    std::optional<double> filamentMm = {};
    std::optional<double> filamentGrams = {};
    QList<FileTool> tools = {};
    std::optional<int> layerCount = {};
    std::optional<double> layerHeightMm = {};
    std::optional<double> firstLayerHeightMm = {};
    std::optional<double> objectHeightMm = {};
    std::optional<FileBounds> bounds = {};
    QMap<QString, double> heaters = {};
    QList<Thumbnail> thumbnails = {};

    bool operator==(const FilePlate &) const = default;
};

// What a print file says about itself. A value; whatever the file does not say is not there, and is
// never a made-up zero. Texts are safe to show.
struct FileFacts
{
    FileType type = FileType::Unknown;
    qint64 bytes = 0;
    QString slicer = {};
    QString slicerVersion = {};
    QString printerModel = {}; // that it was sliced for

    std::optional<double> estimatedSeconds = {};
    std::optional<double> filamentMm = {}; // of all tools
    std::optional<double> filamentGrams = {};
    QList<FileTool> tools = {}; // by tool number; empty: not told

    std::optional<int> layerCount = {};
    std::optional<double> layerHeightMm = {};
    std::optional<double> firstLayerHeightMm = {};
    std::optional<double> objectHeightMm = {};
    std::optional<FileBounds> bounds = {};

    // The targets of the first layer in °C, by the names of PrinterStatus: tool0…, bed, chamber.
    QMap<QString, double> heaters = {};

    QList<Thumbnail> thumbnails = {};

    std::optional<ResinFacts> resin = {};
    // By index; empty: the file holds one print. The facts above are those of the first.
    QList<FilePlate> plates = {};

    bool isPrint = true; // false: G-code for a mill or a laser, or a project that needs slicing
    bool nameMisleads = false; // the name promises another type than the file is
    QString damage = {}; // a sentence; empty: nothing wrong was seen

    std::optional<double> nozzleCelsius(int tool = 0) const;
    std::optional<double> bedCelsius() const;
    // The tools that the file uses, by number.
    QList<int> usedTools() const;
    // The same file with the facts of another plate above; unchanged where there is none such.
    FileFacts ofPlate(int index) const;

    // The document of `flotillactl inspect`.
    QJsonObject toJson() const;

    bool operator==(const FileFacts &) const = default;
};

} // namespace flotilla::files

Q_DECLARE_METATYPE(flotilla::files::FileFacts)
