// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

// What a colour says. The values of the colours are the theme's (qml/theme/Theme.qml).
namespace flotilla::models::ColorRoleNamespace {
Q_NAMESPACE

enum class ColorRole {
    Grey, // quiet, or not heard
    Printing, // blue
    Finished, // green
    Amber, // waits, or wants a person
    Error, // red
    Ink, // our own act
};
Q_ENUM_NS(ColorRole)

} // namespace flotilla::models::ColorRoleNamespace

namespace flotilla::models {
using ColorRoleNamespace::ColorRole;
}
