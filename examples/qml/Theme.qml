// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

pragma Singleton

import QtQuick

// Colours and sizes. The mode System follows the palette of the desktop.
Item {
    enum Mode { System, Light, Dark }

    property int mode: Theme.Mode.System
    readonly property bool systemIsDark: system.window.hslLightness < 0.5
    readonly property bool dark: mode === Theme.Mode.System ? systemIsDark : mode === Theme.Mode.Dark

    readonly property color window: dark ? "#14161b" : "#f3f4f7"
    readonly property color panel: dark ? "#1c1f27" : "#ffffff"
    readonly property color raised: dark ? "#262a35" : "#ffffff"
    readonly property color hover: dark ? "#232733" : "#f0f2f8"
    readonly property color selected: dark ? "#2a3350" : "#e6ecff"
    readonly property color line: dark ? "#2b2f3a" : "#e3e6ec"
    readonly property color text: dark ? "#e8eaf0" : "#1a1e27"
    readonly property color muted: dark ? "#969eb0" : "#667085"
    readonly property color accent: dark ? "#86a8ff" : "#345fe0"
    readonly property color accentText: dark ? "#10131a" : "#ffffff"
    readonly property color good: dark ? "#5fd09a" : "#14804a"
    readonly property color warning: dark ? "#f0b957" : "#8a5a00"
    readonly property color warningFill: dark ? "#38301d" : "#fff5dd"
    readonly property color bad: dark ? "#ff8f8f" : "#b3261e"
    readonly property color badFill: dark ? "#3b2226" : "#fdeceb"

    readonly property int gap: 12
    readonly property int radius: 10

    SystemPalette {
        id: system
    }

    // Returns a colour that depends on the name only.
    function tint(name: string) : color {
        let hash = 7;
        for (let i = 0; i < name.length; ++i)
            hash = (hash * 31 + name.charCodeAt(i)) % 360;
        return Qt.hsla(hash / 360, 0.5, dark ? 0.62 : 0.45, 1);
    }

    function ago(when: string) : string {
        const minutes = Math.round((Date.now() - Date.parse(when)) / 60000);
        if (minutes < 1)
            return qsTr("just now");
        if (minutes < 60)
            return qsTr("%1 min").arg(minutes);
        if (minutes < 24 * 60)
            return qsTr("%1 h").arg(Math.round(minutes / 60));
        return qsTr("%1 d").arg(Math.round(minutes / 60 / 24));
    }
}
