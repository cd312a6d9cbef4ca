"""The commands of the command line, each behind its door: what another command needs is not waited for."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from assistant import __version__
from assistant.screen.console import on_terminal
from assistant.screen.host import own_window, too_old, windows_version
from assistant.screen.statuses import DONE
from flows.base.door import later

_WORK = {None, "cwiczenie", "krok"}
"""What a Windows that is too old must not do; looking and asking are harmless anywhere."""
_COMMANDS: dict[str | None, Callable[[argparse.Namespace], int]] = {
    None: later("assistant.cli.talking:talk"),
    "cwiczenie": later("assistant.cli.practice:practise"),
    "zapytaj": later("assistant.cli.zapytaj:ask"),
    "stan": later("assistant.cli.stan:status"),
    "sprawdz": later("assistant.cli.sprawdz:check"),
    "cofnij": later("assistant.cli.taking_back:undo"),
    "przywroc": later("assistant.cli.taking_back:redo"),
    "diagnoza": later("assistant.cli.diagnoza:examine"),
    "uzupelnianie": later("assistant.cli.completion:complete"),
    "raport": later("assistant.cli.raport:summarise"),
}
_STEP: Callable[[argparse.Namespace], int] = later("assistant.cli.krok:krok")
_OPENED: Callable[[argparse.Namespace], int] = later("assistant.cli.opened_files:talk_about_opened")
_STEP_IN_TALK: Callable[[argparse.Namespace], int] = later("assistant.cli.talking_of_step:talk_of_step")


def run(arguments: argparse.Namespace) -> int:
    """Does what a parsed command line asks for. Raises FlowError for problems that ``main`` prints."""
    if arguments.command in _WORK and not arguments.version and (old := too_old(windows_version())):
        raise old
    if arguments.command is None and arguments.version:
        print(__version__)
        return DONE
    if arguments.command == "sprawdz" and arguments.opened and not arguments.json and own_window():
        return _OPENED(arguments)
    if arguments.command != "krok":
        return _COMMANDS[arguments.command](arguments)
    unattended = arguments.json or arguments.plan or arguments.tak or not on_terminal()
    return (_STEP if unattended else _STEP_IN_TALK)(arguments)
