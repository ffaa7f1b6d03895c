// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

import { aliases, clientCodes, describeCode, throttling, transient, unmodelledCodes }
    from '../lib/errors.mjs';
import { codeName } from '../lib/naming.mjs';
import { fragment, header, lines, source } from '../lib/text.mjs';

const exceptionName = code => `${code}Exception`;

function retryClass(code) {
    if (throttling.has(code))
        return 'Throttling';
    return transient.has(code) ? 'Transient' : 'None';
}

function enumerator(code, i) {
    const text = describeCode(code);
    const isAcronym = /^[A-Z]{2}/.test(text);
    const comment = `${isAcronym ? text[0] : text[0].toLowerCase()}${text.slice(1, -1)}`;
    const needsComment = code === 'Unknown' || clientCodes.has(code);
    return `${code} = ${i},${needsComment ? ` // ${comment}` : ''}`;
}

function infoLine(code, modelled) {
    const error = modelled.get(code);
    const isWire = error || code in unmodelledCodes;
    const wire = error ? error.wire : isWire ? `${code}Exception` : code;
    const status = error ? error.httpStatus : unmodelledCodes[code] ?? 0;
    return `    { Code::${code}, "${code}", "${wire}", ${status}, RetryClass::${retryClass(code)} },`;
}

function names(stable) {
    const own = stable.errorCodes.filter(code =>
        !clientCodes.has(code) && code !== 'NoError' && code !== 'Unknown').map(code => [code, code]);
    const others = Object.entries(aliases)
        .flatMap(([code, list]) => list.map(alias => [alias, code]));
    return [...own, ...others].sort(([a], [b]) => (a < b ? -1 : 1));
}

export function emitErrors({ model, stable }) {
    const modelled = new Map(model.errors.map(error => [codeName(error.wire), error]));
    const thrown = stable.errorCodes.filter(code => code !== 'NoError');
    return {
        'include/QtDynamoDB/generated/qdynamodberrorcodes.hpp': fragment(
            `// The enumerators of QDynamoDBError::Code.\n${lines(stable.errorCodes, enumerator)}`),
        'include/QtDynamoDB/generated/qdynamodbexceptions.h': header('QDYNAMODBEXCEPTIONS_H',
            `#include <QtDynamoDB/qdynamodbexception.h>

// A subclass of QDynamoDBException for each code, so that QFuture::onFailed() selects by type.
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
} // namespace QDynamoDB
`),
        'src/values/generated/exceptions.cpp': source(`#include <QtDynamoDB/qdynamodbexceptions.h>

namespace QDynamoDB {

${thrown.map(code => `${exceptionName(code)}::~${exceptionName(code)}() = default;
void ${exceptionName(code)}::raise() const { throw *this; }
${exceptionName(code)} *${exceptionName(code)}::clone() const { return new ${exceptionName(code)}(*this); }
`).join('\n')}
std::unique_ptr<QDynamoDBException> makeException(const QDynamoDBError &error)
{
    using Code = QDynamoDBError::Code;
    switch (error.code()) {
    case Code::NoError:
        break;
${lines(thrown, code => `    case Code::${code}:\n        return std::make_unique<${exceptionName(code)}>(error);`)}    }
    return std::make_unique<QDynamoDBException>(error);
}

} // namespace QDynamoDB
`),
        'src/values/generated/errorcodetables.cpp': source(`#include "values/errorcodes_p.h"

namespace QtDynamoDBPrivate {

using Code = QDynamoDBError::Code;

static constexpr ErrorCodeInfo infos[] = {
${lines(stable.errorCodes, code => infoLine(code, modelled))}};

static constexpr ErrorCodeName names[] = {
${lines(names(stable), ([name, code]) => `    { "${name}", Code::${code} },`)}};

constinit const std::span<const ErrorCodeInfo> errorCodeInfos = infos;
constinit const std::span<const ErrorCodeName> errorCodeNames = names;

} // namespace QtDynamoDBPrivate
`),
    };
}
