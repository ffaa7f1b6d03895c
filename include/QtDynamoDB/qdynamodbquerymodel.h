// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBQUERYMODEL_H
#define QDYNAMODBQUERYMODEL_H

#include <QtDynamoDB/qdynamodbitemmodel.h>

class QDynamoDBKeyCondition;

// An item model over the items of a table or index that share a partition key, in the order of
// their sort key.
class Q_DYNAMODB_EXPORT QDynamoDBQueryModel : public QDynamoDBItemModel
{
    Q_OBJECT
    // Not FINAL: the QML type has a property of this name that also takes objects.
    Q_PROPERTY(
            QString keyCondition READ keyCondition WRITE setKeyCondition NOTIFY keyConditionChanged)
    Q_PROPERTY(bool descending READ isDescending WRITE setDescending NOTIFY descendingChanged FINAL)

public:
    explicit QDynamoDBQueryModel(QObject *parent = nullptr);
    ~QDynamoDBQueryModel() override;
    Q_DISABLE_COPY_MOVE(QDynamoDBQueryModel)

    [[nodiscard]] QString keyCondition() const;
    void setKeyCondition(const QString &expression);
    [[nodiscard]] QDynamoDBKeyCondition typedKeyCondition() const;
    void setTypedKeyCondition(const QDynamoDBKeyCondition &condition);
    [[nodiscard]] bool isDescending() const;
    void setDescending(bool descending);

Q_SIGNALS:
    void keyConditionChanged();
    void descendingChanged();
};

#endif
