// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "values/errorcodes_p.h"

#include <algorithm>

namespace QtDynamoDBPrivate {

using Code = QDynamoDBError::Code;

const ErrorCodeInfo &errorCodeInfo(Code code) noexcept
{
    const auto index = size_t(code);
    return errorCodeInfos[index < errorCodeInfos.size() ? index : size_t(Code::Unknown)];
}

static Code find(QByteArrayView name) noexcept
{
    const auto at = std::lower_bound(errorCodeNames.begin(), errorCodeNames.end(), name,
                                     [](const ErrorCodeName &a, QByteArrayView b) {
                                         return QByteArrayView(a.name) < b;
                                     });
    return at != errorCodeNames.end() && QByteArrayView(at->name) == name ? at->code
                                                                          : Code::Unknown;
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
