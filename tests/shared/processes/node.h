// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef NODE_H
#define NODE_H

#include "process.h"

// Returns the absolute path of a file of the project.
[[nodiscard]] QString sourcePath(const QString &relative);
// Returns the folder with the packages of the official JavaScript SDK.
[[nodiscard]] QString nodeModules();
// Runs a script of the project, whose path is relative to its root, in Node.js. Fails if the
// packages of the SDK are not installed.
[[nodiscard]] ProcessResult runNode(const QString &script, const QStringList &arguments,
                                    const ProcessOptions &options = {});

#endif
