"""Names of the files in a working folder: ``tls-STAMP.jks`` and so on."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final, Literal, TypeAlias

from flows.base.patterns import regex

Purpose: TypeAlias = Literal["tls", "wss"]
PURPOSES: Final[tuple[Purpose, ...]] = ("tls", "wss")
_OURS = regex(r"(?P<purpose>tls|wss)-(?P<stamp>\d{8}-\d{6})\.(?:jks|csr|txt|p12)", re.IGNORECASE)
_MAX_PART = 100  # characters of a stem and of a suffix; a file system takes 255 bytes together
_NO_SIGNS = dict.fromkeys(map(ord, '<>:"|?*/\\'), "_")  # „a.pem:b” would be a stream of another file on Windows
_DEVICE = regex(r"(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³])(?:\..*)?", re.IGNORECASE)  # to Windows, whatever the suffix
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


def plain_name(name: str) -> str:
    """A foreign file's name as every system takes it and a screen can show it: never a path, a device or hidden."""
    shown = "".join(sign if sign.isprintable() else "_" for sign in name.translate(_NO_SIGNS))
    path = Path(shown.lstrip(".").rstrip(" .") or "plik")
    plain = f"{path.stem[:_MAX_PART]}{path.suffix[:_MAX_PART]}"
    return f"plik-{plain}" if _DEVICE.fullmatch(plain) else plain
