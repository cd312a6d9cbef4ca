"""Orders as the conversation stands: what is pending, what was answered, and on which page the step works."""

from __future__ import annotations

from assistant.talk.opening_words import opening
from assistant.talk.orders import Order, read_order
from assistant.talk.session import Session
from flows.engine.model import Ask, AskSecret, Do


def order_in(session: Session, text: str) -> Order | None:
    """As ``read_order``, where the conversation stands now: a typo is not guessed in an answer."""
    if session.state is not None and opening(text):
        return None
    item, state = session.pending, session.state
    answer = isinstance(item, Ask) and item.find(text) is not None
    planned = isinstance(item, Do) and state is not None and "folder" in state.answers
    site = session.flow.name if session.flow is not None and session.flow.called.site else ""
    rests_on: tuple[str, ...] = ()
    if planned and session.flow is not None and state is not None:
        items = (each for each in session.flow.items if isinstance(each, Ask | AskSecret) and each.words)
        rests_on = tuple(each.words[0] for each in items if each.name in state.answers)
    return read_order(
        text,
        session.flows,
        place=planned,
        answered=rests_on,
        site=site,
        typos=not answer and session.expecting.what in {"item", "choice", "start"},
    )
