// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBSTORE_H
#define QDYNAMODBSTORE_H

#include <QtDynamoDB/qdynamodbapi_query.h>
#include <QtDynamoDB/qdynamodbcondition.h>
#include <QtDynamoDB/qdynamodbconflict.h>
#include <QtDynamoDB/qdynamodbmirror.h>
#include <QtDynamoDB/qdynamodbstoredwrite.h>
#include <QtDynamoDB/qdynamodbupdate.h>

#include <QtCore/qfuture.h>
#include <QtCore/qobject.h>

#include <chrono>
#include <memory>

class QDynamoDBClient;
class QDynamoDBItemModel;
class QDynamoDBStorePrivate;
class QDynamoDBWriteTransaction;

// A store on the disk that keeps parts of tables and a queue of writes, so that an application works
// without network.
class Q_DYNAMODB_STORE_EXPORT QDynamoDBStore : public QObject
{
    Q_OBJECT
    Q_PROPERTY(QString fileName READ fileName CONSTANT FINAL)
    Q_PROPERTY(QString identity READ identity WRITE setIdentity NOTIFY identityChanged FINAL)
    Q_PROPERTY(bool online READ isOnline NOTIFY onlineChanged FINAL)
    Q_PROPERTY(Status status READ status NOTIFY statusChanged FINAL)
    Q_PROPERTY(qint64 pendingWrites READ pendingWrites NOTIFY pendingWritesChanged FINAL)
    Q_PROPERTY(qint64 conflicts READ conflicts NOTIFY conflictsChanged FINAL)
    Q_PROPERTY(ConflictPolicy conflictPolicy READ conflictPolicy WRITE setConflictPolicy NOTIFY
                       conflictPolicyChanged FINAL)

public:
    enum class Status {
        Closed, // not opened yet, or closed
        Ready,
        Paused, // by pause(), or by an error that needs the application: see error()
        Failed, // the file can't be used: see error()
    };
    Q_ENUM(Status)
    enum class SyncState {
        Synced,
        Pending, // waits for its turn or for the network
        Sending, // was sent; the outcome is not known yet
        Conflict, // met a change of others and waits for a decision
        Rejected, // the service refused it for good
        Unconfirmed, // the outcome can't be found out any more
    };
    Q_ENUM(SyncState)
    enum class ConflictPolicy {
        KeepTheirs, // the write goes to the list of conflicts
        KeepMine,
        MergeAttributes, // as KeepTheirs where both sides changed the same attribute
        Ask, // the write waits for resolve()
    };
    Q_ENUM(ConflictPolicy)
    enum class Resolution { KeepTheirs, KeepMine, MergeAttributes };
    Q_ENUM(Resolution)
    // Whether a write may overwrite changes that the store has not seen.
    enum class Overwrite { Never, Blindly };
    Q_ENUM(Overwrite)
    // How a write is kept from being applied twice.
    enum class Exactness { Ledger, Token };
    Q_ENUM(Exactness)
    enum class Pending { Keep, Discard };
    Q_ENUM(Pending)

    // The client must outlive the store.
    QDynamoDBStore(QDynamoDBClient *client, const QString &fileName, QObject *parent = nullptr);
    ~QDynamoDBStore() override;
    Q_DISABLE_COPY_MOVE(QDynamoDBStore)

    [[nodiscard]] QDynamoDBClient *client() const;
    [[nodiscard]] QString fileName() const;
    [[nodiscard]] QString identity() const;
    void setIdentity(const QString &identity);
    [[nodiscard]] ConflictPolicy conflictPolicy() const;
    void setConflictPolicy(ConflictPolicy policy);

    // Settings of open(). Changes have an effect on the next one.
    [[nodiscard]] QString sqlDriver() const;
    void setSqlDriver(const QString &driver);
    [[nodiscard]] Exactness exactness() const;
    void setExactness(Exactness exactness);
    [[nodiscard]] QString ledgerTable() const;
    void setLedgerTable(const QString &tableName);
    [[nodiscard]] std::chrono::milliseconds maxOffline() const;
    void setMaxOffline(std::chrono::milliseconds duration);
    [[nodiscard]] qint64 maxPendingWrites() const;
    void setMaxPendingWrites(qint64 count);

    [[nodiscard]] Status status() const;
    [[nodiscard]] QDynamoDBError error() const; // of the status; NoError if there is none
    [[nodiscard]] bool isOnline() const;
    [[nodiscard]] qint64 pendingWrites() const;
    [[nodiscard]] qint64 conflicts() const;

    // Opens the file. Other functions do it themselves.
    [[nodiscard]] QFuture<void> open();
    [[nodiscard]] QFuture<void> close();
    void pause();
    void resume();
    // Removes what the store keeps for the identity.
    [[nodiscard]] QFuture<void> clear(Pending pending = Pending::Keep);

    [[nodiscard]] QFuture<void> addMirror(const QDynamoDBMirror &mirror);
    // Begins to read all mirrors again.
    [[nodiscard]] QFuture<void> sync();

    [[nodiscard]] QFuture<QDynamoDBItem> get(const QString &tableName, const QDynamoDBItem &key);
    [[nodiscard]] QFuture<QDynamoDB::QueryResult> query(const QDynamoDB::QueryRequest &request);
    [[nodiscard]] QFuture<QDynamoDB::ScanResult> scan(const QDynamoDB::ScanRequest &request);

    // Makes the model show items of the store and write to it.
    void attach(QDynamoDBItemModel *model);

    QDynamoDBStoredWrite put(const QString &tableName, const QDynamoDBItem &item,
                             Overwrite overwrite = Overwrite::Never);
    QDynamoDBStoredWrite insert(const QString &tableName, const QDynamoDBItem &item);
    QDynamoDBStoredWrite update(const QString &tableName, const QDynamoDBItem &key,
                                const QDynamoDBUpdate &update,
                                const QDynamoDBCondition &condition = {},
                                Overwrite overwrite = Overwrite::Never);
    QDynamoDBStoredWrite remove(const QString &tableName, const QDynamoDBItem &key,
                                const QDynamoDBCondition &condition = {},
                                Overwrite overwrite = Overwrite::Never);
    QDynamoDBStoredWrite write(const QDynamoDBWriteTransaction &transaction,
                               Overwrite overwrite = Overwrite::Never);

    // Conflicts, and writes that the service refused or that are unconfirmed, by their sequence.
    [[nodiscard]] QFuture<QList<QDynamoDBConflict>> listConflicts();
    [[nodiscard]] QFuture<void> resolve(qint64 sequence, Resolution resolution);
    [[nodiscard]] QFuture<void> retry(qint64 sequence);
    [[nodiscard]] QFuture<void> drop(qint64 sequence);

Q_SIGNALS:
    void identityChanged();
    void conflictPolicyChanged();
    void onlineChanged();
    void statusChanged();
    void pendingWritesChanged();
    void conflictsChanged();
    void conflictOccurred(const QDynamoDBConflict &conflict);
    // A write was applied (NoError), or was parked or dropped with an error.
    void writeEnded(qint64 sequence, const QDynamoDBError &error);
    void queueChanged(); // a write entered or left the queue, or changed its state
    void itemChanged(const QString &tableName, const QDynamoDBItem &key);

private:
    friend class QDynamoDBPendingWritesModel;
    friend class QDynamoDBStorePrivate;
    const std::unique_ptr<QDynamoDBStorePrivate> d;
};

#endif
