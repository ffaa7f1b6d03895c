// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBITEMMODEL_P_H
#define QDYNAMODBITEMMODEL_P_H

#include "expressions/conditionparser_p.h"
#include "expressions/expressionreader_p.h"
#include "models/attributecolumns_p.h"
#include "models/itemrows_p.h"
#include "models/itemwriter_p.h"
#include "models/livechanges_p.h"
#include "models/merge_p.h"
#include "models/pagereader_p.h"
#include "models/tableinfo_p.h"

#include <QtDynamoDB/qdynamodbexpression.h>
#include <QtDynamoDB/qdynamodbitemmodel.h>
#include <QtDynamoDB/qdynamodbstreamreader.h>

#include <QtCore/qpointer.h>
#include <QtCore/qset.h>

#include <optional>

// A condition of the question, as text or as a piece; the other one is empty.
template<typename Piece>
struct ModelCondition
{
    QString text;
    Piece piece;

    [[nodiscard]] bool isEmpty() const { return text.isEmpty() && piece.isEmpty(); }
};

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
    [[nodiscard]] virtual bool isDescending() const { return false; }
    [[nodiscard]] virtual double progressOfReading() const; // from 0 to below 1, before the end
    // What items must meet to be among the rows.
    using Conditions = QDynamoDBExpected<QList<QtDynamoDBPrivate::ExpressionNodePtr>>;
    [[nodiscard]] virtual Conditions conditions() const;

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
    template<typename Piece>
    bool setCondition(ModelCondition<Piece> &member, const QString &text, const Piece &piece)
    {
        if (member.text == text && member.piece.toString() == piece.toString())
            return false;
        member = { text, piece };
        questionChanged();
        return true;
    }
    template<typename Piece>
    [[nodiscard]] QtDynamoDBPrivate::NodeOrError nodeOf(const ModelCondition<Piece> &from) const;
    [[nodiscard]] QMap<QString, QString> expressionNames() const;
    // Puts into a request what Query and Scan have in common.
    template<typename Request>
    [[nodiscard]] QDynamoDBError fill(Request *request) const;
    void questionChanged();
    void tableChanged(); // or what tells which columns there are
    void setClient(QDynamoDBClient *newClient);

    // Reading.
    enum class Start { Fresh, Again }; // without or with the rows that are there
    [[nodiscard]] std::optional<qint32> pageLimit() const;
    [[nodiscard]] QFuture<QStringList> keyAttributesOfPages() const;
    [[nodiscard]] QList<QList<ItemRow>> rowsToCome() const;
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
    void refill();
    void attributesChanged();

    // Following the stream.
    using StreamStatus = QDynamoDBStreamReader::Status;
    void setLive(bool follow);
    void follow();
    void dropFeed();
    void onFeedStatus();
    void checkFeed();
    void onRecord(const QDynamoDB::Record &record);
    void takeChanges();
    void applyChange(const QtDynamoDBPrivate::LiveChange &change);
    void dropOutdated(QList<ItemRow> &newRows) const;
    void afterPage();
    [[nodiscard]] bool isFollowing() const;
    [[nodiscard]] bool isFeedStarting() const;
    [[nodiscard]] QDynamoDBItem shown(const QDynamoDBItem &image) const; // null: not to be shown
    [[nodiscard]] int orderOf(const QDynamoDBItem &a, const QDynamoDBItem &b) const;
    [[nodiscard]] int placeFor(const QDynamoDBItem &item) const;
    [[nodiscard]] int placeAmong(int first, int last, const QDynamoDBItem &item) const;
    [[nodiscard]] bool isBeyondPages(const QDynamoDBItem &item) const;
    void moveRow(int row);

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
    ModelCondition<QDynamoDBCondition> filter;
    QString projection;
    QVariantMap names;
    QVariantMap values;
    bool consistentRead = false;

    int pageSize = 0;
    int maxRows = 0;
    bool prefetch = false;
    bool live = false;
    QStringList attributes;
    bool editable = false;
    QDynamoDBItemModel::Editors editors = QDynamoDBItemModel::Editors::Default;

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
    int largestPage = 0; // rows
    struct Reload
    {
        int target; // that many rows there were, or are to be
        int met = 0; // and so many came again, or anew
    };
    std::optional<Reload> reload;
    QSet<size_t> ownRows; // identities of rows that came from the user, not from a page
    std::unique_ptr<QDynamoDBStreamReader, QtDynamoDBPrivate::DropLater> feed;
    PageReader::Demand held = PageReader::Demand::None; // until the feed has found its place
    bool mayMissChanges = false; // pages were read before the feed found its place
    QList<QtDynamoDBPrivate::ExpressionNodePtr> liveConditions;
    QList<QtDynamoDBPrivate::LiveChange> arrived; // not yet applied
    QtDynamoDBPrivate::LiveChanges applied; // since pages were asked for that are still to come
    QDynamoDBItem readTo; // the key where the last page ended
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
        bool following = false;
    } published;
};

template<typename Request>
QDynamoDBError QDynamoDBItemModelPrivate::fill(Request *request) const
{
    request->tableName = tableName;
    request->indexName = indexName;
    request->filterExpression = filter.text;
    request->projectionExpression = projection;
    request->expressionAttributeNames = expressionNames();
    if (!values.isEmpty())
        request->expressionAttributeValues = QDynamoDBItem::fromVariantMap(values);
    if (consistentRead)
        request->consistentRead = true;
    request->returnConsumedCapacity = QDynamoDB::ReturnConsumedCapacity::Total;
    return filter.piece.isEmpty() ? QDynamoDBError() : QDynamoDB::apply(request, filter.piece);
}

template<typename Piece>
QtDynamoDBPrivate::NodeOrError QDynamoDBItemModelPrivate::nodeOf(
        const ModelCondition<Piece> &from) const
{
    using namespace QtDynamoDBPrivate;
    if (!from.piece.isEmpty())
        return ExpressionAccess::node(from.piece);
    return parseCondition(from.text, expressionNames(), QDynamoDBItem::fromVariantMap(values));
}

#endif
