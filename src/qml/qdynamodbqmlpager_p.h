// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBQMLPAGER_P_H
#define QDYNAMODBQMLPAGER_P_H

#include "paging/variantpager_p.h"

#include <QtDynamoDB/qdynamodbabstractclient.h>
#include <QtDynamoDB/qdynamodbitemreader.h>
#include <QtDynamoDB/qdynamodbqmlexports.h>

#include <QtCore/qobject.h>
#include <QtCore/qpointer.h>
#include <QtQml/qjsvalue.h>
#include <QtQml/qqml.h>

#include <memory>

// A QDynamoDBPager in QML, for any operation with pages.
class Q_DYNAMODB_QML_EXPORT QDynamoDBQmlPager : public QObject
{
    Q_OBJECT
    QML_NAMED_ELEMENT(DynamoDBPager)
    QML_UNCREATABLE("Use pager() of a client")
    Q_PROPERTY(bool hasMore READ hasMore NOTIFY hasMoreChanged FINAL)

public:
    QDynamoDBQmlPager(QDynamoDBAbstractClient *client,
                      std::unique_ptr<QtDynamoDBPrivate::VariantPager> pager);
    // All Promises are rejected with the error.
    explicit QDynamoDBQmlPager(const QDynamoDBError &error);
    ~QDynamoDBQmlPager() override;

    [[nodiscard]] bool hasMore() const;
    Q_INVOKABLE QJSValue next();
    Q_INVOKABLE QJSValue all();
    [[nodiscard]] Q_INVOKABLE QJsonObject checkpoint() const;
    Q_INVOKABLE void setCheckpoint(const QJsonObject &checkpoint);

Q_SIGNALS:
    void hasMoreChanged();

private:
    [[nodiscard]] QDynamoDBError error() const;
    template<typename T>
    void watch(const QFuture<T> &future);

    const QPointer<QDynamoDBAbstractClient> m_client;
    const std::unique_ptr<QtDynamoDBPrivate::VariantPager> m_pager; // null with an error
    const QDynamoDBError m_error;
    bool m_hasMore = true;
};

struct QDynamoDBItemReaderForeign
{
    Q_GADGET
    QML_FOREIGN(QDynamoDBItemReader)
    QML_ANONYMOUS
};

// A QDynamoDBItemReader in QML.
class Q_DYNAMODB_QML_EXPORT QDynamoDBQmlItemReader : public QDynamoDBItemReader
{
    Q_OBJECT
    QML_NAMED_ELEMENT(DynamoDBItemReader)
    QML_UNCREATABLE("Use itemReader() of a client")
    Q_PROPERTY(int itemsAvailable READ itemsAvailable NOTIFY itemsAvailableChanged FINAL)
    Q_PROPERTY(bool atEnd READ atEnd NOTIFY itemsAvailableChanged FINAL)

public:
    template<typename Request>
    QDynamoDBQmlItemReader(QDynamoDBClient *client, const Request &request)
        : QDynamoDBItemReader(client, request)
    {
        watch();
    }

    [[nodiscard]] int itemsAvailable() const { return int(QDynamoDBItemReader::itemsAvailable()); }
    [[nodiscard]] Q_INVOKABLE QVariantList read(int atMost);
    [[nodiscard]] Q_INVOKABLE QVariantList readAll();
    [[nodiscard]] Q_INVOKABLE QJsonObject checkpoint() const
    {
        return QDynamoDBItemReader::checkpoint();
    }
    Q_INVOKABLE void setCheckpoint(const QJsonObject &checkpoint);

Q_SIGNALS:
    void itemsAvailableChanged();

private:
    void watch();
};

#endif
