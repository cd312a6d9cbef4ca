"""What step 7 says before anything is pressed: which program, which presses, and whether the hour is a bad one."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from flows.engine.details import Details
from flows.folder import stopped
from flows.ports.computer import Clock
from flows.ports.place import Place

if TYPE_CHECKING:
    from flows.desktop.profile import Profile
    from flows.desktop.scene import Scene

MOST_REPORTS = 10_000
HOUR = "Uwaga na porę: o tej godzinie RaportNet zwykle wysyła raporty. Jeśli można, lepiej zrobić to później."


@dataclass(frozen=True, slots=True)
class Replacement(Details):
    """Which file goes into which running program.

    ``days`` count as the certificate's last, ``name`` is its name and ``other`` that of its TLS twin. ``program`` is
    the file and ``process`` the number of what runs, ``windows`` are those that were open before us. ``resumed``: what
    else is open was left by a run that was interrupted.
    """

    computer: str
    file: str
    sha256: str
    days: tuple[date, ...]
    name: str
    other: str
    program: str
    process: int
    windows: tuple[int, ...]
    resumed: bool = False


def found(scene: Scene, place: Place) -> str:
    """Which program on which computer, where from and since when."""
    main = scene.main.window
    process = main.process
    where = f" ({process.program})" if process.program else ""
    begun = f", działa od {process.since.astimezone():%d.%m.%Y %H:%M}" if process.since else ""
    return f"Okno „{main.title}”{where} na komputerze {place.computer}{begun}."


PRIVATE = (
    "Plik .p12 odczyta tylko program na tym koncie Windows. Jeśli RaportNet działa na innym koncie albo jako usługa, "
    "proszę wskazać mu kopię, którą przygotuje „zestaw”, w folderze, do którego tamto konto ma dostęp."
)
"""What we write below a user's profile is for that user alone."""


def presses(profile: Profile, until: str, *, stopped: bool, settings: bool) -> list[str]:
    """Every press, also those that depend on what will be seen."""
    stop = f"usługę „{profile.service}”" if profile.service else f"„{' / '.join(profile.stop)}”"
    opened = f"Nacisnę „{' / '.join(profile.settings)}”, wybiorę zakładkę „{profile.tab}”"
    ok = f"„{profile.ok}”"
    start = f"uruchomię usługę „{profile.service}”" if profile.service else f"nacisnę „{profile.start}”"
    turn = f"Wybiorę zakładkę „{profile.tab}”" if settings else opened
    return [
        "RaportNet już stoi." if stopped else f"Zatrzymam {stop}." if profile.service else f"Nacisnę {stop}.",
        f"{turn} i odczytam „{profile.name}” i „{profile.valid_until}”.",
        f"Jeśli jest tam już {until}, niczego nie zmieniam.",
        (
            f"Jeśli data jest wcześniejsza albo jej nie ma: w „{profile.location}” wpiszę ten plik, "
            f"w „{profile.password}” jego hasło, nacisnę „{profile.install}”, przeczytam komunikat i nacisnę {ok}."
        ),
        PRIVATE,
        f"Nacisnę {ok} w oknach konfiguracji, datę odczytam jeszcze raz.",
        f"Na końcu {start} i sprawdzę, że RaportNet działa. Zrobię to także wtedy, gdy coś się nie uda.",
        "Gdy zobaczę napis lub okno, którego nie znam, przerwę, zanim cokolwiek zmienię, i powiem, co widzę.",
    ]


def timing(profile: Profile, folder: Path, now: Clock) -> list[str]:
    """Warnings of the hour, and of a program that stands already. Raises FlowError."""
    moment = now().astimezone()
    said = [HOUR] if profile.report_hour(moment.time()) else []
    written = _last_written(profile.reports)
    if written is not None:
        said.append(f"Ostatni zapis w folderze raportów: {written:%d.%m.%Y %H:%M}.")
    stops = stopped.stands(folder)
    return said if stops is None else [*said, stopped.warning(stops, moment, inside=True)]


def _last_written(folder: str) -> datetime | None:
    """When the newest file of the report folder was written; None where there is no such folder or nothing in it."""
    if not folder:
        return None
    try:
        with os.scandir(folder) as entries:
            times = [each.stat().st_mtime for each in islice(entries, MOST_REPORTS) if each.is_file()]
        return datetime.fromtimestamp(max(times)).astimezone() if times else None
    except OSError:
        return None
