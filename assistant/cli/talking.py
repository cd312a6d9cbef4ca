"""Without a command: the conversation."""

from __future__ import annotations

import argparse

from assistant.cli.given import clock_of, folder_of
from assistant.talk.conversation import converse
from assistant.talk.session import Session
from assistant.talk.world import this_world
from flows.this_computer import this_computer


def talk(arguments: argparse.Namespace) -> int:
    """Talks until the user leaves; returns the status."""
    folder = folder_of(arguments)
    known = {"folder": folder} if folder is not None else {}
    return converse(this_world(this_computer(clock_of(arguments)), plain=arguments.prosto), Session(known=known))
