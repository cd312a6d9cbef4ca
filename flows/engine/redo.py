"""„Przywróć”: what „cofnij” set aside last comes back, file by file, each as it was. Nothing is ever replaced.

What was taken back out of a certificate store is not brought back here: its step does that, with the password.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from flows.engine import undo_problems
from flows.engine.journal import Entry, Journal, entries_of
from flows.engine.lock import folder_lock
from flows.engine.moving import Move
from flows.engine.turns import aside_of, by_id, files_of, last_turns
from flows.ports.computer import Standpoint


@dataclass(frozen=True, slots=True)
class PutAway:
    """A set that lies aside: the journal's id and name of the operation, its files with SHA-256, and where they lie.

    ``half``: bringing it back, or putting it away, was interrupted.
    """

    id: str
    operation: str
    files: dict[str, str | None]
    aside: Path
    half: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the files."""
        return tuple(self.files)


def put_away(folder: Path, entries: Sequence[Entry]) -> tuple[PutAway, ...]:
    """The sets that can be brought back, the one that was set aside last first; their subfolder is there."""
    every = by_id(entries)
    turns = [turn for turn in last_turns(entries).values() if turn["event"] != "redone"]
    found = (_put_away(folder, every[turn["id"]], turn) for turn in reversed(turns))
    return tuple(each for each in found if each is not None)


def would_redo(folder: Path) -> PutAway:
    """What ``redo_last`` would bring back now, once it was looked at; changes nothing.

    Raises FlowError ``nothing-to-redo``, ``redo-exists`` (another file has the name), ``redo-missing`` or
    ``redo-changed``.
    """
    sets = put_away(folder, entries_of(folder))
    if not sets:
        raise undo_problems.nothing_aside(folder)
    move = _move(folder, sets[0])
    move.refuse_strangers(move.left())
    return sets[0]


def redo_last(folder: Path, here: Standpoint, agreed: str | None = None) -> PutAway:
    """Moves the set back that was put away last; ``agreed`` is the id that the user was shown.

    Raises FlowError as ``would_redo`` does, ``redo-other`` (not what was agreed to) and ``redo-failed``.
    """
    would_redo(folder)  # looked at before the lock, which would leave a file behind
    with folder_lock(folder):
        journal = Journal(folder, here)
        found = would_redo(folder)
        if agreed is not None and found.id != agreed:
            raise undo_problems.another("redo")
        move = _move(folder, found)
        left = move.left()
        journal.append("redoing", found.id, moved_to=found.aside.name)
        move.carry(left)
        move.see()
        journal.append("redone", found.id, operation=found.operation, moved_to=found.aside.name)
        with suppress(OSError):  # something else lies there, too
            found.aside.rmdir()
        return found


def _move(folder: Path, found: PutAway) -> Move:
    return Move(found.files, found.aside, folder, "redo")


def _put_away(folder: Path, of_it: Sequence[Entry], turn: Entry) -> PutAway | None:
    """None for what was taken back without files, or whose files were all carried elsewhere by somebody."""
    aside = aside_of(folder, turn)
    if aside is None:
        return None
    try:
        files = files_of(folder, of_it)
        for entry in of_it:  # an interrupted operation told no SHA-256, its undoing did
            noted = entry.get("files") if entry["event"] == "undoing" and entry.get("moved_to") == aside.name else None
            files |= {name: str(digest) for name, digest in (noted or {}).items() if name in files}
        name = str(next((each["operation"] for each in of_it if "operation" in each), ""))
    except (KeyError, TypeError, ValueError, AttributeError):  # a journal edited by hand
        return None
    if None in files.values():
        files = {each: digest for each, digest in files.items() if (aside / each).is_file()}
    there = turn["event"] == "redoing" or any((aside / each).exists() for each in files)
    return PutAway(turn["id"], name, files, aside, turn["event"] != "undone") if there else None
