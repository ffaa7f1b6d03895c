// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBITEMMODEL_P_H
#define QDYNAMODBITEMMODEL_P_H

#include "models/attributecolumns_p.h"
#include "models/itemrows_p.h"
#include "models/itemwriter_p.h"
#include "models/merge_p.h"
#include "models/pagereader_p.h"
#include "models/tableinfo_p.h"

#include <QtDynamoDB/qdynamodbitemmodel.h>

#include <QtCore/qpointer.h>
#include <QtCore/qset.h>

#include <optional>

// What the models have in common: they differ in the request they make.
class QDynamoDBItemModelPrivate
{
public:
    using Status = QDynamoDBItemModel::Status;
    using Page = QtDynamoDBPrivate::Page;
    using PageCall = QtDynamoDBPrivate::PageCall;
    using PageReader = QtDynamoDBPrivate::PageReader;
    using ItemRow = QtDynamoDBPrivate::ItemRow;
    using ItemWrite = QtDynamoDBPrivate::ItemWrite;

    QDynamoDBItemModelPrivate();
    virtual ~QDynamoDBItemModelPrivate();
    Q_DISABLE_COPY_MOVE(QDynamoDBItemModelPrivate)

    void init(QDynamoDBItemModel *model);

    // What to ask, as the properties are now.
    [[nodiscard]] virtual PageReader::Ask makeAsk() = 0;
    [[nodiscard]] virtual int segments() const { return 1; }
    [[nodiscard]] virtual bool isComplete() const; // there is something to ask
    [[nodiscard]] virtual bool isOrdered() const = 0; // the order of the items means something
    [[nodiscard]] virtual double progressOfReading() const; // from 0 to 1, before the end

    // Sets what is part of the question, and says whether it was another.
    template<typename T>
    bool setQuestion(T &member, const T &value)
    {
        if (member == value)
            return false;
        member = value;
        questionChanged();
        return true;
    }
    [[nodiscard]] QMap<QString, QString> expressionNames() const;
    // What Query and Scan have in common.
    template<typename Request>
    [[nodiscard]] Request makeRequest() const;
    void questionChanged();
    void tableChanged(); // or what tells which columns there are
    void setClient(QDynamoDBClient *newClient);

    // Reading.
    enum class Start { Fresh, Again }; // without or with the rows that are there
    [[nodiscard]] std::optional<qint32> pageLimit() const;
    [[nodiscard]] QFuture<QStringList> keyAttributesOfPages() const;
    void scheduleStart(Start how);
    void schedule();
    void start();
    void want(PageReader::Demand demand);
    void cancel();
    void onDescribed();
    void onArrived(Page &page);
    void onSatisfied();
    void onFailed(const QDynamoDBError &failure);
    void takePage(Page &page);
    void endReload();
    void setMaxRows(int limit);
    void limitRows();
    void attributesChanged();

    // Rows.
    void addColumns(const QStringList &names);
    void appendRows(QList<ItemRow> &&newRows);
    void merge(QList<ItemRow> &&newRows);
    void insertRows(int row, QList<ItemRow> &&newRows);
    void insertRows(int row, const QList<QDynamoDBItem> &items);
    void updateRows(int row, ItemRow *newRows, int count);
    void updateRow(int row, const QDynamoDBItem &item);
    void removeRows(int first, int count);

    // Writing.
    bool setAttribute(int row, const QString &attribute, const QVariant &value);
    bool put(int row, const QDynamoDBItem &item);
    bool remove(int row);
    [[nodiscard]] QDynamoDBError whyNotWritable(const QDynamoDBItem &item) const;
    [[nodiscard]] ItemWrite makeWrite(ItemWrite::Kind kind, const QDynamoDBItem &item) const;
    bool refuse(QDynamoDBError why, const QString &operation);
    void onWritten(const ItemWrite &write);
    void onWriteFailed(const ItemWrite &write, const QDynamoDBError &failure);

    // State.
    [[nodiscard]] Status status() const;
    [[nodiscard]] bool hasMore() const;
    [[nodiscard]] double progress() const;
    void setKeyAttributes(const QStringList &names);
    void setError(const QDynamoDBError &newError);
    void report(const QDynamoDBError &failure);
    void publish(); // what changed since the last time

    QDynamoDBItemModel *q = nullptr;

    // The question.
    QPointer<QDynamoDBClient> client;
    QString tableName;
    QString indexName;
    QString filter;
    QString projection;
    QVariantMap names;
    QVariantMap values;
    bool consistentRead = false;

    int pageSize = 0;
    int maxRows = 0;
    bool prefetch = false;
    QStringList attributes;
    bool editable = false;

    QtDynamoDBPrivate::TableInfo table;
    QtDynamoDBPrivate::AttributeColumns columns { QDynamoDBItemModel::FirstAttributeRole };
    QtDynamoDBPrivate::ItemRows rows;
    PageReader reader;
    QtDynamoDBPrivate::ItemWriter writer;

    bool isBuilding = false; // between classBegin() and componentComplete()
    std::optional<Start> scheduled;
    bool columnsAreOutdated = true;
    QList<Page> early; // pages that came before the description of the table
    bool isSatisfiedEarly = false;
    bool readFailed = false;
    bool isFull = false; // maxRows are there
    struct Reload
    {
        int target; // that many rows there were
        int met = 0; // and so many came again, or anew
    };
    std::optional<Reload> reload;
    QSet<size_t> ownRows; // identities of rows that came from the user, not from a page
    qint64 scanned = 0;
    double capacity = 0;
    QDynamoDBError error;

    struct Published
    {
        Status status = Status::Null;
        int count = 0;
        bool hasMore = false;
        double progress = 0;
        int pendingWrites = 0;
        double capacity = 0;
    } published;
};

template<typename Request>
Request QDynamoDBItemModelPrivate::makeRequest() const
{
    Request request;
    request.tableName = tableName;
    request.indexName = indexName;
    request.filterExpression = filter;
    request.projectionExpression = projection;
    request.expressionAttributeNames = expressionNames();
    if (!values.isEmpty())
        request.expressionAttributeValues = QDynamoDBItem::fromVariantMap(values);
    if (consistentRead)
        request.consistentRead = true;
    request.returnConsumedCapacity = QDynamoDB::ReturnConsumedCapacity::Total;
    return request;
}

#endif
