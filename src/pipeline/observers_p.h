// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OBSERVERS_P_H
#define OBSERVERS_P_H

#include <atomic>

namespace QtDynamoDBPrivate {

// Which of the client's signals somebody listens to; the others cost nothing.
struct Observers
{
    std::atomic<bool> finished { false };
    std::atomic<bool> errorOccurred { false };
    std::atomic<bool> retrying { false };
    std::atomic<bool> measured { false };
    std::atomic<bool> credentialsRequired { false };
    std::atomic<bool> authorizationRequired { false };
    std::atomic<bool> mfaRequired { false };
};

} // namespace QtDynamoDBPrivate

#endif
