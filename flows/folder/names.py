"""Names of the files in a working folder: ``tls-STAMP.jks`` and so on."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final, Literal, TypeAlias

from flows.base.patterns import regex

Purpose: TypeAlias = Literal["tls", "wss"]
PURPOSES: Final[tuple[Purpose, ...]] = ("tls", "wss")
_OURS = regex(r"(?P<purpose>tls|wss)-(?P<stamp>\d{8}-\d{6})\.(?:jks|csr|txt|p12)", re.IGNORECASE)
_CAPITAL = regex(r"(?<=[a-ząćęłńóśźż])(?=[A-Z])")
_BESIDE = "certificates?|certyfikat|cert|klucz|key|apteka|plik|csr|pem|nowy|new|stary|old|p"
_WORD = regex(rf"(?<![^\W\d_])(?:{_BESIDE})?(tls|wss)(?:{_BESIDE})?(?![^\W\d_])")


def stamp_of(path: Path) -> str | None:
    """The stamp in one of our own file names; None for any other name."""
    match = _OURS.fullmatch(path.name)
    return match["stamp"] if match else None


def purpose_in(name: str) -> Purpose | None:
    """What a name says the file is for: "tls" or "wss" as a word of it („gnutls” is none); None when both or neither.

    Words are also parted by a capital letter, a digit or one of the words that people put together with them.
    """
    folded = _CAPITAL.sub(" ", name).lower()
    hits = {purpose for purpose in PURPOSES if any(found == purpose for found in _WORD.findall(folded))}
    return next(iter(hits)) if len(hits) == 1 else None
