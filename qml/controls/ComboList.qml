// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Flotilla

// The rows of an opened ComboField.
ListView {
    id: list

    required property T.ComboBox field

    implicitHeight: contentHeight
    clip: contentHeight > height
    model: field.delegateModel
    currentIndex: field.highlightedIndex
    highlightMoveDuration: 0
    boundsBehavior: Flickable.StopAtBounds
    T.ScrollBar.vertical: ScrollBar {}
}
