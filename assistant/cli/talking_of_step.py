"""``krok NAZWA`` on a terminal: the conversation, begun with that step."""

from __future__ import annotations

import argparse

from assistant.cli.given import clock_of
from assistant.cli.krok_answers import answers_from
from assistant.talk.conversation import converse
from assistant.talk.session import Session
from assistant.talk.steps import start_flow
from assistant.talk.world import this_world
from flows.catalogue import EVERY
from flows.this_computer import this_computer


def talk_of_step(arguments: argparse.Namespace) -> int:
    """Begins with the step that was named and the answers that were given; returns the status."""
    computer = this_computer(clock_of(arguments))
    today = computer.now().date()
    session = Session(known=answers_from(EVERY[arguments.flow], arguments, today), today=today)
    return converse(this_world(computer, plain=arguments.prosto), session, start_flow(session, arguments.flow))
