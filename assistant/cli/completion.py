"""Completion of commands and flags for shells: a script that stands on its own, so that Tab never starts the program.

shtab makes it from the parser itself, so it cannot name what is not there; argcomplete would run the program at every
Tab (50–80 ms here, a second for the frozen program on Windows), and of the two only shtab's script needs no Python.
"""

from __future__ import annotations

import argparse
import unicodedata
from pathlib import Path

import shtab

from assistant.cli.arguments import build_parser
from assistant.screen.statuses import DONE
from flows.catalogue import EVERY
from flows.engine.model import Ask


def complete(arguments: argparse.Namespace) -> int:
    """Prints the script for the shell that was named."""
    print(script(arguments.shell))
    return DONE


def script(shell: str) -> str:
    """The script for one of ``arguments.SHELLS``."""
    parser = build_parser(flows=True, spellings=False)
    paths = {item.name: item.is_path for flow in EVERY.values() for item in flow.items if isinstance(item, Ask)}
    for action in parser.actions():
        if paths.get(action.dest) == "folder":
            action.complete = shtab.DIRECTORY  # type: ignore[attr-defined]  # where shtab looks for it
        elif action.type is Path or paths.get(action.dest) == "file":
            action.complete = shtab.FILE  # type: ignore[attr-defined]  # as above
    text: str = shtab.complete(parser, shell=shell)
    return _ascii(text) if shell == "powershell" else text


def _ascii(text: str) -> str:
    """Without diacritics: Windows PowerShell reads a program's output in the console's code page, we write another."""
    letters = unicodedata.normalize("NFKD", text.replace("ł", "l").replace("Ł", "L"))
    return letters.encode("ascii", "ignore").decode()
