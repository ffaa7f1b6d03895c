// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OBJECTUPDATE_P_H
#define OBJECTUPDATE_P_H

#include "mapping/mapping_p.h"

#include <QtDynamoDB/qdynamodbexpression.h>

namespace QtDynamoDBPrivate {

// The update that writes an object. The attributes of nested gadgets are written one by one, so
// that attributes of their maps that are unknown to the class are kept. A path into a map that does
// not exist is invalid, so the update depends on which maps exist.
class ObjectUpdate
{
public:
    // If the stored item is unknown (nullptr), all maps are assumed to exist. A null item does not
    // exist.
    explicit ObjectUpdate(const QDynamoDBItem *stored = nullptr)
        : m_stored(stored)
    {
    }

    // Sets the attribute, or removes it if the value is Undefined.
    void set(const MappedProperty &mapped, const QDynamoDBValue &value);
    // Does the same if the value differs from the original.
    void change(const MappedProperty &mapped, const QDynamoDBValue &value,
                const QDynamoDBValue &original);

    QDynamoDBUpdate update;
    // Holds if the assumptions about the maps are true.
    QDynamoDBCondition condition;
    // The paths of the maps that are written as a whole, since they are assumed not to exist.
    QStringList whole;

private:
    // Point to Undefined values if the stored item has none; null if it is unknown.
    struct Place
    {
        QDynamoDBAttribute attribute;
        QString path;
        const QDynamoDBValue *stored;
    };

    [[nodiscard]] Place top(const MappedProperty &mapped) const;
    [[nodiscard]] static Place inside(const Place &place, const MappedProperty &mapped);
    // Returns the mapping of the map if its attributes are written one by one; otherwise null.
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
