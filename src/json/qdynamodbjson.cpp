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

// A copy that can be read in place, without the mark that some editors put in front.
QByteArray readable(const QByteArray &json)
{
    const bool marked = json.startsWith("\xef\xbb\xbf");
    QByteArray text;
    text.reserve(json.size() + JsonReader::padding);
    text.append(QByteArrayView(json).sliced(marked ? 3 : 0));
    return text;
}

template<typename T>
QDynamoDBExpected<T> read(bool (*reader)(JsonReader &, JsonReader::Value &, T &),
                          const QByteArray &json)
{
    JsonReader source(QDynamoDBError::Code::Serialization, JsonReader::Kept::UnknownTypes);
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
    \brief Items and values as JSON text.

    DynamoDB JSON names the type of every value and loses nothing; it is what goes over the wire,
   what the AWS CLI reads and prints, and what exports to S3 hold. Plain JSON is what other programs
   read and write.

    \code
    const auto item = QDynamoDBJson::plainToItem(R"({"ForumName":"Qt","Views":7})");
    if (!item)
        qWarning() << item.error();
    \endcode

    Text is UTF-8, compact when written. Nothing is guessed or repaired when it is read: whatever is
    wrong is an error that says what and where, such as \e {Tags[1]: a string was expected}. What
   can't be written has the code QDynamoDBError::Code::InvalidParameterValue, text that can't be
   read QDynamoDBError::Code::Serialization.

    A value whose type is a name that this version does not know, such as \c {{"F":[0.5]}}, is read
    as a value of the type \l {QDynamoDBValue::Type}{Unknown} and written as it was read. A string
    may contain half a surrogate pair, which DynamoDB stores; it is written as its escape, such as
    \c {\ud83d}.

    Numbers are exact in both forms. Lists and maps may lie within each other up to 32 levels deep,
   as in DynamoDB. A name may come only once in an object.

    All functions are thread-safe.
*/

/*!
    Returns \a item in DynamoDB JSON, such as \c {{"Views":{"N":"7"}}}.

    Fails for what DynamoDB would refuse: values that are Undefined, invalid numbers, sets that are
   empty or hold an element twice, nesting deeper than 32 levels. A value of a response that the
   library could not read (see QDynamoDBValue::unknownJson()) is written as it was received, even if
   toItem() does not accept it.
*/
QDynamoDBExpected<QByteArray> QDynamoDBJson::fromItem(const QDynamoDBItem &item)
{
    return write(writeItem, item);
}

/*! Returns \a value in DynamoDB JSON, such as \c {{"N":"7"}}. Fails as fromItem() does. */
QDynamoDBExpected<QByteArray> QDynamoDBJson::fromValue(const QDynamoDBValue &value)
{
    return write(writeValue, value);
}

/*!
    Returns the item that \a json holds in DynamoDB JSON. An empty object is an empty item that is
   not null.

    Fails for text that is not valid JSON in UTF-8 from its beginning to its end, for values without
   a type or with two types, for a type that is not made of capital letters, digits and underscores,
   for numbers, sets, base64 and nesting that DynamoDB would refuse, and for attributes whose name
   comes twice.
*/
QDynamoDBExpected<QDynamoDBItem> QDynamoDBJson::toItem(const QByteArray &json)
{
    return read(readItem, json);
}

/*! Returns the value that \a json holds in DynamoDB JSON. Fails as toItem() does. */
QDynamoDBExpected<QDynamoDBValue> QDynamoDBJson::toValue(const QByteArray &json)
{
    return read(readValue, json);
}

/*!
    Returns \a item in plain JSON, such as \c {{"Views":7}}.

    Plain JSON has no sets and no bytes: sets become arrays and binaries strings in base64, which
   plainToItem() reads as lists and strings. A value of the type Unknown becomes the object that it
   is in DynamoDB JSON, which plainToItem() reads as a map. Everything else comes back as it was.
   Numbers have all their digits, which not every reader of JSON keeps.

    Fails as fromItem() does.
*/
QDynamoDBExpected<QByteArray> QDynamoDBJson::plainFromItem(const QDynamoDBItem &item)
{
    return write(writePlainItem, item);
}

/*! Returns \a value in plain JSON, such as \c 7. The notes on plainFromItem() apply. */
QDynamoDBExpected<QByteArray> QDynamoDBJson::plainFromValue(const QDynamoDBValue &value)
{
    return write(writePlainValue, value);
}

/*!
    Returns the item that \a json, a plain JSON object, holds. Arrays become lists, never sets, and
    strings stay strings. Numbers keep all their digits.

    Fails for text that is not valid JSON in UTF-8 from its beginning to its end, for numbers and
   nesting that DynamoDB would refuse, and for names that come twice in one object.
*/
QDynamoDBExpected<QDynamoDBItem> QDynamoDBJson::plainToItem(const QByteArray &json)
{
    return read(readPlainItem, json);
}

/*! Returns the value that \a json, any plain JSON text, holds. The notes on plainToItem() apply. */
QDynamoDBExpected<QDynamoDBValue> QDynamoDBJson::plainToValue(const QByteArray &json)
{
    const QByteArrayView text = QByteArrayView(json).trimmed();
    if (text.startsWith('{') || text.startsWith('['))
        return read(readPlainValue, json);
    // The parser wants an array or object around everything else.
    const auto list = read(readPlainValue, '[' + readable(json) + ']');
    if (!list)
        return list.error();
    if (list->size() == 1)
        return (*list)[qsizetype(0)];
    return QDynamoDBError(QDynamoDBError::Code::Serialization,
                          list->size() == 0 ? u"there is no JSON text"_s
                                            : u"something follows the end of the JSON text"_s);
}
