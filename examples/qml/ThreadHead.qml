// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Layouts

// The first message of a thread, above the replies.
Item {
    id: head

    property var thread: ({})
    readonly property var tags: thread.Tags?.elements ?? []

    implicitHeight: column.implicitHeight + 36

    ColumnLayout {
        id: column
        anchors { left: parent.left; right: parent.right; top: parent.top; margins: 20 }
        spacing: 10

        RowLayout {
            spacing: 10

            Avatar {
                name: head.thread.PostedBy ?? ""
            }
            Text {
                Layout.fillWidth: true
                text: head.thread.PostedBy ?? ""
                color: Theme.text
                font { pixelSize: 14; bold: true }
            }
            Repeater {
                model: head.tags

                Rectangle {
                    id: tag

                    required property string modelData

                    implicitWidth: tagText.implicitWidth + 18
                    implicitHeight: 22
                    radius: 11
                    color: "transparent"
                    border { width: 1; color: Theme.tint(tag.modelData) }

                    Text {
                        id: tagText
                        anchors.centerIn: parent
                        text: tag.modelData
                        color: Theme.tint(tag.modelData)
                        font.pixelSize: 11
                    }
                }
            }
        }
        Text {
            Layout.fillWidth: true
            text: head.thread.Message ?? ""
            textFormat: Text.PlainText
            color: Theme.text
            wrapMode: Text.Wrap
            lineHeight: 1.25
            font.pixelSize: 15
        }
    }
    Rectangle {
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        height: 1
        color: Theme.line
    }
}
