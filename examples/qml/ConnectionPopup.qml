// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import QtDynamoDB

// A form for the connection settings and the name of the author.
Popup {
    id: popup

    property string region
    property string profile
    property string endpoint
    property string author

    signal accepted(string region, string profile, string endpoint, string author)

    function accept() {
        accepted(regionField.text.trim(), profileField.editText.trim(), endpointField.text.trim(),
                 authorField.text.trim());
        close();
    }

    modal: true
    focus: true
    padding: 24
    anchors.centerIn: Overlay.overlay
    width: Math.min(420, (parent?.width ?? 420) - 32)
    onAboutToShow: {
        profiles.reload();
        regionField.text = region;
        profileField.write(profile);
        endpointField.text = endpoint;
        authorField.text = author;
        profileField.forceActiveFocus();
    }

    background: Rectangle {
        radius: 14
        color: Theme.panel
        border { width: 1; color: Theme.line }
    }

    DynamoDBProfiles {
        id: profiles
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 8
        Keys.onReturnPressed: popup.accept()

        Text {
            text: qsTr("Connection")
            color: Theme.text
            font { pixelSize: 18; bold: true }
        }
        Text {
            Layout.fillWidth: true
            Layout.bottomMargin: 8
            text: qsTr("Empty fields have the values that the AWS CLI would use.")
            color: Theme.muted
            wrapMode: Text.Wrap
            font.pixelSize: 12
        }
        Text { text: qsTr("Profile"); color: Theme.muted; font.pixelSize: 12 }
        Choice {
            id: profileField
            objectName: "profile"
            Layout.fillWidth: true
            choices: profiles.names
            placeholderText: "default"
            onAccepted: if (!profileField.popup.visible) popup.accept() // not after a choice from the list
        }
        Text {
            objectName: "profileProblem"
            Layout.fillWidth: true
            visible: text
            text: profiles.error.message
            textFormat: Text.PlainText
            color: Theme.bad
            wrapMode: Text.Wrap
            font.pixelSize: 12
        }
        Text { text: qsTr("Region"); color: Theme.muted; font.pixelSize: 12 }
        Field {
            id: regionField
            objectName: "region"
            Layout.fillWidth: true
            placeholderText: "eu-central-1"
        }
        Text { text: qsTr("Endpoint"); color: Theme.muted; font.pixelSize: 12 }
        Field {
            id: endpointField
            objectName: "endpoint"
            Layout.fillWidth: true
            placeholderText: qsTr("endpoint of the region")
        }
        Text { text: qsTr("Your name"); color: Theme.muted; font.pixelSize: 12 }
        Field {
            id: authorField
            objectName: "author"
            Layout.fillWidth: true
        }
        RowLayout {
            Layout.topMargin: 12
            spacing: 8

            Item { Layout.fillWidth: true }
            FlatButton {
                text: qsTr("Cancel")
                onClicked: popup.close()
            }
            FlatButton {
                objectName: "connect"
                filled: true
                text: qsTr("Connect")
                onClicked: popup.accept()
            }
        }
    }
}
