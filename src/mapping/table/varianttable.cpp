// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "mapping/mapping_p.h"
#include "values/qdynamodberror_p.h"

#include <QtDynamoDB/qdynamodbvarianttable.h>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

QDynamoDBMapper ItemTable::mapperOf(const QList<QDynamoDBMapper> &classes)
{
    QList<std::shared_ptr<const Mapping>> mappings;
    for (const QDynamoDBMapper &mapper : classes)
        mappings.append(mapper.d);
    return QDynamoDBMapper(std::make_shared<const Mapping>(mappings));
}

qsizetype ItemTable::classOf(const QDynamoDBItem &item) const
{
    const QDynamoDBValue &type = item.value(mapper.d->typeAttribute);
    return type.isString() ? mapper.d->typeNames.indexOf(type.toString()) : -1;
}

QDynamoDBError ItemTable::unknownType(const QDynamoDBItem &item) const
{
    const QString &attribute = mapper.d->typeAttribute;
    const QDynamoDBValue &type = item.value(attribute);
    const QString names = u'"' % mapper.d->typeNames.join(u"\", \""_s) % u'"';
    const QString problem = type.isUndefined()
            ? u"the item has no type; it must be one of %1"_s.arg(names)
            : u"the item has the type %1; it must be one of %2"_s.arg(shortText(type), names);
    QDynamoDBError error(QDynamoDBError::Code::InvalidParameterValue,
                         attribute % u": "_s % problem % u" (item with "_s % mapper.d->keyText(item)
                                 % u')');
    QDynamoDBErrorPrivate::get(error).item = item;
    return error;
}

} // namespace QtDynamoDBPrivate
