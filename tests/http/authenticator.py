# SPDX-License-Identifier: Apache-2.0
"""An authenticator app (RFC 6238), by Python's own means."""
import base64
import hashlib
import hmac
import struct
import time

from servers import wait_until


class Authenticator:
    def __init__(self, secret):
        text = secret.replace(" ", "")
        self.secret = base64.b32decode(text + "=" * (-len(text) % 8))

    def code(self, steps=0, now=None):
        """The code of now, or of so many steps later."""
        if now is None:    # no step ends before the code is sent
            wait_until(lambda: time.time() % 30 < 27, 5, "the next step")
        step = int(time.time() if now is None else now) // 30 + steps
        digest = hmac.new(self.secret, struct.pack(">Q", step),
                          hashlib.sha1).digest()
        at = digest[-1] & 15
        number, = struct.unpack(">I", digest[at:at + 4])
        return f"{(number & 0x7fffffff) % 10 ** 6:06}"

    def wrong(self):
        """One that is right at no time near."""
        near = {self.code(n) for n in range(-3, 4)}
        return next(f"{n:06}" for n in range(10) if f"{n:06}" not in near)


assert Authenticator(base64.b32encode(b"12345678901234567890").decode()
                     ).code(now=1111111109) == "081804"   # RFC 6238, B
