// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "store/feeds/enginefeed_p.h"

#include <utility>

namespace QtDynamoDBPrivate {

void EngineFeedTarget::submit(Task task)
{
    m_engine->submit({ std::move(task.run), std::move(task.failed) });
}

} // namespace QtDynamoDBPrivate
