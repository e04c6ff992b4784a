#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# mutants/run.sh [WORD…] : are the tests of safety worth anything? Each mistake
# of mutants.toml (that has one of the words in it) is made in a copy of the
# sources, and its test must fail. Takes a quarter of an hour.
set -u
top=$(cd "$(dirname "$0")/../.." && pwd)
work=$top/build/mutants
mkdir -p "$work"
copy=$(mktemp -d "${TMPDIR:-/tmp}/custdash-mutants-XXXXXX")
chmod 755 "$copy"
trap 'rm -rf "$copy"' EXIT
trap 'exit 1' INT TERM
(cd "$top" && tar cf - --exclude=./build --exclude=./.git .) |
    (cd "$copy" && tar xf -)
top=$copy
# shellcheck source=tests/lib.sh
. "$top/tests/lib.sh"
mkdir -p "$top/build/mutants"
build_tree "$top/build/mutants" "$copy/inst"
/usr/bin/python3 "$top/tests/mutants/mutants.py" "$copy" "$copy/inst" "$@"
