# SPDX-License-Identifier: Apache-2.0
"""One measurement: wrk's figures, and what they cost in CPU and statements."""
import json
import os
import resource
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
TICK = 1e6 / os.sysconf("SC_CLK_TCK")     # µs


@dataclass
class Figures:
    rate: float             # requests/s
    p50: float              # ms
    p99: float
    size: float             # bytes of an answer
    statements: float       # per request
    httpd: float            # µs of CPU per request
    database: float
    requests: int
    failed: int             # 4xx and 5xx
    broken: int             # connections, time-outs
    busy: float             # part of the machine that others had


def cpu(pids):
    """µs that these processes have used, all their threads."""
    ticks = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1]
        ticks += sum(int(n) for n in fields.split()[11:13])
    return ticks * TICK


def machine():
    """µs that the machine was busy."""
    fields = Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]
    user, nice, system, _, _, irq, soft = (int(n) for n in fields[:7])
    return (user + nice + system + irq + soft) * TICK


def children():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (used.ru_utime + used.ru_stime) * 1e6


asked = {}                  # what asking costs, by server


def questions(database):
    """Statements that clients sent, less those of asking here."""
    if database not in asked:
        first = database.status("Questions")
        asked[database] = [database.status("Questions") - first, 2]
    each, times = asked[database]
    asked[database][1] += 1
    return database.status("Questions") - each * times


class Counters:
    """What has been used up to now."""

    def __init__(self, httpd, database):
        self.statements = questions(database)
        self.httpd = cpu(httpd.processes())
        self.database = cpu([database.process.pid])
        self.children = children()
        self.machine = machine()

    def __sub__(self, earlier):
        gone = object.__new__(Counters)
        for name, value in vars(self).items():
            setattr(gone, name, value - getattr(earlier, name))
        gone.others = (gone.machine - gone.httpd - gone.database
                       - gone.children)
        return gone


def write_requests(path, requests):
    path.write_bytes(b"".join(b"%d\n%s" % (len(r), r) for r in requests))


def wrk(port, requests, seconds, connections=8, threads=2):
    """Send what is in the file @requests for so long."""
    process = subprocess.Popen(
        ["wrk", f"-t{threads}", f"-c{connections}",
         f"-d{max(1, round(seconds))}s", "--timeout", "30s",
         "-s", HERE / "requests.lua", f"http://127.0.0.1:{port}/", "--",
         str(requests)],
        text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if seconds < 1:             # wrk itself knows whole ones
        time.sleep(seconds)
        process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=seconds + 60)
    if process.returncode:
        raise SystemExit(f"wrk: {out}")
    return json.loads(out.strip().splitlines()[-1])


def measure(httpd, database, requests, seconds, connections=8):
    before = Counters(httpd, database)
    out = wrk(httpd.port, requests, seconds, connections)
    used = Counters(httpd, database) - before
    number = out["requests"] or 1
    handled = number + connections    # those on their way when time is up
    return Figures(
        rate=number / out["microseconds"] * 1e6,
        p50=out["p50"] / 1000, p99=out["p99"] / 1000,
        size=out["bytes"] / number,
        statements=used.statements / handled, httpd=used.httpd / handled,
        database=used.database / handled, requests=number,
        failed=out["failed"], broken=out["broken"],
        busy=max(0, used.others) / (os.cpu_count() * out["microseconds"]))
