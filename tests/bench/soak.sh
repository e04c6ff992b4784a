#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# sh tests/bench/soak.sh [--last N] : the memory of a child after 10,000 and after a
# million requests.
set -u
top=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck source=tests/bench/prepare.sh
. "$top/tests/bench/prepare.sh"
prepare
become soak.py "$@"
