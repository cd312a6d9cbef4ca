"""``cofnij`` and ``przywroc``: what would be done, the question, and the deed."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from assistant.cli.given import clock_of, needed_folder
from assistant.reports.status import next_step
from assistant.screen import undo_sentences as say
from assistant.screen.console import PlainConsole, Prompt
from assistant.screen.intake import Typed
from assistant.screen.render import shown
from assistant.screen.statuses import DONE
from assistant.talk.confirming import is_yes
from assistant.talk.taking_back import made_again
from flows.base.errors import Problem, UnansweredError
from flows.base.polish import fold
from flows.catalogue import EVERY
from flows.engine.model import operations_of
from flows.engine.redo import redo_last, would_redo
from flows.engine.undo import undo_last, would_undo
from flows.folder.undo_cost import worthless
from flows.ports.computer import Computer
from flows.survey import survey
from flows.this_computer import this_computer


def undo(arguments: argparse.Namespace) -> int:
    """Takes the last thing back. ``--klucze``: agreed to beforehand also where that makes an application worthless."""
    folder, computer = needed_folder(arguments), this_computer(clock_of(arguments))
    yes, keys = arguments.tak, arguments.klucze
    operations = operations_of(EVERY.values())
    taking = would_undo(folder, computer, operations)
    cost = worthless(folder, taking)
    title = EVERY[taking.key].title if taking.key in EVERY else ""
    word = say.word_for(cost)
    if not (yes and (keys or not cost)):
        print(shown(say.would_undo(folder, taking, title, cost)))
        _ask(say.ask_undo(folder, taking, title, cost), word, "--tak --klucze" if cost else "--tak", ends=yes)
    print(shown(say.undone(*undo_last(folder, computer, operations, agreed=taking.id), title)))
    return _open_now(folder, computer)


def redo(arguments: argparse.Namespace) -> int:
    """Brings back what was put away last."""
    folder, computer = needed_folder(arguments), this_computer(clock_of(arguments))
    found = would_redo(folder)
    if not arguments.tak:
        print(shown(say.would_redo(folder, found, made_again(folder, found.operation))))
        _ask(say.ask_redo(folder, found), say.YES, "--tak")
    print(shown(say.redone(folder, redo_last(folder, computer, found.id))))
    return _open_now(folder, computer)


def _ask(question: str, word: str, flags: str, *, ends: bool = False) -> None:
    """Raises FlowError ``confirmation-missing`` without the word; ``ends``: a script gave what does not suffice."""
    if not ends:
        console = PlainConsole(sys.stdin, sys.stdout)
        console.discard()  # in a pipe the command itself has named what is confirmed
        try:
            typed = console.ask(Prompt(question))
        except EOFError:  # never a yes
            typed = Typed("")
        if not typed.pasted and (is_yes(typed.text) if word == say.YES else fold(typed.text).strip(" .!") == word):
            return
    raise UnansweredError(
        Problem(
            "confirmation-missing",
            "Bez zgody nic nie zmieniam.",
            (),
            f"Proszę wpisać całe słowa „{word}” albo dodać {flags}.",
        )
    )


def _open_now(folder: Path, computer: Computer) -> int:
    print(shown(next_step(survey(folder, computer), computer.now().date())))
    return DONE
