// SPDX-License-Identifier: GPL-3.0-or-later
#include "fonts.h"

#include <QFontDatabase>
#include <QFontInfo>
#include <QGuiApplication>

#include <array>

namespace flotilla {

using namespace Qt::StringLiterals;

namespace {

// What fontconfig falls back to where no desktop has set a font.
constexpr auto fallbackFamily = "DejaVu Sans"_L1;
constexpr std::array betterFamilies {"Inter"_L1, "Noto Sans"_L1};

} // namespace

QString betterFamily(const QString &resolved, const QStringList &installed)
{
    if (resolved != fallbackFamily)
        return {};
    for (const QLatin1StringView family : betterFamilies) {
        if (installed.contains(family))
            return family;
    }
    return {};
}

void chooseFont()
{
    QFont font = QGuiApplication::font();
    const QString family = betterFamily(QFontInfo(font).family(), QFontDatabase::families());
    if (family.isEmpty())
        return;
    font.setFamilies({family});
    QGuiApplication::setFont(font);
}

} // namespace flotilla
