"""Folders that are asked about before anything is put there: whoever typed them may have meant something else."""

from __future__ import annotations

import os
from pathlib import Path

from flows.base.clouds import cloud_of
from flows.base.errors import FlowError
from flows.base.patterns import regex
from flows.engine.answers import bare_path, work_folder

_SIGNS = regex(r"\$[({]|&&|[`|;<>*?\n\r]")
"""Of a command or a pasted text; Windows refuses most of them in names."""
_SYSTEM = frozenset(
    ["bin", "boot", "dev", "etc", "lib", "lib32", "lib64", "proc", "root", "sbin", "sys", "usr", "var", "opt"]
)
_SYSTEM_VARIABLES = ("SYSTEMROOT", "PROGRAMFILES", "PROGRAMFILES(X86)", "PROGRAMDATA")
_WHOLE = regex(r"(?:[A-Za-z]:|file:|[\\/~.$%])")


def doubt(text: str) -> str:
    """Why the folder is asked about, a Polish sentence; "" for one that is taken at its word.

    Outside the home and the drives of Windows a new folder is believed where it would stand in one that this user may
    write to: a stick or a share. Raises nothing: what is no folder at all is told when it is taken.
    """
    cleaned = bare_path(text)
    if _SIGNS.search(cleaned):
        return "W nazwie są znaki, których w nazwach folderów zwykle nie ma."
    try:
        path = work_folder(text)
    except FlowError:
        return ""
    if not _WHOLE.match(cleaned):
        return "Nie podano całej ścieżki, więc liczę ją od bieżącego folderu."
    if path.is_relative_to(Path.home()):
        return ""
    if _is_of_the_system(path):
        return "To folder systemu, a nie miejsce na dokumenty."
    if path.is_dir() or _on_a_drive(path):
        return ""
    return "Tego folderu jeszcze nie ma, a nie leży w Państwa folderze domowym ani na dysku, który widzę."


def synchronised(folder: Path) -> str:
    """Why no keys should be put there: what lies in it goes to a cloud. "" for a folder that stays here."""
    service = cloud_of(folder)
    return f"Ten folder jest wysyłany do chmury ({service}), a klucze apteki nie powinny tam trafić." if service else ""


def _is_of_the_system(path: Path) -> bool:
    if os.name != "nt":
        return len(path.parts) < 2 or path.parts[1] in _SYSTEM  # noqa: PLR2004  (the root itself)
    drive = os.environ.get("SYSTEMDRIVE", "C:")
    folders = [Path(value) for name in _SYSTEM_VARIABLES if (value := os.environ.get(name))]
    return path == Path(f"{drive}\\") or any(path.is_relative_to(each) for each in folders)


def _on_a_drive(path: Path) -> bool:
    try:
        if os.name == "nt":
            return Path(path.anchor).exists()
        return path.parent.is_dir() and os.access(path.parent, os.W_OK)
    except OSError:
        return False
