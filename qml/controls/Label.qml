// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// Every word on the screen. Plain text always: names from machines and files are hostile.
Text {
    id: label

    property TypeRole role: Theme.body

    textFormat: Text.PlainText
    font: role.font
    lineHeight: role.line
    lineHeightMode: Text.FixedHeight
    verticalAlignment: Text.AlignVCenter
    color: Theme.text
    elide: wrapMode === Text.NoWrap ? Text.ElideRight : Text.ElideNone
    renderType: Text.NativeRendering
    Accessible.ignored: true
}
