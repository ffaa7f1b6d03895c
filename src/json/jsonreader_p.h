// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef JSONREADER_P_H
#define JSONREADER_P_H

#include "json/namecache_p.h"
#include "json/problem_p.h"
#include "json/unfinished_p.h"

#include <QtDynamoDB/qdynamodbitem.h>

#include <QtCore/qbytearray.h>
#include <QtCore/qvarlengtharray.h>

#include <functional>
#include <memory>
#include <string_view>
#include <tuple>
#include <vector>

namespace QtDynamoDBPrivate {

// A reader of one JSON text, in place. A token scanner checks the encoding and finds where each token
// begins; the reader goes from token to token. Read values in the order of the text, each at most
// once; unread values are skipped. A function that fails returns false and sets problem(), which has
// the reason and the place; afterwards the reader can't go on.
class Q_DYNAMODB_AUTOTEST_EXPORT JsonReader
{
public:
    // A value that is to be read: its first token.
    class Value
    {
        friend class JsonReader;
        explicit Value(const quint32 *first) noexcept
            : token(first)
        {
        }
        const quint32 *token;
    };

    // That many bytes behind a text may be read.
    static constexpr qsizetype padding = 64;

    // Which values that can't be read as values of their type are kept as their JSON text.
    enum class Kept { UnknownTypes, Unreadable };

    // The code of the errors: the author of the text is at fault. A response is kept readable.
    explicit JsonReader(QDynamoDBError::Code code = QDynamoDBError::Code::InvalidResponse,
                        Kept kept = Kept::Unreadable);
    Q_DISABLE_COPY_MOVE(JsonReader)

    // Calls read with the text's object or array; what follows it is an error. The text gets the
    // padding behind its end, for nothing if its capacity has that much to spare. Texts can't be
    // read within one another.
    [[nodiscard]] bool document(QByteArray &text, const std::function<bool(Value &)> &read);

    // Calls visit(std::string_view key, Value &value) for each member, in their order.
    template<typename Visit>
    [[nodiscard]] bool object(Value &value, Visit &&visit)
    {
        return members(value, [this, &visit](const Value &key, Value &member) {
            QByteArrayView text;
            return contents(key, text)
                    && visit(std::string_view(text.data(), size_t(text.size())), member);
        });
    }
    // Calls visit(const QString &key, Value &value) for each member; keys that repeat share one text.
    template<typename Visit>
    [[nodiscard]] bool map(Value &value, Visit &&visit)
    {
        return members(value, [this, &visit](const Value &key, Value &member) {
            const NameCache::Name *known = name(key, level(0).names);
            return known && visit(QString(known->text), member);
        });
    }
    // Calls visit(Value &value) for each element, and adds the index to its problems.
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
    // The text of any number, which is valid until the document ends.
    [[nodiscard]] bool number(Value &value, QByteArrayView &out);
    [[nodiscard]] bool boolean(Value &value, bool &out);
    // The JSON text of any value, checked to its end; valid until the document ends.
    [[nodiscard]] bool verbatim(Value &value, QByteArrayView &out);
    // After reading the value failed: clears the problem, so that the value is skipped instead.
    // False if the text is no JSON.
    [[nodiscard]] bool giveUp(const Value &value)
    {
        if (m_malformed)
            return false;
        m_problem.clear();
        m_next = value.token;
        return true;
    }
    [[nodiscard]] bool isMalformed() const noexcept { return m_malformed; }
    [[nodiscard]] Kept kept() const noexcept { return m_kept; }
    // Whether the value is null; it can still be read as something else if it isn't.
    [[nodiscard]] bool isNull(Value &value);
    // The text between the quotes, without escapes; valid until the document ends.
    [[nodiscard]] bool utf8(Value &value, QByteArrayView &out);
    // The same, valid until the next string is read.
    [[nodiscard]] bool utf16(Value &value, QStringView &out);

    [[nodiscard]] Problem &problem() noexcept { return m_problem; }

    // For the reader of items: what those of one depth share.
    struct Level
    {
        NameCache names; // objects within others have names of their own
        Unfinished<QDynamoDBItem::Attribute> attributes;
        Unfinished<QDynamoDBValue> elements;
    };
    [[nodiscard]] Level &level(int depth)
    {
        while (size_t(depth) >= m_levels.size())
            m_levels.push_back(std::make_unique<Level>());
        return *m_levels[size_t(depth)];
    }
    // Of sets, which have no other sets in them.
    template<typename T>
    [[nodiscard]] Unfinished<T> &elements()
    {
        return std::get<Unfinished<T>>(m_elements);
    }
    // The key's name, or null and a problem.
    [[nodiscard]] NameCache::Name *name(const Value &key, NameCache &names)
    {
        NameCache::Name *known = names.predicted(raw(key), m_text + *m_end);
        return known ? known : find(key, names);
    }

    bool malformed(); // where the next token is

    // The value's first token with its quotes but without white space behind.
    [[nodiscard]] QByteArrayView token(const Value &value) const noexcept
    {
        const char *const begin = m_text + value.token[0];
        const char *end = m_text + (value.token == m_end ? value.token[0] : value.token[1]);
        while (end != begin && isSpace(end[-1]))
            --end;
        return QByteArrayView(begin, end - begin);
    }
    // What follows the quote of a key or string, as it stands.
    [[nodiscard]] const char *raw(const Value &string) const noexcept
    {
        return m_text + *string.token + 1;
    }
    // The text of a key or string without escapes, valid until the document ends. Reads nothing.
    [[nodiscard]] bool contents(const Value &string, QByteArrayView &out);

private:
    static bool isSpace(char c) noexcept { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }
    // The first character of a token; behind the last one, the zero that ends the text.
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
    const quint32 *m_next = nullptr; // token to be read: where in the text it begins
    const quint32 *m_end = nullptr; // which is there too, as the size of the text
    bool m_malformed = false;
    Kept m_kept;
    std::vector<std::unique_ptr<Level>> m_levels;
    std::tuple<Unfinished<QString>, Unfinished<QDynamoDBNumber>, Unfinished<QByteArray>> m_elements;
    QVarLengthArray<char16_t, 256> m_decoded; // room for the string that is read
    std::vector<QByteArray> m_unescaped;
    Problem m_problem;
};

} // namespace QtDynamoDBPrivate

#endif
