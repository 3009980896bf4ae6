// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// The keys that hold in the whole window. They rest behind an open sheet; single letters rest while
// a text field has the keyboard, because the field takes them first.
Item {
    id: keys

    required property Desk desk

    signal pageAsked(string page)
    signal findAsked()
    signal fileAsked()
    signal printerAsked(string printerId)
    signal fullScreenAsked()
    signal keysAsked()

    Shortcut {
        enabled: keys.enabled
        sequences: ["Ctrl+1"]
        onActivated: keys.pageAsked("fleet")
    }
    Shortcut {
        enabled: keys.enabled
        sequences: ["Ctrl+,"]
        onActivated: keys.pageAsked("settings")
    }
    Shortcut {
        enabled: keys.enabled
        sequences: ["/", "Ctrl+K", "Ctrl+F"]
        onActivated: keys.findAsked()
    }
    Shortcut {
        enabled: keys.enabled
        sequences: ["Ctrl+O"]
        onActivated: keys.fileAsked()
    }
    Shortcut {
        enabled: keys.enabled
        sequences: ["Ctrl+N"]
        onActivated: keys.desk.add.show()
    }
    Shortcut {
        enabled: keys.enabled
        sequences: ["A"]
        onActivated: {
            const id = keys.desk.fleet.nextThatNeedsYou();
            if (id)
                keys.printerAsked(id);
        }
    }
    Shortcut {
        enabled: keys.enabled
        sequences: ["Ctrl+Z"]
        onActivated: keys.desk.toasts.undoLast()
    }
    Shortcut {
        enabled: keys.enabled
        sequences: ["F11"]
        onActivated: keys.fullScreenAsked()
    }
    Shortcut {
        enabled: keys.enabled
        sequences: ["?"]
        onActivated: keys.keysAsked()
    }
}
