// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick

// As many list views are: some texts a row, taken from the roles. Not with reuseItems: a view of Qt
// that reuses its delegates does not ask for more rows (QQmlDelegateModel, seen with Qt 6.4).
ListView {
    id: list

    // Down by so much, as far as there are rows.
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
