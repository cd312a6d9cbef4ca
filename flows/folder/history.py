"""What the journal tells about the renewal under way. Pure; a journal edited by hand is no error.

An earlier renewal in the same folder does not count: reading starts with the last requests that were made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from flows.engine.journal import Entry, taken_back

REQUESTS, PKCS12, LETTER, PORTAL = "generate-requests", "build-pkcs12", "record-letter", "compare-portal"
INSTALL, PROFILE, COLLECTED = "install-certificates", "record-profile", "collect-downloads"
KIT = "make-kit"
REPLACED, COMPARED = "replace-raportnet", "compare-raportnet"
_DONE = frozenset({"verified", "done"})


def this_renewal(entries: Sequence[Entry]) -> Sequence[Entry]:
    """The entries since the requests of this renewal were begun; requests taken back begin nothing."""
    made = last_finished(entries, REQUESTS)
    if made is None:
        return entries
    operation = made["id"]
    return entries[next(number for number, entry in enumerate(entries) if entry["id"] == operation) :]


def said(entries: Sequence[Entry]) -> dict[str, Entry]:
    """The user's own reports, by flow, without those that were taken back."""
    undone = taken_back(entries)
    return {
        str(entry.get("flow")): entry for entry in entries if entry["event"] == "by-hand" and entry["id"] not in undone
    }


def last_finished(entries: Sequence[Entry], operation: str) -> Entry | None:
    """The last entry that closed this operation and was not taken back."""
    return next(reversed(_standing(entries, operation)), None)


def built(entries: Sequence[Entry], wanted: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Purpose, file name and SHA-256 of each PKCS#12 that was verified to hold a wanted certificate."""
    details = _details(entries)
    for entry in entries:
        files = entry.get("files")
        if entry["event"] != "verified" or not isinstance(files, dict):
            continue
        parts = details.get(entry["id"], {}).get("parts")
        for purpose, part in parts.items() if isinstance(parts, dict) else ():
            if not isinstance(part, dict) or purpose not in wanted or part.get("sha256") != wanted[purpose]:
                continue
            output = str(part.get("output"))
            if output in files:
                yield purpose, output, str(files[output])


def files_of(entries: Sequence[Entry], operation: str) -> frozenset[str]:
    """SHA-256 of every file that this operation ever verified here."""
    done = [entry.get("files") for entry in entries if entry.get("operation") == operation]
    return frozenset(str(digest) for files in done if isinstance(files, dict) for digest in files.values())


def link_deadline(entries: Sequence[Entry]) -> date | None:
    """The last day of the e-mail's links, when a letter with them was recorded; the earliest of several letters."""
    details = _details(entries)
    days = [_date(details.get(entry["id"], {}).get("deadline")) for entry in _standing(entries, LETTER)]
    return min((day for day in days if day is not None), default=None)


def letter_day(entries: Sequence[Entry]) -> date | None:
    """When the letter with the links came, as it says or the user said; the earliest of several."""
    details = _details(entries)
    letters = [details.get(entry["id"], {}) for entry in _standing(entries, LETTER)]
    days = [_date(letter.get("received")) for letter in letters if letter.get("deadline")]
    return min((day for day in days if day is not None), default=None)


def profile_end(entries: Sequence[Entry]) -> date | None:
    """Until when the manager's trusted profile is valid, as the user told us last."""
    entry = last_finished(entries, PROFILE)
    return _date(_details(entries).get(entry["id"], {}).get("until")) if entry is not None else None


def application_number(entries: Sequence[Entry]) -> str | None:
    """The number that the acknowledgement gave."""
    details = _details(entries)
    numbers = [details.get(entry["id"], {}).get("number") for entry in _standing(entries, LETTER)]
    return next((number for number in reversed(numbers) if isinstance(number, str)), None)


def portal_date(entries: Sequence[Entry]) -> date | None:
    """The day that ZSMOPL showed, as the user read it out and we compared it."""
    entry = last_finished(entries, PORTAL)
    return _date(_details(entries).get(entry["id"], {}).get("date")) if entry is not None else None


def raportnet(entries: Sequence[Entry]) -> tuple[Entry, frozenset[date]] | None:
    """How step 7 was closed last, through the window or by a person's reading, and the days that count as its date."""
    last = next(reversed(_standing(entries, REPLACED, COMPARED)), None)
    if last is None:
        return None
    details = _details(entries).get(last["id"], {})
    days = details.get("days") if last.get("operation") == REPLACED else [details.get("day")]
    found = (_date(day) for day in (days if isinstance(days, list) else ()))
    return last, frozenset(day for day in found if day is not None)


def moment_of(entry: Entry) -> datetime | None:
    """When an entry was written; None in a journal edited by hand, or of a time that cannot be."""
    try:
        return datetime.fromisoformat(entry["time"]).astimezone()
    except (ValueError, TypeError, OverflowError):
        return None


def day_of(entry: Entry) -> str:
    """When an entry was written, as DD.MM.RRRR."""
    try:
        return f"{datetime.fromisoformat(entry['time']):%d.%m.%Y}"
    except ValueError:
        return "(data nieczytelna)"


def hour_of(entry: Entry) -> str:
    """The time of day an entry was written, as H:MM."""
    try:
        written = datetime.fromisoformat(entry["time"])
    except ValueError:
        return "(godzina nieczytelna)"
    return f"{written.hour}:{written:%M}"


def _standing(entries: Sequence[Entry], *operations: str) -> list[Entry]:
    """The entries that closed one of these operations, oldest first, without those that were taken back."""
    undone = taken_back(entries)
    return [
        entry
        for entry in entries
        if entry["event"] in _DONE and entry.get("operation") in operations and entry["id"] not in undone
    ]


def _details(entries: Sequence[Entry]) -> dict[str, dict[str, Any]]:
    """The details of each operation's last plan, by the operation's id. All at once: a search for each is quadratic."""
    found: dict[str, dict[str, Any]] = {}
    for entry in entries:
        if entry["event"] == "started" and isinstance(entry.get("plan"), dict):
            details = entry["plan"].get("details")
            found[entry["id"]] = details if isinstance(details, dict) else {}
    return found


def _date(text: object) -> date | None:
    try:
        return date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
