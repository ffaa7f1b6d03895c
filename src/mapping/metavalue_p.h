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

// Why a value can't be converted, and where it is: "author.age: a String can't become a int".
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

// A default-constructed object of a type that is known at run time only.
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

    [[nodiscard]] void *data() const { return m_data; } // null without a default constructor

private:
    QMetaType m_type;
    void *m_data;
};

// Where a value stands decides how an object without value is stored: a null string, an invalid
// date, an empty set, an empty optional.
enum class MetaPlace : quint8 {
    Property, // it is left out: Undefined
    Element, // of a list or map: a Null
    Required, // element of a set, content of a std::optional: it can't be without value
};

// Converts the object of that type at that address. The value reads back as an equal object, or
// there is a problem.
[[nodiscard]] MetaProblem valueFromMeta(QMetaType type, const void *object, QDynamoDBValue *value,
                                        MetaPlace place = MetaPlace::Property);
// Reads the value into the object, which is constructed already.
[[nodiscard]] MetaProblem valueToMeta(const QDynamoDBValue &value, QMetaType type, void *object);

// All stored properties, under the names that the class info gives them.
[[nodiscard]] MetaProblem gadgetToItem(const QMetaObject &metaObject, const void *gadget,
                                       QDynamoDBItem *item);
[[nodiscard]] MetaProblem gadgetFromItem(const QDynamoDBItem &item, const QMetaObject &metaObject,
                                         void *gadget);

// Why no property can have that type; null if it can.
[[nodiscard]] QString metaTypeProblem(QMetaType type);

[[nodiscard]] std::optional<ValueConverter> converterOf(QMetaType type);
[[nodiscard]] std::optional<MetaOptionalAccess> optionalOf(QMetaType type);
// The type itself, or that of the content of a std::optional.
[[nodiscard]] QMetaType withoutOptional(QMetaType type);
// The meta-object of a gadget that is stored as a map, or null.
[[nodiscard]] const QMetaObject *nestedGadget(QMetaType type);

// The type of the values that objects of that type are stored as. Nothing if it depends on the
// object.
[[nodiscard]] std::optional<QDynamoDBValue::Type> storedType(QMetaType type);

// The parts of the conversion.
[[nodiscard]] MetaProblem wrongType(const QDynamoDBValue &value, QMetaType type);
// Why the value can't be stored, whatever its depth.
[[nodiscard]] MetaProblem valueProblem(const QDynamoDBValue &value);

// Numbers, texts and enums; nothing if the type is none of these.
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
[[nodiscard]] QString containerProblem(QMetaType type);
[[nodiscard]] MetaProblem containerToValue(QMetaType type, const void *object,
                                           QDynamoDBValue *value);
[[nodiscard]] MetaProblem containerFromValue(const QDynamoDBValue &value, QMetaType type,
                                             void *object);

} // namespace QtDynamoDBPrivate

#endif
