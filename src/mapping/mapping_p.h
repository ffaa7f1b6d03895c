// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef MAPPING_P_H
#define MAPPING_P_H

#include "expressions/keyschema_p.h"
#include "mapping/metavalue_p.h"

#include <QtCore/qmetaobject.h>

#include <functional>
#include <memory>
#include <mutex>

namespace QtDynamoDBPrivate {

struct MappedProperty
{
    enum class Key : quint8 { None, OfIndex, Primary };

    QMetaProperty property;
    QMetaType type;
    QString attribute;
    Key key = Key::None;
    bool isTimeToLive = false; // a time that is stored in seconds
    std::optional<QDynamoDBValue::Type> keyType = {}; // from the class info
};

struct MappedIndex
{
    QString name;
    // Attributes. A local index has the partition key of the table.
    QStringList partition;
    QStringList sort;
    bool isLocal = false;
};

// Returns the value for error messages, shortened.
[[nodiscard]] QString shortText(const QDynamoDBValue &value);

// The properties and the class info of a class.
struct Mapping
{
    enum class KeyCheck : quint8 { Off, On };
    using Read = std::function<QVariant(const QMetaProperty &)>;
    using Write = std::function<bool(const QMetaProperty &, const QVariant &)>;

    [[nodiscard]] static std::shared_ptr<const Mapping> of(const QMetaObject &metaObject);
    // The problem of a class, or null. A class that contains itself is not checked again.
    [[nodiscard]] static QString problemOf(const QMetaObject &metaObject);
    explicit Mapping(const QMetaObject &metaObject);

    [[nodiscard]] const MappedProperty *find(const QString &property) const;
    [[nodiscard]] const MappedProperty *findAttribute(const QString &attribute) const;
    [[nodiscard]] MetaProblem toItem(const Read &read, QDynamoDBItem *item) const;
    // With KeyCheck::On, fails for a key that the object would write in another form than the
    // stored one, since the object would then belong to another item.
    [[nodiscard]] MetaProblem fromItem(const QDynamoDBItem &item, const Read &read,
                                       const Write &write, KeyCheck check = KeyCheck::Off) const;
    // Changes a gadget of the class so that it is not equal to its former value.
    [[nodiscard]] bool makeDifferent(void *gadget) const;
    // The problem of storing this value in the attribute's property, or null.
    [[nodiscard]] MetaProblem valueProblem(const QString &attribute,
                                           const QDynamoDBValue &value) const;
    // Returns the time in the form in which the attribute's property is stored.
    [[nodiscard]] QDynamoDBValue timeValue(const QString &attribute, const QDateTime &time) const;
    // Returns nothing if neither the property's type nor the class info determines the type.
    [[nodiscard]] std::optional<QDynamoDBValue::Type> keyType(const MappedProperty &mapped) const;
    // Returns the key of the item for error messages, such as 'Id "a", number 5'; null without key
    // attributes.
    [[nodiscard]] QString keyText(const QDynamoDBItem &item) const;
    // Returns the key attributes of the table, or of the index, with their types.
    [[nodiscard]] KeySchema keySchema() const;
    [[nodiscard]] KeySchema keySchema(const MappedIndex &index) const;

    QString className;
    QString tableName;
    QList<MappedProperty> properties;
    // Names of attributes; null if the class has none for the purpose.
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
    void readIndex(const QString &name, const QString &value);
    void readLocalIndex(const QString &name, const QString &value);
    [[nodiscard]] MappedIndex &indexNamed(const QString &name);
    [[nodiscard]] QStringList attributesOf(const QString &names, const QString &entry);
    void checkIndex(const MappedIndex &index);
    [[nodiscard]] KeySchema withTypes(KeySchema keys) const;
    [[nodiscard]] QString attributeOf(const QString &property, const QString &entry);
    void fail(const QString &what);
    void check();
    void checkKeys();
    void checkStamps();
    void markKeys();
    [[nodiscard]] MetaProblem keyProblem(const QDynamoDBItem &item, const Read &read) const;
    [[nodiscard]] bool isAbsentByDefault(const MappedProperty &mapped) const;

    const QMetaObject *m_metaObject;
    mutable std::once_flag m_readDefaults;
    mutable QStringList m_presentByDefault; // attributes
};

} // namespace QtDynamoDBPrivate

#endif
