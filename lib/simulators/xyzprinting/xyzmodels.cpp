// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulators/xyzprinting/xyzmodels.h"

#include <QVersionNumber>

#include <algorithm>
#include <array>

namespace flotilla::simulators {

namespace {

constexpr XyzForm plain2 {2, false};
constexpr XyzForm zipped2 {2, true};
constexpr XyzForm plain5 {5, false};

// Columns as in the header.
constexpr std::array modelTable {
    XyzMachineModel {"1.1-plus", "dvF110B000", "daVinciF11", "3F11XP", "da Vinci 1.1 Plus",
                     "1.1.0.19,1.1.7.3,N/A", nullptr, zipped2, "4befijLnoptvw", true, true, true,
                     true, false, false, false, true, 1},
    XyzMachineModel {"mini-w", "dv1MW0A000", "dv1MW0A000", "3FM1WP", "miniMaker", "1.2.3", "1.2.3",
                     plain2, "bcdwefijLmopstvnXlzV4", false, false, false, true, true, true, false,
                     true, 1},
    XyzMachineModel {"mini", "dv1MX0A000", "dv1MX0A000", "3FM1XP", "miniMaker", "1.1.1", "1.1.1",
                     plain2, "bcdwefijLmopstvnXlz", false, false, false, false, true, true, false,
                     true, 1},
    XyzMachineModel {"mini-w-plus", "dv1MW0C000", "dv1MW0C000", "3FM3WP", "mini w+", "1.2.3",
                     "1.2.3", plain2, "bcdwefijLmopstvnXlzV4", false, false, false, true, true,
                     true, false, true, 1},
    XyzMachineModel {"nano", "dv1NX0A000", "dv1NX0A000", "3FNAXP", "daVinci Nano", "3.2.0", "1.0.4",
                     plain2, "bcdwefijLmopstvnXlz", false, false, false, false, true, true, true,
                     false, 1},
    XyzMachineModel {"nano-w", "dv1NW0A000", "dv1NW0A000", "3FNAWP", "daVinci Nano w", "3.2.0",
                     "1.0.4", plain2, "bcdwefijLmopstvnXlzV4", false, false, false, true, true,
                     true, true, false, 1},
    XyzMachineModel {"jr", "dv1J00A000", "daVinciJR10", "3F1J0X", "da Vinci Jr.", "2.3.5", "2.3.5",
                     plain2, "bdefijLmopstvwnXl", false, true, false, false, true, false, false,
                     true, 1},
    XyzMachineModel {"jr-w", "dv1JW0A000", "daVinciJR10W", "3F1JWP", "da Vinci Jr. w", "2.3.6",
                     "2.3.6", plain2, "bdefijLmopstvwnXlV4", false, true, false, true, true, false,
                     false, true, 1},
    XyzMachineModel {"jr-mix", "dv2JW0A000", "daVinciJR20W", "3F2JWP", "da Vinci Jr. Mix", "1.0.6",
                     "1.0.6", plain2, "bdefijLmopstvwnXlV4", false, true, false, true, true, false,
                     false, true, 2},
    XyzMachineModel {"jr-pro", "dv1JP0A000", "dv1JP0A000", "3F1JPP", "daVinci Jr. Pro", "1.1.9",
                     nullptr, plain5, "bdefijLmoOpstvwnXl", false, true, false, false, false, false,
                     false, true, 1},
    XyzMachineModel {"pro", "dvF1W0A000", "daVinciAW10", "3F1AWP", "daVinci Pro. 1w", "1.3.8",
                     nullptr, plain5, "bdefijLmoOpstvwnXlV4", false, true, true, true, false, false,
                     false, true, 1},
    XyzMachineModel {"super", "dv1SW0A000", "dv1SW0A000", "3F1SWP", "daVinci Super", "1.1.9",
                     nullptr, plain5, "bdefijLmoOpstvwnXlV4", false, true, true, true, false, false,
                     false, true, 1},
};

} // namespace

std::span<const XyzMachineModel> xyzMachineModels()
{
    return modelTable;
}

const XyzMachineModel *xyzMachineModel(const QString &id)
{
    if (id.isEmpty())
        return &modelTable.front();
    const auto *row = std::find_if(modelTable.begin(), modelTable.end(), [&](const auto &model) {
        return id.compare(QLatin1StringView(model.id), Qt::CaseInsensitive) == 0;
    });
    return row == modelTable.end() ? nullptr : row;
}

XyzForm xyzFormFor(const XyzMachineModel &model, const QString &firmware)
{
    if (!model.lastOldFirmware)
        return model.form;
    const auto own = QVersionNumber::fromString(firmware);
    const auto last = QVersionNumber::fromString(QLatin1StringView(model.lastOldFirmware));
    return own > last ? plain5 : model.form;
}

} // namespace flotilla::simulators
