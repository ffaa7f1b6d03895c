// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick

// A disc with the first letter of a name, in a colour that depends on the name.
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
