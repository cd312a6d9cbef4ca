"""What lies in the working folder and what its journal and ledger tell: all that a step may be proved by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from flows.base.inside import inside
from flows.engine.journal import Entry, entries_of, unfinished
from flows.engine.proof import Proof
from flows.folder import history
from flows.folder.computers import Computers
from flows.folder.current_set import CurrentPair, current_set
from flows.folder.ledger import Ledger
from flows.folder.names import PURPOSES, Purpose
from flows.folder.recognise import scan_folder
from flows.folder.standing import SOUND, Standing, standing
from flows.ports.computer import Standpoint
from flows.ports.place import NOWHERE, Place

if TYPE_CHECKING:
    from cryptography import x509

    from flows.folder.recognise import Contents


@dataclass(frozen=True)
class Seen:
    """One look at the folder, at the moment ``now``.

    ``found`` as of ``scan_folder``; ``every``: all entries of the journal; ``interrupted``: names of operations that
    were cut short and left something; ``current``: the renewal under way; ``here``: this account of this computer.
    """

    folder: Path
    now: datetime
    found: Sequence[Contents] = ()
    every: Sequence[Entry] = ()
    interrupted: frozenset[str] = frozenset()
    current: Mapping[Purpose, CurrentPair] = field(default_factory=dict)
    standing: Standing = SOUND
    computers: Computers = field(default_factory=Computers)
    here: Place = NOWHERE

    @cached_property
    def entries(self) -> Sequence[Entry]:
        """Those of this renewal."""
        return history.this_renewal(self.every)

    @cached_property
    def certified(self) -> Mapping[Purpose, x509.Certificate]:
        """The certificates that were issued for the keys of this renewal."""
        return {name: pair.certificate for name, pair in self.current.items() if pair.certificate is not None}

    @cached_property
    def link(self) -> date | None:
        """The last day of the e-mail's links."""
        return history.link_deadline(self.entries)

    def by_word(self, flow: str) -> Proof:
        """What the user's word alone proves of the step."""
        entry = history.said(self.entries).get(flow)
        if entry is None:
            return Proof("todo", "brak zapisu, że wykonano")
        return Proof("said", f"zapisano {history.day_of(entry)} jako wykonane, bez sprawdzenia")


def look(folder: Path, here: Standpoint) -> Seen:
    """Looks at the folder, which is there; changes nothing."""
    found, every, moment = scan_folder(folder), entries_of(folder), here.now()
    interrupted = {str(entry.get("operation")) for entry in unfinished(every) if left_something(entry, folder)}
    current = current_set(found)
    seen = Seen(
        folder,
        moment,
        found,
        every,
        frozenset(interrupted),
        current,
        standing(folder, found, every, moment),
        Ledger(folder, here).read(),
        here.place,
    )
    if current and len(seen.certified) < len(PURPOSES):  # what was seen last is of an earlier renewal
        return replace(seen, computers=replace(seen.computers, last=frozenset()))
    return seen


def left_something(entry: Entry, folder: Path) -> bool:
    """Whether an unfinished operation got as far as a file; else there is nothing to complete.

    One that writes no files works elsewhere, in a certificate store: what it left there cannot be told from here.
    """
    try:
        writes = [inside(folder, name) for name in entry["plan"]["writes"]]
        return not writes or any(path.exists() for path in writes)
    except (KeyError, TypeError, ValueError):  # a journal edited by hand
        return False
