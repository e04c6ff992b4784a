# SPDX-License-Identifier: Apache-2.0
"""Connections at hand between two requests, for which each host looks
itself: none may be missing to another host."""
import threading

import pytest

from cached import TELLING, Reader, finish, on_hosts, open_session
from load import at_once, timed
from servers import wait_until

FEW = 2
LINES = [*TELLING, "StartServers 1", "ServerLimit 1", "MaxRequestWorkers 25",
         f"DBDMax {FEW}", f"DBDKeep {FEW}", f"CustDashDatabaseGate {FEW}"]


@pytest.fixture(scope="module")
def db(private):
    return private[0]


def busy(db, number):
    return lambda: int(db.one(
        "SELECT COUNT(*) FROM information_schema.processlist WHERE "
        "user = 'custdash' AND info LIKE '%service%'")) >= number


@pytest.mark.expect_log(r"AH00639:", r"\[custdash:error\] .*database: ",
                        optional=True)
@pytest.mark.xfail(strict=True, reason="what is at hand for one host counts "
                   "against DBDMax, and mod_dbd waits for ever")
def test_hosts_share_the_connections_of_a_pool(private, db):
    """All connections are in use at one host at the same time, and at hand
    there afterwards. The other host gets one."""
    lines, ports = on_hosts({"other": ["CustDashCache off"]})
    httpd = private[1]("hosts", LINES + lines)
    token = open_session(db, 501, 1001)
    one, other = Reader(httpd.port, token), Reader(ports["other"], token)
    one.read("/guides")
    with db.held("LOCK TABLES service WRITE"):
        pages = [lambda: one.read("/services")] * FEW
        asking = threading.Thread(target=at_once, args=(pages,))
        asking.start()
        wait_until(busy(db, FEW), 10, "each connection to be in use")
    asking.join(30)
    other.timeout = 8
    try:
        result = timed(lambda: other.read("/services"))
        assert result.status == 200, result
    finally:
        one.read("/services")          # what it gives back sets free who hangs
        finish(httpd)
