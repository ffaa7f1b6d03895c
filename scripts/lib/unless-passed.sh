#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
# SPDX-License-Identifier: BSD-3-Clause

# Usage: unless-passed.sh <record prefix> <command...> <key> <file>
#
# Runs the command on the file, unless it succeeded with the same key before. Prints the output only
# after a failure.

set -euo pipefail

record=$1
command=("${@:2:$#-3}")
key=${*: -2:1}
file=${*: -1}

[[ -f $record-$key ]] && exit
output=$("${command[@]}" "$file" 2>&1) || {
    printf '%s\n' "$output"
    exit 1
}
: > "$record-$key"
