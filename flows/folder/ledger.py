"""The ledger of computers: ``komputery.jsonl`` in the working folder, which may lie on a stick or a share.

One JSON object a line, only ever appended, and read back after writing, so that two computers that write at once lose
nothing.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from flows.base.errors import FlowError, Problem
from flows.base.system_words import in_polish
from flows.engine.journal import append_line, read_lines
from flows.folder.computers import HERE, MACHINE, Computers, Told
from flows.ports.computer import Standpoint
from flows.ports.place import Place, same

FILE_NAME = "komputery.jsonl"
_ATTEMPTS = 5
_Where = TypeVar("_Where", Place, str)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The ledger of ``folder``. ``here`` gives the time of each line, and who writes it."""

    folder: Path
    here: Standpoint

    @property
    def path(self) -> Path:
        """Where it stands; it may not exist yet."""
        return self.folder / FILE_NAME

    def tell(self, told: Told) -> None:
        """Keeps what the user said; a number alone takes no names away that it has room for.

        Raises FlowError ``ledger-not-written``.
        """
        known = self.read()
        names = tuple(self.here.place.computer if name == HERE else name for name in told.names)
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
        called = self.here.place.computer if name == HERE else name
        if self.read().said.get(called) != frozenset(sha256s):
            self._append({"event": "said", "name": called, "sha256": sorted(sha256s)})

    def strike(self, name: str) -> None:
        """A person says that there is no such computer any more. Raises FlowError ``ledger-not-written``."""
        self._append({"event": "gone", "name": name})

    def call(self, name: str) -> None:
        """A person calls this computer so. Raises FlowError ``ledger-not-written``."""
        if self.read().called.get(same(name)) != self.here.place.computer:
            self._append({"event": "called", "name": name})

    def made_kit(self, kit: Path, sha256s: Collection[str]) -> None:
        """The files for the next computer lie there. Raises FlowError ``ledger-not-written``."""
        self._append({"event": "kit", "folder": str(kit), "sha256": sorted(sha256s)})

    def record(self, store: str, sha256s: Sequence[str]) -> None:
        """These certificates were seen here and signed. Raises FlowError ``ledger-not-written``."""
        if not set(sha256s) <= self.read().verified.get(_owner(self.here.place, store), frozenset()):
            self._append({"event": "verified", "store": store, "sha256": list(sha256s)})

    def forget(self, store: str, sha256s: Sequence[str]) -> None:
        """These certificates were taken out of it again. Raises FlowError ``ledger-not-written``."""
        if self.read().verified.get(_owner(self.here.place, store), frozenset()) & set(sha256s):
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
            "time": self.here.now().astimezone().isoformat(timespec="microseconds"),
            "computer": self.here.place.computer,
            "user": self.here.place.account,
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
