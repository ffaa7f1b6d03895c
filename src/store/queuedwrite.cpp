// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "store/queuedwrite_p.h"

#include <QtCore/qcborarray.h>
#include <QtCore/qcbormap.h>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

namespace {

// The members of a write in CBOR. Values are never reused: files have them.
enum Member {
    ActionsMember,
    DeviceMember,
    MarkerMember,
    TokenMember,
    ExpiryMember,
    AcceptedMember,
    DoubtfulMember,
    AttemptsMember,
    CodeMember,
    MessageMember,
    TheirsMember,
    GroupMember,
    GenerationMember,
};

} // namespace

QString QueuedWrite::requestToken() const
{
    return generation == 0 ? token : QString(token % u'.' % QString::number(generation));
}

// A fraction for the generation, so that the numbers of other writes stay free.
QDynamoDBNumber QueuedWrite::markerNumber() const
{
    if (generation == 0)
        return marker;
    return QDynamoDBNumber::fromString(
                   u"%1.%2"_s.arg(marker).arg(generation, 3, 10, QLatin1Char('0')))
            .value();
}

StoredWrite QueuedWrite::toStored() const
{
    QCborMap map;
    QCborArray actionArray;
    for (const StoredAction &action : actions)
        actionArray.append(action.toCbor());
    map.insert(qint64(ActionsMember), actionArray);
    map.insert(qint64(DeviceMember), device);
    map.insert(qint64(MarkerMember), marker);
    map.insert(qint64(TokenMember), token);
    map.insert(qint64(ExpiryMember), expiry);
    map.insert(qint64(AcceptedMember), acceptedAt);
    map.insert(qint64(DoubtfulMember), doubtfulSince);
    map.insert(qint64(AttemptsMember), attempts);
    if (error.isError()) {
        map.insert(qint64(CodeMember), int(error.code()));
        map.insert(qint64(MessageMember), error.message());
    }
    if (!theirs.isEmpty()) {
        QCborArray theirItems;
        for (const std::optional<QDynamoDBItem> &item : theirs)
            theirItems.append(item ? itemToCbor(*item) : QCborValue());
        map.insert(qint64(TheirsMember), theirItems);
    }
    map.insert(qint64(GroupMember), group);
    map.insert(qint64(GenerationMember), generation);

    StoredWrite stored;
    stored.sequence = sequence;
    stored.identity = identity;
    stored.state = state;
    stored.blockers = blockers;
    stored.items = items;
    stored.body = map.toCborValue().toCbor();
    return stored;
}

QueuedWrite QueuedWrite::fromStored(const StoredWrite &stored)
{
    const QCborValue body = QCborValue::fromCbor(stored.body);
    if (!body.isMap()) {
        throw StoreFailure {
            QDynamoDBError(QDynamoDBError::Code::StoreUnavailable,
                           u"The stored write %1 can't be read: its row is damaged."_s.arg(
                                   stored.sequence))
        };
    }
    const QCborMap map = body.toMap();
    QueuedWrite write;
    write.sequence = stored.sequence;
    write.identity = stored.identity;
    write.state = stored.state;
    write.blockers = stored.blockers;
    write.items = stored.items;
    const QCborArray actions = map.value(ActionsMember).toArray();
    for (const QCborValue &action : actions)
        write.actions.append(StoredAction::fromCbor(action));
    write.device = map.value(DeviceMember).toString();
    write.marker = map.value(MarkerMember).toInteger();
    write.token = map.value(TokenMember).toString();
    write.expiry = map.value(ExpiryMember).toInteger();
    write.acceptedAt = map.value(AcceptedMember).toInteger();
    write.doubtfulSince = map.value(DoubtfulMember).toInteger();
    write.attempts = int(map.value(AttemptsMember).toInteger());
    if (map.contains(qint64(CodeMember))) {
        write.error = QDynamoDBError(QDynamoDBError::Code(map.value(CodeMember).toInteger()),
                                     map.value(MessageMember).toString());
    }
    const QCborArray theirs = map.value(TheirsMember).toArray();
    for (const QCborValue &item : theirs) {
        write.theirs.append(item.isUndefined() ? std::nullopt : std::optional(itemFromCbor(item)));
    }
    write.group = map.value(GroupMember).toInteger();
    write.generation = int(map.value(GenerationMember).toInteger());
    return write;
}

} // namespace QtDynamoDBPrivate
