// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef FILLED_H
#define FILLED_H

#include "api/operation_p.h"

#include <QtDynamoDB/qdynamodbitem.h>
#include <QtDynamoDB/qdynamodbvalue.h>

#include <QtCore/qdatetime.h>
#include <QtCore/qlist.h>
#include <QtCore/qstring.h>

#include <memory>

// The same values as tools/codegen/lib/filled.mjs makes.
namespace Filled {

QString text(QStringView name, int n);
QDateTime time(int n);
QDynamoDBItem item(int n);
QDynamoDBValue value(int n);

} // namespace Filled

// An operation whose request has every member set, and a place for its result.
struct FilledOperation
{
    const char *name;
    QtDynamoDBPrivate::Service service;
    std::shared_ptr<void> request;
    std::shared_ptr<void> result;
};

template<typename Request, typename Result>
FilledOperation filled(const char *name, QtDynamoDBPrivate::Service service, void (*fill)(Request &))
{
    auto request = std::make_shared<Request>();
    fill(*request);
    return { name, service, request, std::make_shared<Result>() };
}

QList<FilledOperation> filledOperations();

#endif
