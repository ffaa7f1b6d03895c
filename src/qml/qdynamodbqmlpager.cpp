// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "qml/qdynamodbqmlpager_p.h"
#include "qml/js/jspromise_p.h"
#include "qml/js/qmltext_p.h"
#include "qml/js/jsvalues_p.h"

using namespace QtDynamoDBPrivate;
using namespace Qt::StringLiterals;

/*!
    \qmltype DynamoDBPager
    \inqmlmodule QtDynamoDB
    \brief Requests the pages of an operation one after another.

    DynamoDBClient::pager() creates a pager. See QDynamoDBPager.

    \qml
    property DynamoDBPager pages: db.pager("Query", {
        tableName: "Thread", keyConditionExpression: { ForumName: "Qt" }, limit: 20
    })
    function more() {
        return pages.next().then(page => show(page.items))
    }
    \endqml

    A pager without a parent is deleted when no JavaScript variable or property refers to it. Its
    Promises are settled nevertheless. All Promises are rejected with \c InvalidAction if the operation
    has no pages, and with \c InvalidParameterValue if the request or an option is invalid.

    \since 0.1
    \sa DynamoDBClient::queryAll(), DynamoDBItemReader
*/

/*!
    \qmlproperty bool DynamoDBPager::hasMore
    \readonly

    Whether there are pages that have not arrived. It is \c true at the beginning.
*/

/*!
    \qmlmethod Promise DynamoDBPager::next()

    Requests the next page. The Promise resolves to the result of the operation.
*/

/*!
    \qmlmethod Promise DynamoDBPager::all()

    Requests all remaining pages. The Promise resolves to an array of the elements of their lists,
    such as the items of a query or the names of ListTables.
*/

/*!
    \qmlmethod object DynamoDBPager::checkpoint()

    Returns the position of the next page for setCheckpoint().
*/

/*!
    \qmlmethod void DynamoDBPager::setCheckpoint(object checkpoint)

    Resumes from \a checkpoint, which checkpoint() of a pager with the same request returned. Throws a
    \c TypeError for other objects, and while a page is requested.
*/

QDynamoDBQmlPager::QDynamoDBQmlPager(QDynamoDBAbstractClient *client,
                                     std::unique_ptr<VariantPager> pager)
    : m_client(client)
    , m_pager(std::move(pager))
{
}

QDynamoDBQmlPager::QDynamoDBQmlPager(const QDynamoDBError &error)
    : m_error(error)
{
}

QDynamoDBQmlPager::~QDynamoDBQmlPager() = default;

bool QDynamoDBQmlPager::hasMore() const
{
    return !m_pager || m_pager->hasMore();
}

QDynamoDBError QDynamoDBQmlPager::error() const
{
    if (m_error.isError() || m_client)
        return m_error;
    return QDynamoDBError(QDynamoDBError::Code::ClientDestroyed,
                          u"The client of the pager was destroyed."_s);
}

template<typename T>
void QDynamoDBQmlPager::watch(const QFuture<T> &future)
{
    QDynamoDB::whenDone(QFuture<void>(future), this, [this](const QDynamoDBExpected<void> &) {
        if (std::exchange(m_hasMore, hasMore()) != m_hasMore)
            Q_EMIT hasMoreChanged();
    });
}

QJSValue QDynamoDBQmlPager::next()
{
    QJSEngine *engine = qjsEngine(this);
    if (const QDynamoDBError problem = error(); problem.isError())
        return JsPromise::rejected(engine, problem);
    const QFuture<QVariantMap> page = m_pager->next();
    QJSValue promise = JsPromise::follow(engine, page);
    watch(page);
    return promise;
}

QJSValue QDynamoDBQmlPager::all()
{
    QJSEngine *engine = qjsEngine(this);
    if (const QDynamoDBError problem = error(); problem.isError())
        return JsPromise::rejected(engine, problem);
    const QFuture<QVariant> elements = m_pager->all();
    QJSValue promise = JsPromise::followAll(engine, elements,
                                            [](const QVariant &element) { return element; });
    watch(elements);
    return promise;
}

QJsonObject QDynamoDBQmlPager::checkpoint() const
{
    return m_pager ? m_pager->checkpoint() : QJsonObject();
}

void QDynamoDBQmlPager::setCheckpoint(const QJsonObject &checkpoint)
{
    const QDynamoDBError error = m_pager ? m_pager->setCheckpoint(checkpoint) : m_error;
    if (error.isError())
        qjsEngine(this)->throwError(QJSValue::TypeError, qmlText(error));
}

/*!
    \qmltype DynamoDBItemReader
    \inqmlmodule QtDynamoDB
    \instantiates QDynamoDBItemReader
    \brief Reads all items of a query, scan or PartiQL statement with bounded memory.

    DynamoDBClient::itemReader() creates a reader. Its properties, signals and the methods \c start()
    and \c stop() are those of QDynamoDBItemReader.

    \qml
    property DynamoDBItemReader reader: db.itemReader("Scan", { tableName: "Thread" })
    Connections {
        target: root.reader
        function onReadyRead() { root.add(root.reader.readAll()) }
    }
    Component.onCompleted: reader.start()
    \endqml

    A reader is deleted when no JavaScript variable or property refers to it.

    \since 0.1
    \sa DynamoDBPager
*/

/*!
    \qmlproperty int DynamoDBItemReader::itemsAvailable
    \readonly

    The number of items that have arrived and were not read.
*/

/*!
    \qmlproperty bool DynamoDBItemReader::atEnd
    \readonly

    Whether all items were read.
*/

/*!
    \qmlmethod array DynamoDBItemReader::read(int atMost)

    Returns and removes up to \a atMost items that have arrived.
*/

/*!
    \qmlmethod array DynamoDBItemReader::readAll()

    Returns and removes all items that have arrived.
*/

/*!
    \qmlmethod object DynamoDBItemReader::checkpoint()

    Returns the position after the last item that was read, for setCheckpoint().
*/

/*!
    \qmlmethod void DynamoDBItemReader::setCheckpoint(object checkpoint)

    Resumes from \a checkpoint. Throws a \c TypeError for an object that checkpoint() of a reader with
    the same request did not return.
*/

void QDynamoDBQmlItemReader::watch()
{
    connect(this, &QDynamoDBItemReader::readyRead, this,
            &QDynamoDBQmlItemReader::itemsAvailableChanged);
    connect(this, &QDynamoDBItemReader::statusChanged, this,
            &QDynamoDBQmlItemReader::itemsAvailableChanged);
}

QVariantList QDynamoDBQmlItemReader::read(int atMost)
{
    const QVariantList items = scriptItems(QDynamoDBItemReader::read(atMost)).toList();
    if (!items.isEmpty())
        Q_EMIT itemsAvailableChanged();
    return items;
}

QVariantList QDynamoDBQmlItemReader::readAll()
{
    const QVariantList items = scriptItems(QDynamoDBItemReader::readAll()).toList();
    if (!items.isEmpty())
        Q_EMIT itemsAvailableChanged();
    return items;
}

void QDynamoDBQmlItemReader::setCheckpoint(const QJsonObject &checkpoint)
{
    const QDynamoDBError error = QDynamoDBItemReader::setCheckpoint(checkpoint);
    if (error.isError())
        qjsEngine(this)->throwError(QJSValue::TypeError, qmlText(error));
}
