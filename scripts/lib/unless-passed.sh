#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
# SPDX-License-Identifier: BSD-3-Clause

# Usage: unless-passed.sh <where to remember> <command...> <key> <file>
#
# Runs the command on the file, unless it has passed with the same key before. Only a failure says
# anything.

set -euo pipefail

remembered=$1
command=("${@:2:$#-3}")
key=${*: -2:1}
file=${*: -1}

[[ -f $remembered-$key ]] && exit
output=$("${command[@]}" "$file" 2>&1) || {
    printf '%s\n' "$output"
    exit 1
}
: > "$remembered-$key"
