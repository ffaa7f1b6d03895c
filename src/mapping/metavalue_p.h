// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef METAVALUE_P_H
#define METAVALUE_P_H

#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodbexpected.h>
#include <QtDynamoDB/qdynamodbitem.h>
#include <QtDynamoDB/qdynamodbmapper.h>

#include <QtCore/qmetaobject.h>
#include <QtCore/qmetatype.h>

#include <optional>

namespace QtDynamoDBPrivate {

// The problem of a conversion, with the path of the value: "author.age: a String can't become a
// int".
struct MetaProblem
{
    QString path;
    QString what;

    [[nodiscard]] bool isNull() const { return what.isNull(); }
    [[nodiscard]] MetaProblem under(const QString &parent) const
    {
        if (isNull() || path.isEmpty())
            return { parent, what };
        return { path.startsWith(u'[') ? QString(parent % path) : QString(parent % u'.' % path),
                 what };
    }
    [[nodiscard]] QString text() const
    {
        return path.isEmpty() ? what : QString(path % QLatin1StringView(": ") % what);
    }
};

// A default-constructed object of a type that is known at run time.
class MetaBox
{
public:
    explicit MetaBox(QMetaType type)
        : m_type(type)
        , m_data(type.create())
    {
    }
    ~MetaBox()
    {
        if (m_data)
            m_type.destroy(m_data);
    }
    Q_DISABLE_COPY_MOVE(MetaBox)

    [[nodiscard]] void *data() const
    {
        return m_data;
    } // null if the type has no default constructor

private:
    QMetaType m_type;
    void *m_data;
};

// The position of a value. It determines how objects without a value are stored, such as a null
// string, an invalid date, an empty set or an empty optional.
enum class MetaPlace : quint8 {
    Property, // omitted (Undefined)
    Element, // of a list or map: Null
    Required, // element of a set or content of a std::optional: a problem
};

// Converts the object of the type at the address. Fails if the value would not be read as an equal
// object.
[[nodiscard]] MetaProblem valueFromMeta(QMetaType type, const void *object, QDynamoDBValue *value,
                                        MetaPlace place = MetaPlace::Property);
// Reads the value into the object, which must be constructed.
[[nodiscard]] MetaProblem valueToMeta(const QDynamoDBValue &value, QMetaType type, void *object);

// Converts all stored properties, with the names of the class info.
[[nodiscard]] MetaProblem gadgetToItem(const QMetaObject &metaObject, const void *gadget,
                                       QDynamoDBItem *item);
[[nodiscard]] MetaProblem gadgetFromItem(const QDynamoDBItem &item, const QMetaObject &metaObject,
                                         void *gadget);

// The problem of properties of the type; null if it is supported.
[[nodiscard]] QString metaTypeProblem(QMetaType type);

[[nodiscard]] std::optional<ValueConverter> converterOf(QMetaType type);
[[nodiscard]] std::optional<MetaOptionalAccess> optionalOf(QMetaType type);
// Returns the type of the content of a std::optional; otherwise the type itself.
[[nodiscard]] QMetaType withoutOptional(QMetaType type);
// The meta-object of a gadget that is stored as a map, or null.
[[nodiscard]] const QMetaObject *nestedGadget(QMetaType type);

// Returns the type of value in which objects of the type are stored; nothing if it depends on the
// object.
[[nodiscard]] std::optional<QDynamoDBValue::Type> storedType(QMetaType type);

// The parts of the conversion.
[[nodiscard]] MetaProblem wrongType(const QDynamoDBValue &value, QMetaType type);
// The problem of a value that cannot be stored at any depth.
[[nodiscard]] MetaProblem valueProblem(const QDynamoDBValue &value);

// Numbers, texts and enums. Returns nothing for other types.
[[nodiscard]] std::optional<MetaProblem> scalarToValue(QMetaType type, const void *object,
                                                       QDynamoDBValue *value);
[[nodiscard]] std::optional<MetaProblem> scalarFromValue(const QDynamoDBValue &value,
                                                         QMetaType type, void *object);
[[nodiscard]] bool isInteger(QMetaType type);
[[nodiscard]] std::optional<QDynamoDBValue::Type> scalarType(QMetaType type);
[[nodiscard]] bool isMetaEnum(QMetaType type);

// QVariant, its containers, and the types of JSON.
[[nodiscard]] bool isVariantLike(QMetaType type);
[[nodiscard]] MetaProblem variantToValue(QMetaType type, const void *object, QDynamoDBValue *value);
[[nodiscard]] MetaProblem variantFromValue(const QDynamoDBValue &value, QMetaType type,
                                           void *object);

// Lists, sets, maps and hashes of other types.
[[nodiscard]] bool isSequence(QMetaType type);
[[nodiscard]] bool isAssociation(QMetaType type);
[[nodiscard]] bool isSet(QMetaType type);
// Returns whether the type is a sequence of numbers that is stored as a list.
[[nodiscard]] bool isNumberList(QMetaType type);
[[nodiscard]] QString containerProblem(QMetaType type);
[[nodiscard]] MetaProblem containerToValue(QMetaType type, const void *object,
                                           QDynamoDBValue *value);
[[nodiscard]] MetaProblem containerFromValue(const QDynamoDBValue &value, QMetaType type,
                                             void *object);

} // namespace QtDynamoDBPrivate

#endif
