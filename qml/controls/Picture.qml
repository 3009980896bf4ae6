// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// What there is to see of a printer or a file: a still, else a thumbnail (`source`), else the
// drawing of its kind. Square corners. Not live any more: half strength; a picture (a drawing has no age) with its time on it.
Rectangle {
    id: picture

    property url source
    property string illustration
    property string age
    property bool faded: false

    readonly property bool drawn: String(source) === ""

    implicitWidth: 112
    implicitHeight: 84
    color: Theme.picture
    Accessible.ignored: true

    Image {
        anchors.fill: parent
        opacity: picture.faded ? 0.5 : 1
        fillMode: Image.PreserveAspectFit
        sourceSize.width: picture.width
        sourceSize.height: picture.height
        source: !picture.drawn ? picture.source : picture.illustration === "" ? ""
            : "image://icon/" + picture.illustration + "?" + String(Theme.control).slice(1)
    }
    Rectangle {
        y: parent.height - height
        width: words.implicitWidth + 2 * (Theme.space1 + Theme.border)
        height: words.implicitHeight
        visible: picture.age !== "" && !picture.drawn
        color: Theme.pictureLabel

        Label {
            id: words

            anchors.centerIn: parent
            role: Theme.tiny
            color: Theme.pictureLabelText
            text: picture.age
        }
    }
}
