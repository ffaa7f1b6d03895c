// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef VARIANTPAGER_P_H
#define VARIANTPAGER_P_H

#include "api/operationtypes_p.h"

#include <QtDynamoDB/qdynamodbcalloptions.h>
#include <QtDynamoDB/qdynamodberror.h>

#include <QtCore/qfuture.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qvariant.h>

class QDynamoDBAbstractClient;

namespace QtDynamoDBPrivate {

class Pages;
struct Paginator;

// A pager for QML: the operation is known only at run time, and requests and pages are maps.
class Q_DYNAMODB_EXPORT VariantPager
{
public:
    // If the operation has no pages or the request does not fit, all futures fail with error().
    VariantPager(QDynamoDBAbstractClient *client, const QString &operation,
                 const QVariantMap &request, const QDynamoDBCallOptions &options);
    ~VariantPager();
    Q_DISABLE_COPY_MOVE(VariantPager)

    [[nodiscard]] QDynamoDBError error() const { return m_error; }
    [[nodiscard]] bool hasMore() const;
    [[nodiscard]] QFuture<QVariantMap> next();
    [[nodiscard]] QFuture<QVariant> all();
    [[nodiscard]] QJsonObject checkpoint() const;
    [[nodiscard]] QDynamoDBError setCheckpoint(const QJsonObject &checkpoint);

private:
    const Paginator *m_paginator = nullptr;
    std::shared_ptr<Pages> m_pages;
    Object m_request;
    QDynamoDBError m_error;
};

} // namespace QtDynamoDBPrivate

#endif
