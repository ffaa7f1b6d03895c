// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "api/generated/operations_p.h"
#include "values/errorcodes_p.h"
#include "fakeserver/fakeserver.h"
#include "waiting/longtimeouts.h"

#include <QtDynamoDB/qdynamodbclient.h>

#include <QtCore/qmetaobject.h>
#include <QtQml/qqmlcomponent.h>
#include <QtQml/qqmlcontext.h>
#include <QtQml/qqmlengine.h>
#include <QtTest/qsignalspy.h>

using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;

namespace {

// A component that starts calls and stores their results in the engine, which outlives the component.
const auto asking = R"(
import QtQml
import QtDynamoDB

QtObject {
    property DynamoDBClient client: DynamoDBClient {
        region: "us-east-1"
        endpoint: serverUrl
        maxRetries: 0
        accessKeyId: "AKIDEXAMPLE"
        secretAccessKey: "s3cr3t-key"
    }
    function ask(operation, request) {
        client[operation](request).then(result => { outcome.result = JSON.stringify(result) },
                                        error => { outcome.code = error.code;
                                                   outcome.expected = DynamoDB.ErrorCode[DynamoDB.errorName(error.code)];
                                                   outcome.text = String(error) });
    }
    property var call
    function begin() {
        call = start();
        call.then(() => { outcome.result = "done" }, error => { outcome.code = error.code });
    }
    function cancel() { call.cancel() }
    function start() { return client.getItem({ tableName: "Table", key: { id: 1 } }) }
}
)"_ba;

// A component that waits for the promise of another component.
const auto waiting = R"(
import QtQml

QtObject {
    function wait(asking) {
        asking.start().then(() => { outcome.result = "done" }, error => { outcome.code = error.code });
    }
}
)"_ba;

} // namespace

class Outcome : public QObject
{
    Q_OBJECT
    Q_PROPERTY(QString result MEMBER result)
    Q_PROPERTY(int code MEMBER code)
    Q_PROPERTY(int expected MEMBER expected)
    Q_PROPERTY(QString text MEMBER text)

public:
    QString result;
    int code = -1;
    int expected = -2;
    QString text;
};

namespace {

// An engine with the component.
struct World
{
    explicit World(const FakeServer &server)
        : engine(std::make_unique<QQmlEngine>())
    {
        engine->addImportPath(QStringLiteral(QML_IMPORT_PATH));
        engine->rootContext()->setContextProperty(u"serverUrl"_s, server.url());
        engine->rootContext()->setContextProperty(u"outcome"_s, &outcome);
        object = create(asking);
    }
    ~World()
    {
        object.reset();
        engine.reset();
    }
    Q_DISABLE_COPY_MOVE(World)

    std::unique_ptr<QObject> create(const QByteArray &qml)
    {
        QQmlComponent component(engine.get());
        component.setData(qml, QUrl(u"test.qml"_s));
        std::unique_ptr<QObject> created(component.create());
        if (!created)
            qFatal("%s", qPrintable(component.errorString()));
        return created;
    }
    void ask(const QString &operation = u"getItem"_s,
             const QVariantMap &request = { { u"tableName"_s, u"Table"_s },
                                            { u"key"_s, QVariantMap { { u"id"_s, 1 } } } })
    {
        QVERIFY(QMetaObject::invokeMethod(object.get(), "ask", Q_ARG(QVariant, operation),
                                          Q_ARG(QVariant, request)));
    }
    [[nodiscard]] QDynamoDBClient *client() const
    {
        return object->property("client").value<QDynamoDBClient *>();
    }

    Outcome outcome;
    std::unique_ptr<QQmlEngine> engine;
    std::unique_ptr<QObject> object;
};

} // namespace

// Promises when the component, the client or the engine is destroyed, and error codes in QML.
class tst_QmlPromises : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void resolves();
    void warmUp();
    void errorCodes_data();
    void errorCodes();
    void codesAreThoseOfCpp();
    void operations_data();
    void operations();
    void cancelled();
    void componentDestroyed();
    void clientDestroyed();
    void engineDestroyed();
    void engineDestroyedUnsettled();
    void collected();
};

void tst_QmlPromises::resolves()
{
    FakeServer server;
    server.setDefault(Reaction::json(200, R"({"Item":{"id":{"N":"1"},"text":{"S":"hello"}}})"));
    World world(server);
    world.ask();
    QTRY_COMPARE(world.outcome.result, uR"({"item":{"id":1,"text":"hello"}})"_s);
}

void tst_QmlPromises::warmUp()
{
    FakeServer server;
    World world(server);
    QVERIFY(QMetaObject::invokeMethod(world.object.get(), "ask", Q_ARG(QVariant, u"warmUp"_s),
                                      Q_ARG(QVariant, 1)));
    QTRY_COMPARE(server.connections(), 1);
    QCOMPARE(server.copies(), 0);
    QVERIFY(QMetaObject::invokeMethod(world.object.get(), "ask", Q_ARG(QVariant, u"warmUp"_s),
                                      Q_ARG(QVariant, 0)));
    QTRY_COMPARE(world.outcome.code, int(Code::InvalidParameterValue));
}

void tst_QmlPromises::errorCodes_data()
{
    QTest::addColumn<Code>("code");
    const auto codes = QMetaEnum::fromType<Code>();
    for (int i = 0; i < codes.keyCount(); ++i) {
        const auto code = Code(codes.value(i));
        // Codes of errors that the service sends.
        if (QtDynamoDBPrivate::errorCodeInfo(code).httpStatus)
            QTest::newRow(codes.key(i)) << code;
    }
}

void tst_QmlPromises::errorCodes()
{
    QFETCH(Code, code);
    const auto &info = QtDynamoDBPrivate::errorCodeInfo(code);
    FakeServer server;
    server.setDefault(Reaction::error(info.httpStatus, info.wireName));
    World world(server);
    world.ask();
    QTRY_COMPARE(world.outcome.code, int(code));
    QCOMPARE(world.outcome.expected, int(code));
    QCOMPARE(world.outcome.text, u"Error: test error"_s);
}

// All codes, including those that no server sends.
void tst_QmlPromises::codesAreThoseOfCpp()
{
    FakeServer server;
    World world(server);
    const auto codes = QMetaEnum::fromType<Code>();
    QVERIFY(codes.keyCount() > 60);
    const auto object = world.create("import QtQml\nimport QtDynamoDB\nQtObject {\n"
                                     "function code(name) { return DynamoDB.ErrorCode[name] } }");
    for (int i = 0; i < codes.keyCount(); ++i) {
        QVariant value;
        QVERIFY(QMetaObject::invokeMethod(object.get(), "code", Q_RETURN_ARG(QVariant, value),
                                          Q_ARG(QVariant, QString::fromLatin1(codes.key(i)))));
        QCOMPARE(value.toInt(), codes.value(i));
        QVERIFY(value.isValid());
    }
}

// Each operation is a method of the same name.
void tst_QmlPromises::operations_data()
{
    QTest::addColumn<QString>("name");
    for (const auto *operation : QtDynamoDBPrivate::allOperations()) {
        if (operation->service == QtDynamoDBPrivate::Service::DynamoDB)
            QTest::newRow(operation->name) << QString::fromLatin1(operation->name);
    }
}

void tst_QmlPromises::operations()
{
    QFETCH(QString, name);
    FakeServer server;
    World world(server);
    world.client()->setEndpoint(QUrl(u"http://127.0.0.1:%1"_s.arg(server.deadPort())));
    QSignalSpy finished(world.client(), &QDynamoDBClient::finished);
    // The request or its error names the operation.
    world.ask(name.left(1).toLower() + name.mid(1), {});
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(finished[0][0].value<QDynamoDBOutcome>().operation, name);
    QTRY_VERIFY(world.outcome.code > 0);
}

// cancel() of the promise aborts a call that waits for its response.
void tst_QmlPromises::cancelled()
{
    FakeServer server;
    server.setDefault(Reaction::json(200, "{}").held());
    World world(server);
    QSignalSpy finished(world.client(), &QDynamoDBClient::finished);
    QVERIFY(QMetaObject::invokeMethod(world.object.get(), "begin"));
    QTRY_COMPARE(server.held(), 1);
    QCOMPARE(world.outcome.code, -1);
    QVERIFY(QMetaObject::invokeMethod(world.object.get(), "cancel"));
    QTRY_COMPARE(world.outcome.code, int(Code::Cancelled));
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(finished[0][0].value<QDynamoDBOutcome>().error.code(), Code::Cancelled);
    QCOMPARE(world.outcome.result, QString());
    // No effect once it is settled, or after the client is destroyed.
    QVERIFY(QMetaObject::invokeMethod(world.object.get(), "cancel"));
    delete world.client();
    QVERIFY(QMetaObject::invokeMethod(world.object.get(), "cancel"));
}

void tst_QmlPromises::componentDestroyed()
{
    FakeServer server;
    server.setDefault(Reaction::json(200, "{}").held());
    World world(server);
    world.client()->setParent(world.engine.get()); // outlives the component
    const auto waiter = world.create(waiting);
    QVERIFY(QMetaObject::invokeMethod(waiter.get(), "wait",
                                      Q_ARG(QVariant, QVariant::fromValue(world.object.get()))));
    world.ask(); // the scope of these handlers is destroyed
    QTRY_COMPARE(server.held(), 2);
    world.object.reset();
    server.release();
    QTRY_COMPARE(world.outcome.result, u"done"_s);
}

void tst_QmlPromises::clientDestroyed()
{
    FakeServer server;
    server.setDefault(Reaction::json(200, "{}").held());
    World world(server);
    world.ask();
    QTRY_COMPARE(server.held(), 1);
    delete world.client();
    QTRY_COMPARE(world.outcome.code, int(Code::ClientDestroyed));
    QCOMPARE(world.outcome.result, QString());
}

void tst_QmlPromises::engineDestroyed()
{
    FakeServer server;
    server.setDefault(Reaction::json(200, "{}").held());
    World world(server);
    world.ask();
    QTRY_COMPARE(server.held(), 1);
    const std::unique_ptr<QObject> orphan = std::move(world.object); // including the client
    world.engine.reset();
    server.release();
    QCoreApplication::processEvents();
    QCOMPARE(world.outcome.code, -1);
}

// The response has arrived, but its event is delivered after the engine is destroyed.
void tst_QmlPromises::engineDestroyedUnsettled()
{
    FakeServer server;
    World world(server);
    QSignalSpy finished(world.client(), &QDynamoDBClient::finished);
    for (int i = 0; i < 20; ++i)
        world.ask();
    QTRY_COMPARE(server.requests().size(), 20);
    world.object.reset();
    world.engine.reset();
    QCoreApplication::sendPostedEvents();
    QCoreApplication::processEvents();
    QCOMPARE(world.outcome.code, -1);
}

// Only the promise keeps its handlers alive.
void tst_QmlPromises::collected()
{
    FakeServer server;
    server.setDefault(Reaction::json(200, "{}").held());
    World world(server);
    world.ask();
    QTRY_COMPARE(server.held(), 1);
    world.engine->collectGarbage();
    server.release();
    QTRY_COMPARE(world.outcome.result, u"{}"_s);
    // Calls leave no objects behind.
    const auto children = world.engine->children().size();
    server.setDefault(Reaction::json(200, "{}"));
    for (int i = 0; i < 20; ++i) {
        world.outcome.result.clear();
        world.ask();
        QTRY_COMPARE(world.outcome.result, u"{}"_s);
    }
    QTRY_COMPARE(world.engine->children().size(), children);
}

QTEST_GUILESS_MAIN(tst_QmlPromises)
#include "tst_qmlpromises.moc"
