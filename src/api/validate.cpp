// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "api/enuminfo_p.h"
#include "api/operation_p.h"
#include "api/path_p.h"
#include "api/validate_p.h"

#include <QtCore/qdatetime.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

using Code = QDynamoDBError::Code;

constexpr qsizetype maximumArnLength = 1024;

static QDynamoDBError invalid(const Path &path, const QString &what)
{
    return QDynamoDBError(Code::InvalidParameterValue, path.toString() % u' ' % what);
}

QString nameProblem(QStringView name, NameKind kind)
{
    if (kind == NameKind::NameOrArn && name.startsWith("arn:"_L1)) {
        return name.size() <= maximumArnLength
                ? QString()
                : u"is an ARN of %1 characters; it may have at most 1024"_s.arg(name.size());
    }
    if (name.size() < 3 || name.size() > 255)
        return u"has %1 characters; a name must have 3 to 255"_s.arg(name.size());
    const auto allowed = [](QChar c) {
        const char16_t u = c.unicode();
        return (u >= u'a' && u <= u'z') || (u >= u'A' && u <= u'Z') || (u >= u'0' && u <= u'9')
                || u == u'_' || u == u'.' || u == u'-';
    };
    const auto bad = std::find_if_not(name.begin(), name.end(), allowed);
    if (bad == name.end())
        return {};
    return u"contains '%1'; a name may contain only letters, digits, '_', '.' and '-'"_s.arg(*bad);
}

static QDynamoDBError validateShape(const Shape &shape, const void *object, const Path &path);

// The generated tables encode "no upper bound" as the largest number of 32 bits.
static bool hasMaximum(const Member &member)
{
    return member.maximum != std::numeric_limits<qint32>::max();
}

static bool within(const Member &member, qint64 value)
{
    return (member.minimum == 0 && member.maximum == 0)
            || (value >= member.minimum && (!hasMaximum(member) || value <= member.maximum));
}

static QString boundsText(const Member &member)
{
    if (!hasMaximum(member))
        return u"at least %1"_s.arg(member.minimum);
    return u"between %1 and %2"_s.arg(member.minimum).arg(member.maximum);
}

static QDynamoDBError validateString(const Member &member, const QString &text, const Path &path)
{
    if (member.flags & Member::Name) {
        const auto kind = member.flags & Member::Table ? NameKind::NameOrArn : NameKind::Name;
        if (const QString problem = nameProblem(text, kind); !problem.isNull())
            return invalid(path, problem);
    }
    // The service counts a surrogate pair as one character.
    const qsizetype pairs = std::count_if(text.begin(), text.end(),
                                          [](QChar c) { return c.isHighSurrogate(); });
    const qsizetype length = text.size() - pairs;
    if (!within(member, length)) {
        return invalid(path,
                       u"has %1 characters; its length must be %2"_s.arg(length).arg(
                               boundsText(member)));
    }
    return {};
}

static QDynamoDBError validateNumber(const Member &member, qint64 number, const Path &path)
{
    if (within(member, number))
        return {};
    return invalid(path, u"is %1; it must be %2"_s.arg(number).arg(boundsText(member)));
}

// Validates the content of a member or of an element of a list or map.
static QDynamoDBError validateInside(const TypeInfo &type, const void *value, const Path &path)
{
    switch (type.kind) {
    case Kind::Structure:
        return validateShape(*type.shape, value, path);
    case Kind::List:
        if (type.element->kind == Kind::Item || type.element->kind == Kind::Value)
            return {}; // the writer checks items and values
        for (qsizetype i = 0; i < type.list->size(value); ++i) {
            if (auto error = validateInside(*type.element, type.list->at(value, i), Path(path, i));
                error.isError()) {
                return error;
            }
        }
        return {};
    case Kind::Map: {
        QDynamoDBError error;
        forEachEntry(type, value, [&](const QString &key, const void *entry) {
            error = validateInside(*type.element, entry, Path(path, key));
            return !error.isError();
        });
        return error;
    }
    case Kind::Enum: {
        const auto &number = *static_cast<const QDynamoDBEnumBase *>(value);
        if (EnumAccess::text(number, type.enumInfo()).isEmpty())
            return invalid(path,
                           u"is Unknown, which can't be sent; set another enumerator, or a text "
                           "by fromString()"_s);
        return {};
    }
    case Kind::Timestamp:
        if (!static_cast<const QDateTime *>(value)->isValid())
            return invalid(path, u"is not a valid date and time"_s);
        return {};
    default:
        return {};
    }
}

static QDynamoDBError validateMember(const Member &member, const void *value, const Path &path)
{
    const TypeInfo &type = *member.type;
    switch (type.kind) {
    case Kind::String:
        return validateString(member, *static_cast<const QString *>(value), path);
    case Kind::Integer:
        return validateNumber(member, *static_cast<const qint32 *>(value), path);
    case Kind::Long:
        return validateNumber(member, *static_cast<const qint64 *>(value), path);
    case Kind::List:
        if (const qsizetype size = type.list->size(value); !within(member, size)) {
            return invalid(path,
                           u"has %1 elements; their number must be %2"_s.arg(size).arg(
                                   boundsText(member)));
        }
        break;
    case Kind::Map:
        if (member.flags & Member::Table) {
            QDynamoDBError error;
            forEachEntry(type, value, [&](const QString &key, const void *) {
                const QString problem = nameProblem(key, NameKind::NameOrArn);
                if (!problem.isNull())
                    error = invalid(Path(path, key), problem);
                return problem.isNull();
            });
            if (error.isError())
                return error;
        }
        break;
    default:
        break;
    }
    return validateInside(type, value, path);
}

static QDynamoDBError validateOneOf(const Shape &shape, const void *object, const Path &path)
{
    QStringList all;
    QStringList set;
    for (const Member &member : shape.members) {
        all += member.wireText();
        if (present(*member.type, member.in(object)))
            set += member.wireText();
    }
    if (set.size() == 1)
        return {};
    const QString where = path.toString();
    if (set.isEmpty()) {
        return QDynamoDBError(Code::MissingParameter,
                              u"%1 is empty; set one of %2"_s.arg(where, all.join(", "_L1)));
    }
    return QDynamoDBError(Code::InvalidParameterCombination,
                          u"%1 contains %2; set exactly one of them"_s.arg(where,
                                                                           set.join(" and "_L1)));
}

static QDynamoDBError validateShape(const Shape &shape, const void *object, const Path &path)
{
    for (const Member &member : shape.members) {
        const Path memberPath(path, member.wireText());
        const void *value = present(*member.type, member.in(object));
        if (value) {
            if (auto error = validateMember(member, value, memberPath); error.isError())
                return error;
        } else if (member.isRequired()) {
            return QDynamoDBError(Code::MissingParameter,
                                  memberPath.toString() % " is missing; it must be set"_L1);
        }
    }
    if (shape.oneOf) {
        if (auto error = validateOneOf(shape, object, path); error.isError())
            return error;
    }
    if (!shape.check)
        return {};
    QDynamoDBError error = shape.check(object);
    const QString where = path.toString();
    if (!error.isError() || where.isEmpty())
        return error;
    return QDynamoDBError(error.code(), where % ": "_L1 % error.message());
}

QDynamoDBError validateRequest(const Operation &operation, const void *request)
{
    return validateShape(*operation.input, request, Path());
}

} // namespace QtDynamoDBPrivate
