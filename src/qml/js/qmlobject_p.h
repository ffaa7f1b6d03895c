// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QMLOBJECT_P_H
#define QMLOBJECT_P_H

#include <QtDynamoDB/qdynamodberror.h>

#include <QtCore/qstringlist.h>
#include <QtCore/qvariant.h>

#include <chrono>
#include <optional>

namespace QtDynamoDBPrivate {

// A reader of an object with named members. Call the functions for all members that are allowed, then
// finish(), which returns the first error: a member of another type, or one that is not allowed.
// Members that are absent, undefined or null leave the variable as it is.
class QmlObject
{
public:
    QmlObject(const QVariantMap &map, const QString &path)
        : m_map(map)
        , m_path(path)
    {
    }

    void text(const QString &name, QString *value);
    void boolean(const QString &name, bool *value);
    void integer(const QString &name, qint64 *value, qint64 least);
    void integer(const QString &name, int *value, qint64 least);
    void count(const QString &name, int *value) { integer(name, value, 0); }
    void milliseconds(const QString &name, std::chrono::milliseconds *value);
    void strings(const QString &name, QStringList *value);
    template<typename T, typename Read>
    void optional(const QString &name, std::optional<T> *value, Read read)
    {
        T given {};
        if (has(name)) {
            (this->*read)(name, &given);
            *value = given;
        } else {
            m_known.append(name);
        }
    }
    // Returns the member, or an empty map.
    [[nodiscard]] QVariantMap object(const QString &name);
    // Returns the member of any type; invalid if it is absent.
    [[nodiscard]] QVariant member(const QString &name);
    // Makes finish() fail. The first error is used.
    void fail(const QString &name, const QString &problem);
    void fail(const QDynamoDBError &error);

    [[nodiscard]] QString pathOf(const QString &name) const { return m_path + u'.' + name; }
    [[nodiscard]] QDynamoDBError finish();

private:
    [[nodiscard]] bool has(const QString &name) const;

    const QVariantMap m_map;
    const QString m_path;
    QStringList m_known;
    QDynamoDBError m_error;
};

} // namespace QtDynamoDBPrivate

#endif
