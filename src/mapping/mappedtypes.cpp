// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "expressions/valuetypename_p.h"
#include "mapping/mapping_p.h"

#include <algorithm>

using namespace Qt::StringLiterals;

// Attributes that follow from the class and its properties: keys made by templates, and the type, by
// which several classes share a table.
namespace QtDynamoDBPrivate {

using Type = QDynamoDBValue::Type;
using Placeholder = KeyTemplate::Placeholder;

namespace {

[[nodiscard]] bool hasValue(const QDynamoDBValue &value)
{
    return !value.isUndefined() && !value.isNull();
}

// Returns the text of a value in a key, or sets the problem.
[[nodiscard]] QString textOf(const Placeholder &placeholder, const QDynamoDBValue &value,
                             QString *problem)
{
    QString text;
    if (value.isString())
        text = value.toString();
    else if (value.isNumber())
        text = value.toNumber().toString();
    else
        *problem = u"{%1} is %2; a key template takes strings and numbers"_s
                           .arg(placeholder.property, shortText(value));
    if (problem->isNull() && text.isEmpty())
        *problem = u"{%1} is an empty text, which a key template can't read back"_s.arg(
                placeholder.property);
    if (!problem->isNull() || placeholder.width == 0)
        return text;
    const bool isDigits = std::all_of(text.begin(), text.end(),
                                      [](QChar c) { return c >= u'0' && c <= u'9'; });
    if (!isDigits || text.size() > placeholder.width) {
        *problem = u"{%1} is %2; the key template has room for whole numbers from 0 with at most %3 digits"_s
                           .arg(placeholder.property, text)
                           .arg(placeholder.width);
    }
    return text.rightJustified(placeholder.width, u'0');
}

// Returns a key that is read back as the same texts, or sets the problem.
[[nodiscard]] QString keyOf(const KeyTemplate &pattern, const QStringList &texts, QString *problem)
{
    const QString key = pattern.filled(texts);
    const std::optional<QStringList> back = pattern.match(key);
    if (back == texts)
        return key;
    for (qsizetype i = 0; i + 1 < texts.size(); ++i) {
        const QString &separator = pattern.placeholders[i + 1].before;
        if (!back || back->value(i) != texts[i]) {
            *problem = u"{%1} is \"%2\", which contains or ends with a part of the separator \"%3\" of the key template \"%4\", so that the key could not be read back"_s
                               .arg(pattern.placeholders[i].property, texts[i], separator,
                                    pattern.text);
            return {};
        }
    }
    *problem = u"the key \"%1\" could not be read back by the key template \"%2\""_s
                       .arg(key, pattern.text);
    return {};
}

} // namespace

// Reads the entries that other entries refer to.
void Mapping::readTypeEntry(const QString &name, const QString &value)
{
    if (name == u"type")
        typeName = value.trimmed();
    else if (name == u"typeAttribute")
        typeAttribute = value.trimmed();
    if (!name.startsWith(u"keyTemplate."_s))
        return;
    KeyTemplate pattern;
    pattern.attribute = name.sliced(12);
    if (const QString wrong = pattern.parse(value); !wrong.isNull())
        fail(u"DynamoDB.%1 is \"%2\": %3"_s.arg(name, value, wrong));
    // An entry of a derived class replaces that of its base class.
    templates.removeIf([&](const KeyTemplate &each) { return each.attribute == pattern.attribute; });
    templates.append(pattern);
}

const KeyTemplate *Mapping::findTemplate(const QString &attribute) const
{
    const auto found = std::find_if(templates.begin(), templates.end(),
                                    [&](const auto &each) { return each.attribute == attribute; });
    return found == templates.end() ? nullptr : &*found;
}

bool Mapping::isComputed(const QString &attribute) const
{
    return findTemplate(attribute) || (!typeAttribute.isNull() && attribute == typeAttribute);
}

// Returns the attribute of a property, or the name itself of a computed attribute.
QString Mapping::keyAttributeOf(const QString &name, const QString &entry)
{
    return isComputed(name.trimmed()) ? name.trimmed() : attributeOf(name, entry);
}

const MappedProperty *Mapping::findInKeys(const QString &property) const
{
    if (const MappedProperty *mapped = find(property))
        return mapped;
    const auto found = std::find_if(keyOnly.begin(), keyOnly.end(),
                                    [&](const auto &each) { return each.name() == property; });
    return found == keyOnly.end() ? nullptr : &*found;
}

// Adds the properties with STORED false that only keys contain.
void Mapping::addKeyOnlyProperties()
{
    for (const KeyTemplate &pattern : std::as_const(templates)) {
        for (const Placeholder &placeholder : pattern.placeholders) {
            const int index = m_metaObject->indexOfProperty(
                    placeholder.property.toUtf8().constData());
            if (index < 0 || findInKeys(placeholder.property))
                continue;
            const QMetaProperty property = m_metaObject->property(index);
            keyOnly.append({ property, property.metaType(), placeholder.property });
        }
    }
}

void Mapping::checkTypes()
{
    QStringList keys { partitionKey, sortKey };
    for (const MappedIndex &index : std::as_const(indexes))
        keys += index.partition + index.sort;
    for (KeyTemplate &pattern : templates) {
        pattern.isPrimary = pattern.attribute == partitionKey || pattern.attribute == sortKey;
        if (!keys.contains(pattern.attribute)) {
            fail(u"DynamoDB.keyTemplate.%1: \"%1\" is no key attribute of the table or of an index"_s
                         .arg(pattern.attribute));
        }
        if (findAttribute(pattern.attribute)) {
            fail(u"DynamoDB.keyTemplate.%1: a property is stored as \"%1\" as well"_s.arg(
                    pattern.attribute));
        }
        for (const Placeholder &placeholder : std::as_const(pattern.placeholders))
            checkPlaceholder(pattern, placeholder);
    }
    for (const MappedProperty &mapped : std::as_const(keyOnly)) {
        const bool isInPrimary =
                std::any_of(templates.begin(), templates.end(), [&](const auto &each) {
                    return each.isPrimary
                            && std::any_of(each.placeholders.begin(), each.placeholders.end(),
                                           [&](const auto &p) {
                                               return p.property == mapped.name();
                                           });
                });
        if (!isInPrimary || !mapped.property.isWritable() || !mapped.property.isReadable()) {
            fail(u"%1 is STORED false, so it must be readable, writable, and in a key template of the table's key"_s
                         .arg(mapped.name()));
        }
    }
    if (typeName.isNull() && !typeAttribute.isNull())
        fail(u"there is a DynamoDB.typeAttribute, but no DynamoDB.type"_s);
    if (typeName.isNull())
        return;
    if (typeName.isEmpty())
        fail(u"DynamoDB.type is empty; it must be a name that no other class of the table has"_s);
    if (findAttribute(typeAttribute) || findTemplate(typeAttribute)) {
        fail(u"the type is stored in the attribute \"%1\", which is a property or a key template; name another one with DynamoDB.typeAttribute"_s
                     .arg(typeAttribute));
    }
    if (typeAttribute == partitionKey || typeAttribute == sortKey)
        fail(u"the type attribute \"%1\" can't be part of the table's key"_s.arg(typeAttribute));
}

void Mapping::checkPlaceholder(const KeyTemplate &pattern, const Placeholder &placeholder)
{
    const QString where = u"DynamoDB.keyTemplate.%1: {%2} "_s.arg(pattern.attribute,
                                                                  placeholder.property);
    const MappedProperty *mapped = findInKeys(placeholder.property);
    if (!mapped) {
        fail(where % u"is no property"_s);
        return;
    }
    const auto type = keyType(*mapped);
    if (type != Type::String && type != Type::Number) {
        fail(where
             % u"must be stored as a string or a number; its type is %1"_s.arg(
                     type ? QString(valueTypeName(*type)) : u"not known"_s));
    }
    if (placeholder.width > 0 && !isInteger(withoutOptional(mapped->type)))
        fail(where % u"has a width, and only integers are padded"_s);
    const QString &attribute = mapped->attribute;
    using GeneratedId = MappedProperty::GeneratedId;
    const bool isFilledIn = mapped->generatedId != GeneratedId::None || mapped->isWrittenOnce;
    if (isFilledIn && !pattern.isPrimary)
        fail(where % u"may keep its stored value, so it can't be part of the key of an index"_s);
    const bool hasKeyOnly = std::any_of(pattern.placeholders.begin(), pattern.placeholders.end(),
                                        [&](const auto &each) { return !find(each.property); });
    if (mapped->generatedId != GeneratedId::None && hasKeyOnly) {
        fail(where
             % u"is a generated identifier, so the key template can't contain properties with STORED false"_s);
    }
    if (attribute == version || attribute == created || attribute == updated
        || attribute == writeStamp || mapped->isCounter)
        fail(where % u"is set when the object is written, so it can't be part of a key template"_s);
}

// Sets the key of the template; null if a property has no value. The values of stored properties are
// those of the item, or those of the object if there is no item.
MetaProblem Mapping::fill(const KeyTemplate &pattern, const ReadProperty &read,
                          const QDynamoDBItem *item, QString *key) const
{
    QStringList texts;
    QString wrong;
    for (const Placeholder &placeholder : pattern.placeholders) {
        const MappedProperty &mapped = *findInKeys(placeholder.property);
        QDynamoDBValue value = Type::Undefined;
        if (item && find(placeholder.property))
            value = item->value(mapped.attribute);
        else if (const MetaProblem unwritable = valueOf(mapped, read, &value); !unwritable.isNull())
            return unwritable.under(placeholder.property);
        if (!hasValue(value)) {
            // A generated identifier follows.
            if (!item || !pattern.isPrimary
                || mapped.generatedId != MappedProperty::GeneratedId::None)
                return {};
            return { pattern.attribute,
                     u"{%1} has no value for the key template \"%2\""_s.arg(placeholder.property,
                                                                            pattern.text) };
        }
        texts.append(textOf(placeholder, value, &wrong));
        if (!wrong.isNull())
            return { pattern.attribute, wrong };
    }
    const QString result = keyOf(pattern, texts, &wrong);
    if (!wrong.isNull())
        return { pattern.attribute, wrong };
    *key = result;
    return {};
}

// Fills the templates. An item without a value for the key of an index is not in the index.
MetaProblem Mapping::addComputed(const ReadProperty &read, QDynamoDBItem *item) const
{
    for (const KeyTemplate &pattern : templates) {
        QString key;
        MetaProblem wrong = fill(pattern, read, item, &key);
        if (!wrong.isNull())
            return wrong;
        if (!key.isNull())
            item->insert(pattern.attribute, key);
    }
    if (!typeName.isNull())
        item->insert(typeAttribute, typeName);
    return {};
}

QDynamoDBError Mapping::addMissingKeys(QDynamoDBItem *item) const
{
    const ReadProperty readNothing = [](const QMetaProperty &) { return QVariant(); };
    for (const KeyTemplate &pattern : templates) {
        const bool isComplete = std::all_of(pattern.placeholders.begin(),
                                            pattern.placeholders.end(),
                                            [&](const Placeholder &placeholder) {
                                                const auto *mapped = find(placeholder.property);
                                                return mapped
                                                        && hasValue(item->value(mapped->attribute));
                                            });
        const bool isMissing = pattern.isPrimary && !item->contains(pattern.attribute);
        if (!isMissing || !isComplete || pattern.placeholders.isEmpty())
            continue;
        QString key;
        const MetaProblem wrong = fill(pattern, readNothing, item, &key);
        if (!wrong.isNull())
            return { QDynamoDBError::Code::InvalidParameterValue, className % u'.' % wrong.text() };
        if (!key.isNull())
            item->insert(pattern.attribute, key);
    }
    return {};
}

QString Mapping::computedFrom(const QString &attribute) const
{
    if (attribute.isEmpty())
        return {};
    if (isComputed(attribute)) {
        return u"%1.%2 is set by the table, as a key template or the type, so an update can't change it"_s
                .arg(className, attribute);
    }
    for (const KeyTemplate &pattern : templates) {
        for (const Placeholder &placeholder : pattern.placeholders) {
            const MappedProperty *mapped = find(placeholder.property);
            if (mapped && mapped->attribute == attribute) {
                return u"%1.%2 is in the key template \"%3\" of \"%4\", which such an update does not change; update an object"_s
                        .arg(className, placeholder.property, pattern.text, pattern.attribute);
            }
        }
    }
    return {};
}

// Reads the properties that are in keys, and checks that attributes and keys agree.
MetaProblem Mapping::readComputed(const QDynamoDBItem &item,
                                  QHash<QString, QDynamoDBValue> *inKeys) const
{
    if (!typeName.isNull()) {
        const QDynamoDBValue &type = item.value(typeAttribute);
        if (type.isUndefined())
            return { typeAttribute, u"the item has no type; it must be \"%1\""_s.arg(typeName) };
        if (!type.isString() || type.toString() != typeName) {
            return { typeAttribute,
                     u"the item has the type %1; the class is stored as \"%2\""_s.arg(shortText(
                                                                                              type),
                                                                                      typeName) };
        }
    }
    for (const KeyTemplate &pattern : templates) {
        const QDynamoDBValue &key = item.value(pattern.attribute);
        if (key.isUndefined())
            continue;
        const auto texts = key.isString() ? pattern.match(key.toString()) : std::nullopt;
        if (!texts) {
            return { pattern.attribute,
                     u"the key is %1, which is not of the form \"%2\""_s.arg(shortText(key),
                                                                             pattern.text) };
        }
        for (qsizetype i = 0; i < texts->size(); ++i) {
            const Placeholder &placeholder = pattern.placeholders[i];
            const MappedProperty &mapped = *findInKeys(placeholder.property);
            QDynamoDBValue value = texts->at(i);
            if (keyType(mapped) == Type::Number) {
                const QDynamoDBNumber number(texts->at(i));
                if (!number.isValid()) {
                    return { pattern.attribute,
                             u"the key is %1, where {%2} of the form \"%3\" is no number"_s
                                     .arg(shortText(key), placeholder.property, pattern.text) };
                }
                value = number;
            }
            const bool isStored = find(placeholder.property) != nullptr;
            QDynamoDBValue other = isStored ? item.value(mapped.attribute)
                                            : QDynamoDBValue(Type::Undefined);
            if (other.isUndefined())
                other = inKeys->value(placeholder.property, Type::Undefined);
            if (!other.isUndefined() && other != value) {
                return { pattern.attribute,
                         u"the key has %1 as {%2}, but elsewhere in the item it is %3"_s
                                 .arg(shortText(value), placeholder.property, shortText(other)) };
            }
            inKeys->insert(placeholder.property, value);
        }
    }
    return {};
}

// The object must write the keys that it was read from.
MetaProblem Mapping::computedProblem(const QDynamoDBItem &item, const ReadProperty &read) const
{
    for (const KeyTemplate &pattern : templates) {
        const QDynamoDBValue &stored = item.value(pattern.attribute);
        if (stored.isUndefined())
            continue;
        QString key;
        MetaProblem wrong = fill(pattern, read, nullptr, &key);
        if (!wrong.isNull())
            return wrong;
        if (stored.toString() != key) {
            return {
                pattern.attribute,
                u"the key is stored as %1 and would be written as \"%2\""_s.arg(shortText(stored),
                                                                                key)
            };
        }
    }
    return {};
}

QList<QDynamoDBItem::Attribute> Mapping::computedOfIndexes(const QDynamoDBItem &item) const
{
    QList<QDynamoDBItem::Attribute> attributes;
    for (const KeyTemplate &pattern : templates) {
        if (!pattern.isPrimary)
            attributes.append({ pattern.attribute, item.value(pattern.attribute) });
    }
    if (!typeName.isNull())
        attributes.append({ typeAttribute, typeName });
    return attributes;
}

QStringList Mapping::neededFor(const QStringList &attributes) const
{
    QStringList names;
    if (!typeName.isNull())
        names.append(typeAttribute);
    for (const KeyTemplate &pattern : templates) {
        QStringList parts;
        for (const Placeholder &placeholder : pattern.placeholders) {
            if (const MappedProperty *mapped = find(placeholder.property))
                parts.append(mapped->attribute);
        }
        const bool isUsed = std::any_of(parts.begin(), parts.end(), [&](const QString &part) {
            return attributes.contains(part);
        });
        if (isUsed)
            names += parts;
    }
    return names;
}

} // namespace QtDynamoDBPrivate
