// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QUEUEDWRITE_P_H
#define QUEUEDWRITE_P_H

#include "store/storedaction_p.h"

namespace QtDynamoDBPrivate {

// A write of the queue, decoded. The key of its marker in the ledger is (identity and device, marker
// and generation). These, the token and the actions stay the same over all attempts. A write that
// is changed, after it is certain that it was not applied, gets the next generation. So copies of
// a database agree about each write that they share.
struct Q_DYNAMODB_STORE_AUTOTEST_EXPORT QueuedWrite
{
    qint64 sequence = 0;
    QString identity;
    SyncState state = SyncState::Pending;
    int blockers = 0;
    QList<ItemPlace> items; // of the actions, in their order

    QList<StoredAction> actions;
    QString device;
    qint64 marker = 0;
    QString token; // 32 random hexadecimal digits
    int generation = 0;
    qint64 expiry = 0; // of the marker, in s since 1970; set when the write is first sent
    qint64 acceptedAt = 0; // ms since 1970, by the local clock
    // When the first attempt was sent whose outcome is unknown, in ms since 1970 by the service's
    // clock; 0: the outcome of each attempt is known.
    qint64 doubtfulSince = 0;
    int attempts = 0;
    QDynamoDBError error; // why the write is parked; code and message
    // Of a conflict, for each action: the item that the service has, null if it has none. No value:
    // unknown.
    QList<std::optional<QDynamoDBItem>> theirs;
    qint64 group = 0; // of a conflict: the sequence of the write that met the change of others

    [[nodiscard]] QString requestToken() const; // of this generation
    [[nodiscard]] QDynamoDBNumber markerNumber() const;

    [[nodiscard]] StoredWrite toStored() const;
    [[nodiscard]] static QueuedWrite fromStored(const StoredWrite &stored); // throws StoreFailure
};

} // namespace QtDynamoDBPrivate

#endif
