// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef SCRIPTHOST_H
#define SCRIPTHOST_H

#include "fakeserver/fakeserver.h"

#include <QtCore/qhash.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qmutex.h>
#include <QtDynamoDB/qdynamodbclient.h>

#include <QtQml/qqmlengine.h>

#include <memory>

// A QML engine with a client `db` of a fake server. Scripts finish by calling report() with a text;
// exceptions are reported, too.
class ScriptHost : public QObject
{
    Q_OBJECT

public:
    ScriptHost();
    ~ScriptHost() override;
    Q_DISABLE_COPY_MOVE(ScriptHost)

    // Sets the response to an operation, and returns the body of the last request.
    void reply(const QString &operation, const QByteArray &json, int status = 200);
    [[nodiscard]] QJsonObject sent(const QString &operation) const;

    // Runs the body of a function in a component with a model and a delegate.
    [[nodiscard]] QString run(const QString &script);

    // Returns the text of a client's error as QML shows it.
    [[nodiscard]] QString errorText(const QString &text);
    Q_INVOKABLE QVariant error() const; // that of errorText()

    Q_INVOKABLE void report(const QString &text);
    Q_INVOKABLE QDynamoDBClient *client(); // of C++
    Q_INVOKABLE QVariantMap hostile() const; // with names that have a meaning in JavaScript

private:
    Reaction react(const FakeRequest &request);

    mutable QMutex m_mutex;
    QHash<QString, Reaction> m_replies;
    QHash<QString, QByteArray> m_sent;
    FakeServer m_server;
    QString m_text;
    QString m_errorText;
    bool m_reported = false;
    QDynamoDBClient m_client;
    std::unique_ptr<QQmlEngine> m_engine;
};

#endif
