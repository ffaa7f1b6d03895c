// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

import { aliases, clientCodes, comments, throttling, transient, unmodelledCodes }
    from '../lib/errors.mjs';
import { codeName } from '../lib/naming.mjs';
import { fragment, header, lines, source } from '../lib/text.mjs';

const exceptionName = code => `${code}Exception`;

function retryClass(code) {
    if (throttling.has(code))
        return 'Throttling';
    return transient.has(code) ? 'Transient' : 'None';
}

const enumerator = (code, i) =>
    `${code} = ${i},${comments[code] ? ` // ${comments[code]}` : ''}`;

function infoLine(code, modelled) {
    const error = modelled.get(code);
    const isWire = error || code in unmodelledCodes;
    const wire = error ? error.wire : isWire ? `${code}Exception` : code;
    const status = error ? error.httpStatus : unmodelledCodes[code] ?? 0;
    return `    { Code::${code}, "${code}", "${wire}", ${status}, RetryClass::${retryClass(code)} },`;
}

function names(stable) {
    const own = stable.errorCodes.filter(code =>
        !(code in clientCodes) && code !== 'NoError' && code !== 'Unknown').map(code => [code, code]);
    const others = Object.entries(aliases)
        .flatMap(([code, list]) => list.map(alias => [alias, code]));
    return [...own, ...others].sort(([a], [b]) => (a < b ? -1 : 1));
}

export function emitErrors({ model, stable }) {
    const modelled = new Map(model.errors.map(error => [codeName(error.wire), error]));
    const thrown = stable.errorCodes.filter(code => code !== 'NoError');
    return {
        'include/QtDynamoDB/generated/qdynamodberrorcodes.inc': fragment(
            `// The enumerators of QDynamoDBError::Code.\n${lines(stable.errorCodes, enumerator)}`),
        'include/QtDynamoDB/generated/qdynamodbexceptions.h': header('QDYNAMODBEXCEPTIONS_H',
            `#include <QtDynamoDB/qdynamodbexception.h>

#include <memory>

// One for each code, so that onFailed() picks by type.
namespace QDynamoDB {

${thrown.map(code => `class Q_DYNAMODB_EXPORT ${exceptionName(code)} final : public QDynamoDBException
{
public:
    using QDynamoDBException::QDynamoDBException;
    ~${exceptionName(code)}() override;
    void raise() const override;
    ${exceptionName(code)} *clone() const override;
};
`).join('\n')}
// The one of the error's code.
Q_DYNAMODB_EXPORT std::unique_ptr<QDynamoDBException> makeException(const QDynamoDBError &error);

} // namespace QDynamoDB
`),
        'src/values/generated/exceptions.cpp': source(`#include <QtDynamoDB/qdynamodbexceptions.h>

namespace QDynamoDB {

#define QDYNAMODB_EXCEPTION(Class) \\
    Class::~Class() = default; \\
    void Class::raise() const { throw *this; } \\
    Class *Class::clone() const { return new Class(*this); }

${lines(thrown, code => `QDYNAMODB_EXCEPTION(${exceptionName(code)})`)}
#undef QDYNAMODB_EXCEPTION

std::unique_ptr<QDynamoDBException> makeException(const QDynamoDBError &error)
{
    using Code = QDynamoDBError::Code;
    switch (error.code()) {
    case Code::NoError:
        break;
${lines(thrown, code => `    case Code::${code}:\n        return std::make_unique<${exceptionName(code)}>(error);`)}    }
    return std::make_unique<QDynamoDBException>(error);
}

${thrown.map(code => `/*!
    \\class QDynamoDB::${exceptionName(code)}
    \\inmodule QtDynamoDB
    \\brief Thrown by futures that failed with QDynamoDBError::Code::${code}.
*/
`).join('\n')}
} // namespace QDynamoDB
`),
        'src/values/generated/errorcodes_p.h': header('ERRORCODES_P_H', `#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodberror.h>

#include <QtCore/qbytearrayview.h>

namespace QtDynamoDBPrivate {

enum class RetryClass : quint8 { None, Transient, Throttling };

struct ErrorCodeInfo
{
    QDynamoDBError::Code code;
    const char *name; // of the code
    const char *wireName; // as the service writes it, or the code's where it never does
    quint16 httpStatus; // that usually comes with it; 0: none
    RetryClass retryClass;
};

Q_DYNAMODB_AUTOTEST_EXPORT const ErrorCodeInfo &errorCodeInfo(QDynamoDBError::Code code) noexcept;

// The service's name, with or without its suffix, after everything around it was cut off; Unknown
// where it is none of ours.
Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBError::Code errorCodeFromWire(QByteArrayView name) noexcept;

} // namespace QtDynamoDBPrivate
`),
        'src/values/generated/errorcodes.cpp': source(`#include "values/generated/errorcodes_p.h"

#include <algorithm>
#include <iterator>

namespace QtDynamoDBPrivate {

using Code = QDynamoDBError::Code;

// By code.
static constexpr ErrorCodeInfo infos[] = {
${lines(stable.errorCodes, code => infoLine(code, modelled))}};

struct WireName
{
    const char *name;
    Code code;
};

// By name, without suffix unless the code's name has it.
static constexpr WireName wireNames[] = {
${lines(names(stable), ([name, code]) => `    { "${name}", Code::${code} },`)}};

const ErrorCodeInfo &errorCodeInfo(Code code) noexcept
{
    const auto index = size_t(code);
    return infos[index < std::size(infos) ? index : size_t(Code::Unknown)];
}

static Code find(QByteArrayView name) noexcept
{
    const auto *const end = std::end(wireNames);
    const auto *const at = std::lower_bound(
            std::begin(wireNames), end, name,
            [](const WireName &a, QByteArrayView b) { return QByteArrayView(a.name) < b; });
    return at != end && QByteArrayView(at->name) == name ? at->code : Code::Unknown;
}

Code errorCodeFromWire(QByteArrayView name) noexcept
{
    if (const Code code = find(name); code != Code::Unknown)
        return code;
    for (const QByteArrayView suffix : { QByteArrayView("Exception"), QByteArrayView("Error") }) {
        if (name.endsWith(suffix))
            return find(name.chopped(suffix.size()));
    }
    return Code::Unknown;
}

} // namespace QtDynamoDBPrivate
`),
    };
}
