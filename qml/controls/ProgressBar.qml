// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// How much is done. Below 0: nobody knows, the bar is empty and the words beside it say what
// happens. The words also tell it to a screen reader.
Rectangle {
    id: bar

    property real value: -1
    property StateColors colors: Theme.printing
    property color fill: colors.mark
    property int thickness: 4

    // What is drawn. A step of a few pixels needs no gliding: with fifty printers it would be a film.
    property real shown: 0

    implicitWidth: 72
    implicitHeight: thickness
    height: thickness
    radius: thickness / 2
    color: Theme.track
    Accessible.ignored: true

    onValueChanged: {
        const next = Math.max(0, Math.min(1, bar.value));
        const step = Math.abs(next - bar.shown) * bar.width;
        glide.enabled = step > 4 && step < 40;
        bar.shown = next;
    }

    Behavior on shown {
        id: glide

        NumberAnimation { duration: Theme.barTime }
    }

    Rectangle {
        visible: bar.shown > 0
        width: Math.max(bar.thickness, Math.round(bar.width * bar.shown))
        height: parent.height
        radius: parent.radius
        color: bar.fill
    }
}
