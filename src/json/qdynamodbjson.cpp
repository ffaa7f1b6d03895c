// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtDynamoDB/qdynamodbjson.h>
#include "json/valuereader_p.h"
#include "json/valuewriter_p.h"

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;

namespace {

template<typename T>
QDynamoDBExpected<QByteArray> write(bool (*writer)(JsonWriter &, const T &), const T &content)
{
    JsonWriter json;
    if (!writer(json, content))
        return json.problem().error();
    return json.take();
}

// Returns a copy with the reader's padding reserved, and without a byte order mark.
QByteArray readable(const QByteArray &json)
{
    const bool hasMark = json.startsWith("\xef\xbb\xbf");
    QByteArray text;
    text.reserve(json.size() + JsonReader::padding);
    text.append(QByteArrayView(json).sliced(hasMark ? 3 : 0));
    return text;
}

template<typename T>
QDynamoDBExpected<T> read(bool (*reader)(JsonReader &, JsonReader::Value &, T &),
                          const QByteArray &json)
{
    JsonReader source(QDynamoDBError::Code::Serialization, JsonReader::Tolerance::UnknownTypes);
    QByteArray text = readable(json);
    T content;
    if (!source.document(text,
                         [&](JsonReader::Value &value) { return reader(source, value, content); }))
        return source.problem().error();
    return content;
}

} // namespace

/*!
    \namespace QDynamoDBJson
    \inmodule QtDynamoDB
    \brief Conversion of items and values to and from JSON text.

    There are two formats. \e {DynamoDB JSON} names the type of each value, as in
    \c {{"Views":{"N":"7"}}}, and is lossless. It is the format of the wire protocol, of the AWS
    CLI, and of exports to S3. \e {Plain JSON}, as in \c {{"Views":7}}, is the format of other
    programs.

    \code
    const auto item = QDynamoDBJson::plainToItem(R"({"ForumName":"Qt","Views":7})");
    if (!item)
        qWarning() << item.error();
    \endcode

    Text is UTF-8, and is written without white space. Reading is strict: any deviation is an error
    whose message has the path and the reason, such as \e {Tags[1]: a string was expected}. The code
    of the error is QDynamoDBError::InvalidParameterValue for a value that can't be written, and
    QDynamoDBError::Serialization for a text that can't be read.

    A value of a type that this version of the library does not know, such as \c {{"F":[0.5]}}, is
    read as a value of the type \l {QDynamoDBValue::Type}{Unknown} and written unchanged. A string
    may contain a lone surrogate, which DynamoDB stores; it is written as an escape, such as
    \c {\ud83d}.

    Numbers are exact in both formats. Lists and maps may be nested up to 32 levels, as in DynamoDB,
    where the item is the first level. A name must not occur twice in an object.

    All functions are thread-safe.

    \since 0.1
    \sa QDynamoDBItem, QDynamoDBValue
*/

/*!
    Returns \a item in DynamoDB JSON, such as \c {{"Views":{"N":"7"}}}.

    Fails for values that DynamoDB would reject: Undefined values, invalid numbers, sets that are
    empty or hold an element twice, and nesting deeper than 32 levels. A value of a response that
    the library could not read (see QDynamoDBValue::unknownJson()) is written as it was received,
    even if toItem() does not accept it.

    \sa toItem()
*/
QDynamoDBExpected<QByteArray> QDynamoDBJson::fromItem(const QDynamoDBItem &item)
{
    return write(writeItem, item);
}

/*!
    Returns \a value in DynamoDB JSON, such as \c {{"N":"7"}}. Fails as fromItem() does.

    \sa toValue()
*/
QDynamoDBExpected<QByteArray> QDynamoDBJson::fromValue(const QDynamoDBValue &value)
{
    return write(writeValue, value);
}

/*!
    Returns the item in \a json, an object in DynamoDB JSON. The item of an empty object is empty,
    but not null.

    Fails if \a json is not valid JSON in UTF-8; if a value has no type, two types, or a type that
    does not consist of capital letters, digits and underscores; if DynamoDB would reject a number,
    a set, a Base64 text or the nesting; and if a name occurs twice in an object.

    \sa fromItem()
*/
QDynamoDBExpected<QDynamoDBItem> QDynamoDBJson::toItem(const QByteArray &json)
{
    return read(readItem, json);
}

/*!
    Returns the value in \a json, an object in DynamoDB JSON. Fails as toItem() does.

    \sa fromValue()
*/
QDynamoDBExpected<QDynamoDBValue> QDynamoDBJson::toValue(const QByteArray &json)
{
    return read(readValue, json);
}

/*!
    Returns \a item in plain JSON, such as \c {{"Views":7}}.

    Plain JSON has neither sets nor binaries. A set becomes an array, which plainToItem() reads as a
    List. A Binary becomes a Base64 text, which plainToItem() reads as a String. An Unknown becomes
    its object in DynamoDB JSON, which plainToItem() reads as a Map. All other values are read back
    unchanged. Numbers are written with all digits; other JSON parsers may round them.

    Fails as fromItem() does.

    \sa plainToItem()
*/
QDynamoDBExpected<QByteArray> QDynamoDBJson::plainFromItem(const QDynamoDBItem &item)
{
    return write(writePlainItem, item);
}

/*!
    Returns \a value in plain JSON, such as \c 7. Converts and fails as plainFromItem() does.

    \sa plainToValue()
*/
QDynamoDBExpected<QByteArray> QDynamoDBJson::plainFromValue(const QDynamoDBValue &value)
{
    return write(writePlainValue, value);
}

/*!
    Returns the item in \a json, an object in plain JSON. Arrays become Lists, strings become
    Strings, and numbers keep all their digits. The item of an empty object is empty, but not null.

    Fails if \a json is not valid JSON in UTF-8, if DynamoDB would reject a number or the nesting,
    and if a name occurs twice in an object.

    \sa plainFromItem()
*/
QDynamoDBExpected<QDynamoDBItem> QDynamoDBJson::plainToItem(const QByteArray &json)
{
    return read(readPlainItem, json);
}

/*!
    Returns the value in \a json, any value in plain JSON. Converts and fails as plainToItem() does.

    \sa plainFromValue()
*/
QDynamoDBExpected<QDynamoDBValue> QDynamoDBJson::plainToValue(const QByteArray &json)
{
    const QByteArrayView text = QByteArrayView(json).trimmed();
    if (text.startsWith('{') || text.startsWith('['))
        return read(readPlainValue, json);
    // JsonReader reads objects and arrays only: wrap any other value in an array.
    const auto list = read(readPlainValue, '[' + readable(json) + ']');
    if (!list)
        return list.error();
    if (list->size() == 1)
        return (*list)[qsizetype(0)];
    return QDynamoDBError(QDynamoDBError::Code::Serialization,
                          list->size() == 0 ? u"there is no JSON text"_s
                                            : u"something follows the end of the JSON text"_s);
}
