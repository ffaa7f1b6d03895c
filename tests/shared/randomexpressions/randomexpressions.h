// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef RANDOMEXPRESSIONS_H
#define RANDOMEXPRESSIONS_H

#include <QtDynamoDB/qdynamodbitem.h>

#include <QtCore/qmap.h>
#include <QtCore/qrandom.h>

// A source of items, and of expressions over their attributes. Some expressions are wrong: in their
// syntax, their types or their placeholders. The same seed gives the same sequence.
class RandomExpressions
{
public:
    explicit RandomExpressions(quint32 seed)
        : m_random(seed)
    {
    }

    // Returns an item without key attributes.
    [[nodiscard]] QDynamoDBItem item();
    [[nodiscard]] QDynamoDBNumber number();

    // Start the expressions of a request: forget the placeholders.
    void begin();
    [[nodiscard]] QString condition();
    [[nodiscard]] QString update();
    [[nodiscard]] QString projection();
    // Sometimes adds or removes a placeholder.
    void disturbPlaceholders();
    [[nodiscard]] const QMap<QString, QString> &names() const { return m_names; }
    [[nodiscard]] const QDynamoDBItem &values() const { return m_values; }

    [[nodiscard]] bool chance(int percent) { return m_random.bounded(100) < percent; }
    [[nodiscard]] int below(int count) { return m_random.bounded(count); }

private:
    enum class Kind { Number, String, Binary, Set, List, Map, Any };

    template<typename T>
    [[nodiscard]] const T &oneOf(const QList<T> &all)
    {
        return all[m_random.bounded(all.size())];
    }

    [[nodiscard]] Kind kind();
    [[nodiscard]] QString string();
    [[nodiscard]] QByteArray binary();
    [[nodiscard]] QDynamoDBValue value(Kind kind, int depth);
    [[nodiscard]] QString valueOf(Kind kind);
    [[nodiscard]] QString path(Kind kind);
    [[nodiscard]] QString name(const QString &name);
    [[nodiscard]] QString operand(Kind kind);
    [[nodiscard]] QString otherOperand(Kind kind);
    [[nodiscard]] QString test();
    [[nodiscard]] QString conditionOf(int depth);
    [[nodiscard]] QString updateOperand(Kind kind);
    [[nodiscard]] QString updateValue();
    [[nodiscard]] QString section(const QString &keyword);
    [[nodiscard]] QString disturbed(const QString &text);

    QRandomGenerator m_random;
    QMap<QString, QString> m_names;
    QDynamoDBItem m_values;
};

#endif
