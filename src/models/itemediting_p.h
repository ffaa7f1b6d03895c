// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef ITEMEDITING_P_H
#define ITEMEDITING_P_H

#include "models/itemreading_p.h"
#include "models/itemwriter_p.h"

namespace QtDynamoDBPrivate {

// The changes that the user of a model makes: checks them, shows a changed attribute at once, and
// takes it back if the write fails. New and removed rows are shown when they are written.
class ItemEditing : public QObject
{
    Q_OBJECT

public:
    ItemEditing(const QueryParameters &parameters, ModelRows &rows, ItemReading &reading);

    void setEditable(bool editable) { m_isEditable = editable; }
    [[nodiscard]] bool isEditable() const { return m_isEditable; }
    [[nodiscard]] int pendingWrites() const { return m_writer.pending(); }

    // These functions return false, after failed(), if there is nothing to be sent.
    bool setAttribute(int row, const QString &attribute, const QVariant &value);
    bool put(int row, const QDynamoDBItem &item); // `row` out of range: at the end
    bool remove(int row);

    // Puts the pending changes into items that were read from the table.
    void applyPending(const QDynamoDBItem &key, QDynamoDBItem &item);
    void applyPendingToRows(QList<ItemRow> &rows);

Q_SIGNALS:
    void failed(const QDynamoDBError &error);
    void changed(); // something that the model's properties return

private:
    [[nodiscard]] QDynamoDBError checkWritable(const QDynamoDBItem &item) const;
    bool refuse(QDynamoDBError error, const QString &operation);
    bool refuseRow(int row, const QString &operation);
    [[nodiscard]] ItemWrite makeWrite(ItemWrite::Kind kind, const QDynamoDBItem &item) const;
    [[nodiscard]] bool isShown(const ItemWrite &write) const;
    void onWritten(const ItemWrite &write);
    void onWriteFailed(const ItemWrite &write, const QDynamoDBError &error);

    const QueryParameters &m_parameters;
    ModelRows &m_rows;
    ItemReading &m_reading;
    ItemWriter m_writer;
    bool m_isEditable = false;
};

} // namespace QtDynamoDBPrivate

#endif
