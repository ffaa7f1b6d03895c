// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "filledrequests.h"

#include "values/utc_p.h"

using namespace Qt::StringLiterals;

namespace Filled {

static QByteArray binary(int n)
{
    return QByteArray().append(char(n & 255)).append(char((n >> 8) & 255)).append('\0').append('\xff');
}

QString text(QStringView name, int n)
{
    return name % u' ' % QString::number(n) % u" \"\\/\u00e9\u20ac\U0001f600\n"_s;
}

QString name(int n)
{
    return u"name-%1"_s.arg(n);
}

QDateTime time(int n)
{
    return QDateTime::fromMSecsSinceEpoch(1700000000123 + n * 1000, QtDynamoDBPrivate::utc);
}

QDynamoDBItem item(int n)
{
    return {
        { u"string"_s, text(u"S", n) },
        { u"number"_s, QDynamoDBNumber(QString(u"-%1.25"_s.arg(n))) },
        { u"binary"_s, binary(n) },
        { u"strings"_s, QDynamoDBValue::stringSet({ text(u"SS", n), u""_s }) },
        { u"numbers"_s, QDynamoDBValue::numberSet({ n, 0.5 }) },
        { u"binaries"_s, QDynamoDBValue::binarySet({ binary(n), binary(n + 1) }) },
        { u"map"_s,
          QDynamoDBItem { { text(u"key", n), n }, { u"empty"_s, QDynamoDBValue::Type::Map } } },
        { u"list"_s, QDynamoDBValueList { u""_s, nullptr, QDynamoDBValue::Type::List } },
        { u"null"_s, nullptr },
        { u"true"_s, true },
        { u"false"_s, false },
    };
}

QDynamoDBValue value(int n)
{
    return item(n);
}

} // namespace Filled
