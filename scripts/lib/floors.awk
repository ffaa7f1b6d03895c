# SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
# SPDX-License-Identifier: BSD-3-Clause
#
# Usage: awk -f scripts/lib/floors.awk src/floors.txt <every file of src/ and include/>
#
# Prints each include from a floor of src/ to a higher floor, which floors.txt lists further down. A
# public header belongs to the floor of its .cpp or .qdoc file. Exits with 1 if it printed anything.

function fail(text) {
    print text
    failed = 1
}

# Returns the file name without folder, suffix and _p.
function stem(path) {
    sub(/.*\//, "", path)
    sub(/(_p)?\.[a-z]+$/, "", path)
    return path
}

function floor_of(path, parts) {
    split(path, parts, "/")
    return parts[2]
}

function floor_of_header(path, name, short) {
    name = stem(path)
    if (name ~ /^qdynamodbapi(_|$)/)
        return "api"
    short = name
    sub(/^qdynamodb/, "", short)
    return (name in owner) ? owner[name] : (short in owner) ? owner[short] : ""
}

FILENAME == ARGV[1] {
    if ($0 ~ /^[a-z]/)
        height[$0] = ++floors
    next
}

FNR == 1 && !listed {
    listed = 1
    for (i = 2; i < ARGC; ++i)
        if (ARGV[i] ~ /^src\/[^\/]+\/.*\.(cpp|qdoc)$/)
            owner[stem(ARGV[i])] = floor_of(ARGV[i])
}

FNR == 1 {
    from = FILENAME ~ /^src\// ? floor_of(FILENAME) : floor_of_header(FILENAME)
    if (FILENAME ~ /^src\/[^\/]+\// && !(from in height))
        fail(FILENAME ": src/" from " is not listed in " ARGV[1])
    if (FILENAME ~ /^include\/QtDynamoDB\/.*\.h$/ && from == "")
        fail(FILENAME ": no floor contains a .cpp or .qdoc file of this name")
}

/^#include/ && from in height {
    target = $2
    gsub(/[<">]/, "", target)
    to = ""
    if (target ~ /^QtDynamoDB\/qdynamodb.*\.h$/)
        to = floor_of_header(target)
    else if (target ~ /\//)
        to = floor_of("src/" target)
    if (to in height && height[to] > height[from])
        fail(FILENAME ":" FNR ": " target " belongs to the higher floor " to ", which " from " must not include")
}

END { exit failed }
