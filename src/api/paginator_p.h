// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef PAGINATOR_P_H
#define PAGINATOR_P_H

#include "api/operation_p.h"

#include <span>

namespace QtDynamoDBPrivate {

// The members by which an operation is called for one page after the other, as named on the wire.
struct Paginator
{
    const Operation *operation;
    const char *inputToken; // of the request
    const char *outputToken; // of the result; absent in the last page
    const char *limit; // of the request; null if the page size can't be set
    const char *results; // the list of the result
};

// Generated; sorted by the names of the operations.
Q_DYNAMODB_AUTOTEST_EXPORT std::span<const Paginator> allPaginators() noexcept;

// Returns null for an operation without pages.
Q_DYNAMODB_AUTOTEST_EXPORT const Paginator *findPaginator(const Operation &operation) noexcept;

} // namespace QtDynamoDBPrivate

#endif
