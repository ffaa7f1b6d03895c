// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "json/valuewriter_p.h"
#include "values/qdynamodbvalue_p.h"

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

namespace {

using Type = QDynamoDBValue::Type;
using Access = ValueAccess;

enum class Form { Typed, Plain };

// The type tags of DynamoDB JSON, indexed by QDynamoDBValue::Type.
constexpr QLatin1StringView tags[] = { ""_L1,  "NULL"_L1, "BOOL"_L1, "N"_L1,  "S"_L1, "B"_L1,
                                       "L"_L1, "M"_L1,    "SS"_L1,   "NS"_L1, "BS"_L1 };

template<Form form>
class ValueWriter
{
public:
    explicit ValueWriter(JsonWriter &writer)
        : m_writer(writer)
    {
    }

    bool item(const QDynamoDBItem &item, int depth)
    {
        m_writer.beginObject();
        for (const QDynamoDBItem::Attribute &attribute : item) {
            if (attribute.name.isEmpty()) {
                m_writer.problem().report(u"an attribute must have a name"_s);
                return m_writer.problem().at(attribute.name);
            }
            m_writer.key(attribute.name);
            if (!value(attribute.value, depth))
                return m_writer.problem().at(attribute.name);
        }
        m_writer.endObject();
        return true;
    }

    // The depth is the number of lists and maps around the value, including the item.
    bool value(const QDynamoDBValue &value, int depth)
    {
        if (const QString problem = Access::problem(value); !problem.isEmpty())
            return m_writer.problem().report(problem);
        if (value.type() == Type::Unknown) {
            m_writer.value(Access::json(value));
            return true;
        }
        if constexpr (form == Form::Typed) {
            m_writer.beginObject();
            m_writer.key(tags[int(value.type())]);
        }
        if (!content(value, depth))
            return false;
        if constexpr (form == Form::Typed)
            m_writer.endObject();
        return true;
    }

private:
    bool content(const QDynamoDBValue &value, int depth)
    {
        switch (value.type()) {
        case Type::Undefined:
        case Type::Unknown:
            Q_UNREACHABLE();
            return false;
        case Type::Null:
            if constexpr (form == Form::Typed)
                m_writer.boolean(true);
            else
                m_writer.null();
            return true;
        case Type::Bool:
            m_writer.boolean(Access::boolean(value));
            return true;
        case Type::Number:
            number(Access::number(value));
            return true;
        case Type::String:
            m_writer.string(Access::string(value));
            return true;
        case Type::Binary:
            m_writer.base64(Access::binary(value));
            return true;
        case Type::List:
            return goDown(depth) && list(Access::list(value), depth + 1);
        case Type::Map:
            return goDown(depth) && item(Access::map(value), depth + 1);
        case Type::StringSet:
            return set(Access::strings(value),
                       [this](const QString &element) { m_writer.string(element); });
        case Type::NumberSet:
            return set(Access::numbers(value),
                       [this](const QDynamoDBNumber &element) { number(element); });
        case Type::BinarySet:
            return set(Access::binaries(value),
                       [this](const QByteArray &element) { m_writer.base64(element); });
        }
        return false;
    }

    bool goDown(int depth)
    {
        if (depth < maxNesting)
            return true;
        return m_writer.problem().report(tooDeep());
    }

    bool list(const QDynamoDBValueList &list, int depth)
    {
        m_writer.beginArray();
        for (qsizetype i = 0; i < list.size(); ++i) {
            if (!value(list[i], depth))
                return m_writer.problem().at(i);
        }
        m_writer.endArray();
        return true;
    }

    template<typename Elements, typename Write>
    bool set(const Elements &elements, Write &&write)
    {
        m_writer.beginArray();
        for (const auto &element : elements)
            write(element);
        m_writer.endArray();
        return true;
    }

    void number(const QDynamoDBNumber &number)
    {
        if constexpr (form == Form::Typed)
            m_writer.quotedNumber(number);
        else
            m_writer.number(number);
    }

    JsonWriter &m_writer;
};

} // namespace

QString tooDeep()
{
    return u"lists and maps are nested too deeply: an item may have 32 levels, of which it is the "
           "first"_s;
}

bool writeValue(JsonWriter &writer, const QDynamoDBValue &value)
{
    return ValueWriter<Form::Typed>(writer).value(value, 1);
}

bool writeItem(JsonWriter &writer, const QDynamoDBItem &item)
{
    return ValueWriter<Form::Typed>(writer).item(item, 1);
}

bool writePlainValue(JsonWriter &writer, const QDynamoDBValue &value)
{
    return ValueWriter<Form::Plain>(writer).value(value, 1);
}

bool writePlainItem(JsonWriter &writer, const QDynamoDBItem &item)
{
    return ValueWriter<Form::Plain>(writer).item(item, 1);
}

} // namespace QtDynamoDBPrivate
