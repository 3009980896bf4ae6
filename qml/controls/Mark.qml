// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// The shape of a state; the ring of a link being opened turns.
Icon {
    id: mark

    property bool turning: false

    size: Theme.markSize

    RotationAnimation on rotation {
        from: 0
        to: 360
        duration: Theme.turnTime
        loops: Animation.Infinite
        running: mark.turning && mark.visible && !Theme.reducedMotion
        onStopped: mark.rotation = 0
    }
}
