// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import QtDynamoDB

// The window: forums, the threads of one forum, and the replies of one thread, side by side if there is
// room.
ApplicationWindow {
    id: window

    property bool demo: false
    property bool ready: !demo // false until the demo server has started
    property url endpoint
    property string region
    property string profile
    property string problem // why the demo server failed
    property string author: qsTr("Ada")

    readonly property int columns: width >= 1000 ? 3 : width >= 680 ? 2 : 1
    property int page: 0 // the rightmost visible column, if not all fit
    readonly property int firstPane: Math.max(0, Math.min(page - columns + 1, 3 - columns))
    readonly property string forumName: nameOf(forums.get(forumView.currentIndex))
    property string subject // of the chosen thread
    readonly property var thread: {
        threads.count; // reevaluates the binding when rows or values change
        window.changes;
        return threads.get(window.rowOf(window.subject));
    }
    property int changes: 0

    function nameOf(forum: var) : string {
        return forum.Name ?? "";
    }

    function shows(pane: int) : bool {
        return pane >= firstPane && pane < firstPane + columns;
    }

    function rowOf(wanted: string) : int {
        for (let row = 0; wanted && row < threads.count; ++row) {
            if (threads.get(row)["Subject"] === wanted)
                return row;
        }
        return -1;
    }

    function reload() {
        banner.hide();
        for (const model of [forums, threads, replies])
            model.reload();
    }

    function reply(text) {
        const id = `${forumName}#${subject}`;
        const now = new Date();
        composer.sending = true;
        db.transactWriteItems({ transactItems: [
            { put: {
                tableName: "Reply",
                item: { Id: id, ReplyDateTime: now, Message: text, PostedBy: author },
                conditionExpression: "attribute_not_exists(Id)"
            } },
            { update: {
                tableName: "Thread", key: { ForumName: forumName, Subject: subject },
                updateExpression: "SET LastPostDateTime = :now, LastPostedBy = :by ADD Replies :one",
                expressionAttributeValues: { ":now": now, ":by": author, ":one": 1 }
            } },
            { update: {
                tableName: "Forum", key: { Name: forumName },
                updateExpression: "ADD Messages :one", expressionAttributeValues: { ":one": 1 }
            } }
        ] }).then(() => {
            composer.sending = false;
            composer.clear();
            replyView.followEnd = true;
            replies.fetchAll();
            for (const model of [forums, threads, replies]) {
                if (!model.following) // the table has no stream
                    model.reload();
            }
        }, error => {
            composer.sending = false; // the text is kept
            banner.show(error);
        });
    }

    width: 1180
    height: 760
    minimumWidth: 360
    minimumHeight: 420
    visible: true
    title: qsTr("Forum")
    color: Theme.window
    font.pixelSize: 14
    palette {
        window: Theme.window; base: Theme.panel; text: Theme.text; windowText: Theme.text
        button: Theme.panel; buttonText: Theme.text; highlight: Theme.accent
        highlightedText: Theme.accentText; mid: Theme.line; dark: Theme.muted
        toolTipBase: Theme.raised; toolTipText: Theme.text; placeholderText: Theme.muted
    }
    onForumNameChanged: subject = ""
    onProblemChanged: banner.show({ code: DynamoDB.ErrorCode.Request, message: problem })

    DynamoDBClient {
        id: db

        endpoint: window.endpoint
        region: window.demo ? "local" : window.region
        profile: window.profile
        accessKeyId: window.demo ? "local" : ""
        secretAccessKey: window.demo ? "local" : ""
        onAuthorizationRequired: (url, code) => banner.signIn(url, code)
    }
    DynamoDBScanModel {
        id: forums

        client: window.ready ? db : null
        tableName: "Forum"
        attributes: ["Name", "Category", "Threads", "Messages"]
        live: true
        onErrorOccurred: error => banner.show(error)
        onCountChanged: if (forumView.currentIndex < 0 && count > 0) forumView.currentIndex = 0
    }
    DynamoDBQueryModel {
        id: threads

        client: window.forumName ? db : null
        tableName: "Thread"
        indexName: "LastPostIndex"
        keyCondition: ({ ForumName: window.forumName })
        attributes: ["Subject", "LastPostedBy", "LastPostDateTime", "Replies"]
        descending: true // the newest first
        live: true
        onErrorOccurred: error => banner.show(error)
        onStatusChanged: if (status === DynamoDBQueryModel.Ready && !window.subject && count > 0) threadView.choose(0)
        onDataChanged: ++window.changes
    }
    DynamoDBQueryModel {
        id: replies

        client: window.subject ? db : null
        tableName: "Reply"
        keyCondition: ({ Id: `${window.forumName}#${window.subject}` })
        attributes: ["Message", "PostedBy", "ReplyDateTime"]
        pageSize: 20
        editable: true
        live: true
        onErrorOccurred: error => banner.show(error)
    }

    Shortcut {
        sequence: "F5"
        onActivated: window.reload()
    }
    Shortcut {
        sequence: "Alt+Left"
        onActivated: window.page = Math.max(0, window.page - 1)
    }
    Shortcut {
        sequence: "Ctrl+D"
        onActivated: modeButton.clicked()
    }

    ConnectionPopup {
        id: connection

        region: window.region
        profile: window.profile
        endpoint: String(window.endpoint)
        author: window.author
        onAccepted: (region, profile, endpoint, author) => {
            window.author = author || window.author;
            if (region === window.region && profile === window.profile && endpoint === String(window.endpoint))
                return;
            banner.hide();
            window.demo = window.demo && endpoint === String(window.endpoint);
            window.ready = true;
            window.region = region;
            window.profile = profile;
            window.endpoint = endpoint;
        }
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        Banner {
            id: banner

            Layout.fillWidth: true
            onRetry: window.reload()
            onConnection: connection.open()
        }
        RowLayout {
            spacing: 1

            Panel {
                objectName: "forumPane"
                Layout.fillHeight: true
                Layout.fillWidth: window.columns === 1
                Layout.preferredWidth: 250
                visible: window.shows(0)
                color: Theme.window
                title: qsTr("Forums")
                busy: forums.loading || !window.ready && !window.problem
                live: forums.following
                actions: [
                    FlatButton {
                        id: modeButton

                        objectName: "mode"
                        text: Theme.mode === Theme.Mode.System ? "◐" : Theme.dark ? "☾" : "☀"
                        hint: [qsTr("Colours of the system"), qsTr("Light"), qsTr("Dark")][Theme.mode]
                        onClicked: Theme.mode = (Theme.mode + 1) % 3
                    },
                    FlatButton {
                        objectName: "connection"
                        text: "⚙"
                        hint: qsTr("Connection")
                        onClicked: connection.open()
                    }
                ]

                ListView {
                    id: forumView

                    objectName: "forums"

                    function choose(row) {
                        window.page = Math.max(window.page, 1);
                    }

                    anchors { fill: parent; topMargin: 6 }
                    activeFocusOnTab: true
                    model: forums
                    currentIndex: -1
                    delegate: ForumDelegate { }
                    section.property: "category"
                    section.delegate: Text {
                        required property string section

                        text: section.toUpperCase()
                        color: Theme.muted
                        leftPadding: 20
                        topPadding: 12
                        bottomPadding: 4
                        font { pixelSize: 11; bold: true; letterSpacing: 1 }
                    }
                    ScrollBar.vertical: ScrollBar { }
                    Keys.onReturnPressed: {
                        choose(currentIndex);
                        threadView.forceActiveFocus();
                    }
                }
            }
            Panel {
                objectName: "threadPane"
                Layout.fillHeight: true
                Layout.fillWidth: window.columns === 1 || window.columns === 2 && !window.shows(2)
                Layout.preferredWidth: 340
                visible: window.shows(1)
                title: window.forumName
                busy: threads.loading
                live: threads.following
                canGoBack: !window.shows(0)
                onBack: window.page = 0

                ListView {
                    id: threadView

                    objectName: "threads"

                    function choose(row) {
                        currentIndex = row;
                        window.subject = threads.get(row)["Subject"] ?? "";
                        if (activeFocus)
                            window.page = 2;
                    }

                    anchors { fill: parent; topMargin: 6 }
                    activeFocusOnTab: true
                    model: threads
                    delegate: ThreadDelegate { }
                    ScrollBar.vertical: ScrollBar { }
                    move: Transition { NumberAnimation { properties: "y"; duration: 200 } }
                    displaced: Transition { NumberAnimation { properties: "y"; duration: 200 } }
                    Keys.onReturnPressed: replyView.forceActiveFocus()
                    onCurrentIndexChanged: if (activeFocus && currentIndex >= 0) choose(currentIndex)
                }
            }
            Panel {
                objectName: "replyPane"
                Layout.fillHeight: true
                Layout.fillWidth: true
                Layout.minimumWidth: 340
                visible: window.shows(2)
                title: window.subject
                busy: replies.loading || composer.sending
                live: replies.following
                canGoBack: !window.shows(1)
                onBack: window.page = 1

                ListView {
                    id: replyView

                    objectName: "replies"
                    property bool followEnd: false

                    anchors { left: parent.left; right: parent.right; top: parent.top; bottom: composer.top }
                    activeFocusOnTab: true
                    boundsBehavior: Flickable.StopAtBounds
                    model: replies
                    header: ThreadHead {
                        width: ListView.view?.width ?? 0
                        thread: window.thread // qmllint disable unqualified
                    }
                    delegate: ReplyCard { }
                    footer: Item { implicitHeight: 16 }
                    ScrollBar.vertical: ScrollBar { }
                    onCountChanged: {
                        if (!followEnd || replies.hasMore)
                            return;
                        forceLayout();
                        positionViewAtEnd();
                    }
                    onMovementStarted: followEnd = false
                }
                Composer {
                    id: composer

                    anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
                    enabled: window.subject !== ""
                    author: window.author
                    onSubmitted: text => window.reply(text)
                }
            }
        }
    }
}
