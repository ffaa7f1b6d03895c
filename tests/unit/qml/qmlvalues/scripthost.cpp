// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "scripthost.h"

#include <QtDynamoDB/qdynamodberror.h>

#include <QtCore/qjsondocument.h>
#include <QtQml/qqmlcomponent.h>
#include <QtQml/qqmlcontext.h>
#include <QtQml/qqmlexpression.h>
#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;

static const auto component = uR"(
import QtQml
import QtQml.Models
import QtDynamoDB

QtObject {
    id: root

    property DynamoDBClient db: DynamoDBClient {
        region: "us-east-1"
        endpoint: serverUrl
        maxRetries: 0
        accessKeyId: "AKIDEXAMPLE"
        secretAccessKey: "s3cr3t-key"
    }
    property DynamoDBQueryModel model: DynamoDBQueryModel {
        editable: true
        onErrorOccurred: error => root.errors.push(error.message)
    }
    property var errors: []
    property var created: ({})
    property Instantiator view: Instantiator {
        model: root.model
        delegate: QtObject {
            required property int index
            required property var model
            required property string n
            required property real v
            required property var item
            property string label: n
        }
        onObjectAdded: (index, object) => root.created = object
    }
    property Connections afterReading: Connections {
        target: root.model
        function onStatusChanged() {
            if (root.model.status !== DynamoDBQueryModel.Loading)
                Qt.callLater(root.done)
        }
    }
    property var done: () => {}

    // Reads the table with the model, and passes the model and its first delegate to the callback.
    function read(callback, properties) {
        done = () => {
            done = () => {};
            try {
                callback(model, created);
            } catch (error) {
                host.report("thrown: " + error);
            }
        };
        Object.assign(model, Object.assign({ keyCondition: { pk: "p" } }, properties));
        model.client = db;
        model.tableName = "Table";
    }
    function report(text) {
        host.report(text);
    }
    // Reports the result or the error of the promise.
    function settle(promise, callback) {
        const run = value => {
            try {
                callback(value);
            } catch (error) {
                report("thrown: " + error);
            }
        };
        promise.then(run, run);
    }
    function start() {
        %1
    }
    function safely() {
        try {
            start();
        } catch (error) {
            report("thrown: " + error.message);
        }
    }
}
)"_s;

ScriptHost::ScriptHost()
{
    reply(u"DescribeTable"_s, R"({"Table":{"TableName":"Table","TableStatus":"ACTIVE",
        "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}],
        "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}]}})");
    m_server.setHandler([this](const FakeRequest &request) { return react(request); });
    m_engine = std::make_unique<QQmlEngine>();
    m_engine->addImportPath(QStringLiteral(QML_IMPORT_PATH));
    m_engine->rootContext()->setContextProperty(u"serverUrl"_s, m_server.url());
    m_engine->rootContext()->setContextProperty(u"host"_s, this);
}

ScriptHost::~ScriptHost() = default;

void ScriptHost::reply(const QString &operation, const QByteArray &json, int status)
{
    const QMutexLocker locker(&m_mutex);
    m_replies.insert(operation, Reaction::json(status, json));
}

Reaction ScriptHost::react(const FakeRequest &request)
{
    const QString target = QString::fromLatin1(request.header("x-amz-target"));
    const QString operation = target.mid(target.lastIndexOf(u'.') + 1);
    const QMutexLocker locker(&m_mutex);
    m_sent.insert(operation, request.body);
    return m_replies.value(operation, Reaction::json(200, "{}"));
}

QJsonObject ScriptHost::sent(const QString &operation) const
{
    const QMutexLocker locker(&m_mutex);
    return QJsonDocument::fromJson(m_sent.value(operation)).object();
}

void ScriptHost::report(const QString &text)
{
    m_text = text;
    m_reported = true;
}

QDynamoDBClient *ScriptHost::client()
{
    m_client.setRegion(u"us-east-1"_s);
    m_client.setEndpoint(QUrl(m_server.url()));
    m_client.setCredentials(QDynamoDBCredentials(u"AKIDEXAMPLE"_s, u"s3cr3t-key"_s));
    QQmlEngine::setObjectOwnership(&m_client, QQmlEngine::CppOwnership);
    return &m_client;
}

QVariant ScriptHost::error() const
{
    return QVariant::fromValue(
            QDynamoDBError(QDynamoDBError::Code::InvalidParameterValue, m_errorText));
}

QString ScriptHost::errorText(const QString &text)
{
    m_errorText = text;
    QQmlExpression expression(m_engine->rootContext(), nullptr, u"host.error().message"_s);
    return expression.evaluate().toString();
}

QVariantMap ScriptHost::hostile() const
{
    return { { u"__proto__"_s, QVariantMap { { u"x"_s, 1 } } },
             { u"constructor"_s, QVariantMap { { u"name"_s, u"Set"_s } } },
             { u"toJSON"_s, u"x"_s },
             { u"length"_s, 3 } };
}

QString ScriptHost::run(const QString &script)
{
    m_reported = false;
    m_text.clear();
    QQmlComponent qml(m_engine.get());
    qml.setData(component.arg(script).toUtf8(), QUrl(u"script.qml"_s));
    const std::unique_ptr<QObject> object(qml.create());
    if (!object)
        return qml.errorString();
    QMetaObject::invokeMethod(object.get(), "safely");
    if (!QTest::qWaitFor([this] { return m_reported; }, 30000))
        return u"nothing was reported"_s;
    return m_text;
}
