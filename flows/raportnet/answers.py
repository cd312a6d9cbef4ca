"""Answers of step 7: by the window or by hand, and where RaportNet's program is."""

from __future__ import annotations

import os
import re
from pathlib import Path

from flows.base.errors import FlowError, Problem
from flows.engine.answers import MAX_PATH_CHARACTERS, bare_path, find_folder

WINDOW, HAND = "okno", "ręcznie"
_AROUND = ' .!„”"'
_WAYS = {"okno": WINDOW, "oknem": WINDOW, "ręcznie": HAND, "recznie": HAND}
_ALONE = {**_WAYS, "sam": HAND, "sama": HAND, "sami": HAND}
"""These are a way only where hardly anything else is said: „sam nie wiem” is none."""
_BESIDE = frozenset(
    [
        *("to", "jednak", "wolę", "wole", "zrób", "zrob", "zróbmy", "zrobmy", "zrobię", "zrobie", "przez", "raczej"),
        *("poproszę", "poprosze", "proszę", "prosze", "wybieram", "chcę", "chce", "lepiej", "może", "moze", "dobrze"),
        *("ja", "no", "tak"),
    ]
)


def parse_way(text: str) -> str:
    """The way as ``WINDOW`` or ``HAND``. Raises FlowError ``bad-way``."""
    way = _ALONE.get(text.strip(_AROUND).lower())
    if way is None:
        raise FlowError(
            Problem(
                "bad-way",
                f"Nie rozumiem „{text[:40]}”.",
                (),
                "Proszę wpisać „okno” albo „ręcznie”.",
                page="raportnet-replace",
                ask="sposob",
            )
        )
    return way


def find_way(line: str) -> str | None:
    """The way in a sentence („zrób to ręcznie”); None without one, with both, or where „nie” stands beside it."""
    if alone := find_way_alone(line):
        return alone
    parts = [part.split() for part in re.split(r"[,.;!–-]", line.lower())]
    ways = {_WAYS[word] for part in parts if "nie" not in part for word in part if word in _WAYS}
    refused = {_WAYS[word] for part in parts if "nie" in part for word in part if word in _WAYS}
    return ways.pop() if len(ways) == 1 and not refused else None


def find_way_alone(line: str) -> str | None:
    """The way in a line of which a part says nothing else („nie mam czasu, wolę ręcznie”), also at a later question."""
    found = set()
    for part in re.split(r"[,.;!–-]", line.lower()):
        said = [word.strip(_AROUND) for word in part.split()]
        ways = {_ALONE[word] for word in said if word in _ALONE}
        if ways and all(word in _ALONE or word in _BESIDE for word in said):
            found |= ways
    return found.pop() if len(found) == 1 else None


def program_file(text: str) -> Path | None:
    """RaportNet's program, absolute; None for „okno”: its window is looked for. Raises FlowError ``bad-program``."""
    if _WAYS.get(text.strip(_AROUND).lower()) == WINDOW:
        return None
    cleaned = bare_path(text)
    if cleaned.lower().endswith(".lnk"):
        raise _bad_program(
            f"{cleaned[-60:]} to skrót, a nie sam program.",
            "Proszę kliknąć skrót prawym klawiszem, wybrać „Właściwości” i podać to, co jest w „Element docelowy”.",
        )
    try:
        path = Path(os.path.normpath(Path(os.path.expandvars(cleaned)).expanduser()))
        there = len(cleaned) <= MAX_PATH_CHARACTERS and path.is_absolute() and path.is_file()
    except (OSError, ValueError, RuntimeError):  # no name at all, a control character, „~ktoś”
        there = False
    if not there or path.suffix.lower() != ".exe":
        raise _bad_program(
            f"Nie ma takiego pliku programu: {cleaned[:100]}.",
            "Proszę podać cały plik, z folderem i końcówką .exe, albo upuścić go na to okno. Enter: poszukam okna "
            "jeszcze raz.",
        )
    return path


def find_program(line: str) -> str | None:
    """„okno”, or the path in the line; a bare „RaportNet.exe” is one, too, and gets told what is lacking."""
    stripped = line.strip()
    if _WAYS.get(stripped.strip(_AROUND).lower()) == WINDOW:
        return WINDOW
    named = re.fullmatch(r"%\w+%[\\/].+|[^\s?]+\.(?:exe|lnk)", stripped, re.IGNORECASE)
    return stripped if named else find_folder(line)


def _bad_program(what: str, following: str) -> FlowError:
    return FlowError(Problem("bad-program", what, (), following, page="raportnet-replace", ask="program"))
