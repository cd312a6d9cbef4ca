"""An X server without a monitor, for programs with windows; its screen can be kept as pictures."""

from __future__ import annotations

import os
import struct
import subprocess
import time
import zlib
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

import tools


@dataclass(frozen=True, slots=True)
class Screen:
    """``display`` as in DISPLAY; ``memory`` is the file in which the server keeps what it shows."""

    display: str
    memory: Path


class Recording:
    """Every look of a screen that differs from the one before, from now until it is closed."""

    EVERY = 0.25
    """Seconds between two looks."""
    MOST = 200
    """Pictures that are kept, the last ones."""

    def __init__(self, screen: Screen) -> None:
        self._memory = screen.memory
        self._seen: deque[tuple[float, bytes]] = deque(maxlen=self.MOST)
        self._before = b""
        self._over = Event()
        self._looking = Thread(target=self._look_on, daemon=True)
        self._begun = time.monotonic()
        self._looking.start()

    def close(self) -> None:
        """Again is harmless."""
        self._over.set()
        self._looking.join()

    def keep(self, folder: Path) -> int:
        """Ends with what is shown now and writes them all there as PNG, named by number and second; how many."""
        self.close()
        self._look()
        folder.mkdir(parents=True, exist_ok=True)
        for number, (second, packed) in enumerate(self._seen):
            (folder / f"{number:03}-{second:06.2f}s.png").write_bytes(png_of_xwd(zlib.decompress(packed)))
        return len(self._seen)

    def _look_on(self) -> None:
        while not self._over.wait(self.EVERY):
            self._look()

    def _look(self) -> None:
        now = self._memory.read_bytes()
        if now != self._before:
            self._before = now
            self._seen.append((time.monotonic() - self._begun, zlib.compress(now, 1)))


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
