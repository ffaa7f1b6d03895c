// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef VOIDPROMISE_P_H
#define VOIDPROMISE_P_H

#include "api/promise_p.h"

namespace QtDynamoDBPrivate {

// The promise of a future without result.
class VoidPromise final : public Promise
{
public:
    VoidPromise()
        : Promise(m_interface)
    {
    }

    bool move(void *) override { return !isCanceled(); }
    void setException(const QException &exception) override
    {
        m_interface.reportException(exception);
    }
    void finish() override { m_interface.reportFinished(); }

private:
    QFutureInterface<void> m_interface { QFutureInterfaceBase::Running };
};

} // namespace QtDynamoDBPrivate

#endif
