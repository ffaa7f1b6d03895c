// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "json/valuereader_p.h"
#include "json/unfinished_p.h"
#include "json/valuewriter_p.h"
#include "values/qdynamodbitem_p.h"
#include "values/qdynamodbnumber_p.h"
#include "values/qdynamodbvalue_p.h"

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

namespace {

using Type = QDynamoDBValue::Type;
using Private = QDynamoDBValuePrivate;
using Json = JsonReader::Value;

enum class Form { Typed, Plain };

// The tag that begins behind the quote at raw, or Undefined.
Type typeOfTag(const char *raw) noexcept
{
    const auto is = [raw](const char *tag, size_t size) {
        return memcmp(raw, tag, size) == 0; // the padding lets these read past the end
    };
    switch (raw[0]) {
    case 'S':
        return raw[1] == '"' ? Type::String : is("SS\"", 3) ? Type::StringSet : Type::Undefined;
    case 'N':
        return raw[1] == '"'      ? Type::Number
                : is("NULL\"", 5) ? Type::Null
                : is("NS\"", 3)   ? Type::NumberSet
                                  : Type::Undefined;
    case 'B':
        return raw[1] == '"'      ? Type::Binary
                : is("BOOL\"", 5) ? Type::Bool
                : is("BS\"", 3)   ? Type::BinarySet
                                  : Type::Undefined;
    case 'M':
        return raw[1] == '"' ? Type::Map : Type::Undefined;
    case 'L':
        return raw[1] == '"' ? Type::List : Type::Undefined;
    default:
        return Type::Undefined;
    }
}

// What a JSON number may look like; QDynamoDBNumber takes more.
bool isJsonNumber(QByteArrayView text) noexcept
{
    const char *in = text.begin();
    const char *const end = text.end();
    const auto digits = [&in, end] {
        const char *const first = in;
        while (in != end && *in >= '0' && *in <= '9')
            ++in;
        return in - first;
    };
    if (in != end && *in == '-')
        ++in;
    const bool zero = in != end && *in == '0';
    const auto whole = digits();
    if (whole == 0 || (zero && whole > 1))
        return false;
    if (in != end && *in == '.') {
        ++in;
        if (digits() == 0)
            return false;
    }
    if (in != end && (*in == 'e' || *in == 'E')) {
        ++in;
        if (in != end && (*in == '+' || *in == '-'))
            ++in;
        if (digits() == 0)
            return false;
    }
    return in == end;
}

template<Form form>
class ValueReader
{
public:
    explicit ValueReader(JsonReader &reader)
        : m_reader(reader)
    {
    }

    // The depth is the number of lists and maps around the value or the item's attributes, with the
    // item itself.
    bool item(Json &json, QDynamoDBItem &item, int depth)
    {
        Unfinished attributes(m_reader.stack<QDynamoDBItem::Attribute>());
        const quint32 object = m_reader.names(depth).beginObject();
        bool any = false;
        const bool read = m_reader.fields(json, [&](simdjson::ondemand::field &field) {
            NameCache::Name *name = m_reader.name(field, depth);
            if (!name)
                return false;
            const bool twice = std::exchange(name->object, object) == object;
            if (twice || name->text.isEmpty()) {
                problem(twice ? u"there are two attributes of this name"_s
                              : u"an attribute must have a name"_s);
                return m_reader.problem().at(name->text);
            }
            any = true;
            QDynamoDBItem::Attribute attribute { name->text, {} };
            if (!value(field.value(), attribute.value, depth))
                return m_reader.problem().at(attribute.name);
            attributes.append(std::move(attribute));
            return true;
        });
        if (any)
            QDynamoDBItemPrivate::attributes(item) = attributes.take();
        else
            item = QDynamoDBItemPrivate::emptyItem();
        return read;
    }

    bool value(Json &json, QDynamoDBValue &out, int depth)
    {
        if constexpr (form == Form::Typed)
            return typedValue(json, out, depth);
        else
            return plainValue(json, out, depth);
    }

private:
    bool typedValue(Json &json, QDynamoDBValue &out, int depth)
    {
        bool any = false;
        const bool read = m_reader.fields(json, [&](simdjson::ondemand::field &field) {
            if (any)
                return problem(u"an attribute value must have one type, and this has two"_s);
            any = true;
            Type type = typeOfTag(field.key().raw());
            if (type == Type::Undefined) {
                std::string_view key; // perhaps it has escapes
                if (const auto error = field.unescaped_key().get(key))
                    return m_reader.malformed(error);
                char tag[8] = {};
                if (key.size() <= 4) {
                    key.copy(tag, key.size());
                    tag[key.size()] = '"';
                    type = typeOfTag(tag);
                }
                if (type == Type::Undefined) {
                    const auto name = QString::fromUtf8(key.data(),
                                                        qsizetype(qMin(key.size(), size_t(40))));
                    return problem(u"an attribute value can't be of the type '%1'"_s.arg(name));
                }
            }
            return content(type, field.value(), out, depth);
        });
        if (!read)
            return false;
        return any || problem(u"an attribute value must have a type, and this has none"_s);
    }

    bool content(Type type, Json &json, QDynamoDBValue &out, int depth)
    {
        switch (type) {
        case Type::Undefined:
            return false;
        case Type::Null: {
            bool null = false;
            if (!m_reader.boolean(json, null))
                return false;
            return null || problem(u"NULL must be true"_s);
        }
        case Type::Bool: {
            bool boolean = false;
            if (!m_reader.boolean(json, boolean))
                return false;
            out = boolean;
            return true;
        }
        case Type::Number: {
            QDynamoDBNumber number;
            if (!quotedNumber(json, number))
                return false;
            Private::put(out, type, number);
            return true;
        }
        case Type::String: {
            QString string;
            if (!m_reader.string(json, string))
                return false;
            Private::put(out, type, std::move(string));
            return true;
        }
        case Type::Binary: {
            QByteArray binary;
            if (!m_reader.base64(json, binary))
                return false;
            Private::put(out, type, std::move(binary));
            return true;
        }
        case Type::List:
            return list(json, out, depth);
        case Type::Map:
            return map(json, out, depth);
        case Type::StringSet:
            return set<QString>(type, json, out, [this](Json &element, QString &string) {
                return m_reader.string(element, string);
            });
        case Type::NumberSet:
            return set<QDynamoDBNumber>(type, json, out,
                                        [this](Json &element, QDynamoDBNumber &number) {
                                            return quotedNumber(element, number);
                                        });
        case Type::BinarySet:
            return set<QByteArray>(type, json, out, [this](Json &element, QByteArray &binary) {
                return m_reader.base64(element, binary);
            });
        }
        return false;
    }

    bool plainValue(Json &json, QDynamoDBValue &out, int depth)
    {
        const QByteArrayView token = JsonReader::token(json);
        switch (token.isEmpty() ? '\0' : token.front()) {
        case '{':
            return map(json, out, depth);
        case '[':
            return list(json, out, depth);
        case '"':
            return content(Type::String, json, out, depth);
        case 't':
        case 'f':
            return content(Type::Bool, json, out, depth);
        case 'n':
            return m_reader.isNull(json) || m_reader.malformed(simdjson::N_ATOM_ERROR);
        default:
            break;
        }
        if (!isJsonNumber(token))
            return m_reader.malformed(simdjson::NUMBER_ERROR);
        return number(token, out);
    }

    bool number(QByteArrayView text, QDynamoDBValue &out)
    {
        const QDynamoDBNumber number = QDynamoDBNumberPrivate::parse(text);
        if (!number.isValid())
            return problem(QDynamoDBNumberPrivate::problem(number));
        Private::put(out, Type::Number, number);
        return true;
    }

    bool quotedNumber(Json &json, QDynamoDBNumber &number)
    {
        QByteArrayView text;
        if (!m_reader.utf8(json, text))
            return false;
        number = QDynamoDBNumberPrivate::parse(text);
        return number.isValid() || problem(QDynamoDBNumberPrivate::problem(number));
    }

    bool goDown(int depth) { return depth < maxNesting || problem(tooDeep()); }

    bool map(Json &json, QDynamoDBValue &out, int depth)
    {
        QDynamoDBItem map;
        if (!goDown(depth) || !item(json, map, depth + 1))
            return false;
        Private::put(out, Type::Map, std::move(map));
        return true;
    }

    bool list(Json &json, QDynamoDBValue &out, int depth)
    {
        Unfinished list(m_reader.stack<QDynamoDBValue>());
        const bool read = goDown(depth) && m_reader.array(json, [&](Json &place) {
            QDynamoDBValue element;
            if (!value(place, element, depth + 1))
                return false;
            list.append(std::move(element));
            return true;
        });
        if (!read)
            return false;
        Private::put(out, Type::List, list.take());
        return true;
    }

    template<typename T, typename Read>
    bool set(Type type, Json &json, QDynamoDBValue &out, Read &&readElement)
    {
        Unfinished elements(m_reader.stack<T>());
        const bool read = m_reader.array(json, [&](Json &place) {
            T element;
            if (!readElement(place, element))
                return false;
            elements.append(std::move(element));
            return true;
        });
        if (!read)
            return false;
        Private::put(out, type, elements.take());
        const QString wrong = Private::problem(out);
        return wrong.isEmpty() || problem(wrong);
    }

    bool problem(const QString &what) { return m_reader.problem().report(what); }

    JsonReader &m_reader;
};

} // namespace

bool readValue(JsonReader &reader, Json &json, QDynamoDBValue &value)
{
    return ValueReader<Form::Typed>(reader).value(json, value, 1);
}

bool readItem(JsonReader &reader, Json &json, QDynamoDBItem &item)
{
    return ValueReader<Form::Typed>(reader).item(json, item, 1);
}

bool readPlainValue(JsonReader &reader, Json &json, QDynamoDBValue &value)
{
    return ValueReader<Form::Plain>(reader).value(json, value, 1);
}

bool readPlainItem(JsonReader &reader, Json &json, QDynamoDBItem &item)
{
    return ValueReader<Form::Plain>(reader).item(json, item, 1);
}

} // namespace QtDynamoDBPrivate
