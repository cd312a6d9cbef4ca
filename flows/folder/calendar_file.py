"""The file of deadlines in a working folder: its name, writing, reading back, and whether one is there already."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from icalendar import Calendar

from flows.base.errors import FlowError
from flows.base.file_problems import not_verified
from flows.base.files import read_file, write_new
from flows.base.stamps import free_name
from flows.folder.calendar_text import calendar
from flows.folder.deadlines import Event

PATTERN = "terminy-*.ics"
_MAX_BYTES = 65_536
"""Ours have about 3 kB; a hostile megabyte keeps the calendar library busy for 2.6 s (measured)."""
_NEWEST = 5


def new_name(folder: Path, now: datetime) -> Path:
    """A name after the time, moved on by seconds until there is no such file."""
    return free_name(folder, "terminy-", now, ".ics")


def that_holds(folder: Path, events: Iterable[Event]) -> Path | None:
    """A file of the folder that already has all these events on their days; None when there is none."""
    wanted = {event.uid: event.day for event in events}
    for path in sorted(folder.glob(PATTERN), reverse=True)[:_NEWEST]:
        with suppress(FlowError):
            if wanted.items() <= _days(path).items():
                return path
    return None


def write(path: Path, events: Iterable[Event], now: datetime) -> str:
    """Writes the file and returns its SHA-256. Raises FlowError as ``files.write_new`` does."""
    return write_new(path, calendar(events, now))


def check(path: Path, events: Iterable[Event]) -> None:
    """Reads the file back with the calendar library. Raises FlowError ``not-verified``."""
    if not {event.uid: event.day for event in events}.items() <= _days(path).items():
        raise _not_verified(path)


def _days(path: Path) -> dict[str, date]:
    """The day of each entry by its UID. Raises FlowError."""
    try:
        entries = Calendar.from_ical(read_file(path, _MAX_BYTES)).walk("VEVENT")
        return {str(entry["uid"]): entry.decoded("dtstart") for entry in entries}
    except (ValueError, KeyError, IndexError) as error:  # a calendar of somebody else, or half of one
        raise _not_verified(path) from error


def _not_verified(path: Path) -> FlowError:
    return not_verified(
        f"Plik {path.name} nie zawiera terminów.",
        "Proszę spróbować ponownie: powstanie nowy plik.",
        page="link-validity",
        causes=("inny program zmienił ten plik",),
    )
