// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Flotilla

// A line between two groups of acts.
T.MenuSeparator {
    property bool offered: true

    implicitWidth: Theme.menuWidth
    visible: offered
    implicitHeight: offered ? 2 * Theme.space1 + Theme.border : 0
    verticalPadding: Theme.space1
    horizontalPadding: 0
    Accessible.role: Accessible.Separator

    contentItem: Rectangle {
        implicitHeight: Theme.border
        color: Theme.line
    }
}
