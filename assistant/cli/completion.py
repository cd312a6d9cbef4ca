"""Completion of commands and flags for shells: a script that stands on its own, so that Tab never starts the program.

shtab makes it from the parser itself, so it cannot name what is not there; argcomplete would run the program at every
Tab (50–80 ms here, a second for the frozen program on Windows), and of the two only shtab's script needs no Python.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

from assistant.cli.arguments import build_parser

_FOLDERS = {"folder", "pobrane", "cel"}
_FILES = {"wiadomosc"}
"""Answers that are a file although their parser also takes text."""


def script(shell: str) -> str:
    """The script for one of ``arguments.SHELLS``."""
    import shtab

    parser = build_parser(flows=True, spellings=False)
    for action in parser.actions():
        if action.dest in _FOLDERS:
            action.complete = shtab.DIRECTORY  # type: ignore[attr-defined]  # where shtab looks for it
        elif action.type is Path or action.dest in _FILES:
            action.complete = shtab.FILE  # type: ignore[attr-defined]  # as above
    text: str = shtab.complete(parser, shell=shell)
    return _ascii(text) if shell == "powershell" else text


def _ascii(text: str) -> str:
    """Without diacritics: Windows PowerShell reads a program's output in the console's code page, we write another."""
    letters = unicodedata.normalize("NFKD", text.replace("ł", "l").replace("Ł", "L"))
    return letters.encode("ascii", "ignore").decode()
