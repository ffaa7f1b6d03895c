// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef MAPPING_P_H
#define MAPPING_P_H

#include "expressions/keyschema_p.h"
#include "mapping/keytemplate_p.h"
#include "mapping/metavalue_p.h"

#include <QtCore/qhash.h>
#include <QtCore/qmetaobject.h>

#include <functional>
#include <memory>
#include <mutex>

namespace QtDynamoDBPrivate {

// Access to the properties of one object.
using ReadProperty = std::function<QVariant(const QMetaProperty &)>;
using WriteProperty = std::function<bool(const QMetaProperty &, const QVariant &)>;

struct MappedProperty
{
    enum class Key : quint8 { None, OfIndex, Primary };
    enum class GeneratedId : quint8 { None, Uuid, UuidV7, Ulid };

    // Returns the name in class info and errors: "city", or "address.city" of a flattened gadget.
    [[nodiscard]] QString name() const;
    [[nodiscard]] QVariant read(const ReadProperty &read) const;
    [[nodiscard]] bool write(const ReadProperty &read, const WriteProperty &write,
                             const QVariant &value) const;

    QMetaProperty property;
    QMetaType type;
    QString attribute;
    QList<QMetaProperty> outer = {}; // the flattened gadgets around it, outermost first
    Key key = Key::None;
    bool isTimeToLive = false; // a time that is stored in seconds
    std::optional<QDynamoDBValue::Type> keyType = {}; // from the class info
    GeneratedId generatedId = GeneratedId::None;
    bool isCounter = false;
    bool isWrittenOnce = false;
    bool isVector = false; // of a vector index
    QString defaultText = {}; // from the class info; null without default
    // Read if the attribute is absent; Undefined: the property keeps its value.
    QDynamoDBValue defaultValue = QDynamoDBValue::Type::Undefined;
};

struct MappedIndex
{
    QString name;
    // Attributes. A local index has the partition key of the table.
    QStringList partition;
    QStringList sort;
    bool isLocal = false;
};

struct MappedVectorIndex
{
    // Returns the attributes of the search schema.
    [[nodiscard]] QStringList schema() const;

    QString name;
    // Attributes.
    QString vector;
    QString partition; // null if the index has none
    QStringList filters;
    qint32 dimensions = 0;
    QDynamoDB::VectorDistanceFunction distance = QDynamoDB::VectorDistanceFunction::Unknown;
};

// Returns the value for error messages, shortened.
[[nodiscard]] QString shortText(const QDynamoDBValue &value);

// The properties and the class info of a class.
struct Mapping
{
    enum class KeyCheck : quint8 { Off, On };
    using Read = ReadProperty;
    using Write = WriteProperty;

    [[nodiscard]] static std::shared_ptr<const Mapping> of(const QMetaObject &metaObject);
    [[nodiscard]] static bool isBeingRead(const QMetaObject &metaObject);
    // The problem of a class, or null. A class that contains itself is not checked again.
    [[nodiscard]] static QString problemOf(const QMetaObject &metaObject);
    explicit Mapping(const QMetaObject &metaObject);
    // The union of several classes of one table, for reading items and creating the table.
    explicit Mapping(const QList<std::shared_ptr<const Mapping>> &classes);

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
    // Whether the attribute is made by a key template, or is the type.
    [[nodiscard]] bool isComputed(const QString &attribute) const;
    // Adds the keys that templates make, and the type. Stored properties are taken from the item.
    [[nodiscard]] MetaProblem addComputed(const ReadProperty &read, QDynamoDBItem *item) const;
    // Adds the keys of generated identifiers, which an object lacks.
    [[nodiscard]] QDynamoDBError addMissingKeys(QDynamoDBItem *item) const;
    // Returns why an update of this attribute alone is invalid, or null: a key would not follow.
    [[nodiscard]] QString computedFrom(const QString &attribute) const;
    // Returns the computed attributes outside of the table's key; Undefined: not in the index.
    [[nodiscard]] QList<QDynamoDBItem::Attribute> computedOfIndexes(const QDynamoDBItem &item) const;
    // Returns the attributes without which an object with these attributes can't be read or updated.
    [[nodiscard]] QStringList neededFor(const QStringList &attributes) const;

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
    QString writeStamp;
    QList<MappedIndex> indexes;
    QList<MappedVectorIndex> vectorIndexes;
    QList<KeyTemplate> templates;
    QList<MappedProperty> keyOnly; // properties that are stored in keys only
    QString typeName; // null: the table has one class
    QString typeAttribute;
    QStringList typeNames; // of a union
    QMetaMethod validator; // invalid if the class has none
    QString problem;

private:
    void readClassInfo(const QMetaObject &metaObject);
    void readEntry(const QString &name, const QString &value);
    void readIndex(const QString &name, const QString &value);
    void readLocalIndex(const QString &name, const QString &value);
    [[nodiscard]] MappedIndex &indexNamed(const QString &name);
    [[nodiscard]] QStringList attributesOf(const QString &names, const QString &entry);
    void checkIndex(const MappedIndex &index);
    void merge(const Mapping &other);
    void mergeKeys(const Mapping &other, const KeySchema &keys);
    [[nodiscard]] bool hasKeysOf(const Mapping &other) const;
    // The functions of mappedtypes.cpp.
    void readTypeEntry(const QString &name, const QString &value);
    void addKeyOnlyProperties();
    [[nodiscard]] const KeyTemplate *findTemplate(const QString &attribute) const;
    [[nodiscard]] const MappedProperty *findInKeys(const QString &property) const;
    [[nodiscard]] QString keyAttributeOf(const QString &name, const QString &entry);
    void checkTypes();
    void checkPlaceholder(const KeyTemplate &pattern, const KeyTemplate::Placeholder &placeholder);
    [[nodiscard]] MetaProblem fill(const KeyTemplate &pattern, const ReadProperty &read,
                                   const QDynamoDBItem *item, QString *key) const;
    [[nodiscard]] MetaProblem valueOf(const MappedProperty &mapped, const ReadProperty &read,
                                      QDynamoDBValue *value) const;
    [[nodiscard]] MetaProblem readComputed(const QDynamoDBItem &item,
                                           QHash<QString, QDynamoDBValue> *inKeys) const;
    [[nodiscard]] MetaProblem computedProblem(const QDynamoDBItem &item,
                                              const ReadProperty &read) const;
    [[nodiscard]] KeySchema withTypes(KeySchema keys) const;
    [[nodiscard]] QString attributeOf(const QString &property, const QString &entry);
    void fail(const QString &what);
    // Returns the prefixes of flattened gadgets, by property. They are not null.
    [[nodiscard]] static QHash<QString, QString> flattenPrefixes(const QMetaObject &metaObject);
    // Appends the property, or the properties of a flattened gadget.
    void addProperty(const QMetaProperty &property, const QString &flattenPrefix);
    // The entries of mappedextras.cpp. Returns false if the name is not one of them.
    [[nodiscard]] bool readExtra(const QString &name, const QString &value);
    void readGeneratedId(const QString &property, const QString &kind);
    void readValidator(const QString &function);
    void readVectorIndex(const QString &name, const QString &value);
    [[nodiscard]] MappedVectorIndex &vectorIndexNamed(const QString &name);
    [[nodiscard]] MappedProperty *changeable(const QString &property, const QString &entry);
    void check();
    void checkExtras();
    void checkDefault(MappedProperty *mapped);
    void checkVectorIndex(const MappedVectorIndex &index);
    void checkKeys();
    void checkStamps();
    void markKeys();
    [[nodiscard]] MetaProblem keyProblem(const QDynamoDBItem &item, const Read &read) const;
    [[nodiscard]] bool isAbsentByDefault(const MappedProperty &mapped) const;

    const QMetaObject *m_metaObject;
    QMap<QString, QDynamoDBValue::Type> m_keyTypes; // of a union
    mutable std::once_flag m_readDefaults;
    mutable QStringList m_presentByDefault; // attributes
};

} // namespace QtDynamoDBPrivate

#endif
