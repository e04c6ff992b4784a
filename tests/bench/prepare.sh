# SPDX-License-Identifier: Apache-2.0
# What the scripts of this room share: packages, an optimised build, and where
# Python finds them. Sourced with $top set to the project's root; sets
# CUSTDASH_PREFIX and CUSTDASH_STATE.
# shellcheck shell=sh disable=SC2154,SC2034

# shellcheck source=tests/lib.sh
. "$top/tests/lib.sh"

# nothing_module FOLDER PREFIX : build and install the handler that only
# answers
nothing_module() {
    mkdir -p "$1/nothing"
    if newer "$top/tests/bench/mod_nothing.c" "$2/modules/mod_nothing.so"; then
        cp "$top/tests/bench/mod_nothing.c" "$1/nothing/"
        (cd "$1/nothing" && logged "$1/nothing.log" "building mod_nothing" \
            apxs -c -Wc,-O2 mod_nothing.c) || exit 1
        cp "$1/nothing/.libs/mod_nothing.so" "$2/modules/"
    fi
}

# prepare : packages, build with -O2, the servers' folder
prepare() {
    work=$top/build/bench
    mkdir -p "$work"
    install_packages "$work/apt.log" build run bench >"$work/packages.log" ||
        { cat "$work/packages.log" >&2; exit 1; }
    state=$(state_dir "$work")
    build_tree "$work" "$state/inst" CFLAGS="-O2 -g"
    nothing_module "$work" "$state/inst"
    CUSTDASH_PREFIX=$state/inst
    CUSTDASH_STATE=$state/run
    export CUSTDASH_PREFIX CUSTDASH_STATE
}

# become FILE ARGUMENT… : Debian's python3, which has Debian's packages
become() {
    file=$1
    shift
    PYTHONDONTWRITEBYTECODE=1 exec /usr/bin/python3 "$top/tests/bench/$file" \
        "$@"
}
