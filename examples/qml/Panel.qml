// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts

// A column of the window: a title with buttons, and the content below.
Rectangle {
    id: panel

    property string title
    property bool canGoBack: false
    property bool busy: false
    property bool live: false
    property alias actions: actionRow.data
    default property alias content: body.data

    signal back()

    color: Theme.panel

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        RowLayout {
            Layout.fillWidth: true
            Layout.leftMargin: 16
            Layout.rightMargin: 10
            Layout.preferredHeight: 56
            spacing: 8

            FlatButton {
                objectName: "back"
                visible: panel.canGoBack
                text: "‹"
                hint: qsTr("Back")
                onClicked: panel.back()
            }
            Text {
                Layout.fillWidth: true
                text: panel.title
                color: Theme.text
                elide: Text.ElideRight
                font { pixelSize: 17; bold: true }
            }
            Text {
                visible: panel.live
                text: qsTr("● live")
                color: Theme.good
                font.pixelSize: 12
            }
            BusyIndicator {
                implicitWidth: 22
                implicitHeight: 22
                visible: panel.busy
                running: panel.busy
                padding: 0
                palette.dark: Theme.accent
            }
            RowLayout {
                id: actionRow
                spacing: 4
            }
        }
        Rectangle {
            Layout.fillWidth: true
            implicitHeight: 1
            color: Theme.line
        }
        Item {
            id: body
            Layout.fillWidth: true
            Layout.fillHeight: true
            clip: true
        }
    }
}
