// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef WAITER_P_H
#define WAITER_P_H

#include "api/operation_p.h"

#include <chrono>
#include <span>

namespace QtDynamoDBPrivate {

// A condition on a response, and the state of the wait if the response meets it.
struct Acceptor
{
    enum Matcher : quint8 {
        Path, // the text at the path is one of the expected
        AnyOf, // at least one of the texts at the path is
        AllOf, // the path has texts, and each of them is
        Error, // the call failed with the expected error name; the path is empty
    };
    enum State : quint8 { Success, Failure, Retry };

    Matcher matcher;
    const char *path; // names on the wire, separated by dots; "[]" stands for each element of a list
    const char *expected[2]; // the second may be null
    State state;
};

// Repeats an operation until an acceptor ends the wait. The acceptors are tried in their order. Without
// a match, an error ends the wait and a result is followed by the next call.
struct Waiter
{
    const char *name;
    const Operation *operation;
    std::span<const Acceptor> acceptors;
    std::chrono::seconds minDelay; // between two calls
    std::chrono::seconds maxDelay;
};

} // namespace QtDynamoDBPrivate

#endif
