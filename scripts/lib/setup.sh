# SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
# SPDX-License-Identifier: BSD-3-Clause
#
# Functions that install missing packages, to be sourced. A need is the name of a Debian package, or
# command:package. The latter is met if the command exists, whatever provides it.

build_needs=(c++:g++ cmake:cmake ninja:ninja-build ccache:ccache qt6-base-dev libsimdjson-dev zlib1g-dev
    libssl-dev)
server_needs=(java:default-jre-headless setpriv:util-linux npm:npm node:nodejs)
qml_needs=(qt6-declarative-dev qt6-declarative-dev-tools qml6-module-qtqml qml6-module-qtqml-models
    qml6-module-qtqml-workerscript qml6-module-qtquick qml6-module-qtquick-window
    qml6-module-qtquick-controls qml6-module-qtquick-layouts qml6-module-qtquick-templates)
# Debian's qt6-httpserver-dev lacks a dependency on qt6-websockets-dev.
httpserver_needs=(qt6-httpserver-dev qt6-websockets-dev curl:curl)
# The driver of the offline store.
store_needs=(libqt6sql6-sqlite)
test_needs=(python3:python3 python3-botocore influxd:influxdb "${httpserver_needs[@]}"
    "${qml_needs[@]}" qml6-module-qttest
    "${store_needs[@]}")
bench_needs=(nginx:nginx-light openssl:openssl curl:curl setpriv:util-linux npm:npm node:nodejs
    libcurl4-openssl-dev python3:python3 python3-boto3)
docs_needs=(qt6-documentation-tools qmake6:qmake6 qt6-base-dev qt6-declarative-dev
    "${httpserver_needs[@]}")
check_needs=(clang-format:clang-format reuse:reuse clang-tidy:clang-tidy clazy-standalone:clazy)

as_root() {
    if ((EUID == 0)); then
        "$@"
    elif command -v sudo > /dev/null; then
        sudo "$@"
    else
        echo "$self: installing packages requires root or sudo" >&2
        return 1
    fi
}

apt() {
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get --quiet=2 -o DPkg::Lock::Timeout=300 "$@" > /dev/null
}

missing_packages() {
    local need
    for need in "$@"; do
        if [[ $need == *:* ]]; then
            command -v "${need%:*}" > /dev/null || echo "${need#*:}"
        elif command -v dpkg-query > /dev/null; then
            [[ $(dpkg-query -W -f '${db:Status-Status}' "$need" 2> /dev/null) == installed ]] ||
                echo "$need"
        fi # without dpkg, CMake finds the libraries or reports missing ones
    done
}

# Installs missing packages, or fails. ccache is optional.
ensure_packages() {
    local missing
    mapfile -t missing < <(missing_packages "$@")
    ((${#missing[@]})) || return 0
    if [[ ${missing[*]} == ccache ]]; then
        install_packages ccache || say "Continuing without ccache, which would make later builds faster"
        return 0
    fi
    local advice="missing packages: ${missing[*]}
On Debian, install them as root: apt-get install --no-install-recommends ${missing[*]}"

    command -v apt-get > /dev/null || die "$advice"
    install_packages "${missing[@]}" || die "Debian packages could not be installed; $advice"
    hash -r
}

install_packages() {
    command -v apt-get > /dev/null || return
    say "Installing Debian packages: $*"
    local install=(install --yes --no-install-recommends "$@")
    # The package lists are updated only if the installation fails with the present ones.
    apt "${install[@]}" 2> /dev/null || { apt update && apt "${install[@]}"; }
}

# Installs the npm packages of a folder's package-lock.json, unless they are installed.
ensure_npm() {
    local folder=$1 stamp=$1/node_modules/.installed
    cmp --quiet "$folder/package-lock.json" "$stamp" && return
    say "Installing npm packages: ${folder#"$root"/}"
    npm ci --prefix "$folder" --ignore-scripts --no-audit --no-fund --loglevel=error > /dev/null ||
        die "'npm ci' failed in ${folder#"$root"/}; check that the npm registry is reachable"
    cp "$folder/package-lock.json" "$stamp"
}

# Debian 12 has Node.js 18. The JavaScript SDK, an oracle of the tests, requires 20 but works with
# 18.
ensure_node() {
    local version
    version=$(node -p 'process.versions.node.split(".")[0]') || die "node failed; Node.js 18 or newer is required"
    ((version >= 18)) || die "the version of Node.js is $version; the tests require 18 or newer"
}

# Runs a setup function under a lock, so that two scripts do not install packages at the same time.
setup() {
    mkdir -p "$root/build"
    {
        flock 9
        "$@" 9>&-
    } 9> "$root/build/.setup.lock"
}

setup_build() {
    ensure_packages "${build_needs[@]}"
}

# Installs what DynamoDB Local requires.
setup_server() {
    ensure_packages "${server_needs[@]}"
    ensure_npm "$root/scripts/npm"
}

setup_test() {
    ensure_packages "${build_needs[@]}" "${server_needs[@]}" "${test_needs[@]}"
    ensure_node
    ensure_npm "$root/scripts/npm"
    ensure_npm "$root/tools/codegen"
}

setup_bench() {
    ensure_packages "${build_needs[@]}" "${bench_needs[@]}"
    ensure_node
    ensure_npm "$root/tests/benchmarks/peers/javascript"
}

setup_check() {
    ensure_packages "${check_needs[@]}"
}

setup_docs() {
    ensure_packages "${docs_needs[@]}"
}

# build <preset> [target...]: builds the targets, or all.
build() {
    begin_build "$@"
    finish_build
}

begin_build() {
    local preset=$1 targets=("${@:2}")
    run cmake --preset "$preset" --log-level=WARNING > /dev/null ||
        die "configuring build/$preset failed"
    begin cmake --build --preset "$preset" --parallel "$(nproc)" ${targets:+--target "${targets[@]}"}
}

finish_build() {
    finish || die "the build failed"
}
