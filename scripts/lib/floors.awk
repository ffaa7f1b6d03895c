# SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
# SPDX-License-Identifier: BSD-3-Clause
#
# Usage: awk -f scripts/lib/floors.awk src/floors.txt <every .cpp, .h and .qdoc of src/, every .h of include/>
#
# Prints each include that looks up: from a floor of src/ to a floor that stands below it in
# floors.txt, which lists the lowest floor first. A public header belongs to the floor of its .cpp or
# .qdoc. Prints folders and headers without a floor too. Exits with 1 if it prints anything.

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

# The floor of a file below src/.
function floor_of(path, parts) {
    split(path, parts, "/")
    return parts[2]
}

# The floor of a public header, whose name may be in camel case; empty if it has none.
function floor_of_header(path, name, short) {
    name = tolower(stem(path))
    if (name ~ /^qdynamodbapi(_|$)/)
        return "api"
    short = name
    sub(/^qdynamodb/, "", short)
    return (name in owner) ? owner[name] : (short in owner) ? owner[short] : ""
}

# The path without "." and "..".
function resolved(path, parts, count, kept, n, i) {
    count = split(path, parts, "/")
    for (i = 1; i <= count; ++i) {
        if (parts[i] == "..")
            --n
        else if (parts[i] != ".")
            kept[++n] = parts[i]
    }
    path = kept[1]
    for (i = 2; i <= n; ++i)
        path = path "/" kept[i]
    return path
}

# The floor that an include in FILENAME refers to; empty for the own folder and for other libraries.
function floor_of_include(target, path) {
    path = target
    if (path ~ /^\.\.?\//) {
        path = FILENAME
        sub(/[^\/]*$/, "", path)
        path = resolved(path target)
    }
    sub(/^(include\/)?QtDynamoDB\//, "", path)
    if (path ~ /^src\//)
        return floor_of(path)
    if (path ~ /^(generated\/)?[Qq][Dd]ynamo[Dd][Bb][A-Za-z_]*(\.[a-z]+)?$/ && path !~ /_p\.h$/)
        return floor_of_header(path)
    return path ~ /\// ? floor_of("src/" path) : ""
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

/^[ \t]*#[ \t]*include[ \t]*[<"]/ && from in height {
    target = $0
    sub(/^[^<"]*[<"]/, "", target)
    sub(/[>"].*/, "", target)
    to = floor_of_include(target)
    if (to in height && height[to] > height[from])
        fail(FILENAME ":" FNR ": " target " belongs to the higher floor " to ", which " from " must not include")
}

END { exit failed }
