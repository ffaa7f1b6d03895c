// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "json/jsonreader_p.h"
#include "json/base64_p.h"

#include <memory>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

namespace {

// A parser's memory is worth keeping from page to page, but not after a text of unusual size.
class ThreadsParser
{
public:
    ThreadsParser()
    {
        if (!m_parser)
            m_parser = std::make_unique<simdjson::ondemand::parser>();
    }
    ~ThreadsParser()
    {
        constexpr size_t unusual = size_t(8) * 1024 * 1024;
        if (m_parser->capacity() > unusual)
            m_parser.reset();
    }
    Q_DISABLE_COPY_MOVE(ThreadsParser)

    simdjson::ondemand::parser *operator->() const { return m_parser.get(); }

private:
    static thread_local std::unique_ptr<simdjson::ondemand::parser> m_parser;
};
thread_local std::unique_ptr<simdjson::ondemand::parser> ThreadsParser::m_parser;

QByteArrayView view(std::string_view text) noexcept
{
    return QByteArrayView(text.data(), qsizetype(text.size()));
}

QString messageOf(simdjson::error_code error)
{
    switch (error) {
    case simdjson::UTF8_ERROR:
        return u"the text is not valid UTF-8"_s;
    case simdjson::EMPTY:
        return u"there is no JSON text"_s;
    case simdjson::UNCLOSED_STRING:
    case simdjson::INCOMPLETE_ARRAY_OR_OBJECT:
        return u"the JSON text is cut off"_s;
    case simdjson::UNESCAPED_CHARS:
        return u"the JSON text has a control character within a string"_s;
    case simdjson::STRING_ERROR:
        return u"a string has an invalid escape"_s;
    case simdjson::CAPACITY:
    case simdjson::MEMALLOC:
        return u"the JSON text is too large"_s;
    default:
        return u"the JSON text is malformed"_s;
    }
}

} // namespace

JsonReader::JsonReader(QDynamoDBError::Code code)
    : m_problem(code)
{
}

bool JsonReader::document(QByteArray &text, const std::function<bool(Value &)> &read)
{
    const qsizetype size = text.size();
    text.reserve(size + qsizetype(simdjson::SIMDJSON_PADDING));
    const char *const begin = text.constData();
    m_end = begin + size;
    m_names.clear();
    m_malformed = false;

    const ThreadsParser parser;
    if (parser->capacity() < size_t(size)) {
        constexpr size_t step = size_t(256) * 1024; // for pages of about one size: one allocation
        if (const auto error = parser->allocate((size_t(size) + step) / step * step))
            return malformed(error);
    }
    simdjson::ondemand::document document;
    const simdjson::padded_string_view padded(begin, size_t(size),
                                              size_t(size) + simdjson::SIMDJSON_PADDING);
    if (const auto error = parser->iterate(padded).get(document))
        return malformed(error);
    Value root;
    if (const auto error = document.get_value().get(root)) {
        if (error == simdjson::SCALAR_DOCUMENT_AS_VALUE)
            return unexpected(simdjson::INCORRECT_TYPE, "an object or an array");
        return malformed(error);
    }
    const char *where = nullptr;
    if (!read(root)) {
        if (m_malformed && !document.current_location().get(where) && where >= begin
            && where <= m_end)
            m_problem.append(u" (near byte %1)"_s.arg(where - begin));
        return false;
    }
    // Reading the text to its end is what makes sure of its beginning.
    if (document.current_location().error() == simdjson::OUT_OF_BOUNDS)
        return true;
    return m_problem.report(u"something follows the end of the JSON text"_s);
}

bool JsonReader::malformed(simdjson::error_code error)
{
    m_malformed = true;
    return m_problem.report(messageOf(error));
}

bool JsonReader::unexpected(simdjson::error_code error, const char *expected)
{
    if (error != simdjson::INCORRECT_TYPE)
        return malformed(error);
    return m_problem.report(u"%1 was expected"_s.arg(QLatin1StringView(expected)));
}

QByteArrayView JsonReader::token(Value &value) noexcept
{
    const std::string_view raw = value.raw_json_token();
    size_t size = raw.size();
    while (size > 0
           && (raw[size - 1] == ' ' || raw[size - 1] == '\n' || raw[size - 1] == '\r'
               || raw[size - 1] == '\t'))
        --size;
    return QByteArrayView(raw.data(), qsizetype(size));
}

bool JsonReader::utf8(Value &value, QByteArrayView &out)
{
    const QByteArrayView quoted = token(value);
    if (quoted.size() >= 2 && quoted.front() == '"' && quoted.back() == '"'
        && !memchr(quoted.data(), '\\', size_t(quoted.size()))) {
        simdjson::ondemand::raw_json_string consumed;
        if (const auto error = value.get_raw_json_string().get(consumed))
            return malformed(error);
        out = quoted.sliced(1, quoted.size() - 2);
        return true;
    }
    std::string_view text;
    if (const auto error = value.get_string().get(text))
        return unexpected(error, "a string");
    out = view(text);
    return true;
}

bool JsonReader::string(Value &value, QString &out)
{
    QByteArrayView text;
    if (!utf8(value, text))
        return false;
    out = QString::fromUtf8(text);
    return true;
}

bool JsonReader::base64(Value &value, QByteArray &out)
{
    QByteArrayView text;
    if (!utf8(value, text))
        return false;
    std::optional<QByteArray> binary = decodeBase64(text);
    if (!binary)
        return m_problem.report(u"the binary is not valid base64"_s);
    out = *std::move(binary);
    return true;
}

bool JsonReader::integer(Value &value, qint64 &out)
{
    int64_t integer = 0;
    if (value.get_int64().get(integer))
        return m_problem.report(u"an integer was expected"_s);
    out = integer;
    return true;
}

bool JsonReader::real(Value &value, double &out)
{
    if (value.get_double().get(out))
        return m_problem.report(u"a number was expected"_s);
    return true;
}

bool JsonReader::boolean(Value &value, bool &out)
{
    if (value.get_bool().get(out))
        return m_problem.report(u"true or false was expected"_s);
    return true;
}

bool JsonReader::isNull(Value &value)
{
    if (token(value) != "null")
        return false;
    // To step over it. What it returns differs between versions of simdjson.
    return simdjson::simdjson_result<bool>(value.is_null()).error() == simdjson::SUCCESS;
}

NameCache::Name *JsonReader::name(simdjson::ondemand::field &field, int depth)
{
    NameCache &cache = names(depth);
    const char *const raw = field.key().raw();
    if (NameCache::Name *known = cache.predicted(raw, m_end))
        return known;
    const char *end = raw;
    while (end < m_end && *end != '"')
        end += *end == '\\' ? 2 : 1;
    const QByteArrayView text(raw, qMin(end, m_end) - raw);
    if (NameCache::Name *known = cache.find(text))
        return known;
    std::string_view key;
    if (const auto error = field.unescaped_key().get(key)) {
        malformed(error);
        return nullptr;
    }
    QString name = QString::fromUtf8(view(key));
    for (const NameCache &other : m_names) { // one text at all depths
        if (const QString *known = other.find(name)) {
            name = *known;
            break;
        }
    }
    return cache.insert(text, name);
}

} // namespace QtDynamoDBPrivate
