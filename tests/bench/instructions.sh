#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# sh tests/bench/instructions.sh [--update] : count the instructions of a main page's
# request and compare them with instructions.txt; half a minute.
set -u
top=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck source=tests/bench/prepare.sh
. "$top/tests/bench/prepare.sh"
prepare
become instructions.py "$@"
