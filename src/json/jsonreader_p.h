// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef JSONREADER_P_H
#define JSONREADER_P_H

#include "json/listbuilder_p.h"
#include "json/namecache_p.h"
#include "json/problem_p.h"

#include <QtDynamoDB/qdynamodbitem.h>

#include <QtCore/qbytearray.h>
#include <QtCore/qvarlengtharray.h>

#include <functional>
#include <memory>
#include <string_view>
#include <tuple>
#include <vector>

namespace QtDynamoDBPrivate {

// A forward-only reader of one JSON text. A token scanner checks the encoding and lists the
// offsets of all tokens; the reader follows this list. Values must be read in the order of the text,
// each at most once; values that are not read are skipped. A function that can fail returns false
// and reports the reason and the path in problem(); reading ends then, except after recover().
class Q_DYNAMODB_AUTOTEST_EXPORT JsonReader
{
public:
    // A value that has not been read yet, by its first token.
    class Value
    {
        friend class JsonReader;
        explicit Value(const quint32 *first) noexcept
            : token(first)
        {
        }
        const quint32 *token;
    };

    // The number of bytes beyond the end of a text that the reader may access.
    static constexpr qsizetype padding = 64;

    // Which attribute values become Unknown, with their JSON text, instead of an error: those whose
    // type this version does not know, or all that can't be read as values of their type.
    enum class Tolerance { UnknownTypes, UnreadableValues };

    // The code is that of errors. The defaults are for responses: a single unreadable value must
    // not make a whole response unreadable.
    explicit JsonReader(QDynamoDBError::Code code = QDynamoDBError::Code::InvalidResponse,
                        Tolerance tolerance = Tolerance::UnreadableValues);
    Q_DISABLE_COPY_MOVE(JsonReader)

    // Calls read() with the object or array of the text, after which the text must end. Reserves
    // the padding after the text, without a copy if the capacity suffices. Must not be called from
    // read().
    [[nodiscard]] bool document(QByteArray &text, const std::function<bool(Value &)> &read);

    // Calls visit(std::string_view key, Value &value) for each member in the order of the text.
    template<typename Visit>
    [[nodiscard]] bool object(Value &value, Visit &&visit)
    {
        return members(value, [this, &visit](const Value &key, Value &member) {
            QByteArrayView text;
            return contents(key, text)
                    && visit(std::string_view(text.data(), size_t(text.size())), member);
        });
    }
    // Calls visit(const QString &key, Value &value) for each member. Equal keys share one QString.
    template<typename Visit>
    [[nodiscard]] bool map(Value &value, Visit &&visit)
    {
        return members(value, [this, &visit](const Value &key, Value &member) {
            const NameCache::Name *known = name(key, level(0).names);
            return known && visit(QString(known->text), member);
        });
    }
    // Calls visit(Value &value) for each element. Adds the index to the path of a problem.
    template<typename Visit>
    [[nodiscard]] bool array(Value &value, Visit &&visit)
    {
        if (!enter(value, '[', "an array"))
            return false;
        if (first(m_next) == ']')
            return ++m_next, true;
        for (qsizetype index = 0;; ++index) {
            Value element(m_next);
            if (!visit(element))
                return m_problem.at(index);
            if (m_next == element.token && !skip())
                return false;
            const char after = first(m_next);
            if (after != ',' && after != ']')
                return malformed();
            ++m_next;
            if (after == ']')
                return true;
        }
    }
    // Calls visit(const Value &key, Value &value) for each member.
    template<typename Visit>
    [[nodiscard]] bool members(Value &value, Visit &&visit)
    {
        if (!enter(value, '{', "an object"))
            return false;
        if (first(m_next) == '}')
            return ++m_next, true;
        for (;;) {
            const Value key(m_next);
            if (first(m_next) != '"' || first(++m_next) != ':')
                return malformed();
            ++m_next;
            Value member(m_next);
            if (!visit(key, member))
                return false;
            if (m_next == member.token && !skip())
                return false;
            const char after = first(m_next);
            if (after != ',' && after != '}')
                return malformed();
            ++m_next;
            if (after == '}')
                return true;
        }
    }

    [[nodiscard]] bool string(Value &value, QString &out);
    [[nodiscard]] bool base64(Value &value, QByteArray &out);
    [[nodiscard]] bool integer(Value &value, qint64 &out);
    [[nodiscard]] bool real(Value &value, double &out);
    // Returns the text of a number. The view is valid until document() returns.
    [[nodiscard]] bool number(Value &value, QByteArrayView &out);
    [[nodiscard]] bool boolean(Value &value, bool &out);
    // Returns the JSON text of any value after checking its syntax. The view is valid until
    // document() returns.
    [[nodiscard]] bool verbatim(Value &value, QByteArrayView &out);
    // Called after reading the value failed: clears the problem and returns to the value, which is
    // then skipped. Returns false if the text is not valid JSON.
    [[nodiscard]] bool recover(const Value &value)
    {
        if (m_malformed)
            return false;
        m_problem.clear();
        m_next = value.token;
        return true;
    }
    [[nodiscard]] bool isMalformed() const noexcept { return m_malformed; }
    [[nodiscard]] Tolerance tolerance() const noexcept { return m_tolerance; }
    // Returns whether the value is null, and consumes it if so.
    [[nodiscard]] bool isNull(Value &value);
    // Returns the decoded content of a string. The view is valid until document() returns.
    [[nodiscard]] bool utf8(Value &value, QByteArrayView &out);
    // Returns the decoded content of a string. The view is valid until the next string is read.
    [[nodiscard]] bool utf16(Value &value, QStringView &out);

    [[nodiscard]] Problem &problem() noexcept { return m_problem; }

    // The buffers that the values of one depth share.
    struct Level
    {
        NameCache names; // objects of different depths usually have different names
        ListBuilder<QDynamoDBItem::Attribute> attributes;
        ListBuilder<QDynamoDBValue> elements;
    };
    [[nodiscard]] Level &level(int depth)
    {
        while (size_t(depth) >= m_levels.size())
            m_levels.push_back(std::make_unique<Level>());
        return *m_levels[size_t(depth)];
    }
    // The buffer for the elements of sets. One is enough: sets don't contain sets.
    template<typename T>
    [[nodiscard]] ListBuilder<T> &elements()
    {
        return std::get<ListBuilder<T>>(m_elements);
    }
    // Returns the cached name of a key, or null after reporting a problem.
    [[nodiscard]] NameCache::Name *name(const Value &key, NameCache &names)
    {
        NameCache::Name *known = names.predicted(raw(key), m_text + *m_end);
        return known ? known : find(key, names);
    }

    // Reports malformed JSON at the next token.
    bool malformed();

    // Returns the value's first token: with its quotes, without trailing white space.
    [[nodiscard]] QByteArrayView token(const Value &value) const noexcept
    {
        const char *const begin = m_text + value.token[0];
        const char *end = m_text + (value.token == m_end ? value.token[0] : value.token[1]);
        while (end != begin && isSpace(end[-1]))
            --end;
        return QByteArrayView(begin, end - begin);
    }
    // Returns a pointer to the raw text after the opening quote of a key or string.
    [[nodiscard]] const char *raw(const Value &string) const noexcept
    {
        return m_text + *string.token + 1;
    }
    // Returns the decoded content of a key or string without consuming it. The view is valid until
    // document() returns.
    [[nodiscard]] bool contents(const Value &string, QByteArrayView &out);

private:
    static bool isSpace(char c) noexcept { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }
    // Returns the first character of a token. At m_end, this is the zero that terminates the text.
    [[nodiscard]] char first(const quint32 *token) const noexcept { return m_text[*token]; }
    [[nodiscard]] bool enter(const Value &value, char bracket, const char *expected)
    {
        if (first(value.token) != bracket)
            return unexpected(expected);
        m_next = value.token + 1;
        return true;
    }
    bool skip();
    [[nodiscard]] bool isScalar(const quint32 *token);
    bool unexpected(const char *expected);
    bool decode(QByteArrayView raw, QStringView &out);
    [[nodiscard]] NameCache::Name *find(const Value &key, NameCache &names);

    const char *m_text = nullptr;
    // Tokens are pointers into the list of their offsets in the text. At m_end, the list contains
    // the size of the text.
    const quint32 *m_next = nullptr;
    const quint32 *m_end = nullptr;
    bool m_malformed = false;
    Tolerance m_tolerance;
    std::vector<std::unique_ptr<Level>> m_levels; // by depth
    std::tuple<ListBuilder<QString>, ListBuilder<QDynamoDBNumber>, ListBuilder<QByteArray>>
            m_elements;
    QVarLengthArray<char16_t, 256> m_decoded; // the content of the string that was read last
    std::vector<QByteArray> m_unescaped; // own the contents of strings with escapes
    Problem m_problem;
};

} // namespace QtDynamoDBPrivate

#endif
