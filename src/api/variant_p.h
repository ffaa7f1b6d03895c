// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef VARIANT_P_H
#define VARIANT_P_H

#include "api/shape_p.h"

#include <QtCore/qvariant.h>

namespace QtDynamoDBPrivate {

// Returns the name of a member in maps: without the underscore that is appended to keywords of C++.
[[nodiscard]] QLatin1StringView variantName(const Member &member);

// Converts an element of a list or map of a struct for scripts, like resultToVariant().
[[nodiscard]] QVariant scriptElement(const TypeInfo &type, const void *element);

} // namespace QtDynamoDBPrivate

#endif
