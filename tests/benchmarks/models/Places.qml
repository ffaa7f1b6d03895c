// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick

// A typical list view with some texts per row, taken from roles. reuseItems is off, because a view that
// reuses its delegates does not fetch more rows (QQmlDelegateModel, seen with Qt 6.4).
ListView {
    id: list

    // Scrolls down by this distance, at most to the last row.
    function scroll(distance: real) {
        const end = originY + Math.max(contentHeight - height, 0);
        contentY = Math.min(contentY + distance, end);
    }
    readonly property bool isAtEnd: atYEnd

    width: 480
    height: 800
    delegate: Rectangle {
        id: row

        required property int index
        required property string name
        required property string country
        required property double latitude
        required property double longitude

        width: ListView.view.width
        height: 32
        color: index % 2 ? "#f2f2f2" : "white"

        Text {
            x: 8
            width: parent.width - 200
            anchors.verticalCenter: parent.verticalCenter
            text: `${row.name}, ${row.country}`
            elide: Text.ElideRight
        }
        Text {
            anchors { right: parent.right; rightMargin: 8; verticalCenter: parent.verticalCenter }
            text: `${row.latitude.toFixed(3)} ${row.longitude.toFixed(3)}`
        }
    }
}
