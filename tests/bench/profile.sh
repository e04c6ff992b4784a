#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# sh tests/bench/profile.sh [warm] [cold] [--path PATH] [--lines N] : which functions a request's
# instructions are in, as text.
set -u
top=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck source=tests/bench/prepare.sh
. "$top/tests/bench/prepare.sh"
prepare
become profile.py "$@"
