"""Whether RaportNet may be standing still: written down before it is stopped, and again when it is seen to run.

A stopped RaportNet sends no reports, and forgetting START is the usual slip of step 7. So the journal knows it from the
first press on, whoever is interrupted, and the greeting, „stan” and every farewell can say it.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from flows.engine.journal import Entry, Journal, entries_of
from flows.folder.history import moment_of
from flows.ports.computer import Standpoint

STOPPED, RUNNING = "stopped", "running"
"""Events of the journal; not operations: the same words for what we did and what the user reports."""
LONG = timedelta(minutes=10)
"""A stop of the usual length; reports may be missed after it."""


def note(event: str, folder: Path, here: Standpoint) -> None:
    """Writes ``STOPPED`` or ``RUNNING`` down. Raises FlowError ``journal-not-written``."""
    Journal(folder, here).append(event, uuid.uuid4().hex[:12], flow="raportnet")


def since(entries: Sequence[Entry]) -> Entry | None:
    """The entry with which it was stopped and not seen or said to run again; None: nothing is known to stand."""
    found: Entry | None = None
    for entry in entries:
        if entry["event"] == RUNNING:
            found = None
        elif entry["event"] == STOPPED and found is None:
            found = entry
    return found


def runs_since(folder: Path, stop: Entry) -> bool:
    """Whether this folder's journal saw the same computer's RaportNet run after a stop that another folder tells of.

    In a later second: of the same one, nobody knows which came first.
    """
    return any(
        entry["event"] == RUNNING and entry["time"] > stop["time"] and entry.get("computer") == stop.get("computer")
        for entry in entries_of(folder)
    )


def stands(folder: Path) -> Entry | None:
    """The same, read from the folder's journal."""
    return since(entries_of(folder))


def is_long(entry: Entry, now: datetime) -> bool:
    """Whether it has stood longer than usual, or nobody knows since when."""
    moment = moment_of(entry)
    return moment is None or now - moment > LONG


def warning(entry: Entry, now: datetime, *, inside: bool = False) -> str:
    """What to say of it, with the time and, when it has been long, how long; ``inside``: in the middle of the step."""
    act = _ACT_INSIDE if inside else _ACT
    said = f"UWAGA: RaportNet na komputerze {entry.get('computer', '?')} może być zatrzymany"
    moment = moment_of(entry)
    if moment is None:
        return f"{said}. {act}"
    gone = now - moment
    day = "" if moment.date() == now.astimezone().date() else f"{moment:%d.%m.%Y} "
    long = f", czyli od {_length(gone)}, i nie wysyła raportów" if gone > LONG else ""
    return f"{said} od {day}{moment:%H:%M}{long}. {act}"


_ACT = (
    "Proszę spojrzeć na jego okno i nacisnąć „START”, a krok dokończyć poleceniem „raportnet”. "
    "Jeśli już działa, proszę wpisać „raportnet działa”."
)
_ACT_INSIDE = "Na końcu tego kroku proszę nie zapomnieć o „START”; kto musi przerwać, naciska go od razu."


def _length(gone: timedelta) -> str:
    minutes = int(gone.total_seconds() // 60)
    if minutes < 120:  # noqa: PLR2004  (two hours: up to there minutes say more)
        return f"{minutes} min"
    return f"{minutes // 60} godz." if minutes < 2 * 24 * 60 else f"{minutes // (24 * 60)} dni"
