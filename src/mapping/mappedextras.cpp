// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "expressions/valuetypename_p.h"
#include "mapping/mapping_p.h"

#include <QtCore/quuid.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

using Type = QDynamoDBValue::Type;

QString MappedProperty::name() const
{
    QString name;
    for (const QMetaProperty &gadget : outer)
        name += QLatin1StringView(gadget.name()) % u'.';
    return name + QLatin1StringView(property.name());
}

// Reads the gadgets from the outermost to the innermost.
static QList<QVariant> readGadgets(const QList<QMetaProperty> &outer, const ReadProperty &read)
{
    QList<QVariant> gadgets;
    for (const QMetaProperty &property : outer) {
        gadgets.append(gadgets.isEmpty() ? read(property)
                                         : property.readOnGadget(gadgets.constLast().constData()));
    }
    return gadgets;
}

QVariant MappedProperty::read(const ReadProperty &read) const
{
    if (outer.isEmpty())
        return read(property);
    return property.readOnGadget(readGadgets(outer, read).constLast().constData());
}

bool MappedProperty::write(const ReadProperty &read, const WriteProperty &write,
                           const QVariant &value) const
{
    if (outer.isEmpty())
        return write(property, value);
    QList<QVariant> gadgets = readGadgets(outer, read);
    if (!property.writeOnGadget(gadgets.last().data(), value))
        return false;
    for (qsizetype i = gadgets.size() - 1; i > 0; --i) {
        if (!outer[i].writeOnGadget(gadgets[i - 1].data(), gadgets[i]))
            return false;
    }
    return write(outer.constFirst(), gadgets.constFirst());
}

QHash<QString, QString> Mapping::flattenPrefixes(const QMetaObject &metaObject)
{
    static constexpr QByteArrayView flatten("DynamoDB.flatten.");
    QHash<QString, QString> prefixes;
    for (int i = 0; i < metaObject.classInfoCount(); ++i) {
        const QMetaClassInfo info = metaObject.classInfo(i);
        const QByteArrayView name(info.name());
        if (name.startsWith(flatten)) {
            const QString text = QString::fromUtf8(info.value());
            prefixes.insert(QString::fromUtf8(name.sliced(flatten.size())),
                            text.isEmpty() ? u""_s : text);
        }
    }
    return prefixes;
}

void Mapping::addProperty(const QMetaProperty &property, const QString &flattenPrefix)
{
    const QString name = QString::fromLatin1(property.name());
    if (flattenPrefix.isNull()) {
        properties.append({ property, property.metaType(), name });
        return;
    }
    const QMetaObject *gadget = nestedGadget(property.metaType());
    if (!gadget) {
        fail(u"DynamoDB.flatten.%1: the type %2 is no Q_GADGET that is stored as a map"_s
                     .arg(name, QLatin1StringView(property.metaType().name())));
        return;
    }
    if (isBeingRead(*gadget)) {
        fail(u"DynamoDB.flatten.%1: %2 can't contain itself"_s.arg(name,
                                                                   QLatin1StringView(
                                                                           gadget->className())));
        return;
    }
    const auto nested = of(*gadget);
    if (!nested->problem.isNull())
        fail(u"DynamoDB.flatten.%1: %2"_s.arg(name, nested->problem));
    for (const MappedProperty &inner : nested->properties) {
        MappedProperty mapped { inner.property, inner.type, flattenPrefix % inner.attribute };
        mapped.outer = QList { property } + inner.outer;
        mapped.defaultText = inner.defaultText;
        properties.append(mapped);
    }
}

MappedProperty *Mapping::changeable(const QString &property, const QString &entry)
{
    const MappedProperty *found = find(property.trimmed());
    if (found)
        return &properties[found - properties.constData()];
    fail(u"DynamoDB.%1 names \"%2\", which is no stored property"_s.arg(entry, property.trimmed()));
    return nullptr;
}

bool Mapping::readExtra(const QString &name, const QString &value)
{
    if (name.startsWith(u"flatten."_s)) {
        const QString property = name.sliced(8);
        const int index = m_metaObject->indexOfProperty(property.toUtf8().constData());
        if (index < 0 || !m_metaObject->property(index).isStored())
            fail(u"DynamoDB.%1 names no stored property"_s.arg(name));
    } else if (name.startsWith(u"generated."_s)) {
        readGeneratedId(name.sliced(10), value.trimmed());
    } else if (name.startsWith(u"default."_s)) {
        if (MappedProperty *mapped = changeable(name.sliced(8), name))
            mapped->defaultText = value.isEmpty() ? u""_s : value;
    } else if (name == u"counter" || name == u"writeIfAbsent") {
        for (const QString &property : value.split(u',')) {
            if (MappedProperty *mapped = changeable(property, name))
                (name == u"counter" ? mapped->isCounter : mapped->isWrittenOnce) = true;
        }
    } else if (name.startsWith(u"vectorIndex."_s)) {
        readVectorIndex(name.sliced(12), value);
    } else if (name == u"validator") {
        readValidator(value.trimmed());
    } else {
        return false;
    }
    return true;
}

void Mapping::readGeneratedId(const QString &property, const QString &kind)
{
    using GeneratedId = MappedProperty::GeneratedId;
    MappedProperty *mapped = changeable(property, u"generated."_s % property);
    if (!mapped)
        return;
    if (kind == u"uuid")
        mapped->generatedId = GeneratedId::Uuid;
    else if (kind == u"uuidV7")
        mapped->generatedId = GeneratedId::UuidV7;
    else if (kind == u"ulid")
        mapped->generatedId = GeneratedId::Ulid;
    else
        fail(u"DynamoDB.generated.%1 is \"%2\"; it must be uuid, uuidV7 or ulid"_s.arg(property,
                                                                                       kind));
    const QMetaType type = withoutOptional(mapped->type);
    const bool isUuid = type == QMetaType::fromType<QUuid>()
            && mapped->generatedId != GeneratedId::Ulid;
    if (type != QMetaType::fromType<QString>() && !isUuid) {
        fail(u"DynamoDB.generated.%1: the property must be a QString%2"_s
                     .arg(property,
                          mapped->generatedId == GeneratedId::Ulid ? u""_s : u" or a QUuid"_s));
    }
}

void Mapping::readValidator(const QString &function)
{
    const QByteArray signature = function.toUtf8() + "()";
    const int index = m_metaObject->indexOfMethod(signature.constData());
    validator = index < 0 ? QMetaMethod() : m_metaObject->method(index);
    if (!validator.isValid()) {
        fail(u"DynamoDB.validator names \"%1\", which is no Q_INVOKABLE function without arguments"_s
                     .arg(function));
    } else if (validator.returnMetaType() != QMetaType::fromType<QString>()
               || !validator.isConst()) {
        fail(u"the validator %1() must be const and return a QString: what is wrong, or null"_s.arg(
                function));
    }
}

void Mapping::checkExtras()
{
    for (MappedProperty &mapped : properties) {
        const bool changes = mapped.attribute == version || mapped.attribute == updated;
        if (mapped.isCounter && !isInteger(withoutOptional(mapped.type)))
            fail(u"the counter %1 must be an int, qint64 or the like"_s.arg(mapped.name()));
        if (mapped.isCounter && (changes || mapped.key == MappedProperty::Key::Primary)) {
            fail(u"%1 can't be a counter: it is part of the key, the version, or the time of the last update"_s
                         .arg(mapped.name()));
        }
        if (mapped.isWrittenOnce && (changes || mapped.isCounter)) {
            fail(u"%1 can't be written once: it is the version, the time of the last update, or a counter"_s
                         .arg(mapped.name()));
        }
        if (!mapped.defaultText.isNull())
            checkDefault(&mapped);
    }
    for (const MappedVectorIndex &index : std::as_const(vectorIndexes))
        checkVectorIndex(index);
}

void Mapping::checkDefault(MappedProperty *mapped)
{
    const QString &text = mapped->defaultText;
    if (mapped->key == MappedProperty::Key::Primary) {
        fail(u"DynamoDB.default.%1: an attribute of the key is never absent"_s.arg(mapped->name()));
        return;
    }
    const auto type = mapped->isTimeToLive ? Type::Number
                                           : storedType(mapped->type).value_or(Type::Undefined);
    QDynamoDBValue value = Type::Undefined;
    if (type == Type::String)
        value = text;
    else if (type == Type::Number && QDynamoDBNumber(text).isValid())
        value = QDynamoDBNumber(text);
    else if (type == Type::Bool && (text == u"true" || text == u"false"))
        value = text == u"true";
    if (value.isUndefined()) {
        fail(u"DynamoDB.default.%1 is \"%2\"; it must be a text, a number, true or false, as the type of the property, which is stored as type %3"_s
                     .arg(mapped->name(), text, valueTypeName(type)));
        return;
    }
    const MetaProblem wrong = valueProblem(mapped->attribute, value);
    if (!wrong.isNull())
        fail(u"DynamoDB.default.%1 is \"%2\": %3"_s.arg(mapped->name(), text, wrong.what));
    else
        mapped->defaultValue = value;
}

} // namespace QtDynamoDBPrivate
