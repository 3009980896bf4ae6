// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/filefacts.h"

#include <QCoreApplication>

#include <array>

namespace flotilla::files {

using namespace Qt::StringLiterals;

namespace {

struct TypeRow
{
    FileType type;
    QLatin1StringView name;
    const char *text;
    const char *suffixes; // by blanks
};

constexpr std::array types {
    TypeRow {FileType::Unknown, "unknown"_L1, QT_TRANSLATE_NOOP("files", "Unknown file"), ""},
    TypeRow {FileType::Gcode, "gcode"_L1, QT_TRANSLATE_NOOP("files", "G-code"),
             "gcode g gco gc nc ngc tap"},
    TypeRow {FileType::GzipGcode, "gcode.gz"_L1, QT_TRANSLATE_NOOP("files", "Packed G-code"),
             "gcode.gz gz"},
    TypeRow {FileType::Gx, "gx"_L1, QT_TRANSLATE_NOOP("files", "FlashForge G-code"), "gx"},
    TypeRow {FileType::ThreeW, "3w"_L1, QT_TRANSLATE_NOOP("files", "XYZprinting job"), "3w"},
    TypeRow {FileType::Bgcode, "bgcode"_L1, QT_TRANSLATE_NOOP("files", "Binary G-code"),
             "bgcode bgc"},
    TypeRow {FileType::SlicedThreeMf, "gcode.3mf"_L1, QT_TRANSLATE_NOOP("files", "Sliced 3MF"),
             "gcode.3mf 3mf"},
    TypeRow {FileType::ThreeMfProject, "3mf-project"_L1, QT_TRANSLATE_NOOP("files", "3MF project"),
             "3mf"},
    TypeRow {FileType::Ufp, "ufp"_L1, QT_TRANSLATE_NOOP("files", "Ultimaker package"), "ufp"},
    TypeRow {FileType::Goo, "goo"_L1, QT_TRANSLATE_NOOP("files", "GOO resin job"), "goo"},
    TypeRow {FileType::Ctb, "ctb"_L1, QT_TRANSLATE_NOOP("files", "CTB resin job"), "ctb"},
    TypeRow {FileType::EncryptedCtb, "ctb-encrypted"_L1,
             QT_TRANSLATE_NOOP("files", "Encrypted CTB resin job"), "ctb"},
    TypeRow {FileType::Cbddlp, "cbddlp"_L1, QT_TRANSLATE_NOOP("files", "CBDDLP resin job"),
             "cbddlp photon"},
    TypeRow {FileType::Pwm, "pwm"_L1, QT_TRANSLATE_NOOP("files", "Photon resin job"),
             "pwmo pwmx pwms pwma pwmb pwm dlp dl2p pws pw0 photons photon pm3 pm3m pm3r pm4n "
             "pm4u pm5 pm5s pmsq px6s m5sp"},
};

const TypeRow &rowOf(FileType type)
{
    for (const TypeRow &row : types) {
        if (row.type == type)
            return row;
    }
    return types.front();
}

} // namespace

QString fileTypeName(FileType type)
{
    return rowOf(type).name;
}

QString fileTypeText(FileType type)
{
    return QCoreApplication::translate("files", rowOf(type).text);
}

QStringList fileTypeSuffixes(FileType type)
{
    return QString::fromLatin1(rowOf(type).suffixes).split(u' ', Qt::SkipEmptyParts);
}

std::optional<double> FileFacts::nozzleCelsius(int tool) const
{
    const auto found = heaters.constFind(u"tool%1"_s.arg(tool));
    return found == heaters.cend() ? std::nullopt : std::optional(*found);
}

std::optional<double> FileFacts::bedCelsius() const
{
    const auto found = heaters.constFind(u"bed"_s);
    return found == heaters.cend() ? std::nullopt : std::optional(*found);
}

QList<int> FileFacts::usedTools() const
{
    QList<int> used;
    for (int tool = 0; tool < tools.size(); ++tool) {
        if (tools[tool].isUsed())
            used.append(tool);
    }
    return used;
}

FileFacts FileFacts::ofPlate(int index) const
{
    FileFacts facts = *this;
    for (const FilePlate &plate : plates) {
        if (plate.index != index)
            continue;
        facts.printerModel = plate.printerModel;
        facts.estimatedSeconds = plate.estimatedSeconds;
        facts.filamentMm = plate.filamentMm;
        facts.filamentGrams = plate.filamentGrams;
        facts.tools = plate.tools;
        facts.layerCount = plate.layerCount;
        facts.layerHeightMm = plate.layerHeightMm;
        facts.firstLayerHeightMm = plate.firstLayerHeightMm;
        facts.objectHeightMm = plate.objectHeightMm;
        facts.bounds = plate.bounds;
        facts.heaters = plate.heaters;
        facts.thumbnails = plate.thumbnails;
        break;
    }
    return facts;
}

} // namespace flotilla::files
