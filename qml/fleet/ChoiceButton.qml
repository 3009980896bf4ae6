// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// A quiet button that names the present choice and opens the others.
Button {
    id: button

    required property string title
    required property list<string> options
    required property int current

    signal chosen(int index)

    small: true
    kind: Button.Quiet
    iconBehind: true
    onClicked: choices.popup(button, 0, button.height)

    Menu {
        id: choices

        title: button.title

        // Qt 6.4 has no bound components: what is inside one names the ids around it.
        // qmllint disable unqualified
        Repeater {
            model: button.options.length

            delegate: MenuItem {
                required property int index

                objectName: button.objectName + index
                text: button.options[index]
                checkable: true
                checked: button.current === index
                onTriggered: button.chosen(index)
            }
        }
        // qmllint enable unqualified
    }
}
