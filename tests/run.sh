#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# sh tests/run.sh [SUITE…] : install what is missing, build, run every test.
# Suites: lint unit fuzz sql xslt asan http many instructions bench browser dist;
# without a name all.
# The last line is "N passed, N failed"; logs are under build/test.
set -u
top=$(cd "$(dirname "$0")/.." && pwd)
# shellcheck source=tests/lib.sh
. "$top/tests/lib.sh"

work=$top/build/test
mkdir -p "$work"
passed=0
failed=0
suites=${*:-lint unit fuzz sql xslt asan http many instructions bench browser dist}

# result NAME LOG : add up the last "N passed, N failed" of a log
result() {
    line=$(grep -E '^([a-z]+: )?[0-9]+ passed, [0-9]+ failed' "$2" | tail -n 1)
    p=$(printf '%s\n' "$line" | sed -n 's/.*\b\([0-9][0-9]*\) passed.*/\1/p')
    f=$(printf '%s\n' "$line" | sed -n 's/.*\b\([0-9][0-9]*\) failed.*/\1/p')
    if [ -z "$p" ]; then
        p=0 f=1
        tail -n 25 "$2"
    fi
    passed=$((passed + p))
    failed=$((failed + f))
    say "    $1: $p passed, $f failed"
    [ "$f" = 0 ] || {
        grep -nE '^E  |FAIL|^ERROR|^not ok|Error|error:|:E:|:F:' "$2" |
            head -n 60
        say "    log: $2"
    }
}

# pytest_counts LOG : pytest's closing line in the form that result reads
pytest_counts() {
    tail -n 1 "$1" | awk '{
        p = f = 0
        for (i = 2; i <= NF; i++) {
            if ($i ~ /^passed/) p += $(i - 1)
            if ($i ~ /^(failed|error)/) f += $(i - 1)
        }
        printf "%d passed, %d failed\n", p, f + (p + f == 0)
    }' >>"$1"
}

# python3 of Debian, which has Debian's packages; PATH may find another first
py() { PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 "$@"; }

# unit_counts DIR LOG : Check's own lines of all programs of make check
unit_counts() {
    cat "$1"/check_*.log >>"$2" 2>/dev/null
    awk -F'[ ,:%]+' '/^[0-9]+%: Checks:/ { n += $3; bad += $5 + $7 }
        END { printf "%d passed, %d failed\n", n - bad, bad + (n == 0) }' \
        "$1"/check_*.log >>"$2"
}

wants() { case " $suites " in *" $1 "*) return 0 ;; esac; return 1; }

step "packages"
install_packages "$work/apt.log" build run test
if { wants browser || wants http; } &&
    [ ! -d "$top/build/node/node_modules/commonmark-spec" ]; then
    mkdir -p "$top/build/node"
    # shellcheck disable=SC2046  # several packages
    logged "$work/npm.log" "npm install" \
        npm install --prefix "$top/build/node" --no-save --no-audit \
        --no-fund $(cat "$top/tests/browser/packages")
fi

step "build, warnings are errors (log: build/test/make.log)"
state=$(state_dir "$work")
build_tree "$work" "$state/inst" --enable-werror

if wants lint; then
    step "lint"
    (cd "$top" && sh tests/lint/lint.sh "$top") >"$work/lint.log" 2>&1
    result lint "$work/lint.log"
    (cd "$top" && sh tests/lint/selftest.sh) >"$work/lint-selftest.log" 2>&1
    result "lint's own test" "$work/lint-selftest.log"
fi

if wants unit; then
    step "unit"
    rm -f "$work"/check_*.log
    make -C "$work" -j2 check >"$work/check.out" 2>&1
    unit_counts "$work" "$work/check.out"
    result unit "$work/check.out"
fi

if wants fuzz; then
    step "fuzz, the kept corpus"
    sh "$top/tests/fuzz/run.sh" >"$work/fuzz.log" 2>&1
    result fuzz "$work/fuzz.log"
fi

if wants sql; then
    step "sql"
    sh "$top/tests/sql/run.sh" "$state" >"$work/sql.log" 2>&1
    result sql "$work/sql.log"
fi

if wants xslt; then
    step "xslt"
    CUSTDASH_PREFIX=$state/inst py -m pytest -q -p no:cacheprovider \
        "$top/tests/xslt" >"$work/xslt.log" 2>&1
    pytest_counts "$work/xslt.log"
    result xslt "$work/xslt.log"
fi

if wants asan || wants http; then
    step "build with AddressSanitizer and UndefinedBehaviorSanitizer"
    asan=$top/build/asan
    mkdir -p "$asan"
    asan_state=$(state_dir "$asan")
    sanitize="-fsanitize=address,undefined -fno-omit-frame-pointer"
    build_tree "$asan" "$asan_state/inst" --enable-werror \
        CFLAGS="-O1 -g $sanitize" LDFLAGS="$sanitize"
fi

if wants asan; then
    step "unit, sanitized"
    rm -f "$asan"/check_*.log
    ASAN_OPTIONS=detect_leaks=0 UBSAN_OPTIONS=halt_on_error=1 \
        make -C "$asan" -j2 check >"$work/asan-check.out" 2>&1
    unit_counts "$asan" "$work/asan-check.out"
    result "unit, sanitized" "$work/asan-check.out"
fi

if wants http; then
    step "http, sanitized"
    preload=$(gcc -print-file-name=libasan.so):$(gcc -print-file-name=libubsan.so)
    CUSTDASH_PREFIX=$asan_state/inst CUSTDASH_PRELOAD=$preload \
        py -m pytest -q -p no:cacheprovider "$top/tests/http" \
        >"$work/http.log" 2>&1
    pytest_counts "$work/http.log"
    result http "$work/http.log"

    step "http, what needs a build without sanitizers"
    CUSTDASH_PREFIX=$state/inst py -m pytest -q -p no:cacheprovider \
        -k memory "$top/tests/http/test_ticket_files.py" \
        "$top/tests/http/test_ticket_mail.py" >"$work/memory.log" 2>&1
    pytest_counts "$work/memory.log"
    result "http, memory" "$work/memory.log"
fi

if wants many; then
    step "many front ends"
    sh "$top/tests/many/run.sh" "$state" >"$work/many.log" 2>&1
    pytest_counts "$work/many.log"
    result many "$work/many.log"
fi

if wants instructions; then
    step "instructions of a request"
    sh "$top/tests/bench/instructions.sh" >"$work/instructions.log" 2>&1
    result instructions "$work/instructions.log"
    grep -E 'less than before|more than before' "$work/instructions.log"
fi

if wants bench; then
    step "bench, a short run"
    sh "$top/tests/bench/test.sh" >"$work/bench.log" 2>&1
    pytest_counts "$work/bench.log"
    result bench "$work/bench.log"
fi

if wants browser; then
    step "browser"
    sh "$top/tests/browser/run.sh" "$state" "$top/build/node" \
        >"$work/browser.log" 2>&1
    result browser "$work/browser.log"
fi

if wants dist; then
    step "make distcheck"
    if make -C "$work" distcheck >"$work/distcheck.log" 2>&1; then
        passed=$((passed + 1))
        say "    distcheck: 1 passed, 0 failed"
    else
        failed=$((failed + 1))
        tail -n 25 "$work/distcheck.log"
        say "    distcheck: 0 passed, 1 failed; log: $work/distcheck.log"
    fi
fi

say
say "$passed passed, $failed failed"
[ "$failed" = 0 ]
