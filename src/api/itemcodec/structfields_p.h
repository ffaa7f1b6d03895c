// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef STRUCTFIELDS_P_H
#define STRUCTFIELDS_P_H

#include "api/shape_p.h"

#include <QtDynamoDB/qdynamodbitem.h>

#include <QtCore/qmap.h>
#include <QtCore/qstringlist.h>

namespace QtDynamoDBPrivate {

// The members of a struct by their names in the protocol. The functions return null if the struct
// has no such member of this type.
class StructFields
{
public:
    StructFields(const Shape &shape, void *object)
        : m_shape(shape)
        , m_object(object)
    {
    }

    [[nodiscard]] QString *text(QLatin1StringView wire) const
    {
        return static_cast<QString *>(field(wire, Kind::String));
    }
    [[nodiscard]] QDynamoDBItem *item(QLatin1StringView wire) const
    {
        return static_cast<QDynamoDBItem *>(field(wire, Kind::Item));
    }
    [[nodiscard]] QStringList *texts(QLatin1StringView wire) const
    {
        return static_cast<QStringList *>(field(wire, Kind::List, Kind::String));
    }
    [[nodiscard]] QMap<QString, QString> *textMap(QLatin1StringView wire) const
    {
        return static_cast<QMap<QString, QString> *>(field(wire, Kind::Map, Kind::String));
    }

private:
    [[nodiscard]] void *field(QLatin1StringView wire, Kind kind) const
    {
        const Member *member = m_shape.find(wire);
        const bool fits = member && member->type->kind == kind && !member->type->optional;
        return fits ? member->in(m_object) : nullptr;
    }
    [[nodiscard]] void *field(QLatin1StringView wire, Kind kind, Kind element) const
    {
        const Member *member = m_shape.find(wire);
        const bool fits = member && member->type->kind == kind
                && member->type->element->kind == element;
        return fits ? member->in(m_object) : nullptr;
    }

    const Shape &m_shape;
    void *const m_object;
};

} // namespace QtDynamoDBPrivate

#endif
