// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts

// The input area for a new reply.
Rectangle {
    id: composer

    property string author
    property bool sending: false
    readonly property alias text: field.text

    signal submitted(string text)

    function clear() {
        field.clear();
    }

    function submit() {
        if (!sending && field.text.trim() !== "")
            submitted(field.text.trim());
    }

    implicitHeight: Math.min(160, field.implicitHeight) + 24
    color: Theme.panel

    Rectangle {
        anchors { left: parent.left; right: parent.right; top: parent.top }
        height: 1
        color: Theme.line
    }
    RowLayout {
        anchors { fill: parent; leftMargin: 20; rightMargin: 20; topMargin: 12; bottomMargin: 12 }
        spacing: 10

        Avatar {
            Layout.alignment: Qt.AlignBottom
            name: composer.author
        }
        ScrollView {
            Layout.fillWidth: true
            Layout.fillHeight: true

            TextArea {
                id: field

                objectName: "composer"
                placeholderText: qsTr("Reply as %1 … (Ctrl+Return sends)").arg(composer.author)
                placeholderTextColor: Theme.muted
                wrapMode: TextArea.Wrap
                textFormat: TextArea.PlainText
                selectByMouse: true
                color: Theme.text
                selectionColor: Theme.accent
                selectedTextColor: Theme.accentText
                font.pixelSize: 14
                leftPadding: 10
                topPadding: 8
                bottomPadding: 8
                KeyNavigation.priority: KeyNavigation.BeforeItem
                KeyNavigation.tab: send
                Keys.onPressed: event => {
                    if (event.key === Qt.Key_Return && (event.modifiers & Qt.ControlModifier)) {
                        composer.submit();
                        event.accepted = true;
                    }
                }

                background: Rectangle {
                    radius: 8
                    color: Theme.dark ? Theme.window : Theme.panel
                    border { width: field.activeFocus ? 2 : 1; color: field.activeFocus ? Theme.accent : Theme.line }
                }
            }
        }
        FlatButton {
            id: send

            objectName: "send"
            Layout.alignment: Qt.AlignBottom
            filled: true
            enabled: field.text.trim() !== "" && !composer.sending
            text: qsTr("Send")
            onClicked: composer.submit()
        }
    }
}
