"""Draws the program's icon: a pharmacy's green cross with a tick."""

from __future__ import annotations

import struct
from itertools import pairwise

_SIZES = (16, 24, 32, 48, 64, 128)
_FINER = 4  # each pixel is the mean of so many times so many points
_GREEN, _WHITE = (0x1B, 0x8A, 0x4B), (0xFF, 0xFF, 0xFF)
_ARM, _EDGE = 0.17, 0.47  # half the width of an arm, half the length of the cross; the icon's side is 1
_TICK = ((-0.24, 0.0), (-0.07, 0.17), (0.25, -0.15))
_STROKE = 0.065

_Point = tuple[float, float]


def ico() -> bytes:
    """An .ico with 32-bit bitmaps of the usual sizes."""
    bitmaps = [_bitmap(size) for size in _SIZES]
    offset = 6 + 16 * len(_SIZES)
    head, body = struct.pack("<3H", 0, 1, len(_SIZES)), b""
    for size, bitmap in zip(_SIZES, bitmaps, strict=True):
        head += struct.pack("<4B2H2I", size, size, 0, 0, 1, 32, len(bitmap), offset + len(body))
        body += bitmap
    return head + body


def side_picture() -> bytes:
    """A .bmp of 164 by 314 pixels for the left edge of the setup's first and last page: the cross on white."""
    width, height, cross = 164, 314, 120
    left, top = (width - cross) // 2, 40
    rows = bytearray()
    for y in reversed(range(height)):
        for x in range(width):
            inside = 0 <= x - left < cross and 0 <= y - top < cross
            blue, green, red, alpha = _pixel(x - left, y - top, cross) if inside else (0, 0, 0, 0)
            rows += bytes((value * alpha + 255 * (255 - alpha)) // 255 for value in (blue, green, red))
    info = struct.pack("<I2i2H6I", 40, width, height, 1, 24, *(0,) * 6)
    return struct.pack("<2sI2HI", b"BM", 14 + len(info) + len(rows), 0, 0, 14 + len(info)) + info + bytes(rows)


def _bitmap(size: int) -> bytes:
    """BITMAPINFOHEADER, rows from the bottom in BGRA, and a mask that nobody reads at 32 bits."""
    header = struct.pack("<I2i2H6I", 40, size, 2 * size, 1, 32, *(0,) * 6)
    rows = [bytes(value for x in range(size) for value in _pixel(x, y, size)) for y in reversed(range(size))]
    return header + b"".join(rows) + bytes((size + 31) // 32 * 4 * size)


def _pixel(x: int, y: int, size: int) -> tuple[int, int, int, int]:
    steps = [(part + 0.5) / _FINER for part in range(_FINER)]
    points = [((x + dx) / size - 0.5, (y + dy) / size - 0.5) for dx in steps for dy in steps]
    colours = [_WHITE if _near_tick(*point) else _GREEN for point in points if _in_cross(*point)]
    if not colours:
        return (0, 0, 0, 0)
    red, green, blue = (sum(colour[part] for colour in colours) // len(colours) for part in range(3))
    return (blue, green, red, 255 * len(colours) // len(points))


def _in_cross(x: float, y: float) -> bool:
    across, along = sorted((abs(x), abs(y)))
    return across <= _ARM and along <= _EDGE


def _near_tick(x: float, y: float) -> bool:
    return any(_distance((x, y), start, end) <= _STROKE for start, end in pairwise(_TICK))


def _distance(point: _Point, start: _Point, end: _Point) -> float:
    """From a point to a segment."""
    (x, y), (x1, y1), (x2, y2) = point, start, end
    dx, dy = x2 - x1, y2 - y1
    share = max(0.0, min(1.0, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy)))
    return float(((x - x1 - share * dx) ** 2 + (y - y1 - share * dy) ** 2) ** 0.5)
