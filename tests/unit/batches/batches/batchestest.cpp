// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "batchestest.h"

void BatchesTest::init()
{
    m_store.emplace();
    m_client.emplace();
    m_store->configure(&*m_client);
    m_clock = installFakeClock(&*m_client);
}

void BatchesTest::cleanup()
{
    if (m_store)
        QCOMPARE(m_store->problems(), QStringList());
    m_client.reset();
    m_store.reset();
}
