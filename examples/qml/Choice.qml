// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Controls

// A line of text to fill in, or to choose from a list.
ComboBox {
    id: choice

    property list<string> choices
    property string placeholderText

    // A new list leaves what is written.
    function write(text: string) {
        currentIndex = find(text);
        editText = text;
    }

    editable: true
    implicitHeight: 34
    font.pixelSize: 13
    onChoicesChanged: {
        const text = editText;
        model = choices;
        write(text);
    }

    contentItem: Field {
        rightPadding: 34
        text: choice.editText
        placeholderText: choice.placeholderText
    }
    background: null
    indicator: Text {
        x: choice.width - width - 12
        height: choice.height
        verticalAlignment: Text.AlignVCenter
        visible: choice.count > 0
        text: "▾"
        color: Theme.muted
        font.pixelSize: 13
    }
    delegate: ItemDelegate {
        id: entry

        required property int index
        required property string modelData

        width: ListView.view.width
        height: 32
        highlighted: choice.highlightedIndex === index
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
        height: Math.min(list.contentHeight + 8, 240)
        padding: 4

        contentItem: ListView {
            id: list

            clip: true
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
