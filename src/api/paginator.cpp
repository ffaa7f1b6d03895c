// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "api/paginator_p.h"

namespace QtDynamoDBPrivate {

const Paginator *findPaginator(const Operation &operation) noexcept
{
    for (const Paginator &paginator : allPaginators()) {
        if (paginator.operation == &operation)
            return &paginator;
    }
    return nullptr;
}

} // namespace QtDynamoDBPrivate
