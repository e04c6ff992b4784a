#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# fuzz/run.sh [SECONDS] : the parser of forms with files under libFuzzer with
# AddressSanitizer and UndefinedBehaviorSanitizer. Without SECONDS the kept
# corpus is run once, as the tests do; the long form is 1800. What is found is
# left in build/fuzz; new inputs that reach further are merged into the corpus
# by "fuzz/run.sh merge".
set -u
top=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck source=tests/lib.sh
. "$top/tests/lib.sh"
work=$top/build/fuzz
corpus=$top/tests/fuzz/multipart
mkdir -p "$work/found" "$work/corpus"
command -v clang >/dev/null || fail "clang is not there (Debian: clang)"

core=$top/mod_custdash/core
# shellcheck disable=SC2046
logged "$work/build.log" "building the fuzz target" clang -std=gnu11 -g -O1 \
    -D_GNU_SOURCE -fsanitize=fuzzer,address,undefined \
    -fno-sanitize-recover=undefined -I"$top/mod_custdash" \
    $(apr-1-config --cflags --includes --cppflags) \
    $(pkg-config --cflags libxml-2.0 icu-i18n libmariadb) \
    -o "$work/fuzz_multipart" "$top/tests/fuzz/fuzz_multipart.c" \
    "$core/multipart.c" "$core/upload.c" "$core/filetype.c" "$core/utf8.c" \
    $(apr-1-config --link-ld --libs) $(pkg-config --libs icu-i18n icu-uc libmagic)

fuzz() {
    ASAN_OPTIONS=detect_leaks=0 "$work/fuzz_multipart" \
        -artifact_prefix="$work/found/" -timeout=10 -rss_limit_mb=1024 \
        -max_len=8192 -dict="$top/tests/fuzz/multipart.dict" "$@"
}

case ${1:-} in
merge)
    ASAN_OPTIONS=detect_leaks=0 "$work/fuzz_multipart" -merge=1 \
        "$corpus" "$work/corpus"
    exit
    ;;
'')
    if fuzz -runs=0 "$corpus" >"$work/run.log" 2>&1; then
        say "1 passed, 0 failed"
    else
        tail -n 40 "$work/run.log"
        say "0 passed, 1 failed"
        exit 1
    fi
    ;;
*)
    fuzz -max_total_time="$1" -print_final_stats=1 "$work/corpus" \
        "$corpus" >"$work/run.log" 2>&1
    code=$?
    tail -n 12 "$work/run.log"
    exit $code
    ;;
esac
