// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "endpoint/resource_p.h"

#include "endpoint/endpointrules_p.h"

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qjsonvalue.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

namespace {

QLatin1StringView pathOf(const Operation &operation)
{
    const auto paths = allResourcePaths();
    const QLatin1StringView name(operation.name);
    const auto found = std::lower_bound(paths.begin(), paths.end(), name,
                                        [](const ResourcePath &path, QLatin1StringView sought) {
                                            return QLatin1StringView(path.operation) < sought;
                                        });
    const bool isFound = found != paths.end() && name == QLatin1StringView(found->operation);
    return isFound ? QLatin1StringView(found->path) : QLatin1StringView();
}

// The first step of a path, and the rest of the path.
struct Step
{
    explicit Step(QLatin1StringView path)
    {
        const qsizetype end = path.indexOf('.'_L1);
        name = end < 0 ? path : path.first(end);
        rest = end < 0 ? QLatin1StringView() : path.sliced(end + 1);
    }

    QLatin1StringView name;
    QLatin1StringView rest;
};

QString find(const Shape &shape, const void *object, QLatin1StringView path);

QString find(const TypeInfo &type, const void *field, QLatin1StringView path)
{
    const void *value = present(type, field);
    if (!value)
        return {};
    const Step step(path);
    QString found;
    if (path.isEmpty()) {
        if (type.kind == Kind::String)
            found = *static_cast<const QString *>(value);
    } else if (type.kind == Kind::Structure) {
        found = find(*type.shape, value, path);
    } else if (type.kind == Kind::List) {
        for (qsizetype i = 0; found.isEmpty() && i < type.list->size(value); ++i)
            found = find(*type.element, type.list->at(value, i), step.rest);
    } else if (type.kind == Kind::Map) {
        forEachEntry(type, value, [&found](const QString &key, const void *) {
            found = key;
            return false;
        });
    }
    return found;
}

QString find(const Shape &shape, const void *object, QLatin1StringView path)
{
    const Step step(path);
    QString found;
    for (const QLatin1StringView name : step.name.tokenize('|'_L1)) {
        const Member *member = found.isEmpty() ? shape.find(name) : nullptr;
        if (member)
            found = find(*member->type, member->in(object), step.rest);
    }
    return found;
}

QString find(const QJsonValue &value, QLatin1StringView path)
{
    if (path.isEmpty())
        return value.toString();
    const Step step(path);
    QString found;
    if (step.name == "{}"_L1) {
        found = value.toObject().keys().value(0);
    } else if (step.name == "[]"_L1) {
        const QJsonArray elements = value.toArray();
        for (qsizetype i = 0; found.isEmpty() && i < elements.size(); ++i)
            found = find(elements[i], step.rest);
    } else {
        for (const QLatin1StringView name : step.name.tokenize('|'_L1)) {
            if (found.isEmpty())
                found = find(value[name], step.rest);
        }
    }
    return found;
}

} // namespace

QString requestResource(const Operation &operation, const void *request)
{
    const QLatin1StringView path = pathOf(operation);
    return path.isEmpty() ? QString() : find(*operation.input, request, path);
}

QString requestResource(const Operation &operation, const QJsonObject &request)
{
    const QLatin1StringView path = pathOf(operation);
    return path.isEmpty() ? QString() : find(QJsonValue(request), path);
}

} // namespace QtDynamoDBPrivate
