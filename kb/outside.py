"""Questions that are none of ours, in groups, each with one sentence that says whom to ask. For build and checks."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

OUTSIDE = Path(__file__).parent / "outside.toml"


@dataclass(frozen=True, slots=True)
class Group:
    """Foreign questions of one kind; ``say`` turns the asker away politely and names whom to ask."""

    name: str
    say: str
    questions: tuple[str, ...]


def read_outside(path: Path = OUTSIDE) -> tuple[Group, ...]:
    """The groups in the order of the file."""
    tables = tomllib.loads(path.read_text("utf-8"))
    return tuple(Group(name, table["say"], tuple(table["questions"])) for name, table in tables.items())
