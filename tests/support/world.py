"""Small inputs whose essence was taken from public reports; ``tests/data/world/README.md`` says what each one is."""

from __future__ import annotations

from pathlib import Path

_WORLD = Path(__file__).parent.parent / "data" / "world"


def world(room: str) -> Path:
    """One of its folders."""
    return _WORLD / room
