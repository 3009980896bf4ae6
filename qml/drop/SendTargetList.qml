// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Flotilla

// The printers of the send sheet: one tab stop, arrows inside, Space chooses.
Item {
    id: view

    required property SendTargets targets
    readonly property alias list: rows

    Label {
        id: heading

        anchors.verticalCenter: find.verticalCenter
        role: Theme.name
        text: qsTr("Printers")
    }
    Label {
        anchors.baseline: heading.baseline
        x: heading.width + Theme.space2
        width: ready.x - x - Theme.space2
        role: Theme.caption
        color: Theme.text2
        text: view.targets.chosenText
    }
    Button {
        id: ready

        objectName: "sendAllReady"
        x: find.x - width - Theme.space2
        anchors.verticalCenter: find.verticalCenter
        small: true
        text: qsTr("All that are ready")
        whyDisabled: view.targets.someReady ? "" : qsTr("No printer is ready for this file")
        onClicked: view.targets.chooseReady()
    }
    SearchField {
        id: find

        objectName: "sendFind"
        x: parent.width - width
        width: 150
        placeholderText: qsTr("Find")
        onTextChanged: view.targets.search = text
    }
    ListView {
        id: rows

        objectName: "sendTargets"
        anchors.fill: parent
        anchors.topMargin: find.height + Theme.space2
        // The focus ring of a row lies outside its tick.
        anchors.leftMargin: -Theme.space2
        clip: true
        model: view.targets
        activeFocusOnTab: true
        keyNavigationEnabled: true
        highlightMoveDuration: 0
        boundsBehavior: Flickable.StopAtBounds
        T.ScrollBar.vertical: ScrollBar {}
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Printers")

        // A list that was empty has nothing to begin with.
        onCountChanged: {
            if (currentIndex < 0 && count > 0)
                currentIndex = 0;
        }
        Keys.onSpacePressed: {
            if (currentItem)
                (currentItem as SendTargetRow).toggle();
        }

        // Free for the scroll bar where there is one.
        rightMargin: contentHeight > height ? Theme.scrollBar : 0
        delegate: SendTargetRow {
            width: ListView.view ? ListView.view.width - ListView.view.rightMargin : 0
            shownFocus: ListView.isCurrentItem && (ListView.view?.activeFocus ?? false)
            onToggled: (row, checked) => {
                rows.currentIndex = row;
                view.targets.setChecked(row, checked);
            }
        }
    }
    Label {
        anchors.centerIn: rows
        visible: rows.count === 0
        color: Theme.text2
        text: find.text ? qsTr("No printer is called that.") : qsTr("There is no printer yet.")
    }
}
