// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "models/qdynamodbitemmodel_p.h"

#include "models/clientitemsource_p.h"

using namespace QtDynamoDBPrivate;

QDynamoDBItemModelPrivate::QDynamoDBItemModelPrivate(QDynamoDBItemModel *model,
                                                     ReadOperation operation)
    : q(model)
    , parameters(operation)
    , rows(model)
{
    for (QObject *part : { static_cast<QObject *>(&reading), static_cast<QObject *>(&editing),
                           static_cast<QObject *>(&feed) })
        part->setParent(model); // for moveToThread()
    const auto report = [this](const QDynamoDBError &newError) { reportError(newError); };
    const auto update = [this] { publish(); };
    QObject::connect(&reading, &ItemReading::starting, &feed, &LiveFeed::forgetChanges);
    QObject::connect(&reading, &ItemReading::aboutToRead, &feed, &LiveFeed::follow);
    QObject::connect(&reading, &ItemReading::incomplete, &feed, &LiveFeed::drop);
    QObject::connect(&reading, &ItemReading::described, &feed, &LiveFeed::checkProjection);
    // In this order: pending changes are put into the rows that remain.
    QObject::connect(&reading, &ItemReading::pageArrived, &feed, &LiveFeed::removeOutdated);
    QObject::connect(&reading, &ItemReading::pageArrived, &editing,
                     &ItemEditing::applyPendingToRows);
    QObject::connect(&reading, &ItemReading::pageShown, &feed, &LiveFeed::applyAgain);
    QObject::connect(&reading, &ItemReading::settled, &feed, &LiveFeed::applyReported);
    QObject::connect(&reading, &ItemReading::errorCleared, q, [this] { setError({}); });
    QObject::connect(&reading, &ItemReading::failed, q, report);
    QObject::connect(&reading, &ItemReading::changed, q, update);
    QObject::connect(&editing, &ItemEditing::failed, q, report);
    QObject::connect(&editing, &ItemEditing::changed, q, update);
    QObject::connect(&feed, &LiveFeed::failed, q, report);
    QObject::connect(&feed, &LiveFeed::changed, q, update);
}

QDynamoDBItemModelPrivate::~QDynamoDBItemModelPrivate() = default;

void QDynamoDBItemModelPrivate::setClient(QDynamoDBClient *newClient)
{
    if (client == newClient)
        return;
    client = newClient;
    useSource(newClient ? std::make_shared<ClientItemSource>(newClient) : nullptr);
    Q_EMIT q->clientChanged();
}

void QDynamoDBItemModelPrivate::setSource(QDynamoDBItemModel *model,
                                          std::shared_ptr<ItemSource> source)
{
    QDynamoDBItemModelPrivate *d = get(model);
    const bool hadClient = d->client != nullptr;
    d->client = nullptr;
    d->useSource(std::move(source));
    if (hadClient)
        Q_EMIT model->clientChanged();
}

void QDynamoDBItemModelPrivate::useSource(const std::shared_ptr<ItemSource> &source)
{
    if (reading.source())
        reading.source()->disconnect(q);
    if (source) {
        QObject::connect(source.get(), &ItemSource::moved, q, [this] {
            feed.drop();
            reading.tableChanged();
        });
        QObject::connect(source.get(), &ItemSource::gone, q, [this] { onSourceGone(); });
        QObject::connect(source.get(), &ItemSource::stateChanged, q,
                         [this](const QString &tableName, const QDynamoDBItem &key) {
                             onStateChanged(tableName, key);
                         });
    }
    if (source)
        source->setWriteOptions(writeOptions);
    feed.drop();
    reading.setSource(source);
}

void QDynamoDBItemModelPrivate::onSourceGone()
{
    const bool isClient = qobject_cast<ClientItemSource *>(reading.source().get()) != nullptr;
    client = nullptr;
    useSource(nullptr);
    if (isClient)
        Q_EMIT q->clientChanged();
}

QHash<int, QByteArray> QDynamoDBItemModelPrivate::stateRoles() const
{
    return reading.source() ? reading.source()->stateRoles() : QHash<int, QByteArray>();
}

QVariant QDynamoDBItemModelPrivate::state(const QDynamoDBItem &item, int role) const
{
    const QDynamoDBItem key = rows.items().keyOf(item);
    return key.isNull() ? QVariant() : reading.source()->state(parameters.tableName, key, role);
}

void QDynamoDBItemModelPrivate::onStateChanged(const QString &tableName, const QDynamoDBItem &key)
{
    if (tableName != parameters.tableName)
        return;
    if (const int row = rows.items().find(key); row >= 0)
        rows.announce(row, reading.source()->stateRoles().keys());
}

void QDynamoDBItemModelPrivate::setFixedColumns(const QStringList &names)
{
    rows.setFixedColumns(names);
    if (names.isEmpty())
        reading.columnsChanged(); // columns are found again
    else
        rows.showFixedColumns();
}

void QDynamoDBItemModelPrivate::setError(const QDynamoDBError &newError)
{
    if (error == newError)
        return;
    error = newError;
    Q_EMIT q->errorChanged();
}

void QDynamoDBItemModelPrivate::reportError(const QDynamoDBError &newError)
{
    setError(newError);
    Q_EMIT q->errorOccurred(newError);
}

void QDynamoDBItemModelPrivate::publish()
{
    const auto update = [this](auto &published, const auto &now, auto signal) {
        if (published == now)
            return;
        published = now;
        Q_EMIT(q->*signal)();
    };
    using Model = QDynamoDBItemModel;
    update(m_published.count, rows.items().size(), &Model::countChanged);
    update(m_published.hasMore, reading.hasMore(), &Model::hasMoreChanged);
    update(m_published.capacity, reading.capacity(), &Model::consumedCapacityChanged);
    update(m_published.pendingWrites, editing.pendingWrites(), &Model::pendingWritesChanged);
    update(m_published.progress, reading.progress(), &Model::progressChanged);
    update(m_published.following, feed.isFollowing(), &Model::followingChanged);
    update(m_published.status, reading.status(), &Model::statusChanged);
}

/*!
    Returns the call options of the writes of this model.

    \since 0.1
    \sa setWriteOptions()
*/
QDynamoDBCallOptions QDynamoDBItemModel::writeOptions() const
{
    return d->writeOptions;
}

/*!
    Sets the call options of the writes that begin from now on to \a options; those of reads are not
    changed. With QDynamoDBCallOptions::exactlyOnce, each edit is executed once. The model ignores
    QDynamoDBCallOptions::writeStamp, because an edit writes one attribute. A source that is not a
    client may ignore all options. The default has no options.

    \since 0.1
*/
void QDynamoDBItemModel::setWriteOptions(const QDynamoDBCallOptions &options)
{
    d->writeOptions = options;
    d->writeOptions.writeStamp.clear();
    if (const auto source = d->reading.source())
        source->setWriteOptions(d->writeOptions);
}
