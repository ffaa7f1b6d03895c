# SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
# SPDX-License-Identifier: BSD-3-Clause
#
# Functions for all scripts, to be sourced: messages, options, and child processes that end with the
# script.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
self=${0##*/}
group= # ID of the process group that runs, if any

say() { printf '== %s\n' "$*"; }

die() {
    printf '%s: %s\n' "$self" "$*" >&2
    exit 1
}

# Prints the help of a script: its first comment after the licence.
usage() {
    awk 'NR > 4 { if (!/^#/) exit; sub(/^# ?/, ""); print }' "$0"
}

# Prints the value of the option $1, which is $2. Call it with all remaining arguments:
# value=$(value_of "$@"); shift
value_of() {
    [[ ${2-} && $2 != -* ]] || die "$1 requires a value; see --help"
    printf '%s\n' "$2"
}

unknown_option() { die "unknown option $1; see --help"; }

# Fails unless $2, the value of option $1, is a number from 1 to $3.
check_number() {
    [[ $2 =~ ^[1-9][0-9]{0,8}$ ]] && (($2 <= $3)) ||
        die "$1 is $2; it must be a number from 1 to $3"
}

# Runs a command as a process group, which is stopped when this script ends.
run() {
    begin "$@"
    finish
}

# The two halves of run(). Do not call run() between them.
begin() {
    set -m
    "$@" < /dev/null &
    group=$!
    set +m
}

finish() {
    local status=0
    wait "$group" || status=$?
    group=
    return "$status"
}

end_group() {
    [[ $group ]] || return 0
    local left=50
    kill -TERM -- "-$group" 2> /dev/null || return 0
    while ((left-- > 0)) && kill -0 -- "-$group" 2> /dev/null; do
        sleep 0.1
    done
    kill -KILL -- "-$group" 2> /dev/null || true
}

# Replaces the shell with a command that the kernel kills when this script ends, even if it crashes.
tied() {
    exec setpriv --pdeathsig KILL -- "$@"
}

trap end_group EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
