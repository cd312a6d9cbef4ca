"""The lines that kb/kinds.py learns from, for the build and its checks."""

from __future__ import annotations

import tomllib
from pathlib import Path

from kb.kinds import NONE

KINDS = {name: Path(__file__).parent / f"{name}.toml" for name in ("acts", "here")}


def read_kinds(path: Path) -> dict[str, tuple[str, ...]]:
    """Kind → its lines in the order of the model's classes; last NONE, lines that look alike and are of no kind."""
    tables = {name: tuple(table["lines"]) for name, table in tomllib.loads(path.read_text("utf-8")).items()}
    none = tables.pop(NONE)
    return {**tables, NONE: none}
