# SPDX-License-Identifier: Apache-2.0
"""Many browsers at once."""
import threading
import time
from dataclasses import dataclass

from client import Client
from servers import wait_until


@dataclass
class Result:
    begun: float
    seconds: float
    status: object          # a number, or what was raised
    answer: object


def timed(ask):
    begun = time.monotonic()
    try:
        answer = ask()
        status = answer.status
    except Exception as error:          # a result too: reset, timed out …
        answer, status = None, repr(error)
    return Result(begun, time.monotonic() - begun, status, answer)


def at_once(asks):
    """Do all of them in parallel; their results."""
    results = [None] * len(asks)

    def run(i):
        results[i] = timed(asks[i])
    threads = [threading.Thread(target=run, args=(i,))
               for i in range(len(asks))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
        assert not thread.is_alive(), "a request hangs"
    return results


class Crew:
    """Threads that go on until the block ends, or `stopping` is set."""

    def __init__(self, threads):
        self.stopping = threading.Event()
        self.threads = threads

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.stopping.set()
        for thread in self.threads:
            thread.join(60)
            assert not thread.is_alive(), "a request hangs"


class Load(Crew):
    """Browsers that ask for pages again and again."""

    def __init__(self, port, jar, paths=("/", "/services", "/tickets"),
                 threads=20):
        self.results = []
        super().__init__([threading.Thread(target=self._run, daemon=True,
                                           args=(port, jar, paths, i))
                          for i in range(threads)])

    def _run(self, port, jar, paths, i):
        client = Client(port)
        client.timeout = 40
        while not self.stopping.is_set():
            client.jar = dict(jar)
            path = paths[i % len(paths)]
            self.results.append(timed(lambda: client.get(path)))
            i += 1

    def since(self, begun):
        """Results of requests that began later."""
        return [r for r in self.results if r.begun > begun]

    def wait_for(self, status, number, seconds=30):
        """Until so many requests that begin from now on end like that."""
        begun = time.monotonic()
        wait_until(lambda: [r.status for r in self.since(begun)]
                   .count(status) >= number, seconds,
                   f"{number} answers {status}")

    def statuses(self):
        return {r.status for r in self.results}
