// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef JSONREADER_P_H
#define JSONREADER_P_H

#include "json/namecache_p.h"
#include "json/problem_p.h"

#include <QtDynamoDB/qdynamodbitem.h>

#include <QtCore/qbytearray.h>

#include <simdjson.h>

#include <functional>
#include <string_view>
#include <tuple>
#include <vector>

namespace QtDynamoDBPrivate {

// Reads one JSON text in place. simdjson reads on demand, so that values are to be read in the
// order of their coming, each at most once; those that nobody reads are skipped. What may fail
// returns false and tells why, and where, in problem(); then everything is over.
class Q_DYNAMODB_AUTOTEST_EXPORT JsonReader
{
public:
    using Value = simdjson::ondemand::value;

    // The code of the errors: who wrote the text is at fault.
    explicit JsonReader(QDynamoDBError::Code code = QDynamoDBError::Code::InvalidResponse);
    Q_DISABLE_COPY_MOVE(JsonReader)

    // Calls read with the text's object or array; what follows it is an error. The text gets the
    // spare bytes behind its end that simdjson wants, for nothing if its capacity has 64 to spare.
    // Texts can't be read within one another.
    [[nodiscard]] bool document(QByteArray &text, const std::function<bool(Value &)> &read);

    // Calls visit(std::string_view key, Value &value) for each member, in their order.
    template<typename Visit>
    [[nodiscard]] bool object(Value &value, Visit &&visit)
    {
        return fields(value, [this, &visit](simdjson::ondemand::field &field) {
            std::string_view key;
            if (const auto error = field.unescaped_key().get(key))
                return malformed(error);
            return visit(key, field.value());
        });
    }
    // Calls visit(const QString &key, Value &value) for each member; keys that repeat share one text.
    template<typename Visit>
    [[nodiscard]] bool map(Value &value, Visit &&visit)
    {
        return fields(value, [this, &visit](simdjson::ondemand::field &field) {
            const NameCache::Name *key = name(field, 0);
            return key && visit(QString(key->text), field.value());
        });
    }
    // Calls visit(Value &value) for each element, and adds the index to its problems.
    template<typename Visit>
    [[nodiscard]] bool array(Value &value, Visit &&visit)
    {
        simdjson::ondemand::array array;
        if (const auto error = value.get_array().get(array))
            return unexpected(error, "an array");
        qsizetype index = 0;
        for (auto result : array) {
            Value element;
            // NOLINTNEXTLINE(performance-move-const-arg): get() wants it so
            if (const auto error = std::move(result).get(element))
                return malformed(error);
            if (!visit(element))
                return m_problem.at(index);
            ++index;
        }
        return true;
    }
    // Calls visit(simdjson::ondemand::field &field) for each member.
    template<typename Visit>
    [[nodiscard]] bool fields(Value &value, Visit &&visit)
    {
        simdjson::ondemand::object object;
        if (const auto error = value.get_object().get(object))
            return unexpected(error, "an object");
        for (auto result : object) {
            simdjson::ondemand::field field;
            // NOLINTNEXTLINE(performance-move-const-arg): get() wants it so
            if (const auto error = std::move(result).get(field))
                return malformed(error);
            if (!visit(field))
                return false;
        }
        return true;
    }

    [[nodiscard]] bool string(Value &value, QString &out);
    [[nodiscard]] bool base64(Value &value, QByteArray &out);
    [[nodiscard]] bool integer(Value &value, qint64 &out);
    [[nodiscard]] bool real(Value &value, double &out);
    [[nodiscard]] bool boolean(Value &value, bool &out);
    // Whether the value is null; it can still be read as something else if it isn't.
    [[nodiscard]] bool isNull(Value &value);
    // The text between the quotes, without escapes; valid until the document ends.
    [[nodiscard]] bool utf8(Value &value, QByteArrayView &out);

    [[nodiscard]] Problem &problem() noexcept { return m_problem; }

    // For the reader of items, which is the depth of those names: the field's name, or null and a
    // problem.
    [[nodiscard]] NameCache::Name *name(simdjson::ondemand::field &field, int depth);
    [[nodiscard]] NameCache &names(int depth)
    {
        if (size_t(depth) >= m_names.size())
            m_names.resize(size_t(depth) + 1);
        return m_names[size_t(depth)];
    }
    // For elements of lists that are read, see Unfinished.
    template<typename T>
    [[nodiscard]] std::vector<T> &stack()
    {
        return std::get<std::vector<T>>(m_stacks);
    }

    bool malformed(simdjson::error_code error);
    bool unexpected(simdjson::error_code error, const char *expected);

    // The value's first token with its quotes but without white space behind.
    [[nodiscard]] static QByteArrayView token(Value &value) noexcept;

private:
    const char *m_end = nullptr;
    bool m_malformed = false;
    std::vector<NameCache> m_names; // by depth, since objects within others have names of their own
    std::tuple<std::vector<QDynamoDBItem::Attribute>, std::vector<QDynamoDBValue>,
               std::vector<QString>, std::vector<QDynamoDBNumber>, std::vector<QByteArray>>
            m_stacks;
    Problem m_problem;
};

} // namespace QtDynamoDBPrivate

#endif
