// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// An icon of resources/icons in one colour. Never read out: the word beside it says it.
Image {
    id: icon

    required property string name
    property color color: Theme.text
    property int size: Theme.iconButton

    width: size
    height: size
    sourceSize.width: size
    sourceSize.height: size
    source: name ? "image://icon/" + name + "?" + String(color).slice(1) : ""
    Accessible.ignored: true
}
