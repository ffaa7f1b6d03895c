// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef SCRIPTHOST_H
#define SCRIPTHOST_H

#include "fakeserver/fakeserver.h"

#include <QtCore/qhash.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qmutex.h>
#include <QtQml/qqmlengine.h>

#include <memory>

// A QML engine with a client `db` of a fake server. Scripts call report() with a text when they are
// done; what they throw is reported, too.
class ScriptHost : public QObject
{
    Q_OBJECT

public:
    ScriptHost();
    ~ScriptHost() override;
    Q_DISABLE_COPY_MOVE(ScriptHost)

    // What the server replies to an operation from now on, and the last body that it was sent.
    void reply(const QString &operation, const QByteArray &json, int status = 200);
    [[nodiscard]] QJsonObject sent(const QString &operation) const;

    // Runs the body of a function, in a component that has a model and a delegate of its own.
    [[nodiscard]] QString run(const QString &script);

    Q_INVOKABLE void report(const QString &text);
    Q_INVOKABLE QVariantMap hostile() const; // names that mean something to JavaScript

private:
    Reaction react(const FakeRequest &request);

    mutable QMutex m_mutex;
    QHash<QString, Reaction> m_replies;
    QHash<QString, QByteArray> m_sent;
    FakeServer m_server;
    QString m_text;
    bool m_reported = false;
    std::unique_ptr<QQmlEngine> m_engine;
};

#endif
