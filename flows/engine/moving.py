"""Carries whole sets of files between the working folder and the subfolder where „cofnij” puts them, both ways.

A file is given its new name, never over another one, and only then loses the old; so a set that was cut short at any
moment is gone on with where it stopped. What has arrived is read back before anybody says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from flows.base import placing
from flows.base.unreadable import unreadable
from flows.engine import undo_problems
from flows.engine.journal import file_sha256


@dataclass(frozen=True, slots=True)
class Move:
    """``files``: names with the SHA-256 that each has to have, None where nobody knows; from one folder to another."""

    files: Mapping[str, str | None]
    source: Path
    target: Path
    way: undo_problems.Way

    def left(self) -> dict[str, str]:
        """The files still to be moved, with the SHA-256 they have now.

        Raises FlowError when one is neither here nor moved already (``…-missing``), is not what it was (``…-changed``)
        or cannot be read (``file-unreadable``).
        """
        found = {}
        for name, digest in self.files.items():
            path = self.source / name
            if path.is_file():
                found[name] = _digest(path)
                if digest is not None and found[name] != digest:
                    raise undo_problems.changed(path, self.way)
            elif not self._arrived(name):
                raise undo_problems.missing(path, self.way)
        return found

    def refuse_strangers(self, names: Iterable[str]) -> None:
        """Raises ``…-exists`` for another file that has one of the names already; our own link there is no stranger."""
        for name in names:
            source, target = self.source / name, self.target / name
            if target.exists() and not target.samefile(source):
                raise undo_problems.exists(target, self.way)

    def carry(self, names: Iterable[str]) -> None:
        """Moves these. Raises ``…-failed`` with what the system says."""
        for name in names:
            _move(self.source / name, self.target / name, self.way)

    def see(self) -> None:
        """Reads back what was moved: „cofnięto” and „przywrócono” are said of nothing else. Raises ``…-failed``."""
        for name in self.files:
            if (self.source / name).exists() or not self._arrived(name):
                raise undo_problems.not_seen(self.source / name, self.target, self.way)

    def _arrived(self, name: str) -> bool:
        path, digest = self.target / name, self.files[name]
        return path.is_file() and (digest is None or _digest(path) == digest)


def _digest(path: Path) -> str:
    """Raises FlowError ``file-unreadable``: what cannot be looked at is not moved."""
    try:
        return file_sha256(path)
    except OSError as error:
        raise unreadable(path, error) from error


def _move(source: Path, target: Path, way: undo_problems.Way) -> None:
    """Gives the file its new name, never over an existing one, then takes the old name away."""
    try:
        if not (target.is_file() and target.samefile(source)):  # linked already, and interrupted before the unlink
            placing.without_replacing(source, target)
        source.unlink(missing_ok=True)  # gone already where the name was moved, still there after a hard link
    except OSError as error:
        raise undo_problems.not_moved(source, target, error, way) from error
