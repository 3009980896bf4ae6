// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/threew/xyzmodels.h"

#include <QVersionNumber>

#include <algorithm>
#include <array>

namespace flotilla::files::threew {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype serialPrefixLength = 6;

constexpr Form v2 {Version::V2, false};
constexpr Form v2Zipped {Version::V2, true};
constexpr Form v5 {Version::V5, false};

struct Row
{
    const char *id;
    const char *fileId;
    const char *serialPrefixes; // by blanks
    const char *name;
    Form form;
    const char *lastOldFirmware;
    // L menu, B heated bed, W Wi-Fi, D two extruders, S scanner, E laser, C camera, J the JSON
    // protocol, 2 the older protocol over USB
    const char *flags;
    double x, y, z;
};

constexpr std::array rows {
    Row {"dvF100B000", "daVinciF10", "3DP01P", "da Vinci 1.0", v2Zipped, "", "LB2", 200, 200, 200},
    Row {"dvF100A000", "daVinciF10", "3F10AP", "da Vinci 1.0A", v2Zipped, "", "LB2", 200, 200, 200},
    Row {"dvF10SA000", "daVinciF10", "3S10AP", "da Vinci 1.0 AiO", v2Zipped, "", "LBSE2", 200, 200,
         190},
    Row {"dvF110B000", "daVinciF11", "3F11XP", "da Vinci 1.1 Plus", v2Zipped, "", "LBWCJ2", 200,
         200, 200},
    Row {"dvF200B000", "daVinciF20", "3F20XP", "da Vinci 2.0 Duo", v2Zipped, "", "LBD2", 200, 200,
         150},
    Row {"dvF200A000", "daVinciF20", "3F20AP", "da Vinci 2.0A Duo", v2Zipped, "", "LBD2", 200, 200,
         150},
    Row {"dv1J00A000", "daVinciJR10", "3F1J0X", "da Vinci Jr. 1.0", v2, "2.3.5", "L", 150, 150,
         150},
    Row {"dv1JA0A000", "dv1JA0A000", "3F1JAP", "da Vinci Jr. 1.0A", v2, "", "LE", 175, 175, 175},
    Row {"dv1JW0A000", "daVinciJR10W", "3F1JWP", "da Vinci Jr. 1.0w", v2, "2.3.6", "LW", 150, 150,
         150},
    Row {"dv1JS0A000", "dv1JSOA000", "3F1JSP", "da Vinci Jr. 1.0 3in1", v2, "1.0.8", "LWSE", 150,
         150, 150},
    Row {"dv1JSOA000", "daVinciJR10S", "3F1JOP", "da Vinci Jr. 1.0 3in1 (open filament)", v5, "",
         "LWSE", 150, 150, 150},
    Row {"dv2JW0A000", "daVinciJR20W", "3F2JWP", "da Vinci Jr. 2.0 Mix", v2, "1.0.6", "LWD", 150,
         150, 150},
    Row {"dv1MX0A000", "dv1MX0A000", "3FM1XP", "da Vinci miniMaker", v2, "1.1.1", "", 150, 150,
         150},
    Row {"dv1MW0A000", "dv1MW0A000", "3FM1WP", "da Vinci mini w", v2, "1.2.3", "W", 150, 150, 150},
    // The maker's software takes it for the mini w.
    Row {"dv1MW0B000", "dv1MW0B000", "3FM1JP", "da Vinci mini wA", v2, "1.2.3", "W", 150, 150, 150},
    Row {"dv1MW0C000", "dv1MW0C000", "3FM3WP", "da Vinci mini w+", v2, "", "W", 150, 150, 150},
    Row {"dv1NX0A000", "dv1NX0A000", "3FN1XP 3FNAXP", "da Vinci nano", v2, "1.0.4", "", 120, 120,
         120},
    Row {"dv1NW0A000", "dv1NW0A000", "3FNAWP", "da Vinci nano w", v2, "", "W", 120, 120, 120},
    Row {"dv1JP0A000", "dv1JP0A000", "3F1JPP", "da Vinci Jr. 1.0 Pro", v5, "", "L", 150, 150, 150},
    Row {"dv1JPWA000", "dv1JPWA000", "3F1JPW", "da Vinci Jr. 1.0w Pro", v5, "", "LW", 150, 150,
         150},
    Row {"dvF1W0A000", "daVinciAW10", "3F1AWP", "da Vinci 1.0 Pro", v5, "", "LBWE", 200, 200, 200},
    Row {"dvF1WSA000", "daVinciAS10", "3F1ASP", "da Vinci 1.0 Pro 3in1", v5, "", "LBWSE", 200, 200,
         190},
    Row {"dv1SW0A000", "dv1SW0A000", "3F1SWP", "da Vinci Super", v5, "", "LBWE", 300, 300, 300},
};

XyzModel modelOf(const Row &row)
{
    const QString flags = QString::fromLatin1(row.flags);
    const auto has = [&](char16_t flag) { return flags.contains(QChar(flag)); };
    return {.id = QString::fromLatin1(row.id),
            .fileId = QString::fromLatin1(row.fileId),
            .serialPrefixes = QString::fromLatin1(row.serialPrefixes).split(u' '),
            .name = QString::fromLatin1(row.name),
            .form = row.form,
            .lastOldFirmware = QString::fromLatin1(row.lastOldFirmware),
            .hasLcd = has(u'L'),
            .heatedBed = has(u'B'),
            .wifi = has(u'W'),
            .scanner = has(u'S'),
            .laser = has(u'E'),
            .camera = has(u'C'),
            .extruders = has(u'D') ? 2 : 1,
            .jsonProtocol = has(u'J'),
            .v2Serial = has(u'2'),
            .x = row.x,
            .y = row.y,
            .z = row.z};
}

template<typename Is> const XyzModel *firstModel(Is is)
{
    const QList<XyzModel> &models = xyzModels();
    const auto found = std::find_if(models.cbegin(), models.cend(), is);
    return found == models.cend() ? nullptr : &*found;
}

} // namespace

const QList<XyzModel> &xyzModels()
{
    static const QList<XyzModel> models = [] {
        QList<XyzModel> all;
        for (const Row &row : rows)
            all.append(modelOf(row));
        return all;
    }();
    return models;
}

const XyzModel *xyzModel(QStringView id)
{
    return firstModel([&](const XyzModel &model) { return model.id == id; });
}

const XyzModel *xyzModelBySerial(QStringView serial)
{
    const QString prefix = serial.first(std::min(serial.size(), serialPrefixLength)).toString();
    return firstModel([&](const XyzModel &model) { return model.serialPrefixes.contains(prefix); });
}

QList<const XyzModel *> xyzModelsByFileId(QStringView fileId)
{
    QList<const XyzModel *> found;
    for (const XyzModel &model : xyzModels()) {
        if (model.fileId == fileId)
            found.append(&model);
    }
    return found;
}

Form formFor(const XyzModel &model, QStringView firmware)
{
    if (model.lastOldFirmware.isEmpty())
        return model.form;
    const auto installed = QVersionNumber::fromString(firmware.trimmed());
    const auto lastOld = QVersionNumber::fromString(model.lastOldFirmware);
    // A null version is smaller than any other.
    return installed <= lastOld ? model.form : v5;
}

} // namespace flotilla::files::threew
