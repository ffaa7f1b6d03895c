// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBSCANMODEL_H
#define QDYNAMODBSCANMODEL_H

#include <QtDynamoDB/qdynamodbitemmodel.h>

// An item model over all items of a table or index.
class Q_DYNAMODB_EXPORT QDynamoDBScanModel : public QDynamoDBItemModel
{
    Q_OBJECT
    Q_PROPERTY(int segments READ segments WRITE setSegments NOTIFY segmentsChanged FINAL)

public:
    explicit QDynamoDBScanModel(QObject *parent = nullptr);
    ~QDynamoDBScanModel() override;
    Q_DISABLE_COPY_MOVE(QDynamoDBScanModel)

    [[nodiscard]] int segments() const;
    void setSegments(int segments);

Q_SIGNALS:
    void segmentsChanged();
};

#endif
