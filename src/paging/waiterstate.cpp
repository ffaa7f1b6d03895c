// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "paging/waiterstate_p.h"

#include "api/enuminfo_p.h"
#include "values/errorcodes_p.h"

#include <QtCore/qbytearrayview.h>

#include <algorithm>

namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;

namespace {

// Appends the texts of the members at a path of wire names, such as "A.B" or "List[].B".
void collectTexts(const Shape &shape, const void *object, QByteArrayView path, QStringList *texts)
{
    const qsizetype dot = path.indexOf('.');
    QByteArrayView name = dot < 0 ? path : path.first(dot);
    const QByteArrayView rest = dot < 0 ? QByteArrayView() : path.sliced(dot + 1);
    if (name.endsWith("[]"))
        name.chop(2);
    const Member *member = shape.find(QLatin1StringView(name));
    if (!member)
        return;
    const TypeInfo &type = *member->type;
    const void *value = present(type, member->in(object));
    if (!value)
        return;
    switch (type.kind) {
    case Kind::Structure:
        collectTexts(*type.shape, value, rest, texts);
        break;
    case Kind::List:
        for (qsizetype i = 0; i < type.list->size(value); ++i)
            collectTexts(*type.element->shape, type.list->at(value, i), rest, texts);
        break;
    case Kind::Enum:
        texts->append(
                EnumAccess::text(*static_cast<const QDynamoDBEnumBase *>(value), type.enumInfo()));
        break;
    case Kind::String:
        texts->append(*static_cast<const QString *>(value));
        break;
    default:
        break;
    }
}

[[nodiscard]] QStringList textsAt(const Waiter &waiter, const void *result, QByteArrayView path)
{
    QStringList texts;
    collectTexts(*waiter.operation->output, result, path, &texts);
    return texts;
}

[[nodiscard]] bool isExpected(const Acceptor &acceptor, const QString &text)
{
    return std::any_of(std::begin(acceptor.expected), std::end(acceptor.expected),
                       [&text](const char *expected) {
                           return expected && text == QLatin1StringView(expected);
                       });
}

[[nodiscard]] bool accepts(const Acceptor &acceptor, const QStringList &texts)
{
    const auto expected = [&acceptor](const QString &text) { return isExpected(acceptor, text); };
    switch (acceptor.matcher) {
    case Acceptor::Path:
    case Acceptor::AnyOf:
        return std::any_of(texts.begin(), texts.end(), expected);
    case Acceptor::AllOf:
        return !texts.isEmpty() && std::all_of(texts.begin(), texts.end(), expected);
    case Acceptor::Error:
        break;
    }
    return false;
}

[[nodiscard]] WaiterState::Verdict verdictOf(const Acceptor &acceptor)
{
    switch (acceptor.state) {
    case Acceptor::Success:
        return WaiterState::Success;
    case Acceptor::Failure:
        return WaiterState::Failure;
    case Acceptor::Retry:
        break;
    }
    return WaiterState::Retry;
}

} // namespace

WaiterState judgeResult(const Waiter &waiter, const void *result)
{
    WaiterState judged;
    for (const Acceptor &acceptor : waiter.acceptors) {
        if (acceptor.matcher == Acceptor::Error)
            continue;
        const QByteArrayView path(acceptor.path);
        const QStringList texts = textsAt(waiter, result, path);
        judged.state = texts.join(", "_L1);
        if (!accepts(acceptor, texts))
            continue;
        judged.verdict = verdictOf(acceptor);
        const QByteArray parent = path.first(path.lastIndexOf('.') + 1).toByteArray();
        judged.reason = textsAt(waiter, result, QByteArray(parent + "FailureMessage")).join("; "_L1);
        return judged;
    }
    // A waiter for the absence of a table has no path.
    if (judged.state.isEmpty())
        judged.state = textsAt(waiter, result, "Table.TableStatus").join(", "_L1);
    return judged;
}

WaiterState judgeError(const Waiter &waiter, const QDynamoDBError &error)
{
    for (const Acceptor &acceptor : waiter.acceptors) {
        if (acceptor.matcher == Acceptor::Error
            && errorCodeFromWire(acceptor.expected[0]) == error.code()) {
            return { verdictOf(acceptor), error.type(), error.message() };
        }
    }
    // The client has made its retries; a later attempt may succeed before the deadline.
    return { error.isRetryable() ? WaiterState::Retry : WaiterState::Error, error.type(),
             error.message() };
}

} // namespace QtDynamoDBPrivate
