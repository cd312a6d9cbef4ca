"""A line that asks nothing new: it doubts what was said last, or says something at a question instead of answering it.

The words are never the same twice, so a model tells such lines from questions (kb/acts.py); what people say in so many
words is known without it (``wishes``, ``asides``).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from assistant.screen import sentences
from assistant.screen.render import Reply
from assistant.talk.actions import Tell
from assistant.talk.asides import about, names_another_thing, why
from assistant.talk.session import ITEM, Session, Turn
from assistant.talk.state_questions import step_named
from assistant.talk.steps import question
from assistant.talk.wishes import fulfil
from flows.engine.model import Ask, ByHand
from kb.page import REASON

if TYPE_CHECKING:
    from assistant.reports.here import Topic
    from assistant.talk.helpdesk import Helpdesk
    from assistant.talk.wishes import Wish

_ASKED = "asked"
_OF_WHAT_WAS_SAID: tuple[str, ...] = ("sure", "shorter", "simpler", "example", "more")
_OF_WHAT_IS_ASKED: tuple[str, ...] = ("where", "looks", "unsure", "missing")


def of_said(session: Session, helpdesk: Helpdesk) -> tuple[str, ...]:
    """What a line can do with the answer given last; in a step „czemu?” is about the step's question."""
    if session.said is None:
        return ()
    told = not _asks(session) and helpdesk.page(session.said.page).answer(REASON) is not None
    return ("why", *_OF_WHAT_WAS_SAID) if told else _OF_WHAT_WAS_SAID


def of_asked(session: Session, text: str) -> tuple[str, ...]:
    """What the question that a step has open can be asked; nothing is missing where the line names another thing."""
    if not _asks(session):
        return ()
    known = (act for act in _OF_WHAT_IS_ASKED if getattr(about(session), act))
    return ("why", *(act for act in known if act != "missing" or not names_another_thing(session, text)))


def act_turn(session: Session, act: str, helpdesk: Helpdesk) -> Turn:
    """What is said to it; the pending question comes again."""
    item = session.pending
    if act == "why" and item is not None:
        return Turn(session, (Reply(why(session, item)), *question(session)))
    if act in _OF_WHAT_IS_ASKED:
        return Turn(session, (Reply(str(getattr(about(session), act))), *question(session)))
    if session.said is None:
        raise TypeError("nothing was said")
    said, replies = fulfil(session.said, cast("Wish", act), helpdesk.page(session.said.page))
    return Turn(replace(session, said=said), (*replies, *question(session)))


def here_turn(session: Session, topic: str, text: str) -> Turn:
    """What is true here of that; „o co mnie pan pytał?” gets the question again."""
    if topic == _ASKED:
        offered = session.last if session.expecting.what == "start" else ()
        return Turn(session, question(session) or offered or (Reply(sentences.NOTHING_OPEN),))
    step = step_named(text, session.flows) if topic == "one step" else ""
    known = "left" if topic == "one step" and not step else topic
    return Turn(session, (), Tell(cast("Topic", known), text, general=True, step=step))


def _asks(session: Session) -> bool:
    return isinstance(session.pending, Ask | ByHand) and session.expecting == ITEM
