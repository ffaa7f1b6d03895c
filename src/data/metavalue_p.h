// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef METAVALUE_P_H
#define METAVALUE_P_H

#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodbexpected.h>
#include <QtDynamoDB/qdynamodbitem.h>

#include <QtCore/qmetaobject.h>
#include <QtCore/qmetatype.h>

namespace QtDynamoDBPrivate {

// What a value could not be turned into, and where: "author.age: a String is no int".
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

// How the object at that address, of that type, is stored. Undefined: not at all, as for null
// strings, invalid dates, empty sets and empty optionals.
[[nodiscard]] MetaProblem valueFromMeta(QMetaType type, const void *object, QDynamoDBValue *value);
// Reads the value into the object, which is there already.
[[nodiscard]] MetaProblem valueToMeta(const QDynamoDBValue &value, QMetaType type, void *object);

// All stored properties, under the names that the class info gives them.
[[nodiscard]] MetaProblem gadgetToItem(const QMetaObject &metaObject, const void *gadget,
                                       QDynamoDBItem *item);
[[nodiscard]] MetaProblem gadgetFromItem(const QDynamoDBItem &item, const QMetaObject &metaObject,
                                         void *gadget);

// What is wrong with a property of that type, before there is any value; null: nothing.
[[nodiscard]] QString metaTypeProblem(QMetaType type);

// The enumerator of that name among those of the class that the type belongs to.
[[nodiscard]] QMetaEnum enumeratorOf(QMetaType type);

} // namespace QtDynamoDBPrivate

#endif
