# SPDX-License-Identifier: Apache-2.0
"""Three front ends behind haproxy, one database, one redis. What serves the
HTTP tests serves these too."""
import importlib.util
import sys
from pathlib import Path

import pytest

sys.dont_write_bytecode = True
HTTP = Path(__file__).resolve().parents[1] / "http"
sys.path.insert(0, str(HTTP))

_spec = importlib.util.spec_from_file_location("http_conftest",
                                               HTTP / "conftest.py")
_http = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_http)

pytest_configure = _http.pytest_configure
setup, nobody_complains = _http.setup, _http.nobody_complains
nobody_complains_at_the_end = _http.nobody_complains_at_the_end

from farm import Farm                                        # noqa: E402
from tenants import make                                     # noqa: E402


@pytest.fixture(scope="session")
def farm(setup):
    made = Farm(setup)
    yield made
    made.stop()


@pytest.fixture(scope="session")
def db(farm):
    return farm.db


@pytest.fixture(scope="session")
def viewers(db):
    """Of three accounts; the first one's member is narrowed."""
    narrowed = frozenset({"services", "domains", "tickets"})
    return make(db, [(narrowed, True), (frozenset(), False),
                     (frozenset(), False)])
