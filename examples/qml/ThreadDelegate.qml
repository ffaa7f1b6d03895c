// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts

// A delegate for a thread.
ItemDelegate {
    id: thread

    required property int index
    required property string subject
    required property string lastPostedBy
    required property string lastPostDateTime
    required property int replies
    required property var item

    readonly property var view: ListView.view

    width: view?.width ?? 0
    height: implicitContentHeight + 28
    highlighted: ListView.isCurrentItem
    hoverEnabled: true
    padding: 14
    leftPadding: 20
    rightPadding: 20
    Accessible.name: subject
    onClicked: {
        view.forceActiveFocus();
        view.currentIndex = index;
        view.choose(index);
    }

    contentItem: ColumnLayout {
        spacing: 6

        RowLayout {
            spacing: 8

            Text {
                Layout.fillWidth: true
                text: thread.subject
                color: Theme.text
                wrapMode: Text.Wrap
                maximumLineCount: 2
                elide: Text.ElideRight
                font { pixelSize: 14; bold: true }
            }
            Text {
                Layout.alignment: Qt.AlignTop
                text: Theme.ago(thread.lastPostDateTime)
                color: Theme.muted
                font.pixelSize: 12
            }
        }
        Text {
            Layout.fillWidth: true
            text: thread.item.Message ?? ""
            color: Theme.muted
            elide: Text.ElideRight
            font.pixelSize: 13
        }
        RowLayout {
            spacing: 6

            Avatar {
                implicitWidth: 18
                implicitHeight: 18
                name: thread.lastPostedBy
            }
            Text {
                Layout.fillWidth: true
                text: thread.lastPostedBy
                color: Theme.muted
                elide: Text.ElideRight
                font.pixelSize: 12
            }
            Label {
                leftPadding: 8
                rightPadding: 8
                topPadding: 3
                bottomPadding: 3
                text: thread.replies
                color: thread.highlighted ? Theme.accentText : Theme.muted
                font { pixelSize: 11; bold: true }

                background: Rectangle {
                    radius: 10
                    color: thread.highlighted ? Theme.accent : Theme.hover
                    border { width: thread.highlighted ? 0 : 1; color: Theme.line }
                }
            }
        }
    }
    background: Rectangle {
        anchors { fill: parent; leftMargin: 8; rightMargin: 8; topMargin: 2; bottomMargin: 2 }
        radius: Theme.radius
        color: thread.highlighted ? Theme.selected : thread.hovered ? Theme.hover : "transparent"
    }
}
