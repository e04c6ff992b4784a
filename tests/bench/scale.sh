#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# sh tests/bench/scale.sh [--accounts N,N…] [--rounds N] [--check] : the main rows of the benchmark
# at several sizes of the database; some twenty minutes with a million accounts.
# Needs 15 GB of disk under build/.
set -u
top=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck source=tests/bench/prepare.sh
. "$top/tests/bench/prepare.sh"
prepare
become scale.py "$@"
