// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Controls

// An input field with a list of choices.
ComboBox {
    id: choice

    property var choices: []
    property string placeholderText

    // Sets the text; a new list of choices does not change it.
    function write(text: string) {
        currentIndex = find(text);
        editText = text;
    }

    editable: true
    implicitHeight: 34
    padding: 0
    leftPadding: 0
    rightPadding: 0
    font.pixelSize: 13
    onChoicesChanged: {
        const text = editText;
        model = choices;
        write(text);
    }

    contentItem: Field {
        focus: true
        rightPadding: 34
        text: choice.editText
        placeholderText: choice.placeholderText
    }
    background: null
    indicator: FlatButton {
        z: 1
        x: choice.width - width - 3
        y: 3
        width: 28
        height: choice.height - 6
        visible: choice.count > 0
        focusPolicy: Qt.NoFocus
        tint: Theme.muted
        text: "▾"
        Accessible.name: qsTr("List")
        onClicked: choice.popup.visible ? choice.popup.close() : choice.popup.open()
    }
    delegate: ItemDelegate {
        id: entry

        required property string modelData

        objectName: "choice"
        width: ListView.view.width
        height: 32
        highlighted: ListView.isCurrentItem
        contentItem: Text {
            text: entry.modelData
            textFormat: Text.PlainText
            color: Theme.text
            elide: Text.ElideRight
            verticalAlignment: Text.AlignVCenter
            font.pixelSize: 13
        }
        background: Rectangle {
            radius: 6
            color: entry.highlighted ? Theme.selected : "transparent"
        }
    }
    popup: Popup {
        y: choice.height + 4
        width: choice.width
        height: Math.min(implicitContentHeight + 8, 240)
        padding: 4

        contentItem: ListView {
            clip: true
            implicitHeight: contentHeight
            model: choice.delegateModel
            currentIndex: choice.highlightedIndex
            ScrollIndicator.vertical: ScrollIndicator {}
        }
        background: Rectangle {
            radius: 8
            color: Theme.raised
            border { width: 1; color: Theme.line }
        }
    }
}
