"""Files that were double-clicked or dropped on the icon: what they are, until when they are valid, and how to go on.

The window would close behind a mere answer; so it goes on as the conversation.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from assistant.cli.given import clock_of
from assistant.reports.check import Facts, examine_all
from assistant.reports.check_told import as_text
from assistant.screen import opened_sentences
from assistant.screen.console import HelpWanted, Prompt
from assistant.screen.render import Reply
from assistant.talk.conversation import converse
from assistant.talk.session import Session, Turn, starting
from assistant.talk.world import World, this_world
from flows.base.secret import Secret
from flows.engine.journal import FILE_NAME
from flows.this_computer import this_computer

_LOCKED = {"pkcs12", "jks"}
_STORE = "pkcs12"
_INSTALLING = "windows"


def talk_about_opened(arguments: argparse.Namespace) -> int:
    """Talks about the files of the command line; returns the conversation's status."""
    return talk_about(arguments.files, this_world(this_computer(clock_of(arguments)), plain=False))


def talk_about(files: Sequence[Path], world: World) -> int:
    """Shows them, asks for the password that hides a date, and talks on. Returns the conversation's status."""
    paths = [path.absolute() for path in files]
    facts = examine_all(paths, (), world.now())
    for each in facts:
        world.console.show(Reply(as_text(each, world.now()), "problem" if each.problem else "say"))
    if any(_hides_its_date(each) for each in facts) and (word := _password(world)) is not None:
        facts = examine_all(paths, [word], world.now())
        for each in facts:
            world.console.show(Reply(as_text(each, world.now()), "problem" if each.problem else "say"))
    return converse(world, *_going_on(facts))


def _hides_its_date(facts: Facts) -> bool:
    return facts.kind in _LOCKED and facts.problem is None and not facts.issued


def _password(world: World) -> Secret | None:
    world.console.show(Reply(opened_sentences.HIDDEN_DATE, "question"))
    try:
        typed = world.console.secret(Prompt(opened_sentences.LABEL))
    except (EOFError, KeyboardInterrupt, HelpWanted):
        return None
    return Secret(typed) if typed else None


def _going_on(facts: Sequence[Facts]) -> tuple[Session, Turn]:
    """From a certificate with its key step 6 is near; else the folder tells, where a renewal is under way in it."""
    folder = facts[0].path.parent
    if any(each.kind == _STORE for each in facts):
        session = Session(known={"folder": folder}, expecting=starting(_INSTALLING))
        return session, Turn(session, (Reply(opened_sentences.INSTALL),))
    session = Session(known={"folder": folder} if (folder / FILE_NAME).exists() else {})
    return session, Turn(session, (Reply(opened_sentences.GO_ON),))
