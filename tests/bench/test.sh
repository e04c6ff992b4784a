#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# sh tests/bench/test.sh [PYTEST ARGUMENT…] : does the benchmark run, is what
# it fills in right? A minute.
set -u
top=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck source=tests/bench/prepare.sh
. "$top/tests/bench/prepare.sh"
prepare
PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 -m pytest -q -p no:cacheprovider \
    "$top/tests/bench" "$@"
