# SPDX-License-Identifier: Apache-2.0
"""Forms with files, as browsers send them and as they don't."""
import struct
import zlib

BOUNDARY = "----CustDashBoundary7MA4YWxk"


def png(width=2, height=2):
    """A picture."""
    def chunk(kind, data):
        body = kind + data
        return (struct.pack(">I", len(data)) + body
                + struct.pack(">I", zlib.crc32(body)))
    rows = b"".join(b"\0" + b"\x10\x80\xf0" * width for _ in range(height))
    return (b"\x89PNG\r\n\x1a\n"
            + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0,
                                         0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def padded(size):
    """A picture of exactly @size bytes: what stands behind it is ignored."""
    return png() + b"\0" * (size - len(png()))


def part(name, value, filename=None):
    head = f'Content-Disposition: form-data; name="{name}"'
    if filename is not None:
        quoted = (filename.replace('"', "%22").replace("\r", "%0D")
                  .replace("\n", "%0A"))
        head += f'; filename="{quoted}"\r\nContent-Type: application/x-any'
    if isinstance(value, str):
        value = value.encode()
    return (f"--{BOUNDARY}\r\n{head}\r\n\r\n").encode() + value + b"\r\n"


def body(fields, files=()):
    """@files: (filename, bytes) of the field "files"."""
    return (b"".join(part(n, v) for n, v in fields.items())
            + b"".join(part("files", data, name) for name, data in files)
            + f"--{BOUNDARY}--\r\n".encode())


TYPE = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}


def send(client, path, fields, files=(), csrf=None):
    fields = {"csrf": csrf or client.csrf(), **fields}
    return client.request("POST", path, body(fields, files), TYPE)
