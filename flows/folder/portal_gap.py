"""ZSMOPL half done: the old certificate was deleted there, and the new one is not imported yet.

Until it is, the pharmacy cannot report, and whoever begins the step anew must not be told to delete again. So the
journal knows it as soon as it is said, and the greeting, „stan” and every farewell can say it. It ends when the new
date is confirmed (step 5), or when the entry is withdrawn.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from pathlib import Path

from flows.base.errors import FlowError
from flows.engine.journal import Entry, Journal, entries_of, taken_back
from flows.folder import history
from flows.ports.computer import Standpoint

REMOVED = "portal-removed"
"""The event; what it says stands in its ``says``, as „cofnij” shows it."""
_SAYS = "w ZSMOPL usunięto stary certyfikat, a nowego jeszcze tam nie ma"


def note(folder: Path, here: Standpoint) -> None:
    """Writes it down, once. Raises FlowError ``journal-not-written``."""
    journal = Journal(folder, here)
    if since(journal.entries()) is None:
        journal.append(REMOVED, uuid.uuid4().hex[:12], flow="zsmopl", says=_SAYS)


def since(entries: Sequence[Entry]) -> Entry | None:
    """The entry with which it was said, while no later date was confirmed; None: nothing is known to be missing."""
    undone = taken_back(entries)
    confirmed = history.last_finished(entries, history.PORTAL)
    found: Entry | None = None
    for entry in entries:
        if entry["event"] == REMOVED and entry["id"] not in undone:
            found = found or entry
        elif confirmed is not None and entry is confirmed:
            found = None
    return found


def stands(folder: object) -> Entry | None:
    """The same, read from the folder's journal; None where there is none that can be read."""
    if not isinstance(folder, Path):
        return None
    try:
        return since(entries_of(folder))
    except FlowError:  # whoever works with it will say so
        return None


def warning(entry: Entry) -> str:
    """What to say of it."""
    day = history.day_of(entry)
    return (
        f"UWAGA: w ZSMOPL nie ma teraz żadnego certyfikatu: stary usunięto (zapisano {day}), a nowego jeszcze nie "
        "zaimportowano. Dopóki go tam nie ma, raportowanie do ZSMOPL stoi. Niczego już nie trzeba usuwać, wystarczy "
        "import nowego pliku WSS. Proszę wpisać „co dalej”."
    )
