// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "qml/qdynamodbqmlreporters_p.h"
#include "qml/js/jsarguments_p.h"

using namespace QtDynamoDBPrivate;
using namespace Qt::StringLiterals;

/*!
    \qmltype DynamoDBInfluxReporter
    \inqmlmodule QtDynamoDB
    \instantiates QDynamoDBInfluxReporter
    \brief Sends the measurements of a client to InfluxDB.

    \qml
    DynamoDBInfluxReporter {
        client: db
        url: "http://127.0.0.1:8086"
        database: "app"
    }
    \endqml

    The other properties, methods and signals are those of QDynamoDBInfluxReporter.

    \since 0.1
*/

/*!
    \qmltype DynamoDBOtlpReporter
    \inqmlmodule QtDynamoDB
    \instantiates QDynamoDBOtlpReporter
    \brief Sends the measurements of a client to an OpenTelemetry collector.

    It has the properties \c client and \c intervalMs and the method \c flush() of
    DynamoDBInfluxReporter. The other properties and signals are those of QDynamoDBOtlpReporter.

    \since 0.1
*/

/*!
    \qmlproperty DynamoDBClient DynamoDBInfluxReporter::client

    The client whose attempts are reported. For several clients, call \c attach() and \c detach().
*/

/*!
    \qmlproperty int DynamoDBInfluxReporter::intervalMs

    The longest time that a measurement waits for others, in milliseconds. See
    QDynamoDBReporter::interval.
*/

/*!
    \qmlmethod bool DynamoDBInfluxReporter::flush(int timeoutMs)

    Sends all pending measurements and blocks until this is done, at most \a timeoutMs, which is 5000 by
    default. Returns whether all were sent.
*/

/*!
    \qmlmethod void DynamoDBOtlpReporter::setHeaders(object headers)

    Sets additional HTTP \a headers, an object of strings. Throws a \c TypeError for another value.
*/

QDynamoDBQmlReporter::QDynamoDBQmlReporter(QObject *reporter)
    : QObject(reporter)
    , m_reporter(static_cast<QDynamoDBReporter *>(reporter))
{
    connect(m_reporter, &QDynamoDBReporter::intervalChanged, this,
            &QDynamoDBQmlReporter::intervalMsChanged);
}

void QDynamoDBQmlReporter::setClient(QDynamoDBAbstractClient *client)
{
    if (m_client == client)
        return;
    if (m_client)
        m_reporter->detach(m_client);
    m_client = client;
    if (client)
        m_reporter->attach(client);
    Q_EMIT clientChanged();
}

void QDynamoDBQmlReporter::setIntervalMs(int milliseconds)
{
    m_reporter->setInterval(std::chrono::milliseconds(milliseconds));
}

bool QDynamoDBQmlReporter::flush(int timeoutMs)
{
    return m_reporter->flush(std::chrono::milliseconds(timeoutMs));
}

QDynamoDBQmlOtlpReporter::QDynamoDBQmlOtlpReporter(QObject *reporter)
    : QObject(reporter)
    , m_reporter(static_cast<QDynamoDBOtlpReporter *>(reporter))
{
}

void QDynamoDBQmlOtlpReporter::setHeaders(const QJSValue &headers)
{
    JsArguments in(m_reporter, u"setHeaders"_s);
    const QVariantMap map = in.object(headers, u"headers"_s);
    QDynamoDBOtlpReporter::Headers list;
    for (auto it = map.cbegin(); it != map.cend(); ++it) {
        if (it->typeId() != QMetaType::QString)
            in.fail(u"takes an object of strings; \"%1\" is none"_s.arg(it.key()));
        list.append({ it.key().toUtf8(), it->toString().toUtf8() });
    }
    if (!in.throwIfFailed())
        m_reporter->setHeaders(list);
}
