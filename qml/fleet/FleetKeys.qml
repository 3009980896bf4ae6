// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Flotilla

// What the keys do on a card. What moves a machine needs Shift.
QtObject {
    id: keys

    required property GridView grid
    required property FleetView fleet
    required property Selection selection
    required property PrinterActs acts
    required property int columns

    signal opened()
    signal menuWanted(string printerId)

    readonly property var machineActs: ({
        [Qt.Key_P]: Act.Pause,
        [Qt.Key_R]: Act.Resume,
        [Qt.Key_C]: Act.ClearPlate,
        [Qt.Key_X]: Act.CancelPrint
    })
    readonly property var plainActs: ({
        [Qt.Key_U]: Act.SendFile,
        [Qt.Key_L]: Act.ToggleLight
    })

    // Whether the key meant something here.
    function handle(event): bool {
        if (event.modifiers & Qt.ControlModifier)
            return handleControl(event.key);
        return moves(event.key) || (event.modifiers & Qt.ShiftModifier ? act(event.key, machineActs)
                                                                       : handlePlain(event.key));
    }

    function handleControl(key: int): bool {
        if (key !== Qt.Key_A)
            return false;
        selection.selectAll();
        return true;
    }
    function handlePlain(key: int): bool {
        const id = fleet.idAt(grid.currentIndex);
        if (key === Qt.Key_Escape && selection.count > 0)
            selection.clear();
        else if (id && key === Qt.Key_Space)
            selection.toggle(id);
        else if (id && (key === Qt.Key_Return || key === Qt.Key_Enter))
            opened();
        else if (id && (key === Qt.Key_Menu || key === Qt.Key_M))
            menuWanted(id);
        else
            return act(key, plainActs);
        return true;
    }
    function act(key: int, table): bool {
        const id = fleet.idAt(grid.currentIndex);
        if (!id || table[key] === undefined)
            return false;
        acts.run(id, table[key]);
        return true;
    }
    // Those that the grid does not know by itself.
    function moves(key: int): bool {
        const page = Math.max(1, Math.floor(grid.height / grid.cellHeight)) * columns;
        const last = grid.count - 1;
        if (key === Qt.Key_Home)
            grid.currentIndex = 0;
        else if (key === Qt.Key_End)
            grid.currentIndex = last;
        else if (key === Qt.Key_PageDown)
            grid.currentIndex = Math.min(last, grid.currentIndex + page);
        else if (key === Qt.Key_PageUp)
            grid.currentIndex = Math.max(0, grid.currentIndex - page);
        else
            return false;
        return true;
    }
}
