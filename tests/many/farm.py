# SPDX-License-Identifier: Apache-2.0
"""The farm: three httpds with nothing in common but the database and redis."""
import contextlib
import http.client
import os
import signal
import subprocess

from browsers import Browser
from cached import TELLING, load, on_hosts
from redis_server import Redis
from servers import Database, Httpd, end, free_port, folder, wait_until

HAPROXY = """
global
    maxconn 500
defaults
    mode http
    timeout connect 1s
    timeout client 20s
    timeout server 20s
    retries 3
    option redispatch 1
    retry-on conn-failure empty-response
frontend customers
    bind 127.0.0.1:{port}
    http-request disable-l7-retry if !METH_GET
    default_backend fronts
backend fronts
    balance roundrobin
    option httpchk GET /dashboard/sign-in
    http-check expect status 200
    default-server check inter 250ms fall 2 rise 1
{servers}
"""


class Haproxy:
    def __init__(self, state, fronts):
        self.state, self.port = folder(state), free_port()
        self.conf = state / "haproxy.cfg"
        self.conf.write_text(HAPROXY.format(port=self.port, servers="\n".join(
            f"    server {name} 127.0.0.1:{front.port}"
            for name, front in fronts.items())))

    def start(self):
        with open(self.state / "haproxy.log", "ab") as log:
            self.process = subprocess.Popen(
                ["haproxy", "-db", "-f", self.conf], stdout=log, stderr=log)
        return self


class Farm:
    NAMES = ("a", "b", "c")

    def __init__(self, setup):
        state = folder(setup.state / "many")
        self.db = Database(setup, state / "db").start().load()
        self.redis = Redis(state / "redis").start()
        hosts, ports = on_hosts({"off": ["CustDashCache off"]})
        self.off = ports["off"]
        self.fronts = {name: Httpd(setup, state / name, [
            f'DBDParams "sock={self.db.socket} user=custdash pass=custdash '
            'dbname=custdash group=custdash reconnect=0"',
            *TELLING, *load("socache_redis"),
            f"Header always set X-Front {name}", "CustDashRevalidate On",
            "KeepAlive On", "MaxKeepAliveRequests 0",
            f"CustDashCache redis:127.0.0.1:{self.redis.port}",
            *(hosts if name == "a" else [])]) for name in self.NAMES}
        for front in self.fronts.values():
            front.start()
        self.haproxy = Haproxy(state / "haproxy", self.fronts).start()
        wait_until(lambda: self.serving() == set(self.NAMES), 30,
                   "all behind haproxy")

    def ports(self):
        """Where a customer may come in: each front end, and haproxy."""
        return [front.port for front in self.fronts.values()] \
            + [self.haproxy.port]

    def serving(self, times=9):
        """The front ends that answer through haproxy just now."""
        found = set()
        for _ in range(times):
            with contextlib.suppress(OSError, http.client.HTTPException):
                connection = http.client.HTTPConnection(
                    "127.0.0.1", self.haproxy.port, timeout=10)
                connection.request("GET", "/dashboard/sign-in")
                found.add(connection.getresponse().headers["X-Front"])
                connection.close()
        return found

    def kill(self, name):
        """As if the machine had lost power."""
        front = self.fronts[name]
        pids = [front.process.pid, *front.children()]
        for pid in pids:
            os.kill(pid, signal.SIGKILL)
        front.process.wait(30)

    def stop(self):
        end(self.haproxy.process)
        for front in self.fronts.values():
            front.stop()
        self.redis.stop()
        self.db.stop()


class Roaming:
    """One browser whose requests come out at any front end: what it keeps, it
    keeps from all of them."""

    def __init__(self, farm, token, chance):
        self.browsers = [Browser(port, token) for port in farm.ports()]
        self.chance = chance
        for browser in self.browsers[1:]:
            browser.kept = self.browsers[0].kept

    def read(self, *arguments):
        return self.chance.choice(self.browsers).read(*arguments)
