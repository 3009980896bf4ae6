// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// The fields of a driver's settings; with `only`, just that one. What is rarely changed waits
// behind a word.
Column {
    id: fields

    required property SettingsForm form
    required property string secretPlace
    property string only
    property bool more: false
    // The one field has the focus as soon as it is there.
    property bool takesFocus: false

    // Enter was pressed in one of them.
    signal accepted

    function focusSecret(): void {
        for (let row = 0; row < repeater.count; ++row) {
            const one = repeater.itemAt(row) as SettingField;
            if (one && one.visible && one.kind === FieldKind.Secret) {
                one.takeFocus();
                return;
            }
        }
    }

    spacing: Theme.space3

    Repeater {
        id: repeater

        model: fields.visible ? fields.form : null
        delegate: SettingField {
            width: parent?.width ?? 0
            onTyped: (key, text) => fields.form.setText(key, text)
            onPicked: (key, which) => fields.form.setChoice(key, which)
            onForgotten: key => fields.form.forget(key)
            onAccepted: () => fields.accepted()
        }
        onItemAdded: (index, item) => {
            const field = item as SettingField;
            field.only = Qt.binding(() => fields.only);
            field.more = Qt.binding(() => fields.more);
            field.secretPlace = Qt.binding(() => fields.secretPlace);
            if (fields.takesFocus && field.visible)
                field.takeFocus();
        }
    }
    LinkButton {
        objectName: "moreSettings"
        visible: fields.only === "" && (fields.form?.hasMore ?? false)
        text: fields.more ? qsTr("Fewer settings") : qsTr("More settings")
        onClicked: fields.more = !fields.more
    }
}
