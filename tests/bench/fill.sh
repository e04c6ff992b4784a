#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# sh tests/bench/fill.sh N SOCKET [DATABASE] : make N accounts, and one big
# one, in a migrated database that has the sample data. Only SQL runs, as
# root of that server; see README.md for what the accounts look like.
set -u
top=$(cd "$(dirname "$0")/../.." && pwd)
[ $# -ge 2 ] || { echo "usage: sh tests/bench/fill.sh N SOCKET [DATABASE]" >&2; exit 2; }
PYTHONDONTWRITEBYTECODE=1 exec /usr/bin/python3 "$top/tests/bench/fill.py" "$@"
