"""„Cofnij”: the latest thing that was done is taken back, whatever kind it is. Nothing is ever deleted.

Files are set aside in a dated subfolder. An operation whose work lies elsewhere, such as in a certificate store, takes
it back itself (``plan.Undoable``). What is only written down, such as a step done by hand or a date that was compared,
loses its entry: no file is touched, and „cofnij” never reaches past it to the files before.
An operation that was interrupted can be taken back as well: it is the way out when its password is lost, since
otherwise it would be completed for ever after. Undoing that is itself interrupted goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from pathlib import Path
from typing import Literal, TypeAlias

from flows.base.files import make_folder
from flows.base.stamps import free_name
from flows.engine import undo_problems
from flows.engine.journal import Entry, Journal, entries_of, unfinished
from flows.engine.lock import folder_lock
from flows.engine.moving import Move
from flows.engine.plan import Noting, Operation, Plan, Undoable
from flows.engine.turns import ASIDE, aside_of, by_id, files_of, last_turns
from flows.ports.computer import Computer

BY_HAND = "by-hand"
"""The event of a step that the user reports as done."""
SKIPPED, NOT_APPLICABLE = "skipped", "not-applicable"
"""Those of a step that the user goes past."""
_SAID = {BY_HAND: (), SKIPPED: ("krok pominięto",), NOT_APPLICABLE: ("krok oznaczono jako „nie dotyczy”",)}
SAYS = "says"
"""The field of an entry that is neither an operation nor such a step: what was reported, in Polish."""

Operations: TypeAlias = Mapping[str, Operation]
"""Every operation that there is, by the name that journals have (``model.operations_of``)."""

_WORK = frozenset({"verified", "done", "started", "redone", "redoing"})


@dataclass(frozen=True, slots=True)
class Marks:
    """What „to nie jest zrobione” is about: entries of ``keys`` (steps or operations; empty: any).

    Only among those that ``within`` leaves of the journal.
    """

    keys: frozenset[str] = frozenset()
    within: Callable[[Sequence[Entry]], Sequence[Entry]] = lambda entries: entries


@dataclass(frozen=True, slots=True)
class Taking:
    """What is taken back.

    ``files`` are set aside, by name with their SHA-256 (None: it was interrupted before); ``elsewhere`` is what the
    operation undoes by itself; a ``mark`` is an entry that is taken back, ``key`` the step that the user reported or
    the operation that wrote it, ``lines`` what a mark of an operation says. ``begun`` is when it was done, as in the
    journal. ``ids`` in the journal: a mark may have been made twice.
    """

    kind: Literal["files", "elsewhere", "mark"]
    ids: tuple[str, ...]
    key: str
    begun: str
    files: Mapping[str, str | None] = field(default_factory=dict)
    lines: tuple[str, ...] = ()
    own: tuple[Undoable, Plan] | None = None

    @property
    def id(self) -> str:
        """Tells it from every other: what was agreed to is what is done."""
        return self.ids[0]

    @property
    def names(self) -> tuple[str, ...]:
        """The files, or what else would be undone."""
        return tuple(self.files) or self.lines


def would_undo(folder: Path, computer: Computer, operations: Operations, marks: Marks | None = None) -> Taking:
    """What ``undo_last`` would take back now; changes nothing. Raises ``nothing-to-undo``."""
    taking = _last(folder, entries_of(folder), operations, computer, marks)
    if taking is None:
        raise undo_problems.nothing(folder) if marks is None else undo_problems.no_such_mark(folder)
    return taking


def undo_last(
    folder: Path,
    computer: Computer,
    operations: Operations,
    marks: Marks | None = None,
    agreed: str | None = None,
) -> tuple[Path | None, Taking]:
    """Takes back the last thing done in the folder: its files are set aside, never deleted. ``agreed``: its id.

    Returns the subfolder they were moved to, None where there are no files, and what was taken back.
    Raises FlowError ``nothing-to-undo``, ``undo-other`` (not what was agreed to), ``undo-missing``
    (a file is gone), ``undo-changed`` (a file was changed since: it is not ours to move any more) or ``undo-failed``.
    """
    would_undo(folder, computer, operations, marks)  # looked at before the lock, which would leave a file behind
    with folder_lock(folder):
        journal = Journal(folder, computer)
        taking = would_undo(folder, computer, operations, marks)  # somebody else may have done it while we waited
        if agreed is not None and taking.id != agreed:
            raise undo_problems.another("undo")
        if taking.own is not None:
            operation, plan = taking.own
            journal.append("undoing", taking.id)
            operation.take_back(plan, computer)
        if taking.kind == "files":
            return _set_aside(folder, journal, taking), taking
        for each in taking.ids:
            journal.append("undone", each)
        return None, taking


def _set_aside(folder: Path, journal: Journal, taking: Taking) -> Path:
    aside = _begun(folder, journal.entries(), taking) or free_name(folder, ASIDE, journal.here.now())
    move = Move(taking.files, folder, aside, "undo")
    left = move.left()
    make_folder(aside)
    journal.append("undoing", taking.id, moved_to=aside.name, files=left)
    move.carry(left)
    move.see()
    journal.append("undone", taking.id, moved_to=aside.name)
    return aside


def _last(
    folder: Path, entries: Sequence[Entry], operations: Operations, computer: Computer, marks: Marks | None
) -> Taking | None:
    """The latest thing that stands; where it is an entry that was made twice, both."""
    if marks is None:
        standing = _standing(folder, entries, operations, computer)
        first = next(standing, None)
        if first is None or first.kind != "mark":
            return first
        same = takewhile(lambda each: each.kind == "mark" and each.key == first.key, standing)
        return replace(first, ids=(first.id, *(each.id for each in same)))
    found = [each for each in _standing(folder, marks.within(entries), operations, computer) if each.kind == "mark"]
    keys = marks.keys or {each.key for each in found[:1]}
    meant = [each for each in found if each.key in keys]
    return replace(meant[0], ids=tuple(each.id for each in meant)) if meant else None


def _standing(folder: Path, entries: Sequence[Entry], operations: Operations, computer: Computer) -> Iterator[Taking]:
    """Everything that could be taken back, the latest first."""
    turns, every = last_turns(entries), by_id(entries)
    interrupted = {entry["id"] for entry in unfinished(entries)}
    seen: set[str] = set()
    for entry in reversed(entries):
        turn = turns.get(entry["id"])
        if entry["id"] in seen or (turn is not None and turn["event"] == "undone"):
            continue
        taking = None
        if entry["event"] in _SAID:
            lines = _SAID[entry["event"]]
            taking = Taking("mark", (entry["id"],), str(entry.get("flow")), entry["time"], lines=lines)
        elif isinstance(entry.get(SAYS), str):
            taking = Taking("mark", (entry["id"],), entry["event"], entry["time"], lines=(entry[SAYS],))
        elif entry["event"] in _WORK:
            try:
                taking = _of_operation(
                    folder, every[entry["id"]], entry, operations, computer, interrupted=entry["id"] in interrupted
                )
            except (KeyError, TypeError, ValueError, AttributeError):  # a journal edited by hand
                continue
        if taking is not None and (taking.names or taking.kind == "mark"):
            seen.add(entry["id"])
            yield taking


def _of_operation(
    folder: Path, of_it: Sequence[Entry], entry: Entry, operations: Operations, computer: Computer, *, interrupted: bool
) -> Taking | None:
    name = str(next((each["operation"] for each in of_it if "operation" in each), None))
    operation: object = operations.get(name)
    ids, begun = (entry["id"],), of_it[0]["time"]
    if isinstance(operation, Undoable):
        plan = Plan.from_json(of_it[0]["plan"], folder)
        lines = operation.to_take_back(plan, computer) or _begun_here(of_it[-1], computer)
        return Taking("elsewhere", ids, name, begun, lines=lines, own=(operation, plan))
    if entry["event"] == "started" and not interrupted:
        return None
    files = files_of(folder, of_it) if entry["event"] != "done" else {}
    if None in files.values():
        aside = aside_of(folder, of_it[-1]) if entry["event"] == "redoing" else None
        places = [folder, *([aside] if aside is not None else [])]
        files = {file: None for file in files if any((place / file).is_file() for place in places)}
    if not files and isinstance(operation, Noting) and entry["event"] in {"verified", "done"}:
        return Taking("mark", ids, name, begun, lines=(operation.noted(Plan.from_json(of_it[0]["plan"], folder)),))
    return Taking("files", ids, name, begun, files)


def _begun_here(last: Entry, computer: Computer) -> tuple[str, ...]:
    """What is left of an undoing that was cut short on this computer: its end was not noted, and nothing else is next.

    Without it a second „cofnij”, meant to finish the first, would take back the step before (tests/trust).
    """
    here = last["event"] == "undoing" and last.get("computer") == computer.place.computer
    return ("reszta przerwanego cofania",) if here else ()


def _begun(folder: Path, entries: Sequence[Entry], taking: Taking) -> Path | None:
    """The subfolder where an undoing of the same operation, or its bringing back, was interrupted."""
    turn = last_turns(entries).get(taking.id)
    return aside_of(folder, turn) if turn is not None and turn["event"] in {"undoing", "redoing"} else None
