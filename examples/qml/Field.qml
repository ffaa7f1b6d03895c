// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Controls

// An input field.
TextField {
    id: field

    implicitHeight: 34
    leftPadding: 10
    rightPadding: 10
    color: Theme.text
    placeholderTextColor: Theme.muted
    selectionColor: Theme.accent
    selectedTextColor: Theme.accentText
    selectByMouse: true
    font.pixelSize: 13

    background: Rectangle {
        radius: 8
        color: Theme.dark ? Theme.window : Theme.panel
        border { width: field.activeFocus ? 2 : 1; color: field.activeFocus ? Theme.accent : Theme.line }
    }
}
