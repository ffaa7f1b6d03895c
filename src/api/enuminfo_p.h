// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef ENUMINFO_P_H
#define ENUMINFO_P_H

#include <QtDynamoDB/qdynamodbenum.h>

#include <utility>

// The name of an enum, and the service's texts of its enumerators: that of number n is texts[n -
// 1].
struct QDynamoDBEnumInfo
{
    const char *name;
    const char *const *texts;
    int count;
};

namespace QtDynamoDBPrivate {

// Access to a QDynamoDBEnum whose enum is known only at run time.
class EnumAccess
{
public:
    static void assign(QDynamoDBEnumBase &value, const QDynamoDBEnumInfo &info, QStringView text)
    {
        value.assign(info, text);
    }
    // Like assign(), but without a conversion to UTF-16 for known texts.
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
