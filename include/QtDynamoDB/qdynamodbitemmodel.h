// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBITEMMODEL_H
#define QDYNAMODBITEMMODEL_H

#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbcalloptions.h>
#include <QtDynamoDB/qdynamodberror.h>
#include <QtDynamoDB/qdynamodbitem.h>

#include <QtCore/qabstractitemmodel.h>
#include <QtCore/qvariant.h>

#include <memory>

class QDynamoDBCondition;
class QDynamoDBItemModelPrivate;
namespace QtDynamoDBPrivate {
class ModelRows;
enum class ReadOperation;
} // namespace QtDynamoDBPrivate

// An item model over the result of a Query or Scan. Each item is a row; each attribute is a column
// and a role.
class Q_DYNAMODB_EXPORT QDynamoDBItemModel : public QAbstractTableModel
{
    Q_OBJECT
    // Query parameters
    Q_PROPERTY(QDynamoDBClient *client READ client WRITE setClient NOTIFY clientChanged FINAL)
    Q_PROPERTY(QString tableName READ tableName WRITE setTableName NOTIFY tableNameChanged FINAL)
    Q_PROPERTY(QString indexName READ indexName WRITE setIndexName NOTIFY indexNameChanged FINAL)
    // Not FINAL: the QML types have properties of these names that also take objects.
    Q_PROPERTY(QString filter READ filter WRITE setFilter NOTIFY filterChanged)
    Q_PROPERTY(QString projection READ projection WRITE setProjection NOTIFY projectionChanged FINAL)
    Q_PROPERTY(QVariantMap names READ names WRITE setNames NOTIFY namesChanged FINAL)
    Q_PROPERTY(QVariantMap values READ values WRITE setValues NOTIFY valuesChanged)
    Q_PROPERTY(bool consistentRead READ consistentRead WRITE setConsistentRead NOTIFY
                       consistentReadChanged FINAL)
    // How much of the result is fetched, and when
    Q_PROPERTY(int pageSize READ pageSize WRITE setPageSize NOTIFY pageSizeChanged FINAL)
    Q_PROPERTY(int maxRows READ maxRows WRITE setMaxRows NOTIFY maxRowsChanged FINAL)
    Q_PROPERTY(bool prefetch READ prefetch WRITE setPrefetch NOTIFY prefetchChanged FINAL)
    Q_PROPERTY(bool live READ isLive WRITE setLive NOTIFY liveChanged FINAL)
    // How the items are shown and edited
    Q_PROPERTY(QStringList attributes READ attributes WRITE setAttributes NOTIFY attributesChanged
                       FINAL)
    Q_PROPERTY(bool editable READ isEditable WRITE setEditable NOTIFY editableChanged FINAL)
    Q_PROPERTY(Editors editors READ editors WRITE setEditors NOTIFY editorsChanged FINAL)
    // State
    Q_PROPERTY(Status status READ status NOTIFY statusChanged FINAL)
    Q_PROPERTY(bool loading READ isLoading NOTIFY statusChanged FINAL)
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)
    Q_PROPERTY(bool hasMore READ hasMore NOTIFY hasMoreChanged FINAL)
    Q_PROPERTY(double progress READ progress NOTIFY progressChanged FINAL)
    Q_PROPERTY(int pendingWrites READ pendingWrites NOTIFY pendingWritesChanged FINAL)
    Q_PROPERTY(QDynamoDBError error READ error NOTIFY errorChanged FINAL)
    Q_PROPERTY(double consumedCapacity READ consumedCapacity NOTIFY consumedCapacityChanged FINAL)
    Q_PROPERTY(QStringList keyAttributes READ keyAttributes NOTIFY keyAttributesChanged FINAL)
    Q_PROPERTY(bool following READ isFollowing NOTIFY followingChanged FINAL)

public:
    enum class Status {
        Null, // a query parameter is missing
        Loading,
        Ready,
        Error, // reading failed with error()
    };
    Q_ENUM(Status)

    // The values that the editors of the model's views can hold
    enum class Editors {
        Default, // those of the editors that Qt's views create by default
        AllTypes, // any QDynamoDBValue: the views have a QDynamoDBItemDelegate or an equivalent
    };
    Q_ENUM(Editors)

    // Roles besides those of Qt. The roles of the attributes begin at FirstAttributeRole.
    enum Role {
        ItemRole = Qt::UserRole, // all attributes as a QVariantMap
        ValueRole, // the column's attribute as a QDynamoDBValue
        SortRole, // a text by which QSortFilterProxyModel sorts the column's attribute
        FirstAttributeRole = Qt::UserRole + 16,
    };
    Q_ENUM(Role)

    ~QDynamoDBItemModel() override;
    Q_DISABLE_COPY_MOVE(QDynamoDBItemModel)

    [[nodiscard]] QDynamoDBClient *client() const;
    void setClient(QDynamoDBClient *client);
    [[nodiscard]] QString tableName() const;
    void setTableName(const QString &name);
    [[nodiscard]] QString indexName() const;
    void setIndexName(const QString &name);
    [[nodiscard]] QString filter() const;
    void setFilter(const QString &expression);
    [[nodiscard]] QDynamoDBCondition typedFilter() const;
    void setTypedFilter(const QDynamoDBCondition &condition);
    [[nodiscard]] QString projection() const;
    void setProjection(const QString &expression);
    [[nodiscard]] QVariantMap names() const;
    void setNames(const QVariantMap &names);
    [[nodiscard]] QVariantMap values() const;
    void setValues(const QVariantMap &values);
    [[nodiscard]] bool consistentRead() const;
    void setConsistentRead(bool consistent);

    [[nodiscard]] int pageSize() const;
    void setPageSize(int items);
    [[nodiscard]] int maxRows() const;
    void setMaxRows(int rows);
    [[nodiscard]] bool prefetch() const;
    void setPrefetch(bool prefetch);
    [[nodiscard]] bool isLive() const;
    void setLive(bool live);

    [[nodiscard]] QStringList attributes() const;
    void setAttributes(const QStringList &attributes);
    [[nodiscard]] bool isEditable() const;
    void setEditable(bool editable);
    [[nodiscard]] QDynamoDBCallOptions writeOptions() const;
    void setWriteOptions(const QDynamoDBCallOptions &options);
    [[nodiscard]] Editors editors() const;
    void setEditors(Editors editors);

    [[nodiscard]] Status status() const;
    [[nodiscard]] bool isLoading() const { return status() == Status::Loading; }
    [[nodiscard]] int count() const { return rowCount(); }
    [[nodiscard]] bool hasMore() const;
    [[nodiscard]] double progress() const;
    [[nodiscard]] int pendingWrites() const;
    [[nodiscard]] QDynamoDBError error() const;
    [[nodiscard]] double consumedCapacity() const;
    [[nodiscard]] QStringList keyAttributes() const;
    [[nodiscard]] bool isFollowing() const;

    [[nodiscard]] QDynamoDBItem item(int row) const;
    [[nodiscard]] Q_INVOKABLE QVariantMap get(int row) const;
    [[nodiscard]] Q_INVOKABLE QString attributeOf(int column) const;
    [[nodiscard]] Q_INVOKABLE int columnOf(const QString &attribute) const;
    [[nodiscard]] Q_INVOKABLE int roleOf(const QString &attribute) const;
    [[nodiscard]] int rowOf(const QDynamoDBItem &key) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent = {}) const override;
    Q_INVOKABLE void fetchMore(const QModelIndex &parent = {}) override;

    // These functions return false, with an error, if no write was sent.
    Q_INVOKABLE bool setAttribute(int row, const QString &attribute, const QVariant &value);
    bool append(const QDynamoDBItem &item);
    Q_INVOKABLE bool append(const QVariantMap &item);
    bool insert(int row, const QDynamoDBItem &item);
    Q_INVOKABLE bool insert(int row, const QVariantMap &item);
    Q_INVOKABLE bool remove(int row);

    // No request is sent between these two calls. The QML engine makes them; in C++ they are not
    // needed, since requests wait for the event loop.
    virtual void classBegin();
    virtual void componentComplete();

public Q_SLOTS:
    void fetchAll();
    void reload();
    void cancel();

Q_SIGNALS:
    void clientChanged();
    void tableNameChanged();
    void indexNameChanged();
    void filterChanged();
    void projectionChanged();
    void namesChanged();
    void valuesChanged();
    void consistentReadChanged();
    void pageSizeChanged();
    void maxRowsChanged();
    void prefetchChanged();
    void liveChanged();
    void attributesChanged();
    void editableChanged();
    void editorsChanged();
    void statusChanged();
    void countChanged();
    void hasMoreChanged();
    void progressChanged();
    void pendingWritesChanged();
    void errorChanged();
    void consumedCapacityChanged();
    void keyAttributesChanged();
    void followingChanged();

    void errorOccurred(const QDynamoDBError &error);

protected:
    QDynamoDBItemModel(QtDynamoDBPrivate::ReadOperation operation, QObject *parent);

    const std::unique_ptr<QDynamoDBItemModelPrivate> d;

private:
    friend class QDynamoDBItemModelPrivate;
    friend class QtDynamoDBPrivate::ModelRows;
};

#endif
