// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "models/qdynamodbitemmodel_p.h"

#include <QtCore/qpromise.h>

using namespace QtDynamoDBPrivate;

QDynamoDBItemModelPrivate::QDynamoDBItemModelPrivate() = default;
QDynamoDBItemModelPrivate::~QDynamoDBItemModelPrivate() = default;

QMap<QString, QString> QDynamoDBItemModelPrivate::expressionNames() const
{
    QMap<QString, QString> result;
    for (auto it = names.cbegin(); it != names.cend(); ++it)
        result.insert(it.key(), it.value().toString());
    return result;
}

std::optional<qint32> QDynamoDBItemModelPrivate::pageLimit() const
{
    return pageSize > 0 ? std::optional<qint32>(pageSize) : std::nullopt;
}

// What makes the rows of a page in the client's thread, as soon as it is known.
QFuture<QStringList> QDynamoDBItemModelPrivate::keyAttributesOfPages() const
{
    if (rows.keyAttributes().isEmpty())
        return table.keyAttributesToCome();
    QPromise<QStringList> known; // makeReadyFuture() would make one of several strings
    known.start();
    known.addResult(rows.keyAttributes());
    known.finish();
    return known.future();
}

// What a page of a reload will mostly bring again.
QList<QList<ItemRow>> QDynamoDBItemModelPrivate::rowsToCome() const
{
    if (!reload)
        return {};
    const qint64 count = qint64(largestPage) * segments();
    return rows.blocks(reload->met, int(std::min<qint64>(count, rows.size())));
}

QDynamoDBItemModel::Status QDynamoDBItemModelPrivate::status() const
{
    if (!isComplete())
        return Status::Null;
    if (scheduled || reader.isBusy() || held != PageReader::Demand::None || !early.isEmpty())
        return Status::Loading;
    return readFailed ? Status::Error : Status::Ready;
}

bool QDynamoDBItemModelPrivate::hasMore() const
{
    return !isFull && reader.hasMore();
}

double QDynamoDBItemModelPrivate::progress() const
{
    if (scheduled) // the rows are those of an earlier request
        return 0;
    switch (status()) {
    case Status::Null:
        return 0;
    case Status::Ready:
        if (!hasMore())
            return 1;
        break;
    case Status::Loading:
    case Status::Error:
        break;
    }
    return progressOfReading();
}

void QDynamoDBItemModelPrivate::setKeyAttributes(const QStringList &keys)
{
    if (rows.keyAttributes() == keys)
        return;
    rows.setKeyAttributes(keys);
    Q_EMIT q->keyAttributesChanged();
}

void QDynamoDBItemModelPrivate::setError(const QDynamoDBError &newError)
{
    if (error == newError)
        return;
    error = newError;
    Q_EMIT q->errorChanged();
}

void QDynamoDBItemModelPrivate::report(const QDynamoDBError &failure)
{
    setError(failure);
    Q_EMIT q->errorOccurred(failure);
}

void QDynamoDBItemModelPrivate::publish()
{
    const auto update = [this](auto &known, const auto &now, auto changed) {
        if (known == now)
            return;
        known = now;
        Q_EMIT(q->*changed)();
    };
    using Model = QDynamoDBItemModel;
    update(published.count, rows.size(), &Model::countChanged);
    update(published.hasMore, hasMore(), &Model::hasMoreChanged);
    update(published.capacity, capacity, &Model::consumedCapacityChanged);
    update(published.pendingWrites, writer.pending(), &Model::pendingWritesChanged);
    update(published.progress, progress(), &Model::progressChanged);
    update(published.following, isFollowing(), &Model::followingChanged);
    update(published.status, status(), &Model::statusChanged);
}
