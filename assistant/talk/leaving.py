"""Another step's word in the middle of a step: told that this one is unfinished, asked where answers would be lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from assistant.screen import step_sentences
from assistant.screen.render import Reply
from assistant.talk.actions import Start
from assistant.talk.session import Expecting, Session, Turn
from assistant.talk.steps import start_flow
from flows.engine.model import Ask, Do


def change_step(session: Session, name: str, given: Mapping[str, Any] = MappingProxyType({})) -> Turn:
    """Into the step of that name; going back into the present one only asks again."""
    left, state = session.flow, session.state
    if left is None or state is None or left.name == name:
        return start_flow(session, name, given)
    offered = isinstance(session.pending, Do) and bool(session.pending.offered)  # an extra: nothing is left undone
    if not offered and any(
        isinstance(item, Ask) and not item.is_kept and item.name in state.answers for item in left.items
    ):
        asked = step_sentences.ask_leave_for(left.title, session.flows[name].title)
        return Turn(
            replace(session, expecting=Expecting("act", asked, action=Start(name))), (Reply(asked, "question"),)
        )
    entered = start_flow(session, name)
    if offered:
        return entered
    return replace(entered, replies=(Reply(step_sentences.left_open(left.title, left.name)), *entered.replies))
