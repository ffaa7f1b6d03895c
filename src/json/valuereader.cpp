// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "json/valuereader_p.h"
#include "json/valuewriter_p.h"
#include "values/qdynamodbitem_p.h"
#include "values/qdynamodbnumber_p.h"
#include "values/qdynamodbvalue_p.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

namespace {

using Type = QDynamoDBValue::Type;
using Access = ValueAccess;
using Json = JsonReader::Value;

enum class Form { Typed, Plain };

// Returns the type of the tag that starts at raw, after the quote, or Undefined if it is unknown.
Type typeOfTag(const char *raw) noexcept
{
    const auto is = [raw](const char *tag, size_t size) {
        return memcmp(raw, tag, size) == 0; // the padding allows reading past the end of the text
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

template<Form form>
class ValueReader
{
public:
    explicit ValueReader(JsonReader &reader)
        : m_reader(reader)
    {
    }

    // The depth is the number of lists and maps around the value or the item's attributes,
    // including the item.
    bool item(Json &json, QDynamoDBItem &item, int depth)
    {
        auto &level = m_reader.level(depth);
        auto &attributes = level.attributes;
        attributes.clear();
        const quint32 object = level.names.beginObject();
        bool any = false;
        const bool read = m_reader.members(json, [&](const Json &key, Json &member) {
            NameCache::Name *name = m_reader.name(key, level.names);
            if (!name)
                return false;
            const bool twice = std::exchange(name->object, object) == object;
            if (twice || name->text.isEmpty()) {
                problem(twice ? u"there are two attributes of this name"_s
                              : u"an attribute must have a name"_s);
                return m_reader.problem().at(name->text);
            }
            any = true;
            QDynamoDBItem::Attribute &attribute = attributes.append([name] {
                return QDynamoDBItem::Attribute { name->text, {} };
            });
            return value(member, attribute.value, depth) || m_reader.problem().at(attribute.name);
        });
        if (!read)
            return false;
        if (any)
            ItemAccess::attributes(item) = attributes.take();
        else
            item = ItemAccess::emptyItem();
        return true;
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
        return taggedValue(json, out, depth) || unknownValue(json, out);
    }

    // Makes an Unknown of a value that can't be read, so that the values around it remain readable.
    bool unknownValue(Json &json, QDynamoDBValue &out)
    {
        const bool unknownType = std::exchange(m_unknownType, false);
        if (m_reader.isMalformed()
            || (!unknownType && m_reader.tolerance() != JsonReader::Tolerance::UnreadableValues))
            return false;
        QByteArrayView text;
        if (!m_reader.verbatim(json, text))
            return false;
        m_reader.problem().clear();
        out = QDynamoDBValue();
        Access::put(out, Type::Unknown, text.toByteArray());
        return true;
    }

    // Returns whether the name could be the tag of a future type. Anything else is a mistake in a
    // text that the user wrote.
    static bool looksLikeType(QByteArrayView name)
    {
        return !name.isEmpty() && std::all_of(name.begin(), name.end(), [](char c) {
            return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
        });
    }

    bool taggedValue(Json &json, QDynamoDBValue &out, int depth)
    {
        bool any = false;
        const bool read = m_reader.members(json, [&](const Json &key, Json &member) {
            if (any)
                return problem(u"an attribute value must have one type, and this has two"_s);
            any = true;
            Type type = typeOfTag(m_reader.raw(key));
            if (type == Type::Undefined) {
                QByteArrayView name; // decoded: the tag may be written with escapes
                if (!m_reader.contents(key, name))
                    return false;
                char tag[8] = {};
                if (name.size() <= 4) {
                    std::copy(name.begin(), name.end(), tag);
                    tag[name.size()] = '"';
                    type = typeOfTag(tag);
                }
                if (type == Type::Undefined) {
                    m_unknownType = looksLikeType(name);
                    return problem(u"an attribute value can't be of the type '%1'"_s.arg(
                            QString::fromUtf8(name.first(qMin(name.size(), qsizetype(40))))));
                }
            }
            return content(type, member, out, depth);
        });
        if (!read)
            return false;
        return any || problem(u"an attribute value must have a type, and this has none"_s);
    }

    bool content(Type type, Json &json, QDynamoDBValue &out, int depth)
    {
        switch (type) {
        case Type::Undefined:
        case Type::Unknown:
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
            QByteArrayView text;
            return m_reader.utf8(json, text) && number(text, out);
        }
        case Type::String: {
            QStringView text;
            if (!m_reader.utf16(json, text))
                return false;
            Access::emplace(out, type, [text] { return text.toString(); });
            return true;
        }
        case Type::Binary:
            Access::put(out, type, QByteArray());
            return m_reader.base64(json, Access::as<QByteArray>(out));
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
                                            QByteArrayView text;
                                            if (!m_reader.utf8(element, text))
                                                return false;
                                            number = NumberAccess::parse(text);
                                            return number.isValid()
                                                    || problem(NumberAccess::problem(number));
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
        const QByteArrayView token = m_reader.token(json);
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
            return m_reader.isNull(json) || m_reader.malformed();
        default:
            break;
        }
        QByteArrayView text;
        if (!m_reader.number(json, text))
            return false;
        return number(text, out);
    }

    bool number(QByteArrayView text, QDynamoDBValue &out)
    {
        Access::emplace(out, Type::Number, [text] { return NumberAccess::parse(text); });
        const QDynamoDBNumber &number = Access::number(out);
        return number.isValid() || problem(NumberAccess::problem(number));
    }

    bool goDown(int depth) { return depth < maxNesting || problem(tooDeep()); }

    bool map(Json &json, QDynamoDBValue &out, int depth)
    {
        Access::put(out, Type::Map, QDynamoDBItem());
        return goDown(depth) && item(json, Access::as<QDynamoDBItem>(out), depth + 1);
    }

    bool list(Json &json, QDynamoDBValue &out, int depth)
    {
        if (!goDown(depth))
            return false;
        ListBuilder<QDynamoDBValue> &elements = m_reader.level(depth).elements;
        elements.clear();
        const bool read = m_reader.array(json, [&](Json &element) {
            return value(element, elements.append(), depth + 1);
        });
        if (!read)
            return false;
        Access::emplace(out, Type::List, [&] { return elements.take(); });
        return true;
    }

    template<typename T, typename Read>
    bool set(Type type, Json &json, QDynamoDBValue &out, Read &&readElement)
    {
        ListBuilder<T> &elements = m_reader.template elements<T>();
        elements.clear();
        const bool read = m_reader.array(json, [&](Json &element) {
            return readElement(element, elements.append());
        });
        if (!read)
            return false;
        Access::emplace(out, type, [&] { return elements.take(); });
        const QString wrong = Access::problem(out);
        return wrong.isEmpty() || problem(wrong);
    }

    bool problem(const QString &what) { return m_reader.problem().report(what); }

    JsonReader &m_reader;
    bool m_unknownType = false; // the last value was not read because its type is unknown
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
