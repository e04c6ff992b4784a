#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# sh tests/bench/bench.sh [--rounds N] [--seconds N] [--accounts N] [--quick]
#   [--check] [--no-readme] [--rows NAME,NAME…] : build with -O2, start the
# servers, measure, print one table and write it into README.md. About nine
# minutes; --help has all options.
set -u
top=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck source=tests/bench/prepare.sh
. "$top/tests/bench/prepare.sh"
prepare
become bench.py "$@"
