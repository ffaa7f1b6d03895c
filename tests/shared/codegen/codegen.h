// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef TESTS_CODEGEN_H
#define TESTS_CODEGEN_H

#include <QtCore/qbytearray.h>
#include <QtCore/qstringlist.h>

// Runs JavaScript with the packages that hold the official model.
namespace Codegen {

struct Outcome
{
    bool ok = false;
    QByteArray output;
    QByteArray problem; // what a test may fail with
};

[[nodiscard]] QString sourcePath(const QString &relative);
[[nodiscard]] QString nodeModules();
// The script's path is relative to the source tree.
[[nodiscard]] Outcome runNode(const QString &script, const QStringList &arguments);

} // namespace Codegen

#endif
