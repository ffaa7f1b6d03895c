// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

// The precompiled header: the headers that nearly every source includes. It halves the time of a
// build. Each source must nevertheless include what it uses; scripts/check compiles without this
// header.

#include <QtCore/qdatetime.h>
#include <QtCore/qfuture.h>
#include <QtCore/qhash.h>
#include <QtCore/qlist.h>
#include <QtCore/qmap.h>
#include <QtCore/qobject.h>
#include <QtCore/qpromise.h>
#include <QtCore/qstring.h>
#include <QtCore/qurl.h>
#include <QtCore/qvariant.h>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <variant>
