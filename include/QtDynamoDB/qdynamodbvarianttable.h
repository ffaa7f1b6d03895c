// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBVARIANTTABLE_H
#define QDYNAMODBVARIANTTABLE_H

#include <QtDynamoDB/qdynamodbtable.h>

#include <array>
#include <variant>

// A visitor for std::visit(), made of one function for each class.
template<typename... Functions>
struct QDynamoDBVisitor : Functions...
{
    using Functions::operator()...;
};
template<typename... Functions>
QDynamoDBVisitor(Functions...) -> QDynamoDBVisitor<Functions...>;

// A table that contains objects of several classes, each with a DynamoDB.type of its own.
template<typename... Ts>
class QDynamoDBVariantTable
{
    template<typename T>
    using Traits = QtDynamoDBPrivate::ObjectTraits<T>;

public:
    using Object = std::variant<typename Traits<Ts>::Object...>;
    using Maybe = std::optional<Object>;
    // The objects, and the items that could not become one.
    struct Objects : QList<Object>
    {
        // The objects of one class, in their order.
        template<typename T>
        [[nodiscard]] QList<typename Traits<T>::Object> of() const
        {
            QList<typename Traits<T>::Object> objects;
            for (const Object &object : *this) {
                if (const auto *one = std::get_if<typename Traits<T>::Object>(&object))
                    objects.append(*one);
            }
            return objects;
        }

        QList<QDynamoDBUnfitItem> unfit;
        QDynamoDBItem lastEvaluatedKey; // if a limit ended the read; otherwise null
    };
    using ObjectsFuture = QtDynamoDBPrivate::ListFuture<Objects>;
    struct Key
    {
        QDynamoDBValue partition;
        QDynamoDBValue sort = QDynamoDBValue::Type::Undefined;
    };

    explicit QDynamoDBVariantTable(QDynamoDBClient *client, const QString &tableName = {})
        : m_items(client, QtDynamoDBPrivate::ItemTable::mapperOf({ QDynamoDBMapper::of<Ts>()... }),
                  tableName)
        , m_thread(QThread::currentThread())
    {
    }

    [[nodiscard]] QDynamoDBError error() const { return m_items.mapper.error(); }
    [[nodiscard]] QString tableName() const { return m_items.tableName; }
    // The same table with objects of one class, for writing.
    template<typename T>
    [[nodiscard]] QDynamoDBTable<T> table() const
    {
        static_assert((std::is_same_v<T, Ts> || ...), "T must be a class of the table");
        return QDynamoDBTable<T>(m_items.client, m_items.tableName);
    }

    [[nodiscard]] QDynamoDBExpected<Object> fromItem(const QDynamoDBItem &item) const
    {
        if (error().isError())
            return error();
        const qsizetype index = m_items.classOf(item);
        if (index < 0)
            return m_items.unknownType(item);
        using Read = QDynamoDBExpected<Object> (*)(const QDynamoDBItem &, QThread *);
        static constexpr std::array<Read, sizeof...(Ts)> readers { &readAs<Ts>... };
        return readers[std::size_t(index)](item, m_thread);
    }

    // The result is empty if the item does not exist.
    [[nodiscard]] QFuture<Maybe> get(const Key &key, const QDynamoDBGetOptions &options = {}) const
    {
        return QtDynamoDBPrivate::converted(m_items.client,
                                            m_items.get(m_items.key(key.partition, key.sort),
                                                        options, {}),
                                            [table = *this](const QDynamoDBItem &item) {
                                                return item.isNull()
                                                        ? Maybe()
                                                        : Maybe(table.fromItem(item).value());
                                            });
    }
    // From all pages.
    [[nodiscard]] ObjectsFuture query(const QDynamoDBKeyCondition &keyCondition,
                                      const QDynamoDBQueryOptions &options = {}) const
    {
        return many(m_items.query(keyCondition, options, {}));
    }
    [[nodiscard]] ObjectsFuture scan(const QDynamoDBScanOptions &options = {}) const
    {
        return many(m_items.scan(options, {}));
    }
    // One page. The result contains the start key of the next one.
    [[nodiscard]] ObjectsFuture page(const QDynamoDBKeyCondition &keyCondition,
                                     const QDynamoDBQueryOptions &options) const
    {
        return many(m_items.page(keyCondition, options));
    }
    [[nodiscard]] ObjectsFuture page(const QDynamoDBScanOptions &options) const
    {
        return many(m_items.page(options));
    }

    // With the keys and indexes of all classes.
    [[nodiscard]] QFuture<QDynamoDB::CreateTableResult> createTable() const
    {
        return m_items.createTable();
    }

private:
    template<typename T>
    [[nodiscard]] static QDynamoDBExpected<Object> readAs(const QDynamoDBItem &item, QThread *thread)
    {
        auto object = Traits<T>::fromItem(QDynamoDBMapper::of<T>(), item, thread);
        if (!object)
            return object.error();
        return Object(std::in_place_type<typename Traits<T>::Object>, std::move(object).value());
    }
    [[nodiscard]] ObjectsFuture many(const QFuture<QtDynamoDBPrivate::ItemTable::Page> &items) const
    {
        return ObjectsFuture(QtDynamoDBPrivate::converted(
                m_items.client, items,
                [table = *this](const QtDynamoDBPrivate::ItemTable::Page &page) {
                    Objects objects;
                    objects.reserve(page.items.size());
                    for (const QDynamoDBItem &item : page.items) {
                        auto object = table.fromItem(item);
                        if (object)
                            objects.append(std::move(object).value());
                        else
                            objects.unfit.append(table.m_items.unfitItem(item, object.error()));
                    }
                    table.m_items.warnOfUnfit(objects.unfit.size(), page.items.size());
                    objects.lastEvaluatedKey = page.lastEvaluatedKey;
                    return objects;
                }));
    }

    QtDynamoDBPrivate::ItemTable m_items;
    QThread *m_thread;
};

#endif
