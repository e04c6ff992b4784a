# SPDX-License-Identifier: Apache-2.0
"""The tests of this room import their neighbours."""
import place  # noqa: F401  it knows where tests/http is
