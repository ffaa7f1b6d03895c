// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef MAPPING_P_H
#define MAPPING_P_H

#include "data/metavalue_p.h"

#include <QtCore/qmetaobject.h>

#include <functional>
#include <memory>

namespace QtDynamoDBPrivate {

struct MappedProperty
{
    QMetaProperty property;
    QMetaType type;
    QString attribute;
};

struct MappedIndex
{
    QString name;
    QStringList keys; // attributes: partition key, and sort key if there is one
    bool isLocal = false;
};

// What a class's properties and class info say, read once.
struct Mapping
{
    using Read = std::function<QVariant(const QMetaProperty &)>;
    using Write = std::function<bool(const QMetaProperty &, const QVariant &)>;

    [[nodiscard]] static std::shared_ptr<const Mapping> of(const QMetaObject &metaObject);
    explicit Mapping(const QMetaObject &metaObject);

    [[nodiscard]] const MappedProperty *find(const QString &property) const;
    [[nodiscard]] const MappedProperty *findAttribute(const QString &attribute) const;
    [[nodiscard]] MetaProblem toItem(const Read &read, QDynamoDBItem *item) const;
    [[nodiscard]] MetaProblem fromItem(const QDynamoDBItem &item, const Write &write) const;

    QString className;
    QString tableName;
    QList<MappedProperty> properties;
    // Attributes; null where there is none of the kind.
    QString partitionKey;
    QString sortKey;
    QString version;
    QString created;
    QString updated;
    QString timeToLive;
    QList<MappedIndex> indexes;
    QString problem;

private:
    void readClassInfo(const QMetaObject &metaObject);
    void readEntry(const QString &name, const QString &value);
    void readIndex(const QString &name, const QString &value, bool isLocal);
    [[nodiscard]] QString attributeOf(const QString &property, const QString &entry);
    void fail(const QString &what);
    void check();
};

} // namespace QtDynamoDBPrivate

#endif
