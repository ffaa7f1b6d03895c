// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBITEMMODEL_P_H
#define QDYNAMODBITEMMODEL_P_H

#include "models/itemediting_p.h"
#include "models/itemreading_p.h"
#include "models/livefeed_p.h"
#include "models/queryparameters_p.h"
#include "models/rows/modelrows_p.h"

#include <QtDynamoDB/qdynamodbitemmodel.h>

#include <QtCore/qpointer.h>

#include <memory>

// The parts of an item model and what connects them. Each part knows only the parts before it.
class QDynamoDBItemModelPrivate
{
public:
    using Parameters = QtDynamoDBPrivate::QueryParameters;

    QDynamoDBItemModelPrivate(QDynamoDBItemModel *model, QtDynamoDBPrivate::ReadOperation operation);
    ~QDynamoDBItemModelPrivate();
    Q_DISABLE_COPY_MOVE(QDynamoDBItemModelPrivate)

    static QDynamoDBItemModelPrivate *get(QDynamoDBItemModel *model) { return model->d.get(); }
    // Has the model read from the source instead of a client.
    Q_DYNAMODB_EXPORT static void setSource(QDynamoDBItemModel *model,
                                            std::shared_ptr<QtDynamoDBPrivate::ItemSource> source);

    void setClient(QDynamoDBClient *newClient);
    // Sets a query parameter. Returns whether its value has changed.
    template<typename T>
    bool setParameter(T Parameters::*member, const T &value)
    {
        if (parameters.*member == value)
            return false;
        parameters.*member = value;
        reading.parametersChanged();
        return true;
    }
    void setFixedColumns(const QStringList &names);
    // The states of items that the source has besides attributes.
    [[nodiscard]] QHash<int, QByteArray> stateRoles() const;
    [[nodiscard]] QVariant state(const QDynamoDBItem &item, int role) const;

    void setError(const QDynamoDBError &newError);
    void reportError(const QDynamoDBError &newError);
    void publish(); // emits the signals of properties that have changed since the last call

    QDynamoDBItemModel *const q;
    QPointer<QDynamoDBClient> client; // null while the source is another one
    Parameters parameters;
    QtDynamoDBPrivate::ModelRows rows;
    QtDynamoDBPrivate::ItemReading reading { parameters, rows };
    QtDynamoDBPrivate::ItemEditing editing { parameters, rows, reading };
    QtDynamoDBPrivate::LiveFeed feed { parameters, rows, reading, editing };
    QDynamoDBItemModel::Editors editors = QDynamoDBItemModel::Editors::Default;
    QDynamoDBError error;
    QDynamoDBCallOptions writeOptions;

private:
    void useSource(const std::shared_ptr<QtDynamoDBPrivate::ItemSource> &source);
    void onSourceGone();
    void onStateChanged(const QString &tableName, const QDynamoDBItem &key);

    struct Published
    {
        QDynamoDBItemModel::Status status = QDynamoDBItemModel::Status::Null;
        int count = 0;
        bool hasMore = false;
        double progress = 0;
        int pendingWrites = 0;
        double capacity = 0;
        bool following = false;
    } m_published;
};

#endif
