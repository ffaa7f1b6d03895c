// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts

// A delegate for a forum.
ItemDelegate {
    id: forum

    required property int index
    required property string name
    required property string category
    required property int threads
    required property int messages

    readonly property var view: ListView.view

    width: view?.width ?? 0
    height: 64
    leftPadding: 18
    rightPadding: 18
    highlighted: ListView.isCurrentItem
    hoverEnabled: true
    Accessible.name: name
    onClicked: {
        view.forceActiveFocus();
        view.currentIndex = index;
        view.choose(index);
    }

    contentItem: RowLayout {
        spacing: 12

        Rectangle {
            implicitWidth: 38
            implicitHeight: 38
            radius: 10
            color: Theme.tint(forum.name)
            opacity: 0.9

            Text {
                anchors.centerIn: parent
                text: "#"
                color: Theme.panel
                font { pixelSize: 20; bold: true }
            }
        }
        ColumnLayout {
            spacing: 2

            Text {
                Layout.fillWidth: true
                text: forum.name
                color: Theme.text
                elide: Text.ElideRight
                font { pixelSize: 14; bold: true }
            }
            Text {
                Layout.fillWidth: true
                text: (forum.threads === 1 ? qsTr("1 thread") : qsTr("%1 threads").arg(forum.threads)) + " · "
                      + (forum.messages === 1 ? qsTr("1 message") : qsTr("%1 messages").arg(forum.messages))
                color: Theme.muted
                elide: Text.ElideRight
                font.pixelSize: 12
            }
        }
    }
    background: Rectangle {
        anchors { fill: parent; leftMargin: 8; rightMargin: 8; topMargin: 2; bottomMargin: 2 }
        radius: Theme.radius
        color: forum.highlighted ? Theme.selected : forum.hovered ? Theme.hover : "transparent"
    }
}
