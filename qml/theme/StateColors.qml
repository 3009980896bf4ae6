// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

// The three colours of one state: its mark and bar, its word, and the ground behind it.
QtObject {
    required property color mark
    required property color word
    required property color tint
}
