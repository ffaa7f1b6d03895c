// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Controls

// A button without a frame. A filled one marks the main action.
AbstractButton {
    id: button

    property bool filled: false
    property color tint: Theme.accent
    property string hint

    implicitHeight: 34
    implicitWidth: Math.max(34, implicitContentWidth + 24)
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    opacity: enabled ? 1 : 0.45
    Accessible.name: hint || text
    ToolTip.visible: hint && hovered
    ToolTip.delay: 600
    ToolTip.text: hint
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()

    contentItem: Text {
        text: button.text
        color: button.filled ? Theme.accentText : button.tint
        font { pixelSize: 13; bold: button.filled }
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
    }
    background: Rectangle {
        radius: 8
        color: button.filled ? button.tint : button.hovered ? Theme.hover : "transparent"
        opacity: button.filled && (button.hovered || button.down) ? 0.85 : 1
        border { width: button.visualFocus ? 2 : 0; color: Theme.accent }
    }
}
