// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "values/qdynamodberror_p.h"
#include "models/cellvalue_p.h"
#include "models/qdynamodbitemmodel_p.h"

using namespace QtDynamoDBPrivate;
using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;

// Why an item can't be written, or no error.
QDynamoDBError QDynamoDBItemModelPrivate::whyNotWritable(const QDynamoDBItem &item) const
{
    if (!editable)
        return { Code::InvalidParameterCombination,
                 u"The model is read-only. Set its property editable to change items."_s };
    if (!isComplete() || scheduled)
        return { Code::MissingParameter,
                 u"The model has not asked for the items of its table yet."_s };
    const QStringList &keys = rows.keyAttributes();
    if (keys.isEmpty()) {
        return { Code::MissingParameter,
                 u"Which attributes are the table's key is not known: "_s
                         + (table.error().isError() ? table.error().message()
                                                    : u"DescribeTable has not answered yet."_s) };
    }
    for (const QString &key : keys) {
        if (!item.contains(key)) {
            return { Code::MissingParameter,
                     u"The item lacks the key attribute \"%1\"."_s.arg(key) };
        }
    }
    return {};
}

bool QDynamoDBItemModelPrivate::refuse(QDynamoDBError why, const QString &operation)
{
    QDynamoDBErrorPrivate &details = QDynamoDBErrorPrivate::get(why);
    details.operation = operation;
    details.tableName = tableName;
    report(why);
    return false;
}

QDynamoDBItemModelPrivate::ItemWrite QDynamoDBItemModelPrivate::makeWrite(
        ItemWrite::Kind kind, const QDynamoDBItem &item) const
{
    ItemWrite write;
    write.kind = kind;
    write.client = client;
    write.tableName = tableName;
    write.key = rows.keyOf(item);
    return write;
}

bool QDynamoDBItemModelPrivate::setAttribute(int row, const QString &attribute,
                                             const QVariant &value)
{
    const QString operation = u"UpdateItem"_s;
    if (row < 0 || row >= rows.size()) {
        return refuse({ Code::InvalidParameterValue, u"There is no row %1."_s.arg(row) }, operation);
    }
    QDynamoDBItem item = rows[row];
    if (const QDynamoDBError why = whyNotWritable(item); why.isError())
        return refuse(why, operation);
    if (rows.keyAttributes().contains(attribute)) {
        return refuse({ Code::InvalidParameterValue,
                        u"The key attribute \"%1\" can't be changed. Put another item and remove "
                        "this one."_s.arg(attribute) },
                      operation);
    }
    const QDynamoDBValue old = item.value(attribute);
    const auto edited = editedValue(old, value);
    if (!edited)
        return refuse(edited.error(), operation);
    if (*edited == old)
        return true;

    ItemWrite write = makeWrite(ItemWrite::Kind::Change, item);
    write.attribute = attribute;
    write.expected = old;
    write.rollback = old;
    write.value = *edited;
    setOrRemove(item, attribute, *edited);
    addColumns({ attribute });
    updateRow(row, item);
    writer.write(write);
    publish();
    return true;
}

bool QDynamoDBItemModelPrivate::put(int row, const QDynamoDBItem &item)
{
    if (const QDynamoDBError why = whyNotWritable(item); why.isError())
        return refuse(why, u"PutItem"_s);
    ItemWrite write = makeWrite(ItemWrite::Kind::Put, item);
    write.item = item;
    if (row >= 0 && row < rows.size())
        write.place = q->index(row, 0);
    writer.write(write);
    publish();
    return true;
}

bool QDynamoDBItemModelPrivate::remove(int row)
{
    const QString operation = u"DeleteItem"_s;
    if (row < 0 || row >= rows.size()) {
        return refuse({ Code::InvalidParameterValue, u"There is no row %1."_s.arg(row) }, operation);
    }
    if (const QDynamoDBError why = whyNotWritable(rows[row]); why.isError())
        return refuse(why, operation);
    writer.write(makeWrite(ItemWrite::Kind::Remove, rows[row]));
    publish();
    return true;
}

void QDynamoDBItemModelPrivate::onWritten(const ItemWrite &write)
{
    capacity += write.capacity;
    const bool isShown = write.client == client && write.tableName == tableName && !scheduled;
    const int row = isShown ? rows.find(write.key) : -1;
    if (isShown && write.kind == ItemWrite::Kind::Put) {
        addColumns(write.item.names());
        if (row >= 0) { // a page brought it meanwhile
            updateRow(row, write.item);
        } else {
            insertRows(write.place.isValid() ? write.place.row() : rows.size(), { write.item });
            ownRows.insert(rows.identityOf(write.item));
        }
    } else if (row >= 0 && write.kind == ItemWrite::Kind::Remove) {
        removeRows(row, 1);
        refill();
    }
    publish();
}

void QDynamoDBItemModelPrivate::onWriteFailed(const ItemWrite &write, const QDynamoDBError &failure)
{
    const bool isShown = write.client == client && write.tableName == tableName && !scheduled;
    const int row = isShown ? rows.find(write.key) : -1;
    if (row >= 0 && write.kind == ItemWrite::Kind::Change) {
        QDynamoDBItem item = rows[row];
        setOrRemove(item, write.attribute, write.rollback);
        // If somebody else was faster, the error has the item as it is.
        if (const QDynamoDBItem current = failure.item(); !current.isNull()) {
            const QStringList shown = item.names() + QStringList { write.attribute };
            for (const QString &name : shown)
                setOrRemove(item, name, current[name]);
        }
        writer.applyPending(tableName, write.key, item);
        updateRow(row, item);
    }
    report(failure);
    publish();
}
