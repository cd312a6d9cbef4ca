"""The lines of kb/acts.toml, for the build and its checks."""

from __future__ import annotations

import tomllib
from pathlib import Path

from kb.acts import NAMES

ACTS = Path(__file__).parent / "acts.toml"
NONE = "none"


def read_acts(path: Path = ACTS) -> dict[str, tuple[str, ...]]:
    """Act → its lines in the order of the model's classes; last NONE, lines that look alike and are none."""
    tables = tomllib.loads(path.read_text("utf-8"))
    return {name: tuple(tables[name]["lines"]) for name in (*NAMES, NONE)}
