"""The computers of the pharmacy: which there are, and on which both certificates were seen and tried.

``komputery.jsonl`` in the working folder, which may lie on a stick or a share: one JSON object a line, only ever
appended, and read back after writing, so that two computers that write at once lose nothing.
"""

from __future__ import annotations

import json
import platform
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from flows.base.errors import FlowError, Problem
from flows.base.polish import fold
from flows.base.system_words import in_polish
from flows.engine.journal import append_line, read_lines, user_name

FILE_NAME = "komputery.jsonl"
MAX_COMPUTERS = 500
_LONGEST_NAME = 63  # characters of a computer's name in Windows and DNS
_NAME_WORDS = 3  # of a computer's name
_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class Told:
    """What the user said: how many computers there are, and what they are called as far as known."""

    count: int
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Computers:
    """``told`` is None before anybody said anything; ``verified``: thumbprints (SHA-256) by computer's name.

    ``last``: those of the last entry.
    """

    told: Told | None = None
    verified: Mapping[str, frozenset[str]] = field(default_factory=dict)
    last: frozenset[str] = frozenset()

    def ready(self, wanted: frozenset[str]) -> tuple[str, ...]:
        """The computers on which all the wanted certificates were seen."""
        return tuple(name for name, seen in self.verified.items() if wanted and wanted <= seen)

    def missing(self, wanted: frozenset[str]) -> tuple[str, ...]:
        """Those that the user named and that were not seen yet."""
        ready = {name.casefold() for name in self.ready(wanted)}
        return tuple(name for name in (self.told.names if self.told else ()) if name.casefold() not in ready)


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
        """Keeps what the user said. Raises FlowError ``ledger-not-written``."""
        if self.read().told != told:
            self._append({"event": "told", "count": told.count, "names": list(told.names)})

    def record(self, store: str, sha256s: Sequence[str]) -> None:
        """These certificates were seen here and signed. Raises FlowError ``ledger-not-written``."""
        here = platform.node()
        if not set(sha256s) <= self.read().verified.get(here, frozenset()):
            self._append({"event": "verified", "store": store, "sha256": list(sha256s)})

    def forget(self, sha256s: Sequence[str]) -> None:
        """These certificates were taken out here again. Raises FlowError ``ledger-not-written``."""
        if self.read().verified.get(platform.node(), frozenset()) & set(sha256s):
            self._append({"event": "removed", "sha256": list(sha256s)})

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
        verified: dict[str, frozenset[str]] = {}
        names: dict[str, str] = {}
        last: frozenset[str] = frozenset()
        for line in read_lines(self.path):
            entry = _parse(line)
            match entry:
                case {"event": "told", "count": int(count), "names": list(called)}:
                    told = Told(count, tuple(map(str, called)))
                case {"event": "verified", "computer": str(computer), "sha256": list(seen)}:
                    last = frozenset(map(str, seen))
                    name = names.setdefault(computer.casefold(), computer)
                    verified[name] = verified.get(name, frozenset()) | last
                case {"event": "removed", "computer": str(computer), "sha256": list(gone)}:
                    name = names.setdefault(computer.casefold(), computer)
                    verified[name] = verified.get(name, frozenset()) - frozenset(map(str, gone))
        return Computers(told, verified, last)

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
            raise FlowError(_not_written(self.path, in_polish(error))) from error
        raise FlowError(_not_written(self.path, "zapis nie dotarł na dysk"))


_NUMBERS = dict(zip(("jeden", "dwa", "trzy", "cztery", "piec", "szesc", "siedem", "osiem"), range(1, 9), strict=True))
_NUMBERS |= {
    "jednego": 1,
    "jedno": 1,
    "dwoch": 2,
    "trzech": 3,
    "czterech": 4,
    "pieciu": 5,
    "dziewiec": 9,
    "dziesiec": 10,
}
_OPENING = re.compile(
    r"(?:no|to|tak|wiec|mamy|mam|jest|sa|ich|u nas|w aptece|jest ich|razem|lacznie|wszystkich|tylko|ten)\b[ ,:]*"
)
_DOUBT = re.compile(r"\b(?:nie|chyba|moze|albo|lub)\b")
_SEPARATOR = re.compile(r"\s*[,;]\s*(?:i\s+|oraz\s+)?|\s+(?:i|oraz|a także|plus)\s+", re.IGNORECASE)


def parse_computers(text: str) -> Told:
    """„3”, „KASA1, KASA2, BIURO”, „3: KASA1, KASA2”, „trzy: kasa, zaplecze i laptop”, „tylko jeden”.

    Raises FlowError ``bad-computers``.
    """
    head, colon, tail = _opened(text).partition(":")
    number = _number(head)
    listed = tail if colon else "" if number is not None else head
    names = tuple(dict.fromkeys(name.strip(" .") for name in _SEPARATOR.split(listed.strip()) if name.strip(" .")))
    count = number if number is not None else len(names)
    if not 1 <= count <= MAX_COMPUTERS or len(names) > count or any(len(name) > _LONGEST_NAME for name in names):
        raise FlowError(
            Problem(
                "bad-computers",
                f"Nie rozumiem, ile jest komputerów: „{text.strip()[:60]}”.",
                ("nazw jest więcej niż komputerów", f"liczba nie mieści się między 1 a {MAX_COMPUTERS}"),
                "Proszę podać liczbę albo nazwy, na przykład: 3 albo KASA1, KASA2, BIURO.",
                page="windows-install",
                ask="komputery",
            )
        )
    return Told(count, names)


def _opened(text: str) -> str:
    """Without „no to mamy…” before it; folding keeps the length of what it leaves, or the text stays whole."""
    rest = text.strip()
    while (folded := fold(rest)) and len(folded) == len(rest) and (match := _OPENING.match(folded)):
        if match.end() == len(rest):
            break
        rest = rest[match.end() :]
    return rest


def _number(head: str) -> int | None:
    """The count that the words begin with („3 komputery”, „trzy”), None when they are names."""
    words = fold(head).strip(" .").split()
    if not words:
        return None
    if words[0].isdecimal():
        return int(words[0]) if len(words[0]) <= len(str(MAX_COMPUTERS)) else 0
    alone = all(word.startswith(("komputer", "stanowisk", "kas", "sztuk")) for word in words[1:])
    return _NUMBERS.get(words[0]) if alone else None


_ASKED = re.compile(r".*?\bkomputer\w*[\s:–-]*(?:na )?(?P<rest>.*)", re.IGNORECASE)


def find_computers(line: str) -> str | None:
    """The number or the names in a sentence such as „zmień komputery na 3”; None when it holds neither."""
    if _number(_opened(line).partition(":")[0]) is not None:
        return line.strip()
    match = _ASKED.fullmatch(line.strip())
    found = match["rest"] if match else line.strip()
    opened = _opened(found)
    parts = _SEPARATOR.split(opened)
    names = (
        len(parts) > 1 and all(0 < len(part.split()) <= _NAME_WORDS for part in parts) and not _DOUBT.search(fold(line))
    )
    is_list = names or _number(opened.partition(":")[0]) is not None or len(opened.split()) == 1
    return found if found and is_list else None


def _parse(line: bytes) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _not_written(path: Path, why: str) -> Problem:
    return Problem(
        "ledger-not-written",
        f"Nie udało się dopisać tego komputera do spisu {path} ({why}).",
        ("dysk albo pendrive jest pełny lub tylko do odczytu", "folder zniknął (np. wyjęto pendrive)"),
        "Certyfikaty są zainstalowane. Proszę udostępnić folder do zapisu i powtórzyć krok: dopiszę tylko spis.",
        page="windows-install",
    )
