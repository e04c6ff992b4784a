#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# many/run.sh [STATE] : three front ends behind haproxy, one MariaDB, one
# redis, with what is installed in STATE/inst (of build/test without it).
set -u
top=$(cd "$(dirname "$0")/../.." && pwd)
state=${1:-$(cat "$top/build/test/state")} || exit 2
CUSTDASH_PREFIX=$state/inst PYTHONDONTWRITEBYTECODE=1 \
    exec /usr/bin/python3 -m pytest -q -p no:cacheprovider "$top/tests/many"
