"""„Punkt 3”, „a ostatni?”: what a line that points into the list just shown is answered with."""

from __future__ import annotations

from dataclasses import replace

from assistant.screen.render import Reply
from assistant.talk.answering import answer
from assistant.talk.helpdesk import Helpdesk
from assistant.talk.reading import is_question
from assistant.talk.said import Said
from assistant.talk.session import Session, Turn
from assistant.talk.spoken_of import listed, pointed_at, spoken_of
from assistant.talk.steps import question
from kb.page import RESERVED


def pointed(session: Session, text: str, helpdesk: Helpdesk) -> Turn | None:
    """That item of the page spoken of; one that is a step is answered by the step's page. None: it points nowhere."""
    if session.said is None:
        return None
    page = session.said.among or session.said.page
    items = listed(helpdesk.page(page).body)
    number = pointed_at(text, len(items))
    if not number:
        return None
    steps = [flow for flow in session.flows.values() if flow.number == number]
    if len(items) < max(flow.number for flow in session.flows.values()) or not steps:
        return Turn(session, (Reply(items[number - 1], "page"), *question(session)))
    told = answer(session, (helpdesk.on_page(steps[0].page, items[number - 1]),), helpdesk)
    return replace(told, session=replace(told.session, said=Said(steps[0].page, question=text, among=page)))


def answered_or(session: Session, text: str, helpdesk: Helpdesk, said: str) -> Turn:
    """What the step says to it; but a question („a jak mnie tam nie ma?”) is answered, where the answer is clear.

    A page's example or reason is none: of what is asked now the step knows better.
    """
    if is_question(text):
        found = helpdesk.look_up(text, spoken_of(session))
        if found[0].kind == "answer" and found[0].answer and found[0].answer not in RESERVED:
            return answer(session, found, helpdesk)
    return Turn(session, (Reply(said), *question(session)))
