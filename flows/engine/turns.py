"""What „cofnij” and „przywróć” did, as the journal has it: each operation's last turn, its files, where they lie."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from flows.base.inside import inside
from flows.engine.journal import Entry

ASIDE = "Cofniete-"
"""How the name of a subfolder begins in which „cofnij” puts files."""
_TURNS = frozenset({"undoing", "undone", "redoing", "redone"})


def last_turns(entries: Sequence[Entry]) -> dict[str, Entry]:
    """For each operation that „cofnij” or „przywróć” ever touched, their last entry, by its id; oldest first."""
    found: dict[str, Entry] = {}
    for entry in entries:
        if entry["event"] in _TURNS:
            found.pop(entry["id"], None)
            found[entry["id"]] = entry
    return found


def by_id(entries: Sequence[Entry]) -> dict[str, list[Entry]]:
    """All that the journal has of each operation. At once: a search for each is quadratic."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry["id"], []).append(entry)
    return found


def aside_of(folder: Path, turn: Entry) -> Path | None:
    """The subfolder that an entry of „cofnij” names; None when it names none, or no good one (edited by hand)."""
    name = str(turn.get("moved_to"))
    try:
        aside = inside(folder, name)
    except ValueError:
        return None
    # A link would carry our files out of the folder.
    return aside if name.startswith(ASIDE) and not aside.is_symlink() else None


def files_of(folder: Path, of_it: Sequence[Entry]) -> dict[str, str | None]:
    """The files of the operation whose entries these are, with their SHA-256; None for those of an interrupted one.

    Raises KeyError, TypeError, ValueError or AttributeError on a journal edited by hand.
    """
    verified = next((entry for entry in reversed(of_it) if entry["event"] == "verified"), None)
    if verified is not None:
        return {inside(folder, name).name: str(digest) for name, digest in verified["files"].items()}
    started = next((entry for entry in reversed(of_it) if entry["event"] == "started"), {})
    return {inside(folder, name).name: None for name in started["plan"]["writes"]}
