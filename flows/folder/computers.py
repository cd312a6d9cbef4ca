"""The computers of the pharmacy: which there are, and on which both certificates were seen and tried.

A certificate store belongs to an account of a computer, unless it is the computer's own: so both are kept.

``komputery.jsonl`` in the working folder, which may lie on a stick or a share: one JSON object a line, only ever
appended, and read back after writing, so that two computers that write at once lose nothing.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from flows.base.errors import FlowError, Problem
from flows.base.polish import bare_words
from flows.base.system_words import in_polish
from flows.engine.journal import append_line, read_lines, user_name

STEP = "windows"
"""The flow that installs, as the journal has it where a person says that it is done."""
KIT = "zestaw"
"""The flow that makes the files for the next computer."""

FILE_NAME = "komputery.jsonl"
MAX_COMPUTERS = 500
MACHINE = "windows-maszyna"
"""The store that all accounts of a computer share."""
HERE = "ten komputer"
"""Names the computer on which it is said."""
_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class Place:
    """Where certificates were seen: a computer, and the account whose store it was, "" for all of its accounts.

    Equal however they are written: Windows tells neither apart by the case of letters.
    """

    computer: str
    account: str = ""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Place) and self._folded == other._folded

    def __hash__(self) -> int:
        return hash(self._folded)

    @property
    def _folded(self) -> tuple[str, str]:
        return self.computer.casefold(), self.account.casefold()

    def is_on(self, computer: str) -> bool:
        """Whether it is of this computer."""
        return self.computer.casefold() == computer.casefold()

    def is_called(self, name: str) -> bool:
        """Whether the name means just this account: „SERWER konto Anna”."""
        whole = (f"{self.computer} konto {self.account}", f"{self.computer} {self.account}")
        return bool(self.account) and same(name) in {same(each) for each in whole}


NOWHERE = Place("")
_Where = TypeVar("_Where", Place, str)


def here() -> Place:
    """This account of this computer."""
    return Place(platform.node(), user_name())


@dataclass(frozen=True, slots=True)
class Told:
    """What the user said: how many computers there are, and what they are called as far as known.

    ``more``: beside those that are known.
    """

    count: int
    names: tuple[str, ...] = ()
    more: bool = False

    @property
    def by_account(self) -> bool:
        """Whether some of the names mean accounts."""
        return any(" konto " in bare_words(name) for name in self.names)

    def accounts(self, computer: str) -> tuple[str, ...]:
        """The names that mean a single account of this computer."""
        start = same(f"{computer} konto")
        return tuple(name for name in self.names if same(name).startswith(start) and same(name) != start)


@dataclass(frozen=True, slots=True)
class Computers:
    """``told`` is None before anybody said anything; ``verified``: thumbprints (SHA-256) by place.

    ``last``: those of the last entry. ``said``: thumbprints by the name of a computer on which a person says that they
    are. ``kit``: those for which a kit was made, ``kit_at`` where. ``called``: by a person's name for a computer (as
    ``same`` writes it) the one that the computer gives itself.
    """

    told: Told | None = None
    verified: Mapping[Place, frozenset[str]] = field(default_factory=dict)
    last: frozenset[str] = frozenset()
    said: Mapping[str, frozenset[str]] = field(default_factory=dict)
    kit: frozenset[str] = frozenset()
    kit_at: str = ""
    called: Mapping[str, str] = field(default_factory=dict)

    def key(self, name: str) -> str:
        """Two names of one computer have the same."""
        return same(self.called.get(same(name), name))

    def ready(self, wanted: frozenset[str]) -> tuple[str, ...]:
        """The computers on which all the wanted certificates were seen; an account by itself where it was named so."""
        return tuple(dict.fromkeys(self._called(place) for place in self.places(wanted)))

    @property
    def seen_on(self) -> tuple[str, ...]:
        """Every computer with something seen there."""
        spelled: dict[str, str] = {}
        for place in self.verified:
            spelled.setdefault(place.computer.casefold(), place.computer)
        return tuple(spelled.values())

    def places(self, wanted: frozenset[str]) -> tuple[Place, ...]:
        """Where all of them were seen together."""
        return tuple(place for place, seen in self.verified.items() if wanted and wanted <= seen)

    def seen_at(self, place: Place) -> frozenset[str]:
        """What programs of that account find."""
        return self.verified.get(place, frozenset()) | self.verified.get(Place(place.computer), frozenset())

    def elsewhere(self, wanted: frozenset[str], place: Place) -> tuple[str, ...]:
        """Other accounts of the place's computer that have them all, where it has not and is not known to need none."""
        others = tuple(each.account for each in self.places(wanted) if each.is_on(place.computer))
        named = self.told.accounts(place.computer) if self.told else ()
        needs = not named or any(place.is_called(name) for name in named)
        return () if wanted <= self.seen_at(place) or not needs else others

    def _called(self, place: Place) -> str:
        names = self.told.names if self.told else ()
        return next((name for name in names if place.is_called(name)), place.computer)

    def by_word(self, wanted: frozenset[str]) -> tuple[str, ...]:
        """Those on which only a person says that all of them are."""
        ready = set(map(self.key, self.ready(wanted)))
        return tuple(
            name for name, has in self.said.items() if wanted and wanted <= has and self.key(name) not in ready
        )

    def missing(self, wanted: frozenset[str]) -> tuple[str, ...]:
        """Those that the user named and of which nothing is known yet."""
        done = set(map(self.key, (*self.ready(wanted), *self.by_word(wanted))))
        return tuple(name for name in (self.told.names if self.told else ()) if self.key(name) not in done)

    def left(self, wanted: frozenset[str]) -> int | None:
        """On how many it is still to be done, at least where a person says so; None while nobody said how many."""
        done = {self.key(name) for name in (*self.ready(wanted), *self.by_word(wanted))}
        denied = {self.key(name) for name, has in self.said.items() if not has} - done
        return None if self.told is None else max(self.told.count - len(done), len(denied), 0)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The ledger of ``folder``."""

    folder: Path
    now: Callable[[], datetime]

    @property
    def path(self) -> Path:
        """Where it stands; it may not exist yet."""
        return self.folder / FILE_NAME

    def tell(self, told: Told) -> None:
        """Keeps what the user said; a number alone takes no names away that it has room for.

        Raises FlowError ``ledger-not-written``.
        """
        known = self.read()
        names = tuple(platform.node() if name == HERE else name for name in told.names)
        if not told.more and not names and known.told is not None and len(known.told.names) <= told.count:
            names = known.told.names
        whole = Told(told.count, names)
        if told.more:
            before = known.told or Told(max(1, len(known.seen_on)))
            listed = {same(name) for name in before.names}
            added = tuple(name for name in names if same(name) not in listed)
            whole = Told(before.count + told.count - (len(names) - len(added)), (*before.names, *added))
        if known.told != whole:
            self._append({"event": "told", "count": whole.count, "names": list(whole.names)})

    def say(self, name: str, sha256s: Collection[str]) -> None:
        """A person says that these are on the computer of that name; none of them: that they are not.

        Raises FlowError ``ledger-not-written``.
        """
        called = platform.node() if name == HERE else name
        if self.read().said.get(called) != frozenset(sha256s):
            self._append({"event": "said", "name": called, "sha256": sorted(sha256s)})

    def strike(self, name: str) -> None:
        """A person says that there is no such computer any more. Raises FlowError ``ledger-not-written``."""
        self._append({"event": "gone", "name": name})

    def call(self, name: str) -> None:
        """A person calls this computer so. Raises FlowError ``ledger-not-written``."""
        if self.read().called.get(same(name)) != platform.node():
            self._append({"event": "called", "name": name})

    def made_kit(self, kit: Path, sha256s: Collection[str]) -> None:
        """The files for the next computer lie there. Raises FlowError ``ledger-not-written``."""
        self._append({"event": "kit", "folder": str(kit), "sha256": sorted(sha256s)})

    def record(self, store: str, sha256s: Sequence[str]) -> None:
        """These certificates were seen here and signed. Raises FlowError ``ledger-not-written``."""
        if not set(sha256s) <= self.read().verified.get(_owner(here(), store), frozenset()):
            self._append({"event": "verified", "store": store, "sha256": list(sha256s)})

    def forget(self, store: str, sha256s: Sequence[str]) -> None:
        """These certificates were taken out of it again. Raises FlowError ``ledger-not-written``."""
        if self.read().verified.get(_owner(here(), store), frozenset()) & set(sha256s):
            self._append({"event": "removed", "store": store, "sha256": list(sha256s)})

    def take_over(self, other: Ledger) -> None:
        """Adds the other ledger's lines that are not here, as they are. Raises FlowError ``ledger-not-written``."""
        mine = set(read_lines(self.path))
        for line in read_lines(other.path):
            if line not in mine and _parse(line) is not None:
                self._write(line)

    def lacks(self, other: Ledger) -> bool:
        """Whether the other ledger has lines that are not here."""
        mine = set(read_lines(self.path))
        return any(line not in mine and _parse(line) is not None for line in read_lines(other.path))

    def read(self) -> Computers:
        """All of it; lines that are torn or foreign are skipped."""
        told: Told | None = None
        verified: dict[Place, frozenset[str]] = {}
        last: frozenset[str] = frozenset()
        said: dict[str, frozenset[str]] = {}
        kit: tuple[frozenset[str], str] = (frozenset(), "")
        called: dict[str, str] = {}
        gone: set[str] = set()
        for line in read_lines(self.path):
            entry = _parse(line)
            match entry:
                case {"event": "told", "count": int(count), "names": list(listed)}:
                    told = Told(count, tuple(map(str, listed)))
                    gone -= set(map(same, told.names))
                case {"event": "verified", "computer": str(computer), "sha256": list(seen), **rest}:
                    last, place = frozenset(map(str, seen)), _place(computer, rest)
                    verified[place] = verified.get(place, frozenset()) | last
                    gone.discard(same(computer))
                case {"event": "removed", "computer": str(computer), "sha256": list(removed), **rest}:
                    place = _place(computer, rest)
                    verified[place] = verified.get(place, frozenset()) - frozenset(map(str, removed))
                case {"event": "said", "name": str(name), "sha256": list(there)}:
                    said[name] = frozenset(map(str, there))
                    gone.discard(same(name))
                case {"event": "gone", "name": str(name)}:
                    told = _without(told, name)
                    gone.add(same(name))
                case {"event": "called", "computer": str(computer), "name": str(name)}:
                    called[same(name)] = computer
                case {"event": "kit", "folder": str(place), "sha256": list(packed)}:
                    kit = frozenset(map(str, packed)), place
        return Computers(told, _left(verified, gone), last, _left(said, gone), *kit, called)

    def _append(self, fields: Mapping[str, Any]) -> None:
        entry = {
            "time": self.now().astimezone().isoformat(timespec="microseconds"),
            "computer": platform.node(),
            "user": user_name(),
            **fields,
        }
        self._write(json.dumps(entry, ensure_ascii=False).encode("utf-8", "backslashreplace"))

    def _write(self, line: bytes) -> None:
        try:
            for _ in range(_ATTEMPTS):
                append_line(self.path, line + b"\n")
                if line in read_lines(self.path):  # on a share the line of another computer may land on ours
                    return
        except OSError as error:
            raise _not_written(self.path, in_polish(error)) from error
        raise _not_written(self.path, "zapis nie dotarł na dysk")


def _owner(place: Place, store: str) -> Place:
    """Whose the store is: the computer's own serves every account."""
    return Place(place.computer) if store == MACHINE else place


def _place(computer: str, rest: Mapping[Any, Any]) -> Place:
    return _owner(Place(computer, str(rest.get("user", ""))), str(rest.get("store", "")))


def same(name: str) -> str:
    """How names are compared: „KASA2”, „kasa 2” and „kasa nr 2” are one."""
    return "".join(word for word in bare_words(name).split() if word not in {"nr", "numer"})


def _without(told: Told | None, name: str) -> Told | None:
    if told is None:
        return None
    return Told(max(1, told.count - 1), tuple(each for each in told.names if same(each) != same(name)))


def _computer_of(where: Place | str) -> str:
    return where.computer if isinstance(where, Place) else where


def _left(known: Mapping[_Where, frozenset[str]], gone: Collection[str]) -> dict[_Where, frozenset[str]]:
    """Without the computers that are no more; what was seen there counts again when they are named again."""
    return {where: has for where, has in known.items() if same(_computer_of(where)) not in gone}


def _parse(line: bytes) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _not_written(path: Path, why: str) -> FlowError:
    return FlowError(
        Problem(
            "ledger-not-written",
            f"Nie udało się dopisać tego komputera do spisu {path} ({why}).",
            ("dysk albo pendrive jest pełny lub tylko do odczytu", "folder zniknął (np. wyjęto pendrive)"),
            "Certyfikaty są zainstalowane. Proszę udostępnić folder do zapisu i powtórzyć krok: dopiszę tylko spis.",
            page="windows-install",
        )
    )
