# SPDX-License-Identifier: Apache-2.0
"""custdashctl mail is killed at every step: every mail arrives, and one that
arrives twice was said to be unsure. CUSTDASH_LONG=1: 500 mails instead of a
few."""
import os
import re
import signal
import subprocess
from pathlib import Path

import pytest

from servers import wait_until

LONG = bool(os.environ.get("CUSTDASH_LONG"))
MAILS = 500 if LONG else 12
STEPS = 90        # a little more than one process needs for its third mail
UNSURE = re.compile(r"mail (\d+) \S+: may have been sent")


@pytest.fixture(scope="module")
def db(private):
    return private[0]


@pytest.fixture(scope="module")
def dying(setup):
    """The environment of a process that dies at its n-th step."""
    library = setup.state / "die.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library,
                    Path(__file__).with_name("die.c")], check=True)

    def environment(step):
        env = setup.environment(preload=True)
        env["LD_PRELOAD"] = ":".join(filter(None, [
            env.get("LD_PRELOAD"), str(library)]))
        env["CUSTDASH_DIE"] = str(step)
        return env
    return environment


def unfinished(sender):
    return int(sender.db.one("SELECT COUNT(*) FROM mail WHERE state IN "
                             "('queued', 'sending')"))


def until_all_are_sent(sender, dying, said):
    """Kill after kill, each a step later; the numbers of steps at which a
    process died."""
    died, step = [], 0
    while unfinished(sender):
        step = step % STEPS + 1
        done = sender.run(env=dying(step))
        said.append(done.stderr)
        if done.returncode == -signal.SIGKILL:
            died.append(step)
        else:
            assert done.returncode == 0, done.stderr
    return died


def test_killed_at_every_step_every_mail_arrives(db, sender, smtp, dying):
    mails = [sender.put(to=f"k{i}@example.net") for i in range(MAILS)]
    said = []
    died = until_all_are_sent(sender, dying, said)
    assert len(died) >= 30
    assert len(set(died)) >= min(len(died), STEPS - 5)
    rows = {row[0]: row[1:] for row in db.sql(
        "SELECT message_id, id, state, unsure, attempts FROM mail "
        "WHERE id > 1000000")}
    copies = smtp.copies()
    assert len(rows) == MAILS
    assert set(copies) == set(rows)                  # every one arrived
    told = UNSURE.findall("".join(said))
    for message, (mail, state, unsure, _) in rows.items():
        assert state == "sent"
        assert copies[message] - 1 <= int(unsure), (mail, copies[message])
        assert told.count(mail) >= int(unsure)
    assert {row[0] for row in rows.values()} == set(mails)
    doubles = sum(n - 1 for n in copies.values())
    print(f"{len(died)} kills, {sum(copies.values())} mails taken, "
          f"{doubles} twice, {len(told)} said to be unsure")
    assert doubles > 0, "no answer was ever lost: the test is too kind"


def test_one_that_is_alive_keeps_what_it_is_sending(db, sender):
    """Another process takes a mail over only when its owner is gone."""
    mail = sender.put()
    owner = "custdash-mail-test"
    db.sql(f"UPDATE mail SET state = 'sending', owner = '{owner}' "
           f"WHERE id = {mail}")
    with db.held(f"DO GET_LOCK('{owner}', 5)"):
        done = sender.run()
        assert done.stderr == "" and sender.row(mail) == ["sending"]
    wait_until(lambda: "may have been sent" in sender.run().stderr, 10,
               "the lock of who is gone")
    assert sender.row(mail, "state, unsure") == ["sent", "1"]
