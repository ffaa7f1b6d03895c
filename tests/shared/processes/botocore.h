// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef BOTOCORE_H
#define BOTOCORE_H

#include "process.h"

// botocore is the official Python SDK, of which the AWS CLI is made. The Python for which it is
// installed is not always the first one in PATH.

// Runs a script in the Python with the newest botocore. Fails if no Python has botocore.
[[nodiscard]] ProcessResult runBotocore(const QString &script, const QStringList &arguments,
                                        const ProcessOptions &options = {});

#endif
