"""What this program itself keeps in a working folder: known by name, so that nobody takes it for a broken key."""

from __future__ import annotations

from fnmatch import fnmatch
from pathlib import Path

from flows.desktop import profile
from flows.engine import journal, lock
from flows.folder import calendar_file, kept_form, ledger
from flows.windows.make_kit import INSTRUCTION

_NAMES = {
    journal.FILE_NAME: "dziennik asystenta: co i kiedy zrobiono, bez haseł",
    lock.FILE_NAME: "plik blokady asystenta: może zostać",
    ledger.FILE_NAME: "spis komputerów z certyfikatami, prowadzi go asystent",
    kept_form.FILE_NAME: "zapamiętane dane apteki do wniosku",
    profile.FILE_NAME: "opis okna RaportNetu dla asystenta",
    INSTRUCTION: "instrukcja z zestawu na następny komputer",
}


def own_file(path: Path) -> tuple[str, str] | None:
    """The kind for scripts and what to say, of a file or folder of ours; None for every other one."""
    if path.is_dir():
        return "folder", "folder; pliki w nim trzeba wskazać osobno"
    if path.name in _NAMES:
        return "own", _NAMES[path.name]
    if fnmatch(path.name, calendar_file.PATTERN):
        return "own", "terminy do kalendarza, zapisane przez asystenta"
    return None
