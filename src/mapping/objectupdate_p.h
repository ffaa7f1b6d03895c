// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OBJECTUPDATE_P_H
#define OBJECTUPDATE_P_H

#include "mapping/mapping_p.h"

#include <QtDynamoDB/qdynamodbexpression.h>

namespace QtDynamoDBPrivate {

// The update that writes the item of an object. Nested gadgets are written attribute by attribute, so
// that the attributes of their maps that the class does not have are kept. That needs to know which
// of the maps exist: a path into a map that does not exist is invalid.
class ObjectUpdate
{
public:
    // Without the stored item, all maps are taken to exist. A null item is one that does not exist.
    explicit ObjectUpdate(const QDynamoDBItem *stored = nullptr)
        : m_stored(stored)
    {
    }

    // Sets the attribute, or removes it if the value is Undefined.
    void set(const MappedProperty &mapped, const QDynamoDBValue &value);
    // The same for what differs from the original.
    void change(const MappedProperty &mapped, const QDynamoDBValue &value,
                const QDynamoDBValue &original);

    QDynamoDBUpdate update;
    // Holds if the maps are as they were taken to be.
    QDynamoDBCondition condition;
    // The paths of the maps that are written as a whole: the assumption about the stored item.
    QStringList whole;

private:
    // Pointers to Undefined values where the stored item has none; null if it is not known.
    struct Place
    {
        QDynamoDBAttribute attribute;
        QString path;
        const QDynamoDBValue *stored;
    };

    [[nodiscard]] Place top(const MappedProperty &mapped) const;
    [[nodiscard]] static Place inside(const Place &place, const MappedProperty &mapped);
    // The mapping of the map at that place, if its attributes are to be written one by one.
    [[nodiscard]] std::shared_ptr<const Mapping> open(const MappedProperty &mapped,
                                                      const Place &place,
                                                      const QDynamoDBValue &value);
    void set(const MappedProperty &mapped, const Place &place, const QDynamoDBValue &value);
    void change(const MappedProperty &mapped, const Place &place, const QDynamoDBValue &value,
                const QDynamoDBValue &original);

    const QDynamoDBItem *m_stored;
};

} // namespace QtDynamoDBPrivate

#endif
