# SPDX-License-Identifier: Apache-2.0
"""mailbox.py PORT FOLDER: an SMTP server on loopback that puts the text of
what comes in into FOLDER, a file a mail, named NUMBER-RECIPIENT."""
import email
import email.policy
import signal
import sys
from pathlib import Path

from aiosmtpd.controller import Controller


class Handler:
    def __init__(self, folder):
        self.folder, self.count = folder, 0

    async def handle_DATA(self, server, session, envelope):
        message = email.message_from_bytes(envelope.content,
                                           policy=email.policy.default)
        self.count += 1
        text = message.get_body(("plain",)).get_content()
        name = f"{self.count:04}-{envelope.rcpt_tos[0]}"
        (self.folder / name).write_text(f"{message['Subject']}\n\n{text}")
        return "250 2.0.0 kept"


def main(port, folder):
    folder = Path(folder)
    folder.mkdir(exist_ok=True)
    controller = Controller(Handler(folder), hostname="127.0.0.1",
                            port=int(port), enable_SMTPUTF8=False)
    controller.start()
    signal.sigwait({signal.SIGTERM, signal.SIGINT})
    controller.stop()


main(*sys.argv[1:])
