// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import QtDynamoDB

// A delegate for a reply, which can be edited. If another user changes it meanwhile, both texts are shown.
Item {
    id: reply

    required property int index
    required property string message
    required property string postedBy
    required property var item

    readonly property var view: ListView.view
    readonly property string replied: item.ReplyDateTime ?? ""
    property bool editing: false
    property string base // the text at the start of editing
    property string sent // the saved text, while it may still be refused
    readonly property bool conflict: editing && message !== base

    width: view?.width ?? 0
    implicitHeight: card.height + 12

    function edit(text) {
        base = message;
        editor.text = text;
        editing = true;
        editor.forceActiveFocus();
    }

    function save() {
        if (editor.text.trim() === "")
            return;
        sent = editor.text;
        editing = false;
        view.model.setAttribute(index, "Message", sent); // fails if the table has another text
        view.forceActiveFocus();
    }

    function cancel() {
        editing = false;
        view.forceActiveFocus();
    }

    // The condition failed: the row shows the text of the other user, and the editor the refused one.
    Connections {
        target: reply.view?.model ?? null
        ignoreUnknownSignals: true

        function onErrorOccurred(error) {
            if (error.code !== DynamoDB.ErrorCode.ConditionalCheckFailed || !reply.sent
                    || error.item.ReplyDateTime !== reply.replied)
                return;
            const mine = reply.sent;
            reply.sent = "";
            reply.edit(mine);
            reply.base = ""; // differs from the message, which means a conflict
        }
    }

    HoverHandler {
        id: hover
    }

    Rectangle {
        id: card

        anchors { left: parent.left; right: parent.right; top: parent.top; leftMargin: 20; rightMargin: 20; topMargin: 12 }
        height: content.implicitHeight + 28
        radius: Theme.radius
        color: Theme.dark ? Theme.raised : Theme.window
        border { width: reply.editing ? 2 : 1; color: reply.conflict ? Theme.warning : reply.editing ? Theme.accent : Theme.line }

        ColumnLayout {
            id: content

            anchors { left: parent.left; right: parent.right; top: parent.top; margins: 14 }
            spacing: 10

            RowLayout {
                spacing: 10

                Avatar {
                    implicitWidth: 28
                    implicitHeight: 28
                    name: reply.postedBy
                }
                Text {
                    text: reply.postedBy
                    color: Theme.text
                    font { pixelSize: 13; bold: true }
                }
                Text {
                    Layout.fillWidth: true
                    text: Theme.ago(reply.replied)
                    color: Theme.muted
                    font.pixelSize: 12
                }
                FlatButton {
                    objectName: "edit"
                    implicitHeight: 26
                    visible: !reply.editing
                    opacity: hover.hovered || visualFocus ? 1 : 0
                    text: qsTr("Edit")
                    onClicked: reply.edit(reply.message)
                }
            }
            Text {
                objectName: "message"
                Layout.fillWidth: true
                visible: !reply.editing
                text: reply.message
                textFormat: Text.PlainText
                color: Theme.text
                wrapMode: Text.Wrap
                lineHeight: 1.2
                font.pixelSize: 14
            }
            Rectangle {
                objectName: "conflict"
                Layout.fillWidth: true
                visible: reply.conflict
                implicitHeight: theirs.implicitHeight + 20
                radius: 8
                color: Theme.warningFill

                Text {
                    id: theirs
                    anchors { left: parent.left; right: parent.right; top: parent.top; margins: 10 }
                    text: qsTr("Another user has changed this meanwhile. The current text is:\n%1").arg(reply.message)
                    textFormat: Text.PlainText
                    color: Theme.warning
                    wrapMode: Text.Wrap
                    lineHeight: 1.2
                    font.pixelSize: 13
                }
            }
            TextArea {
                id: editor

                objectName: "editor"
                Layout.fillWidth: true
                visible: reply.editing
                wrapMode: TextArea.Wrap
                textFormat: TextArea.PlainText
                selectByMouse: true
                color: Theme.text
                selectionColor: Theme.accent
                selectedTextColor: Theme.accentText
                font.pixelSize: 14
                Keys.onEscapePressed: reply.cancel()
                Keys.onPressed: event => {
                    if (event.key === Qt.Key_Return && (event.modifiers & Qt.ControlModifier)) {
                        reply.save();
                        event.accepted = true;
                    }
                }

                background: Rectangle {
                    radius: 8
                    color: Theme.panel
                    border { width: 1; color: Theme.line }
                }
            }
            RowLayout {
                visible: reply.editing
                spacing: 8

                Item {
                    Layout.fillWidth: true
                }
                FlatButton {
                    objectName: "cancel"
                    text: reply.conflict ? qsTr("Keep theirs") : qsTr("Cancel")
                    onClicked: reply.cancel()
                }
                FlatButton {
                    objectName: "save"
                    filled: true
                    tint: reply.conflict ? Theme.warning : Theme.accent
                    text: reply.conflict ? qsTr("Save mine") : qsTr("Save")
                    onClicked: reply.save()
                }
            }
        }
    }
}
