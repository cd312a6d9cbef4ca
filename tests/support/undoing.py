"""„Cofnij” as tests mostly want it: with the operations of the program, and what it says in short."""

from __future__ import annotations

from pathlib import Path

from flows.catalogue import EVERY
from flows.engine import undo
from flows.engine.model import operations_of
from flows.engine.undo import Operations
from flows.ports.computer import Computer

OPERATIONS = operations_of(EVERY.values())


def undo_last(
    folder: Path, computer: Computer, operations: Operations = OPERATIONS
) -> tuple[Path | None, tuple[str, ...]]:
    """The subfolder, and the names of what was taken back."""
    aside, taking = undo.undo_last(folder, computer, operations)
    return aside, taking.names


def would_undo(folder: Path, computer: Computer, operations: Operations = OPERATIONS) -> tuple[bool, tuple[str, ...]]:
    """Whether files would be set aside, and the names of what would be taken back."""
    taking = undo.would_undo(folder, computer, operations)
    return taking.kind == "files", taking.names
