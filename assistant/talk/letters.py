"""An e-mail pasted where none was asked for: read by the reader of letters, never looked up as a question."""

from __future__ import annotations

from dataclasses import replace

from assistant.screen import answer_sentences, sentences
from assistant.screen.render import Reply
from assistant.talk.asked import remark
from assistant.talk.session import Session, Turn, starting
from assistant.talk.steps import correct
from flows.base.errors import FlowError
from flows.engine.model import Ask
from flows.mail.flow import FLOW
from flows.mail.given_letter import letter, names_a_file
from flows.mail.telling import describe


def letter_file(session: Session, text: str) -> Turn | None:
    """A file of a letter, dropped at another question of step 3; None when it is none, or no letter from the office."""
    if session.flow is None or session.flow.name != FLOW.name or not names_a_file(text):
        return None
    try:
        found = letter(text, session.today)
    except FlowError:
        return None
    return _given(session, text) if found.verdict == "consistent" else None


def _given(session: Session, text: str) -> Turn | None:
    """The letter as the answer of step 3 that it is, at whatever question there."""
    if session.flow is None or session.flow.name != FLOW.name:
        return None
    item = session.flow.item("wiadomosc")
    return correct(session, item, text) if isinstance(item, Ask) and item is not session.pending else None


def letter_turn(session: Session, text: str) -> Turn:
    """What the pasted e-mail is; a genuine one leads to its step, which „tak” begins outside a step."""
    try:
        found = letter(text, session.today)
    except FlowError as error:
        return remark(session, error.problem.what)
    said = "\n".join(describe(found, session.today))
    if found.verdict != "consistent":
        return remark(session, said)
    if again := _given(session, text):
        return again
    if session.state is not None or session.expecting.question:
        return remark(session, f"{said}\n{sentences.LETTER_LATER}")
    offered = replace(session, expecting=starting(FLOW.name, wiadomosc=found))
    return Turn(offered, (Reply(said), Reply(answer_sentences.offer_flow(FLOW.name), "question")))
