// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Layouts
import QtDynamoDB

// A banner that explains an error by its code, with buttons for possible remedies.
Rectangle {
    id: banner

    property int code: DynamoDB.ErrorCode.NoError
    property string message
    property string title
    readonly property bool shown: title !== ""
    // Errors that other connection settings may solve.
    readonly property var connectionErrors: [
        DynamoDB.ErrorCode.Request, DynamoDB.ErrorCode.NoCredentials, DynamoDB.ErrorCode.NoProfile,
        DynamoDB.ErrorCode.ConfigNotFound, DynamoDB.ErrorCode.UnrecognizedClient,
        DynamoDB.ErrorCode.ExpiredToken, DynamoDB.ErrorCode.AccessDenied,
        DynamoDB.ErrorCode.InvalidSignature, DynamoDB.ErrorCode.ResourceNotFound
    ]
    readonly property bool isWarning: code === DynamoDB.ErrorCode.ConditionalCheckFailed

    signal retry()
    signal connection()

    function show(error) {
        code = error.code;
        message = error.message;
        title = titleOf(error);
    }

    // Pending calls continue after the user has confirmed the code on the page.
    function signIn(url, confirm) {
        code = DynamoDB.ErrorCode.NoError;
        message = qsTr("Confirm the code %1 at %2").arg(confirm).arg(url);
        title = qsTr("Sign in");
        Qt.openUrlExternally(url);
    }

    function hide() {
        title = "";
    }

    function titleOf(error) {
        switch (error.code) {
        case DynamoDB.ErrorCode.ConditionalCheckFailed:
            return qsTr("Changed by another user");
        case DynamoDB.ErrorCode.ResourceNotFound:
            return error.tableName ? qsTr("The table “%1” does not exist").arg(error.tableName)
                                   : qsTr("The table does not exist");
        case DynamoDB.ErrorCode.Request:
        case DynamoDB.ErrorCode.Timeout:
            return qsTr("The service cannot be reached");
        case DynamoDB.ErrorCode.NoCredentials:
        case DynamoDB.ErrorCode.NoProfile:
        case DynamoDB.ErrorCode.ConfigNotFound:
            return qsTr("No credentials: choose a profile");
        case DynamoDB.ErrorCode.UnrecognizedClient:
        case DynamoDB.ErrorCode.InvalidSignature:
        case DynamoDB.ErrorCode.ExpiredToken:
            return qsTr("The service does not accept these credentials");
        case DynamoDB.ErrorCode.AccessDenied:
            return qsTr("Access denied");
        case DynamoDB.ErrorCode.Throttling:
        case DynamoDB.ErrorCode.ProvisionedThroughputExceeded:
        case DynamoDB.ErrorCode.RequestLimitExceeded:
            return qsTr("Too many requests");
        default:
            return DynamoDB.errorName(error.code);
        }
    }

    objectName: "banner"
    implicitHeight: shown ? row.implicitHeight + 20 : 0
    visible: implicitHeight > 0
    clip: true
    color: isWarning ? Theme.warningFill : Theme.badFill

    Behavior on implicitHeight {
        NumberAnimation { duration: 120 }
    }

    RowLayout {
        id: row

        anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter; leftMargin: 20; rightMargin: 12 }
        spacing: 10

        ColumnLayout {
            spacing: 2

            Text {
                objectName: "bannerTitle"
                Layout.fillWidth: true
                text: banner.title
                color: banner.isWarning ? Theme.warning : Theme.bad
                wrapMode: Text.Wrap
                font { pixelSize: 14; bold: true }
            }
            Text {
                Layout.fillWidth: true
                text: banner.message
                textFormat: Text.PlainText
                color: banner.isWarning ? Theme.warning : Theme.bad
                wrapMode: Text.Wrap
                maximumLineCount: 3
                elide: Text.ElideRight
                font.pixelSize: 12
            }
        }
        FlatButton {
            objectName: "bannerConnection"
            visible: banner.connectionErrors.indexOf(banner.code) >= 0
            tint: Theme.bad
            text: qsTr("Connection …")
            onClicked: banner.connection()
        }
        FlatButton {
            objectName: "bannerRetry"
            visible: !banner.isWarning
            tint: Theme.bad
            text: qsTr("Try again")
            onClicked: banner.retry()
        }
        FlatButton {
            objectName: "bannerClose"
            tint: banner.isWarning ? Theme.warning : Theme.bad
            text: "✕"
            hint: qsTr("Close")
            onClicked: banner.hide()
        }
    }
}
