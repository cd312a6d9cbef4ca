"""Names of the files in a working folder, as interface.md fixes them: ``tls-STAMP.jks`` and so on."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final, Literal, TypeAlias

Purpose: TypeAlias = Literal["tls", "wss"]
PURPOSES: Final[tuple[Purpose, ...]] = ("tls", "wss")
STAMP_FORMAT: Final = "%Y%m%d-%H%M%S"
MAX_NAME_BYTES: Final = 255
"""Longer names no usual file system takes; asking it about one is an error of its own."""
_OURS = re.compile(r"(?P<purpose>tls|wss)-(?P<stamp>\d{8}-\d{6})\.(?:jks|csr|txt|p12)", re.IGNORECASE)


def stamp_of(path: Path) -> str | None:
    """The stamp in one of our own file names; None for any other name."""
    match = _OURS.fullmatch(path.name)
    return match["stamp"] if match else None


def inside(folder: Path, name: object) -> Path:
    """A file directly in ``folder``, by a name from a journal that may have been edited by hand: no way leads out.

    Raises ValueError for what names no file, such as "..", an empty or an endless text.
    """
    last = Path(str(name)).name
    if last in {"", ".", ".."} or "\0" in last or len(os.fsencode(last)) > MAX_NAME_BYTES:
        raise ValueError("not the name of a file")
    return folder / last


def purpose_in(name: str) -> Purpose | None:
    """What a file name says the file is for: "tls" or "wss" as a word or part of one; None when both or neither."""
    lowered = name.lower()
    hits = [purpose for purpose in PURPOSES if purpose in lowered]
    return hits[0] if len(hits) == 1 else None
