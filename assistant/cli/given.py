"""What more than one command takes from the command line: the clock and the working folder."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.screen.recent import recent_folders
from flows.base import clock
from flows.base.door import later
from flows.base.errors import Problem, UnansweredError
from flows.ports.computer import Standpoint
from flows.ports.place import this_place

if TYPE_CHECKING:
    from flows.ports.computer import Clock

_WORK_FOLDER: Callable[[str], Path] = later("flows.engine.answers:work_folder")
_READ_DAY: Callable[[str], date] = later("flows.engine.days:read_day")


def clock_of(arguments: argparse.Namespace) -> Clock:
    """This computer's, unless ``--dzis`` names another day. Raises FlowError ``bad-date``."""
    return clock.on(_READ_DAY(arguments.dzis)) if getattr(arguments, "dzis", None) else clock.now


def here_of(arguments: argparse.Namespace) -> Standpoint:
    """Now, or on that day, and here."""
    return Standpoint(clock_of(arguments), this_place())


def folder_of(arguments: argparse.Namespace) -> Path | None:
    """The folder of ``--folder``, else the one used last."""
    if arguments.folder is not None:
        return _WORK_FOLDER(arguments.folder)
    return next((each.folder for each in recent_folders()), None)


def needed_folder(arguments: argparse.Namespace) -> Path:
    """The same. Raises FlowError ``answer-missing`` where there is none."""
    folder = folder_of(arguments)
    if folder is None:
        raise UnansweredError(
            Problem(
                "answer-missing",
                "Nie wiem, w którym folderze szukać.",
                ("odnowienie nie zostało jeszcze zaczęte",),
                "Proszę dodać --folder z nazwą folderu.",
                page="where-to-save",
            )
        )
    return folder
