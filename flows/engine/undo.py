"""„Cofnij”: the files of the last operation are set aside in a dated subfolder. Nothing is ever deleted.

An operation whose work lies elsewhere, such as in a certificate store, takes it back itself (``plan.Undoable``).
An operation that was interrupted can be taken back as well: it is the way out when its password is lost, since
otherwise it would be completed for ever after. Undoing that is itself interrupted goes on where it stopped.
"""

from __future__ import annotations

import platform
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from flows.base.errors import FlowError
from flows.base.inside import inside
from flows.engine import undo_problems
from flows.engine.journal import Entry, Journal, file_sha256, unfinished
from flows.engine.lock import folder_lock
from flows.engine.model import Do
from flows.engine.plan import Plan, Undoable

ASIDE = "Cofniete-"


@dataclass(frozen=True, slots=True)
class _Target:
    """What is taken back: the operation's id and its files with their SHA-256 (None: it was interrupted before).

    ``own``: the operation that does it itself, and its plan; ``lines`` say what it would undo now.
    """

    operation_id: str
    files: Mapping[Path, str | None]
    own: tuple[Undoable, Plan] | None = None
    lines: tuple[str, ...] = ()


def undo_last(folder: Path, now: Callable[[], datetime]) -> tuple[Path | None, tuple[str, ...]]:
    """Takes back the last operation of the folder: its files are set aside, never deleted.

    Returns the subfolder they were moved to and their names; None and what else was undone where there are no files.
    Raises FlowError ``nothing-to-undo``, ``undo-missing``
    (a file is gone), ``undo-changed`` (a file was changed since: it is not ours to move any more) or ``undo-failed``.
    """
    from flows.base.files import make_folder  # start-up

    journal = Journal(folder, now)
    if _last(folder, journal.entries()) is None:  # looked at before the lock, which would leave a file behind
        raise undo_problems.nothing(folder)
    with folder_lock(folder):
        entries = journal.entries()
        target = _last(folder, entries)
        if target is None:  # taken back by somebody else while we waited for the lock
            raise undo_problems.nothing(folder)
        if target.own is not None:
            operation, plan = target.own
            journal.append("undoing", target.operation_id)
            operation.take_back(plan)
            journal.append("undone", target.operation_id)
            return None, target.lines
        aside = _begun(folder, entries, target) or _fresh(folder, now())
        to_move = _still_here(target, aside)
        make_folder(aside)
        journal.append("undoing", target.operation_id, moved_to=aside.name)
        for path in to_move:
            _move(path, aside / path.name)
        _see_aside(target, aside)
        journal.append("undone", target.operation_id, moved_to=aside.name)
        return aside, tuple(path.name for path in target.files)


def would_undo(folder: Path, now: Callable[[], datetime]) -> tuple[bool, tuple[str, ...]]:
    """Whether ``undo_last`` would set files aside now, and their names or what else it would undo; changes nothing.

    Raises ``nothing-to-undo``.
    """
    target = _last(folder, Journal(folder, now).entries())
    if target is None:
        raise undo_problems.nothing(folder)
    return target.own is None, target.lines or tuple(path.name for path in target.files)


def _last(folder: Path, entries: Sequence[Entry]) -> _Target | None:
    """The last operation that made files and was not taken back, whether it was verified or interrupted."""
    undone = {entry["id"] for entry in entries if entry["event"] == "undone"}
    interrupted = {entry["id"] for entry in unfinished(entries)}
    for entry in reversed(entries):
        target = None
        if entry["event"] not in {"verified", "started"} or entry["id"] in undone:
            continue
        if (operation := _undoable(entry)) is not None:
            target = _outside(folder, entries, entry, operation)
        elif entry["event"] == "verified" and entry["id"] not in undone:
            target = _verified(folder, entry)
        elif entry["event"] == "started" and entry["id"] in interrupted:
            target = _interrupted(folder, entry)
        if target is not None and (target.files or target.lines):
            return target
    return None


def _undoable(entry: Entry) -> Undoable | None:
    """The operation of an entry, when it takes its work back itself."""
    from flows.catalogue import EVERY  # start-up

    operations = (item.operation for flow in EVERY.values() for item in flow.items if isinstance(item, Do))
    named = (each for each in operations if each.name == entry.get("operation"))
    return next((each for each in named if isinstance(each, Undoable)), None)


def _outside(folder: Path, entries: Sequence[Entry], entry: Entry, operation: Undoable) -> _Target | None:
    begun = next(each for each in entries if each["id"] == entry["id"])
    try:
        plan = Plan.from_json(begun["plan"], folder)
        lines = operation.to_take_back(plan) or _begun_here(entries, entry)
    except (KeyError, TypeError, ValueError, AttributeError):  # a journal edited by hand
        return None
    return _Target(str(entry["id"]), {}, (operation, plan), lines)


def _begun_here(entries: Sequence[Entry], entry: Entry) -> tuple[str, ...]:
    """What is left of an undoing that was cut short on this computer: its end was not noted, and nothing else is next.

    Without it a second „cofnij”, meant to finish the first, would take back the step before (tests/trust).
    """
    last = next(each for each in reversed(entries) if each["id"] == entry["id"])
    here = last["event"] == "undoing" and last.get("computer") == platform.node()
    return ("reszta przerwanego cofania",) if here else ()


def _verified(folder: Path, entry: Entry) -> _Target | None:
    try:
        files = {inside(folder, name): str(digest) for name, digest in entry["files"].items()}
    except (KeyError, AttributeError, ValueError):  # a journal edited by hand
        return None
    return _Target(str(entry["id"]), files)


def _interrupted(folder: Path, entry: Entry) -> _Target | None:
    try:
        planned = [inside(folder, name) for name in entry["plan"]["writes"]]
    except (KeyError, TypeError, ValueError):  # a journal edited by hand
        return None
    return _Target(str(entry["id"]), dict.fromkeys(path for path in planned if path.is_file()))


def _begun(folder: Path, entries: Sequence[Entry], target: _Target) -> Path | None:
    """The subfolder of an earlier undoing of the same operation that was interrupted."""
    for entry in reversed(entries):
        if entry["event"] == "undoing" and entry["id"] == target.operation_id:
            name = str(entry.get("moved_to"))
            try:
                aside = inside(folder, name)
                # A link would carry our files out of the folder.
                return aside if name.startswith(ASIDE) and not aside.is_symlink() else None
            except ValueError:  # a journal edited by hand
                return None
    return None


def _fresh(folder: Path, now: datetime) -> Path:
    """A subfolder named after the time, moved on by seconds until there is none of that name."""
    while (aside := folder / f"{ASIDE}{now:%Y%m%d-%H%M%S}").exists():
        now += timedelta(seconds=1)
    return aside


def _still_here(target: _Target, aside: Path) -> list[Path]:
    """The files to be moved; refuses when one is neither here nor set aside already, or has changed."""
    to_move = []
    for path, digest in target.files.items():
        moved = aside / path.name
        if path.is_file():
            if digest is not None and _digest(path) != digest:
                raise undo_problems.changed(path)
            to_move.append(path)
        elif not (moved.is_file() and file_sha256(moved) == digest):
            raise undo_problems.missing(path)
    return to_move


def _digest(path: Path) -> str:
    """Raises FlowError ``file-unreadable``: what cannot be looked at is not moved."""
    from flows.base import file_problems  # start-up

    try:
        return file_sha256(path)
    except OSError as error:
        raise FlowError(file_problems.unreadable(path, error)) from error


def _move(source: Path, target: Path) -> None:
    """Gives the file its new name, never over an existing one, then takes the old name away."""
    from flows.base.placing import without_replacing  # start-up

    try:
        if not (target.is_file() and target.samefile(source)):  # linked already, and interrupted before the unlink
            without_replacing(source, target)
        source.unlink(missing_ok=True)  # gone already where the name was moved, still there after a hard link
    except OSError as error:
        raise undo_problems.not_moved(source, target, error) from error


def _see_aside(target: _Target, aside: Path) -> None:
    """Reads back what was moved: „cofnięto” is said of nothing else."""
    for path, digest in target.files.items():
        moved = aside / path.name
        if path.exists() or not moved.is_file() or (digest is not None and file_sha256(moved) != digest):
            raise undo_problems.not_seen_aside(path, aside)
