"""„otwórz”, „otwórz oba”, „otwórz stronę jeszcze raz”: opening an official page changes nothing; asking is enough."""

from __future__ import annotations

from dataclasses import replace

from assistant.screen import sentences
from assistant.screen.render import Reply
from assistant.talk.actions import Execute, MakePlan
from assistant.talk.opening_words import opening
from assistant.talk.session import Session, Turn
from assistant.talk.steps import opens_a_page
from flows.engine import progress


def open_page(session: Session, text: str) -> Turn | None:
    """The turn for such an order: in a step with a page that opens, outside of one what could be opened; else None.

    A page that was opened or passed over already is opened again, and the step goes on where it was.
    """
    which = opening(text)
    if not which:
        return None
    if session.flow is None or session.state is None:
        return Turn(session, (Reply(sentences.OPEN_WHAT),)) if session.folder is not None else None
    both = which == "both"
    item = session.pending
    if item is not None and opens_a_page(item):
        return Turn(session, (), Execute(opening=both) if item.name in session.state.plans else MakePlan(opening=both))
    met = [each for each in session.flow.items if opens_a_page(each) and progress.met(each, session.state)]
    done = [each for each in met if each.name in session.state.results or each.name in session.state.declined]
    if not done or (item is not None and session.flow.items.index(item) < session.flow.items.index(done[-1])):
        return None
    state = session.state
    for each in done if both else done[-1:]:
        state = progress.reopened(state, each.name)
    again = replace(session, state=state)
    return Turn(again, (), MakePlan(opening=True)) if again.pending in done else None
