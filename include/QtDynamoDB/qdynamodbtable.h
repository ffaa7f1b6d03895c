// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBTABLE_H
#define QDYNAMODBTABLE_H

#include <QtDynamoDB/qdynamodbapi_query.h>
#include <QtDynamoDB/qdynamodbbatch.h>
#include <QtDynamoDB/qdynamodbconvertedfuture.h>
#include <QtDynamoDB/qdynamodbexception.h>
#include <QtDynamoDB/qdynamodbexpression.h>
#include <QtDynamoDB/qdynamodbmapper.h>
#include <QtDynamoDB/qdynamodbpartial.h>
#include <QtDynamoDB/qdynamodbtableoptions.h>

#include <QtCore/qfuture.h>
#include <QtCore/qnumeric.h>
#include <QtCore/qobject.h>
#include <QtCore/qthread.h>

#include <functional>

class QDynamoDBClient;
class QDynamoDBWriteTransaction;

// An item that could not become an object of the class.
struct Q_DYNAMODB_EXPORT QDynamoDBUnfitItem
{
    QDynamoDBItem key; // as far as the item contains it
    QDynamoDBError error; // with the whole item
};

Q_DECLARE_TYPEINFO(QDynamoDBUnfitItem, Q_RELOCATABLE_TYPE);

namespace QtDynamoDBPrivate {

// The functions of QDynamoDBTable for items instead of objects.
class Q_DYNAMODB_EXPORT ItemTable
{
public:
    using ItemOrError = QDynamoDBExpected<QDynamoDBItem>;
    using Attributes = std::optional<QStringList>; // that a read returns; nothing: all
    struct Page
    {
        QList<QDynamoDBItem> items;
        QDynamoDBItem lastEvaluatedKey;
        bool isVersionRead = true; // if the class has one
    };

    ItemTable(QDynamoDBClient *client, const QDynamoDBMapper &mapper, const QString &tableName);

    [[nodiscard]] ItemOrError key(const QDynamoDBValue &partition, const QDynamoDBValue &sort) const;
    [[nodiscard]] QFuture<QDynamoDBItem> get(const ItemOrError &key,
                                             const QDynamoDBGetOptions &options,
                                             const Attributes &attributes) const;
    [[nodiscard]] QFuture<QDynamoDBItem> put(const ItemOrError &item,
                                             const QDynamoDBCondition &condition,
                                             const QDynamoDBCallOptions &options) const;
    [[nodiscard]] QFuture<QDynamoDBItem> insert(const ItemOrError &item,
                                                const QDynamoDBCallOptions &options) const;
    [[nodiscard]] QFuture<QDynamoDBItem> update(const ItemOrError &item,
                                                const QDynamoDBCondition &condition,
                                                const QDynamoDBCallOptions &options) const;
    [[nodiscard]] QFuture<QDynamoDBItem> update(const ItemOrError &item,
                                                const ItemOrError &original,
                                                const QDynamoDBCallOptions &options) const;
    [[nodiscard]] QFuture<QDynamoDBItem> update(const ItemOrError &key,
                                                const QDynamoDBUpdate &update,
                                                const QDynamoDBCondition &condition,
                                                const QDynamoDBCallOptions &options) const;
    [[nodiscard]] QFuture<QDynamoDBNumber> increment(const ItemOrError &key,
                                                     const QString &attribute,
                                                     const QDynamoDBNumber &by,
                                                     const QDynamoDBCondition &condition,
                                                     const QDynamoDBCallOptions &options) const;
    [[nodiscard]] QFuture<void> remove(const ItemOrError &item, const QDynamoDBCondition &condition,
                                       const QDynamoDBCallOptions &options) const;
    [[nodiscard]] QFuture<Page> page(const QDynamoDB::QueryRequest &request) const;
    [[nodiscard]] QFuture<Page> page(const QDynamoDB::ScanRequest &request) const;
    [[nodiscard]] QFuture<Page> page(const QDynamoDBKeyCondition &keyCondition,
                                     const QDynamoDBQueryOptions &options) const;
    [[nodiscard]] QFuture<Page> page(const QDynamoDBScanOptions &options) const;
    // Up to the limit, from all pages.
    [[nodiscard]] QFuture<Page> query(const QDynamoDBKeyCondition &keyCondition,
                                      const QDynamoDBQueryOptions &options,
                                      const Attributes &attributes) const;
    [[nodiscard]] QFuture<Page> scan(const QDynamoDBScanOptions &options,
                                     const Attributes &attributes) const;
    [[nodiscard]] QFuture<QList<QDynamoDB::SearchResultItem>> search(
            const QDynamoDBValueList &vector, int topK, const QDynamoDBSearchOptions &options) const;
    // Fails if a vector has not the dimensions of its index.
    [[nodiscard]] ItemOrError withCheckedVectors(const ItemOrError &item) const;
    [[nodiscard]] QDynamoDBExpected<QString> indexFor(
            const QDynamoDBKeyCondition &keyCondition) const;
    [[nodiscard]] QFuture<QDynamoDB::CreateTableResult> createTable() const;
    [[nodiscard]] QFuture<QList<QDynamoDBItem>> batchGet(const QList<ItemOrError> &keys,
                                                         const QDynamoDBBatchOptions &options) const;
    [[nodiscard]] QFuture<QDynamoDBBatchWriteSummary> batchPut(
            const QList<ItemOrError> &items, const QDynamoDBBatchOptions &options) const;
    [[nodiscard]] QFuture<QDynamoDBBatchWriteSummary> batchRemove(
            const QList<ItemOrError> &items, const QDynamoDBBatchOptions &options) const;

    void put(QDynamoDBWriteTransaction *transaction, const ItemOrError &item) const;
    void update(QDynamoDBWriteTransaction *transaction, const ItemOrError &item) const;
    void remove(QDynamoDBWriteTransaction *transaction, const ItemOrError &item) const;

    [[nodiscard]] const Mapping &mapping() const;
    [[nodiscard]] QDynamoDBExpected<QDynamoDBValue> nextVersion(const QDynamoDBNumber &version) const;
    [[nodiscard]] QDynamoDBValue timeValue(const QString &attribute, const QDateTime &time) const;
    [[nodiscard]] QDynamoDBUnfitItem unfitItem(const QDynamoDBItem &item,
                                               const QDynamoDBError &error) const;
    // The error of a validator's result; no error if it is empty.
    [[nodiscard]] QDynamoDBError refused(const QString &what) const;
    // The error of an update for which the version was not read.
    [[nodiscard]] QDynamoDBError versionNotRead() const;
    // The error of a successful write whose stored item does not fit the class.
    [[nodiscard]] QDynamoDBError afterWrite(QDynamoDBError error) const;
    // Logs a warning, since the unfit items of a result are easily overlooked.
    void warnOfUnfit(qsizetype unfit, qsizetype all) const;

    // The mapper of the union of several classes of one table, and the class of an item: its place
    // in the list, or -1.
    [[nodiscard]] static QDynamoDBMapper mapperOf(const QList<QDynamoDBMapper> &classes);
    [[nodiscard]] qsizetype classOf(const QDynamoDBItem &item) const;
    [[nodiscard]] QDynamoDBError unknownType(const QDynamoDBItem &item) const;

    QDynamoDBClient *client;
    QDynamoDBMapper mapper;
    QString tableName;
};

// A future of a class derived from QList, which converts to a future of the QList.
template<typename List>
class ListFuture : public QFuture<List>
{
public:
    using Elements = QList<typename List::value_type>;

    ListFuture(const QFuture<List> &future)
        : QFuture<List>(future)
    {
    }
    operator QFuture<Elements>() const
    {
        QFuture<List> self(*this);
        return self.then([](const List &list) { return Elements(list); });
    }
};

} // namespace QtDynamoDBPrivate

// A table of objects of a Q_GADGET or QObject; QDynamoDBMapper defines how they are stored.
template<typename T>
class QDynamoDBTable
{
    using Traits = QtDynamoDBPrivate::ObjectTraits<T>;

public:
    using Object = typename Traits::Object; // T, or std::shared_ptr<T> of a QObject
    using Maybe = typename Traits::Maybe; // std::optional<T>, or a shared pointer
    using Partial = QDynamoDBPartial<T>;
    // The objects, and the items that could not become one.
    struct Objects : QList<Object>
    {
        QList<QDynamoDBUnfitItem> unfit;
        QDynamoDBItem lastEvaluatedKey; // if a limit ended the read; otherwise null
    };
    struct PartialObjects : QList<Partial>
    {
        QList<QDynamoDBUnfitItem> unfit;
        QDynamoDBItem lastEvaluatedKey; // if a limit ended the read; otherwise null
    };
    // An object that a search found.
    struct Match
    {
        Object object;
        double score = 0; // its meaning depends on the distance function
    };
    // The best match first.
    struct Matches : QList<Match>
    {
        QList<QDynamoDBUnfitItem> unfit;
    };
    struct MaybeObjects : QList<Maybe>
    {
        QList<QDynamoDBUnfitItem> unfit;
    };
    struct Page
    {
        QList<Object> objects;
        QDynamoDBItem lastEvaluatedKey; // start key of the next page; null for the last page
        QList<QDynamoDBUnfitItem> unfit;
    };
    using ObjectsFuture = QtDynamoDBPrivate::ListFuture<Objects>;
    using PartialObjectsFuture = QtDynamoDBPrivate::ListFuture<PartialObjects>;
    using MatchesFuture = QtDynamoDBPrivate::ListFuture<Matches>;
    using MaybeObjectsFuture = QtDynamoDBPrivate::ListFuture<MaybeObjects>;
    struct Key
    {
        QDynamoDBValue partition;
        QDynamoDBValue sort = QDynamoDBValue::Type::Undefined;
    };

    explicit QDynamoDBTable(QDynamoDBClient *client, const QString &tableName = {})
        : m_items(client, QDynamoDBMapper::of<T>(), tableName)
        , m_thread(QThread::currentThread())
    {
    }

    [[nodiscard]] QDynamoDBError error() const { return m_items.mapper.error(); }
    [[nodiscard]] QString tableName() const { return m_items.tableName; }
    [[nodiscard]] const QDynamoDBMapper &mapper() const { return m_items.mapper; }

    [[nodiscard]] QDynamoDBExpected<QDynamoDBItem> toItem(const T &object) const
    {
        return Traits::toItem(m_items.mapper, object);
    }
    [[nodiscard]] QDynamoDBExpected<Object> fromItem(const QDynamoDBItem &item) const
    {
        return Traits::fromItem(m_items.mapper, item, m_thread);
    }

    // Called before each write of an object, in the caller's thread. Returns what is wrong, or null.
    using Validator = std::function<QString(const T &)>;
    void setValidator(const Validator &validator) { m_validator = validator; }

    // The result is empty if the item does not exist.
    [[nodiscard]] QFuture<Maybe> get(
            const QDynamoDBValue &partition,
            const QDynamoDBValue &sort = QDynamoDBValue::Type::Undefined) const
    {
        return get(Key { partition, sort }, QDynamoDBGetOptions());
    }
    [[nodiscard]] QFuture<Maybe> get(const Key &key, const QDynamoDBGetOptions &options) const
    {
        return QtDynamoDBPrivate::converted(m_items.client, m_items.get(itemKey(key), options, {}),
                                            [table = *this](const QDynamoDBItem &item) {
                                                return item.isNull()
                                                        ? Maybe()
                                                        : Maybe(table.fromItem(item).value());
                                            });
    }

    // The results are the stored objects, with the new version and timestamps.
    [[nodiscard]] QFuture<Object> put(const T &object, const QDynamoDBCondition &condition = {},
                                      const QDynamoDBCallOptions &options = {}) const
    {
        return one(m_items.put(checkedItem(object), condition, options));
    }
    [[nodiscard]] QFuture<Object> insert(const T &object,
                                         const QDynamoDBCallOptions &options = {}) const
    {
        return one(m_items.insert(checkedItem(object), options));
    }
    [[nodiscard]] QFuture<Object> update(const T &object, const QDynamoDBCondition &condition = {},
                                         const QDynamoDBCallOptions &options = {}) const
    {
        return one(m_items.update(checkedItem(object), condition, options));
    }
    // Only what changed.
    [[nodiscard]] QFuture<Object> update(const T &object, const T &original,
                                         const QDynamoDBCallOptions &options = {}) const
    {
        return one(m_items.update(checkedItem(object), toItem(original), options));
    }
    [[nodiscard]] QFuture<Object> update(const T &object, const Partial &original,
                                         const QDynamoDBCallOptions &options = {}) const
    {
        return one(m_items.update(checkedItem(object), original.m_item, options));
    }
    // Changes attributes of an object that need not have been read.
    [[nodiscard]] QFuture<Object> update(const Key &key, const QDynamoDBUpdate &update,
                                         const QDynamoDBCondition &condition = {},
                                         const QDynamoDBCallOptions &options = {}) const
    {
        return one(m_items.update(itemKey(key), update, condition, options));
    }
    // Returns the new value of the attribute.
    [[nodiscard]] QFuture<QDynamoDBNumber> increment(const Key &key, const QString &attribute,
                                                     const QDynamoDBNumber &by = 1,
                                                     const QDynamoDBCondition &condition = {},
                                                     const QDynamoDBCallOptions &options = {}) const
    {
        return m_items.increment(itemKey(key), attribute, by, condition, options);
    }
    [[nodiscard]] QFuture<void> remove(const T &object, const QDynamoDBCondition &condition = {},
                                       const QDynamoDBCallOptions &options = {}) const
    {
        return m_items.remove(toItem(object), condition, options);
    }

    // From all pages.
    [[nodiscard]] ObjectsFuture query(const QDynamoDBKeyCondition &keyCondition,
                                      const QDynamoDBCondition &filter = {}) const
    {
        QDynamoDBQueryOptions options;
        options.filter = filter;
        return query(keyCondition, options);
    }
    [[nodiscard]] ObjectsFuture query(const QDynamoDBKeyCondition &keyCondition,
                                      const QDynamoDBQueryOptions &options) const
    {
        return many<Objects>(m_items.query(keyCondition, options, {}));
    }
    [[nodiscard]] ObjectsFuture scan(const QDynamoDBCondition &filter = {}) const
    {
        QDynamoDBScanOptions options;
        options.filter = filter;
        return scan(options);
    }
    [[nodiscard]] ObjectsFuture scan(const QDynamoDBScanOptions &options) const
    {
        return many<Objects>(m_items.scan(options, {}));
    }

    // Objects with some of their attributes.
    [[nodiscard]] QFuture<std::optional<Partial>> getPartial(
            const Key &key, const QStringList &attributes,
            const QDynamoDBGetOptions &options = {}) const
    {
        return QtDynamoDBPrivate::converted(m_items.client,
                                            m_items.get(itemKey(key), options, attributes),
                                            [table = *this](const QDynamoDBItem &item) {
                                                return item.isNull()
                                                        ? std::optional<Partial>()
                                                        : table.partialFromItem(item, true).value();
                                            });
    }
    [[nodiscard]] PartialObjectsFuture queryPartial(const QDynamoDBKeyCondition &keyCondition,
                                                    const QStringList &attributes,
                                                    const QDynamoDBQueryOptions &options = {}) const
    {
        return many<PartialObjects>(m_items.query(keyCondition, options, attributes));
    }
    [[nodiscard]] PartialObjectsFuture scanPartial(const QStringList &attributes,
                                                   const QDynamoDBScanOptions &options = {}) const
    {
        return many<PartialObjects>(m_items.scan(options, attributes));
    }

    // The objects whose vectors are closest to the given one, a list of float or double.
    [[nodiscard]] MatchesFuture search(const QList<float> &vector, int topK,
                                       const QDynamoDBSearchOptions &options = {}) const
    {
        return search<QList<float>>(vector, topK, options);
    }
    template<typename Numbers>
    [[nodiscard]] MatchesFuture search(const Numbers &vector, int topK,
                                       const QDynamoDBSearchOptions &options = {}) const
    {
        QDynamoDBValueList values;
        for (const auto number : vector)
            values.append(QDynamoDBValue(number));
        return MatchesFuture(QtDynamoDBPrivate::converted(
                m_items.client, m_items.search(values, topK, options),
                [table = *this](const QList<QDynamoDB::SearchResultItem> &found) {
                    return table.readMatches(found);
                }));
    }

    // One page. The result contains the start key of the next one.
    [[nodiscard]] QFuture<Page> page(const QDynamoDBKeyCondition &keyCondition,
                                     const QDynamoDBQueryOptions &options) const
    {
        return paged(m_items.page(keyCondition, options));
    }
    [[nodiscard]] QFuture<Page> page(const QDynamoDBScanOptions &options) const
    {
        return paged(m_items.page(options));
    }
    // One page of a request. Its table name is replaced.
    [[nodiscard]] QFuture<Page> page(const QDynamoDB::QueryRequest &request) const
    {
        return paged(m_items.page(request));
    }
    [[nodiscard]] QFuture<Page> page(const QDynamoDB::ScanRequest &request) const
    {
        return paged(m_items.page(request));
    }

    // Objects in the order of the keys; empty for items that do not exist or do not fit.
    [[nodiscard]] MaybeObjectsFuture batchGet(const QList<Key> &keys,
                                              const QDynamoDBBatchOptions &options = {}) const
    {
        QList<QDynamoDBExpected<QDynamoDBItem>> items;
        for (const Key &key : keys)
            items.append(itemKey(key));
        return MaybeObjectsFuture(QtDynamoDBPrivate::converted(
                m_items.client, m_items.batchGet(items, options),
                [table = *this](const QList<QDynamoDBItem> &found) {
                    MaybeObjects objects;
                    objects.reserve(found.size());
                    for (const QDynamoDBItem &item : found) {
                        Maybe object;
                        if (!item.isNull())
                            object = table.template readOr<Maybe>(item, &objects.unfit);
                        objects.append(std::move(object));
                    }
                    table.m_items.warnOfUnfit(objects.unfit.size(), found.size());
                    return objects;
                }));
    }
    // Replaces existing items: batches have no conditions.
    [[nodiscard]] QFuture<QDynamoDBBatchWriteSummary> batchPut(
            const QList<Object> &objects, const QDynamoDBBatchOptions &options = {}) const
    {
        QList<QDynamoDBExpected<QDynamoDBItem>> items;
        for (const Object &object : objects)
            items.append(checkedItem(Traits::object(object)));
        return m_items.batchPut(items, options);
    }
    [[nodiscard]] QFuture<QDynamoDBBatchWriteSummary> batchRemove(
            const QList<Object> &objects, const QDynamoDBBatchOptions &options = {}) const
    {
        QList<QDynamoDBExpected<QDynamoDBItem>> items;
        for (const Object &object : objects)
            items.append(toItem(Traits::object(object)));
        return m_items.batchRemove(items, options);
    }

    // Adds actions to a transaction. Its commit() fails if an action is invalid.
    void put(QDynamoDBWriteTransaction *transaction, const T &object) const
    {
        m_items.put(transaction, checkedItem(object));
    }
    void update(QDynamoDBWriteTransaction *transaction, const T &object) const
    {
        m_items.update(transaction, checkedItem(object));
    }
    void remove(QDynamoDBWriteTransaction *transaction, const T &object) const
    {
        m_items.remove(transaction, toItem(object));
    }

    [[nodiscard]] QFuture<QDynamoDB::CreateTableResult> createTable() const
    {
        return m_items.createTable();
    }

private:
    [[nodiscard]] QDynamoDBExpected<QDynamoDBItem> checkedItem(const T &object) const
    {
        QDynamoDBError error = Traits::validate(m_items.mapper, object);
        if (!error.isError() && m_validator)
            error = m_items.refused(m_validator(object));
        if (error.isError())
            return error;
        return m_items.withCheckedVectors(toItem(object));
    }
    [[nodiscard]] QDynamoDBExpected<QDynamoDBItem> itemKey(const Key &key) const
    {
        return m_items.key(key.partition, key.sort);
    }
    [[nodiscard]] QDynamoDBExpected<Partial> partialFromItem(const QDynamoDBItem &item,
                                                             bool isVersionRead) const
    {
        const auto object = fromItem(item);
        if (!object)
            return object.error();
        return Partial(*object, item.names(),
                       isVersionRead ? toItem(Traits::object(*object)) : m_items.versionNotRead());
    }
    template<typename Result>
    [[nodiscard]] Result readOr(const QDynamoDBItem &item, QList<QDynamoDBUnfitItem> *unfit) const
    {
        auto object = fromItem(item);
        if (object)
            return Result(std::move(object).value());
        unfit->append(m_items.unfitItem(item, object.error()));
        return Result();
    }
    // Returns the list of type Result that the items are read into.
    template<typename Result>
    [[nodiscard]] Result readAll(const QtDynamoDBPrivate::ItemTable::Page &page) const
    {
        const auto read = [&](const QDynamoDBItem &item) {
            if constexpr (std::is_same_v<Result, PartialObjects>)
                return partialFromItem(item, page.isVersionRead);
            else
                return fromItem(item);
        };
        Result objects;
        objects.reserve(page.items.size());
        for (const QDynamoDBItem &item : page.items) {
            auto object = read(item);
            if (object)
                objects.append(std::move(object).value());
            else
                objects.unfit.append(m_items.unfitItem(item, object.error()));
        }
        m_items.warnOfUnfit(objects.unfit.size(), page.items.size());
        objects.lastEvaluatedKey = page.lastEvaluatedKey;
        return objects;
    }
    [[nodiscard]] Matches readMatches(const QList<QDynamoDB::SearchResultItem> &found) const
    {
        Matches matches;
        matches.reserve(found.size());
        for (const QDynamoDB::SearchResultItem &each : found) {
            auto object = fromItem(each.item);
            if (object)
                matches.append(Match { std::move(object).value(), each.score.value_or(qQNaN()) });
            else
                matches.unfit.append(m_items.unfitItem(each.item, object.error()));
        }
        m_items.warnOfUnfit(matches.unfit.size(), found.size());
        return matches;
    }
    [[nodiscard]] QFuture<Object> one(const QFuture<QDynamoDBItem> &item) const
    {
        return QtDynamoDBPrivate::converted(m_items.client, item,
                                            [table = *this](const QDynamoDBItem &stored) {
                                                auto object = table.fromItem(stored);
                                                if (!object)
                                                    QtDynamoDBPrivate::throwError(
                                                            table.m_items.afterWrite(
                                                                    object.error()));
                                                return std::move(object).value();
                                            });
    }
    template<typename Result>
    [[nodiscard]] QtDynamoDBPrivate::ListFuture<Result> many(
            const QFuture<QtDynamoDBPrivate::ItemTable::Page> &items) const
    {
        return QtDynamoDBPrivate::ListFuture<Result>(
                QtDynamoDBPrivate::converted(m_items.client, items,
                                             [table = *this](
                                                     const QtDynamoDBPrivate::ItemTable::Page &all) {
                                                 return table.template readAll<Result>(all);
                                             }));
    }
    [[nodiscard]] QFuture<Page> paged(const QFuture<QtDynamoDBPrivate::ItemTable::Page> &page) const
    {
        return QtDynamoDBPrivate::converted(
                m_items.client, page,
                [table = *this](const QtDynamoDBPrivate::ItemTable::Page &items) {
                    const auto objects = table.template readAll<Objects>(items);
                    return Page { objects, items.lastEvaluatedKey, objects.unfit };
                });
    }

    QtDynamoDBPrivate::ItemTable m_items;
    QThread *m_thread;
    Validator m_validator;
};

#endif
