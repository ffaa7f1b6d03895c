// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef ENUMINFO_P_H
#define ENUMINFO_P_H

#include <QtDynamoDB/qdynamodbenum.h>

#include <utility>

// The wire's texts of an enum; that of number n is texts[n - 1].
struct QDynamoDBEnumInfo
{
    const char *name;
    const char *const *texts;
    int count;
};

namespace QtDynamoDBPrivate {

// A member's value without its type.
class EnumAccess
{
public:
    static void assign(QDynamoDBEnumBase &value, const QDynamoDBEnumInfo &info, QStringView text)
    {
        value.assign(info, text);
    }
    // The shorter way for what the service sent.
    static void assignUtf8(QDynamoDBEnumBase &value, const QDynamoDBEnumInfo &info,
                           QByteArrayView text);
    [[nodiscard]] static QString text(const QDynamoDBEnumBase &value, const QDynamoDBEnumInfo &info)
    {
        return value.text(info);
    }
    static QDebug print(QDebug debug, const QDynamoDBEnumBase &value, const QDynamoDBEnumInfo &info)
    {
        return value.print(std::move(debug), info);
    }
};

} // namespace QtDynamoDBPrivate

#endif
