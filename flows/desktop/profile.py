"""What RaportNet's windows are known by: labels, patterns and times, from a TOML file that a user may correct.

The shipped file holds the labels that the instruction names; an unknown thing is empty and then done by a person.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path
from typing import Any

from flows.base import bounded_toml
from flows.base.errors import FlowError, Problem
from flows.base.patterns import regex
from flows.base.system_words import in_polish
from flows.base.user_files import in_settings

MAX_BYTES = 65_536
MAX_TEXT = 200
MAX_LIST = 20
FILE_NAME = "raportnet.toml"
_DATA = Path(__file__).parent.parent / "data"
SHIPPED = _DATA / FILE_NAME
PRACTICE = _DATA / "raportnet-cwiczenie.toml"
_DAY = {"DD": r"(?P<day>\d{1,2})", "MM": r"(?P<month>\d{1,2})", "RRRR": r"(?P<year>\d{4})"}
_HOURS = regex(r"(\d\d:\d\d)-(\d\d:\d\d)")


@dataclass(frozen=True, slots=True)
class Profile:
    """Labels as the windows show them. An empty text or tuple: not known. ``dates`` are patterns with named groups."""

    window: str
    program: str
    service: str
    reports: str
    stop: tuple[str, ...]
    settings: tuple[str, ...]
    start: str
    install: str
    ok: str
    tab: str
    name: str
    valid_until: str
    location: str
    password: str
    working: tuple[str, ...]
    login: str
    dates: tuple[re.Pattern[str], ...] = field(repr=False)
    hours: tuple[tuple[time, time], ...]

    @property
    def by_ourselves(self) -> bool:
        """Whether it names all that is needed to stop the program and open its configuration without a person."""
        return bool(self.settings and (self.stop or self.service))

    def day(self, text: str) -> date | None:
        """The one day that a field shows; None when it shows none, or several."""
        days = set()
        for pattern in self.dates:
            for match in pattern.finditer(text):
                try:
                    days.add(date(int(match["year"]), int(match["month"]), int(match["day"])))
                except ValueError:
                    continue
        return days.pop() if len(days) == 1 else None

    def report_hour(self, now: time) -> bool:
        """Whether reports usually go out about now, local time."""
        moment = now.replace(tzinfo=None)
        return any(
            begin <= moment <= end if begin <= end else moment >= begin or moment <= end for begin, end in self.hours
        )


def same(shown: str, known: str) -> bool:
    """Whether a label on the screen is the one of the profile: case, ``&`` and a colon at the end do not count."""
    return bool(known) and _plain(shown) == _plain(known)


def _plain(text: str) -> str:
    return " ".join(text.replace("&", "").split()).rstrip(": …").casefold()


def users_profile() -> Path:
    """Where a user's own profile stands; it need not exist."""
    return in_settings(FILE_NAME)


def find_profile(given: Path | None) -> Path:
    """The profile that counts: the one given, else the user's own, else the shipped one."""
    if given is not None:
        return given
    own = users_profile()
    return own if own.is_file() else SHIPPED


def load_profile(path: Path) -> Profile:
    """Reads a profile; what it leaves out is as in the shipped one. Raises FlowError ``bad-profile``."""
    base = bounded_toml.loads(SHIPPED.read_text("utf-8"))
    try:
        if not path.is_file():
            raise _bad(path, "nie ma takiego pliku")
        if path.stat().st_size > MAX_BYTES:
            raise _bad(path, f"plik jest większy niż {MAX_BYTES} bajtów")
        loaded = bounded_toml.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise _bad(path, f"nie da się go odczytać ({in_polish(error)})") from error
    except UnicodeDecodeError as error:  # as old Notepads save by themselves
        raise _bad(path, "nie jest zapisany w UTF-8 (Notatnik: „Zapisz jako”, kodowanie „UTF-8”)") from error
    except ValueError as error:
        line = re.search(r"at line (\d+)", str(error))  # so tomllib says where
        raise _bad(path, f"to nie jest poprawny TOML{f' (wiersz {line[1]})' if line else ''}") from error
    return _profile(path, base, loaded)


def _profile(path: Path, base: Mapping[str, Any], loaded: Mapping[str, Any]) -> Profile:
    """Every value checked for its kind; a key that nobody knows is a slip of the pen and is said."""
    for section, values in loaded.items():
        if section not in base or not isinstance(values, dict):
            raise _bad(path, f"nieznana część [{section[:40]}]")
        for key, value in values.items():
            if key not in base[section]:
                raise _bad(path, f"nieznany klucz „{key[:40]}” w części [{section}]")
            _check(path, key, value, base[section][key])
    merged = {section: {**values, **loaded.get(section, {})} for section, values in base.items()}
    program, buttons, fields = merged["program"], merged["przyciski"], merged["pola"]
    return Profile(
        window=program["okno"],
        program=program["plik"],
        service=program["usluga"],
        reports=program["raporty"],
        stop=tuple(buttons["zatrzymaj"]),
        settings=tuple(buttons["konfiguracja"]),
        start=buttons["start"],
        install=buttons["instaluj"],
        ok=buttons["ok"],
        tab=fields["zakladka"],
        name=fields["nazwa"],
        valid_until=fields["wazny_do"],
        location=fields["lokalizacja"],
        password=fields["haslo"],
        working=tuple(merged["stan"]["pracuje"]),
        login=merged["logowanie"]["tytul"],
        dates=tuple(_pattern(path, text) for text in merged["daty"]["wzory"]),
        hours=tuple(_hours(path, text) for text in merged["pora"]["raporty"]),
    )


_NEEDED = frozenset({"okno", "start", "instaluj", "ok", "zakladka", "nazwa", "wazny_do", "lokalizacja", "haslo"})
"""Labels without which nothing can be found: they may be changed, not emptied."""


def _check(path: Path, key: str, value: object, usual: object) -> None:
    texts = value if isinstance(value, list) else [value]
    if isinstance(value, list) != isinstance(usual, list) or len(texts) > MAX_LIST:
        raise _bad(path, f"„{key}” ma być {'krótką listą napisów' if isinstance(usual, list) else 'napisem'}")
    if not all(isinstance(text, str) and len(text) <= MAX_TEXT and text.isprintable() for text in texts):
        raise _bad(path, f"„{key}” ma być napisem do {MAX_TEXT} znaków")
    listed = isinstance(usual, list)
    if (key in _NEEDED and not _plain(str(value))) or (listed and not all(_plain(str(text)) for text in texts)):
        raise _bad(path, f"„{key}” nie może być puste")


def _pattern(path: Path, text: str) -> re.Pattern[str]:
    pieces = re.split(r"(DD|MM|RRRR)", text)
    if sorted(pieces[1::2]) != ["DD", "MM", "RRRR"]:
        raise _bad(path, f"wzór daty „{text[:40]}” nie ma po jednym DD, MM i RRRR")
    body = "".join(_DAY[piece] if number % 2 else re.escape(piece) for number, piece in enumerate(pieces))
    return re.compile(rf"(?<!\d){body}(?!\d)")


def _hours(path: Path, text: str) -> tuple[time, time]:
    match = _HOURS.fullmatch(text)
    if match is None:
        raise _bad(path, f"godziny „{text[:40]}” nie są jak 01:30-02:30")
    try:
        return time.fromisoformat(match[1]), time.fromisoformat(match[2])
    except ValueError:
        raise _bad(path, f"takiej godziny nie ma: „{text}”") from None


def _bad(path: Path, why: str) -> FlowError:
    return FlowError(
        Problem(
            "bad-profile",
            f"Nie mogę użyć profilu RaportNetu {path}: {why}.",
            ("literówka w pliku", "plik jest do czegoś innego"),
            "Proszę poprawić albo usunąć ten plik (bez niego używam profilu dostarczonego z programem) "
            "lub wpisać „ręcznie”.",
            page="raportnet-replace",
            ask="sposob",
        )
    )
