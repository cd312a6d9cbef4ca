"""The working folders used last, so that the next start can go on where we were: kept in the user's own state folder.

With each stands what was next and due when it was last looked at and how its files stood then (names, sizes,
times). A start that finds them unchanged need not read them again: recognising certificates takes a library that loads
in 90 ms.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from assistant import __version__
from flows.base.door import Door
from flows.base.errors import FlowError
from flows.base.inside import exists
from flows.base.user_files import in_state, keep
from flows.folder.deadlines import KINDS, Deadline
from flows.folder.snapshots import snapshot

_SHA256 = Door("hashlib:sha256")  # loads OpenSSL, and most starts know no folder
KEPT = 8
MAX_BYTES = 65_536


@dataclass(frozen=True, slots=True)
class Recent:
    """A folder, how it stood when it was last looked at ("" when it never was), and what was next and due then."""

    folder: Path
    seen: str = ""
    next: str | None = None
    deadlines: tuple[Deadline, ...] = ()


def recent_file() -> Path:
    """Where the list stands."""
    return in_state("foldery.json")


def recent_folders() -> tuple[Recent, ...]:
    """Folders that are there now, the latest first."""
    return tuple(each for each in _listed() if exists(each.folder))


def was_used(folder: Path) -> bool:
    """Whether it is among the folders used last, there or not."""
    return any(each.folder == folder for each in _listed())


def folder_away() -> Path | None:
    """The folder used last, when it is not there now: on a stick that was pulled out."""
    latest = next(iter(_listed()), None)
    return latest.folder if latest is not None and not exists(latest.folder) else None


def _listed() -> tuple[Recent, ...]:
    """All that is kept. A missing or broken list is an empty one."""
    path = recent_file()
    try:
        if path.stat().st_size > MAX_BYTES:
            return ()
        listed = json.loads(path.read_text(encoding="utf-8"))
        return tuple(_read(each) for each in listed if isinstance(each, dict))
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return ()


def look_of(folder: Path) -> str:
    """How the files of the folder stand now; also another version of the program looks anew."""
    look = repr((__version__, sorted(snapshot(folder))))
    return str(_SHA256(look.encode("utf-8", "replace")).hexdigest())


def remember(folder: Path, seen: str = "", following: str | None = None, deadlines: tuple[Deadline, ...] = ()) -> None:
    """Puts the folder first. Failing to is no reason to stop: the next start asks for the folder."""
    latest = Recent(folder, seen, following, deadlines)
    listed = [latest, *(each for each in _listed() if each.folder != folder)][:KEPT]
    data = [
        {
            "folder": str(each.folder),
            "seen": each.seen,
            "next": each.next,
            "deadlines": [[one.kind, one.what, one.day.isoformat()] for one in each.deadlines],
        }
        for each in listed
    ]
    try:
        keep(recent_file(), json.dumps(data, ensure_ascii=False).encode("utf-8", "replace"))
    except FlowError:
        return


def _read(entry: dict[str, Any]) -> Recent:
    following = entry.get("next")
    named = following if isinstance(following, str) else None
    due = tuple(_deadline(*each) for each in entry.get("deadlines", ()))
    return Recent(Path(str(entry["folder"])), str(entry.get("seen")), named, due)


def _deadline(kind: Any, what: object, day: str) -> Deadline:
    if kind not in KINDS:  # edited by hand
        raise ValueError(kind)
    return Deadline(kind, str(what), date.fromisoformat(day))
