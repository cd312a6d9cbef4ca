"""The words of which proposed passwords are made."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent.parent / "data" / "passphrase-words.txt"


@cache
def passphrase_words() -> tuple[str, ...]:
    """All of them, in the order of the file; ASCII, lower case."""
    return tuple(_FILE.read_text("ascii").split())
