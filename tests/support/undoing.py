"""„Cofnij” as tests mostly want it: with the operations of the program, and what it says in short."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from support.running import at

from flows.catalogue import EVERY
from flows.engine import undo
from flows.engine.model import operations_of
from flows.engine.undo import Operations

OPERATIONS = operations_of(EVERY.values())


def undo_last(
    folder: Path, now: Callable[[], datetime], operations: Operations = OPERATIONS
) -> tuple[Path | None, tuple[str, ...]]:
    """The subfolder, and the names of what was taken back."""
    aside, taking = undo.undo_last(folder, at(now), operations)
    return aside, taking.names


def would_undo(
    folder: Path, now: Callable[[], datetime], operations: Operations = OPERATIONS
) -> tuple[bool, tuple[str, ...]]:
    """Whether files would be set aside, and the names of what would be taken back."""
    taking = undo.would_undo(folder, at(now), operations)
    return taking.kind == "files", taking.names
