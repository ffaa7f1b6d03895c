// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "mapping/table/objectupdate_p.h"

#include "values/qdynamodbvalue_p.h"

namespace QtDynamoDBPrivate {

using Type = QDynamoDBValue::Type;

ObjectUpdate::Place ObjectUpdate::top(const MappedProperty &mapped) const
{
    return { QDynamoDBAttribute::named(mapped.attribute), mapped.attribute,
             m_stored ? &m_stored->value(mapped.attribute) : nullptr };
}

ObjectUpdate::Place ObjectUpdate::inside(const Place &place, const MappedProperty &mapped)
{
    return { place.attribute[mapped.attribute], place.path % u'\0' % mapped.attribute,
             place.stored ? &(*place.stored)[QStringView(mapped.attribute)] : nullptr };
}

std::shared_ptr<const Mapping> ObjectUpdate::open(const MappedProperty &mapped, const Place &place,
                                                  const QDynamoDBValue &value)
{
    if (!value.isMap())
        return nullptr;
    const QMetaObject *gadget = nestedGadget(withoutOptional(mapped.type));
    if (!gadget)
        return nullptr;
    const QDynamoDBCondition isMap = place.attribute.hasType(Type::Map);
    if (place.stored && !place.stored->isMap()) {
        condition = condition && !isMap;
        whole.append(place.path);
        return nullptr;
    }
    condition = condition && isMap;
    return Mapping::of(*gadget);
}

void ObjectUpdate::set(const MappedProperty &mapped, const QDynamoDBValue &value)
{
    set(mapped, top(mapped), value);
}

void ObjectUpdate::change(const MappedProperty &mapped, const QDynamoDBValue &value,
                          const QDynamoDBValue &original)
{
    change(mapped, top(mapped), value, original);
}

void ObjectUpdate::set(const MappedProperty &mapped, const Place &place, const QDynamoDBValue &value)
{
    if (value.isUndefined()) {
        update.remove(place.attribute);
    } else if (const auto nested = open(mapped, place, value)) {
        for (const MappedProperty &inner : nested->properties)
            set(inner, inside(place, inner), value[QStringView(inner.attribute)]);
    } else {
        update.set(place.attribute, value);
    }
}

void ObjectUpdate::change(const MappedProperty &mapped, const Place &place,
                          const QDynamoDBValue &value, const QDynamoDBValue &original)
{
    if (value == original)
        return;
    if (!original.isMap()) {
        // If the stored item is unknown, an original without the map means that it does not exist.
        set(mapped, place.stored ? place : Place { place.attribute, place.path, &original }, value);
    } else if (const auto nested = open(mapped, place, value)) {
        for (const MappedProperty &inner : nested->properties) {
            const QStringView name(inner.attribute);
            change(inner, inside(place, inner), value[name], original[name]);
        }
    } else {
        set(mapped, place, value);
    }
}

} // namespace QtDynamoDBPrivate
