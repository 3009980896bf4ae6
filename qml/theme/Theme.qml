// SPDX-License-Identifier: GPL-3.0-or-later
pragma Singleton
import QtQuick

// Every colour, size and duration of the window. Nothing else in qml/ holds such a value.
QtObject {
    id: theme

    // Set by the window from the person's choices.
    property bool dark: false
    property real textScale: 1
    property bool reducedMotion: false
    property string family: Application.font.family

    // Ground and lines.
    readonly property color bg: dark ? "#0E1519" : "#F3F6F6"
    readonly property color surface: dark ? "#161F24" : "#FFFFFF"
    readonly property color sunken: dark ? "#0A1013" : "#E8EDEE"
    readonly property color picture: dark ? "#1E292F" : "#DFE6E8"
    readonly property color track: dark ? "#2A363D" : "#DDE4E6"
    readonly property color line: dark ? "#2B3840" : "#D3DBDE"
    readonly property color control: dark ? "#70818A" : "#7C8990"
    readonly property color text: dark ? "#E8EEF0" : "#12232B"
    readonly property color text2: dark ? "#B0BDC3" : "#43545D"
    readonly property color text3: dark ? "#94A3AA" : "#58686F"
    readonly property color ink: dark ? "#DCE9ED" : "#17343F"
    // UI text on ink ("on…" would be a signal handler in QML).
    readonly property color inkText: dark ? "#10242C" : "#FFFFFF"
    readonly property color scrim: dark ? "#8C000000" : "#6B0E1519"
    // Behind white words on a picture.
    readonly property color pictureLabel: "#0E1519"
    readonly property color pictureLabelText: "#FFFFFF"
    // Pressed: ink over whatever is there.
    readonly property color pressed: Qt.rgba(ink.r, ink.g, ink.b, 0.12)
    // The same over a fill of ink, where it also answers the pointer.
    readonly property color lifted: Qt.rgba(inkText.r, inkText.g, inkText.b, 0.12)

    // States.
    readonly property StateColors printing: StateColors {
        mark: theme.dark ? "#5C9DFF" : "#1F6FEB"
        word: theme.dark ? "#7DB2FF" : "#1558C0"
        tint: theme.dark ? "#152A45" : "#E7F0FD"
    }
    readonly property StateColors finished: StateColors {
        mark: theme.dark ? "#45D3A6" : "#0C9966"
        word: theme.dark ? "#52DBB0" : "#00704F"
        tint: theme.dark ? "#11302A" : "#E2F4EC"
    }
    readonly property StateColors amber: StateColors {
        mark: theme.dark ? "#F4B642" : "#BA7600"
        word: theme.dark ? "#F6C25C" : "#925E00"
        tint: theme.dark ? "#33290F" : "#FBF0DC"
    }
    readonly property StateColors error: StateColors {
        mark: theme.dark ? "#FF6357" : "#BF1722"
        word: theme.dark ? "#FF8077" : "#980B1C"
        tint: theme.dark ? "#3A1B1B" : "#FBE8E6"
    }
    readonly property StateColors grey: StateColors {
        mark: theme.dark ? "#84949C" : "#75858C"
        word: theme.dark ? "#A3B1B8" : "#55656D"
        tint: theme.dark ? "#1F2A30" : "#ECF0F1"
    }
    // Our own acts.
    readonly property StateColors own: StateColors {
        mark: theme.ink
        word: theme.text
        tint: theme.sunken
    }

    // The colours of a ColorRole.
    function colorsOf(role: int): StateColors {
        return [grey, printing, finished, amber, error, own][role];
    }

    // Type. Weights: 400 normal, 500 medium, 600 demi-bold.
    readonly property TypeRole display: TypeRole { family: theme.family; scale: theme.textScale; px: 28; lineHeight: 36; weight: Font.DemiBold }
    readonly property TypeRole title: TypeRole { family: theme.family; scale: theme.textScale; px: 20; lineHeight: 28; weight: Font.DemiBold }
    readonly property TypeRole sheet: TypeRole { family: theme.family; scale: theme.textScale; px: 18; lineHeight: 26; weight: Font.DemiBold }
    readonly property TypeRole question: TypeRole { family: theme.family; scale: theme.textScale; px: 16; lineHeight: 24; weight: Font.DemiBold }
    readonly property TypeRole figure: TypeRole { family: theme.family; scale: theme.textScale; px: 22; lineHeight: 30; weight: Font.DemiBold }
    readonly property TypeRole name: TypeRole { family: theme.family; scale: theme.textScale; px: 14; lineHeight: 20; weight: Font.DemiBold }
    readonly property TypeRole body: TypeRole { family: theme.family; scale: theme.textScale; px: 13; lineHeight: 20 }
    readonly property TypeRole bodyMedium: TypeRole { family: theme.family; scale: theme.textScale; px: 13; lineHeight: 20; weight: Font.Medium }
    readonly property TypeRole bodyStrong: TypeRole { family: theme.family; scale: theme.textScale; px: 13; lineHeight: 20; weight: Font.DemiBold }
    readonly property TypeRole caption: TypeRole { family: theme.family; scale: theme.textScale; px: 12; lineHeight: 16 }
    readonly property TypeRole captionMedium: TypeRole { family: theme.family; scale: theme.textScale; px: 12; lineHeight: 16; weight: Font.Medium }
    readonly property TypeRole captionStrong: TypeRole { family: theme.family; scale: theme.textScale; px: 12; lineHeight: 16; weight: Font.DemiBold }
    readonly property TypeRole tiny: TypeRole { family: theme.family; scale: theme.textScale; px: 11; lineHeight: 14 }

    // Space, radii, borders.
    readonly property int space1: 4
    readonly property int space2: 8
    readonly property int space3: 12
    readonly property int space4: 16
    readonly property int space5: 24
    readonly property int space6: 32
    readonly property int pageMargin: 24
    readonly property int gapAcross: 16
    readonly property int gapDown: 14
    readonly property int radiusSmall: 4
    readonly property int radiusControl: 6
    readonly property int radiusCard: 8
    readonly property int radiusSheet: 12
    readonly property int border: 1
    readonly property int borderSelected: 2
    readonly property int focusWidth: 2
    readonly property int focusGap: 3

    // Icons.
    readonly property int iconNav: 20
    readonly property int iconButton: 18
    readonly property int iconInline: 16
    readonly property int markSize: 14
    readonly property int markSmall: 12

    // Controls.
    readonly property int controlHeight: Math.round(32 * Math.max(1, textScale))
    readonly property int controlSmall: Math.round(28 * Math.max(1, textScale))
    readonly property int leastTarget: 28
    readonly property int checkSize: 18
    readonly property int switchWidth: 34
    readonly property int switchHeight: 20
    readonly property int scrollBar: 12
    readonly property int toolTipWidth: 320
    readonly property int menuWidth: 200
    readonly property int listHeight: 320
    readonly property int sheetMargin: 24
    readonly property int sheetHead: Math.round(66 * Math.max(1, textScale))
    readonly property int sheetFoot: Math.round(60 * Math.max(1, textScale))
    readonly property int dropZone: Math.round(92 * Math.max(1, textScale))
    // So near to an edge a drag scrolls.
    readonly property int scrollEdge: 48
    // A lower window gives the strip "Ends next" to the cards.
    readonly property int stripHeight: 640
    readonly property real disabledOpacity: 0.45

    // Motion, in milliseconds; nothing moves where the person wants it still.
    readonly property int hoverTime: reducedMotion ? 0 : 120
    readonly property int moveTime: reducedMotion ? 0 : 180
    readonly property int barTime: reducedMotion ? 0 : 300
    readonly property int turnTime: 1200
}
