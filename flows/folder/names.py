"""Names of the files in a working folder, as interface.md fixes them: ``tls-STAMP.jks`` and so on."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final, Literal, TypeAlias

Purpose: TypeAlias = Literal["tls", "wss"]
PURPOSES: Final[tuple[Purpose, ...]] = ("tls", "wss")
STAMP_FORMAT: Final = "%Y%m%d-%H%M%S"
_OURS = re.compile(r"(?P<purpose>tls|wss)-(?P<stamp>\d{8}-\d{6})\.(?:jks|csr|txt|p12)", re.IGNORECASE)


def stamp_of(path: Path) -> str | None:
    """The stamp in one of our own file names; None for any other name."""
    match = _OURS.fullmatch(path.name)
    return match["stamp"] if match else None


def purpose_in(name: str) -> Purpose | None:
    """What a file name says the file is for: "tls" or "wss" as a word or part of one; None when both or neither."""
    lowered = name.lower()
    hits = [purpose for purpose in PURPOSES if purpose in lowered]
    return hits[0] if len(hits) == 1 else None
