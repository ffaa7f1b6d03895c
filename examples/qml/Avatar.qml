// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick

// The first letter of a name on a colour of its own.
Rectangle {
    id: avatar

    property string name

    implicitWidth: 34
    implicitHeight: 34
    radius: height / 2
    color: Theme.tint(name)

    Text {
        anchors.centerIn: parent
        text: avatar.name.charAt(0).toUpperCase()
        color: Theme.panel
        font { pixelSize: parent.height * 0.45; bold: true }
    }
}
