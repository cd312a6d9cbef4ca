"""What has to be so in a working folder before a step asks anything: looked at first, so that no answer is in vain."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from flows.base.errors import FlowError, Problem
from flows.base.files import check_folder
from flows.base.inside import exists


def may_be_made(folder: Path, _now: Callable[[], datetime]) -> tuple[str, ...]:
    """A folder that is there, or can be made, and takes files. Raises FlowError as ``check_folder``."""
    check_folder(folder)
    return ()


def takes_files(folder: Path, _now: Callable[[], datetime]) -> tuple[str, ...]:
    """A folder of an earlier step that is there and takes files: every step writes into its journal."""
    if not exists(folder):
        raise FlowError(absent(folder))
    check_folder(folder, must_exist=True)
    return ()


def absent(folder: Path) -> Problem:
    """It is known and not there: nothing of the renewal can be told."""
    return Problem(
        "folder-missing",
        f"Nie ma teraz folderu {folder}.",
        ("pendrive lub dysk sieciowy jest odłączony", "folder przeniesiono, usunięto albo ma inną nazwę"),
        "Proszę podłączyć dysk z tym folderem i wpisać „dalej” albo podać inny folder. Jeśli plików z kroku 1 nigdy "
        "nie było, proszę wpisać „csr”.",
        page="where-to-save",
        ask="folder",
    )
