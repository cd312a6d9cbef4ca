"""TOML from files that anybody may have edited, within bounds.

The stdlib's parser takes memory by the square of a key's length: 64 kB of "a.a.a…" cost 12 s and 4 GB (measured, found
by fuzzing). Lists within lists end in RecursionError, and integers of 5,000 digits in ValueError.
"""

from __future__ import annotations

import tomllib
from typing import Any

_MAX_DOTS = 100
"""In one line; no key or sentence of ours has so many."""


def loads(text: str) -> dict[str, Any]:
    """What the text holds. Raises ValueError for whatever is wrong with it."""
    if any(line.count(".") > _MAX_DOTS for line in text.splitlines()):
        raise ValueError("a line with more dots than any honest one")
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise ValueError("lists within lists without end") from error
