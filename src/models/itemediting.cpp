// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "models/itemediting_p.h"

#include "models/rows/cellvalue_p.h"
#include "values/qdynamodberror_p.h"

namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;

ItemEditing::ItemEditing(const QueryParameters &parameters, ModelRows &rows, ItemReading &reading)
    : m_parameters(parameters)
    , m_rows(rows)
    , m_reading(reading)
{
    connect(&m_writer, &ItemWriter::written, this, &ItemEditing::onWritten);
    connect(&m_writer, &ItemWriter::failed, this, &ItemEditing::onWriteFailed);
}

// Returns why the item can't be written, or no error.
QDynamoDBError ItemEditing::checkWritable(const QDynamoDBItem &item) const
{
    if (!m_isEditable) {
        return { Code::InvalidParameterCombination,
                 u"The model is read-only. Set its property editable to change items."_s };
    }
    if (!m_reading.isComplete() || m_reading.isStartPending()) {
        return { Code::MissingParameter,
                 u"The model has not read the items of its table yet. Wait until its status is "
                 "Ready."_s };
    }
    const QStringList &keys = m_rows.keyAttributes();
    if (keys.isEmpty()) {
        const QDynamoDBError error = m_reading.table().error();
        return { Code::MissingParameter,
                 u"The key attributes of the table \"%1\" are not known: %2"_s
                         .arg(m_parameters.tableName,
                              error.isError()
                                      ? error.message()
                                      : u"the description of the table has not arrived yet."_s) };
    }
    for (const QString &key : keys) {
        if (!item.contains(key)) {
            return { Code::MissingParameter,
                     u"The item lacks the key attribute \"%1\"."_s.arg(key) };
        }
    }
    return {};
}

bool ItemEditing::refuse(QDynamoDBError error, const QString &operation)
{
    QDynamoDBErrorPrivate &details = QDynamoDBErrorPrivate::get(error);
    details.operation = operation;
    details.tableName = m_parameters.tableName;
    Q_EMIT failed(error);
    return false;
}

bool ItemEditing::refuseRow(int row, const QString &operation)
{
    return refuse({ Code::InvalidParameterValue,
                    u"There is no row %1: the model has %2 rows."_s.arg(row).arg(
                            m_rows.items().size()) },
                  operation);
}

ItemWrite ItemEditing::makeWrite(ItemWrite::Kind kind, const QDynamoDBItem &item) const
{
    ItemWrite write;
    write.kind = kind;
    write.source = m_reading.source();
    write.tableName = m_parameters.tableName;
    write.key = m_rows.items().keyOf(item);
    return write;
}

bool ItemEditing::setAttribute(int row, const QString &attribute, const QVariant &value)
{
    const QString operation = u"UpdateItem"_s;
    if (row < 0 || row >= m_rows.items().size())
        return refuseRow(row, operation);
    QDynamoDBItem item = m_rows.items()[row];
    if (const QDynamoDBError error = checkWritable(item); error.isError())
        return refuse(error, operation);
    if (m_rows.keyAttributes().contains(attribute)) {
        return refuse(
                { Code::InvalidParameterValue,
                  u"The key attribute \"%1\" can't be changed. Append another item and remove "
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
    const Ticket ticket = m_reading.ticket();
    m_rows.addColumns({ attribute });
    if (ticket.isValid() && row < m_rows.items().size())
        m_rows.update(row, item);
    m_writer.write(write);
    Q_EMIT changed();
    return true;
}

bool ItemEditing::put(int row, const QDynamoDBItem &item)
{
    if (const QDynamoDBError error = checkWritable(item); error.isError())
        return refuse(error, u"PutItem"_s);
    ItemWrite write = makeWrite(ItemWrite::Kind::Put, item);
    write.item = item;
    write.place = m_rows.index(row);
    m_writer.write(write);
    Q_EMIT changed();
    return true;
}

bool ItemEditing::remove(int row)
{
    const QString operation = u"DeleteItem"_s;
    if (row < 0 || row >= m_rows.items().size())
        return refuseRow(row, operation);
    const QDynamoDBItem item = m_rows.items()[row];
    if (const QDynamoDBError error = checkWritable(item); error.isError())
        return refuse(error, operation);
    m_writer.write(makeWrite(ItemWrite::Kind::Remove, item));
    Q_EMIT changed();
    return true;
}

void ItemEditing::applyPending(const QDynamoDBItem &key, QDynamoDBItem &item)
{
    m_writer.applyPending(m_parameters.tableName, key, item);
}

void ItemEditing::applyPendingToRows(QList<ItemRow> &rows)
{
    if (m_writer.pending() == 0)
        return;
    for (ItemRow &row : rows)
        applyPending(m_rows.items().keyOf(row.item), row.item);
}

// Whether the rows are those of the table that was written to.
bool ItemEditing::isShown(const ItemWrite &write) const
{
    return write.source == m_reading.source() && write.tableName == m_parameters.tableName
            && !m_reading.isStartPending();
}

// Copies the attributes of the current item that are shown.
static void show(const QDynamoDBItem &current, const ItemWrite &write, QDynamoDBItem &item)
{
    const QStringList shown = item.names() + QStringList { write.attribute };
    for (const QString &name : shown)
        setOrRemove(item, name, current[name]);
}

void ItemEditing::onWritten(const ItemWrite &write)
{
    m_reading.addCapacity(write.capacity);
    if (isShown(write) && write.kind == ItemWrite::Kind::Change && write.stored) {
        if (const int row = m_rows.items().find(write.key); row >= 0) {
            QDynamoDBItem item = m_rows.items()[row];
            show(*write.stored, write, item);
            applyPending(write.key, item);
            m_rows.update(row, item);
        }
    }
    if (isShown(write) && write.kind == ItemWrite::Kind::Put) {
        m_rows.addColumns(write.item.names());
        if (const int row = m_rows.items().find(write.key); row >= 0) { // a page contained it
            m_rows.update(row, write.item);
        } else {
            m_rows.setAhead(write.item);
            m_rows.insert(write.place.isValid() ? write.place.row() : m_rows.items().size(),
                          write.item);
        }
    } else if (isShown(write) && write.kind == ItemWrite::Kind::Remove) {
        if (const int row = m_rows.items().find(write.key); row >= 0) {
            m_rows.remove(row, 1);
            m_reading.refill();
        }
    }
    Q_EMIT changed();
}

void ItemEditing::onWriteFailed(const ItemWrite &write, const QDynamoDBError &error)
{
    m_reading.addCapacity(write.capacity);
    const int row = isShown(write) ? m_rows.items().find(write.key) : -1;
    if (row >= 0 && write.kind == ItemWrite::Kind::Change) {
        QDynamoDBItem item = m_rows.items()[row];
        setOrRemove(item, write.attribute, write.rollback);
        // After another write was faster, the error contains the current item.
        if (const QDynamoDBItem current = write.stored.value_or(error.item()); !current.isNull())
            show(current, write, item);
        applyPending(write.key, item);
        m_rows.update(row, item);
    }
    Q_EMIT failed(error);
    Q_EMIT changed();
}

} // namespace QtDynamoDBPrivate
