"""An X server without a monitor, for programs with windows; its screen can be kept as a picture."""

from __future__ import annotations

import os
import struct
import subprocess
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import tools


@dataclass(frozen=True, slots=True)
class Screen:
    """``display`` as in DISPLAY; ``memory`` is the file in which the server keeps what it shows."""

    display: str
    memory: Path

    def keep(self, path: Path) -> None:
        """What is shown now, as a PNG."""
        path.write_bytes(png_of_xwd(self.memory.read_bytes()))


@contextmanager
def a_screen(folder: Path) -> Iterator[Screen]:
    """A server of our own, on a number that it finds free; ``folder`` for its memory."""
    reads, writes = os.pipe()
    size = ("-screen", "0", "1024x768x24", "-nolisten", "tcp", "-fbdir", str(folder), "-displayfd", str(writes))
    server = subprocess.Popen([tools.need("Xvfb"), *size], pass_fds=[writes], stderr=subprocess.DEVNULL)
    os.close(writes)
    try:
        with os.fdopen(reads, "rb") as answer:
            number = answer.readline().strip()
        assert number, "Xvfb did not come up"
        yield Screen(f":{number.decode()}", folder / "Xvfb_screen0")
    finally:
        server.terminate()
        server.wait(30)


def png_of_xwd(dump: bytes) -> bytes:
    """A 24-bit screen as Xvfb keeps it (XWDFile.h: 25 numbers, colours, then rows of blue, green, red, nothing)."""
    header = struct.unpack(">25I", dump[:100])
    header_size, width, height, line, colours = header[0], header[4], header[5], header[12], header[19]
    start = header_size + 12 * colours
    rows = bytearray()
    for row in range(height):
        pixels = dump[start + row * line : start + row * line + 4 * width]
        packed = bytearray(3 * width)
        packed[0::3], packed[1::3], packed[2::3] = pixels[2::4], pixels[1::4], pixels[0::4]
        rows += b"\0" + packed
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)
