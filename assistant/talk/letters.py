"""An e-mail pasted where none was asked for: read by the reader of letters, never looked up as a question."""

from __future__ import annotations

from dataclasses import replace

from assistant.screen import answer_sentences, sentences
from assistant.screen.render import Reply
from assistant.talk.asked import remark
from assistant.talk.session import Session, Turn, starting
from flows.base.errors import FlowError
from flows.mail.flow import FLOW, letter


def letter_turn(session: Session, text: str) -> Turn:
    """What the pasted e-mail is; a genuine one leads to its step, which „tak” begins outside a step."""
    from flows.mail.telling import describe  # start-up

    try:
        found = letter(text, session.today)
    except FlowError as error:
        return remark(session, error.problem.what)
    said = "\n".join(describe(found, session.today))
    if found.verdict != "consistent":
        return remark(session, said)
    if session.state is not None or session.expecting.question:
        return remark(session, f"{said}\n{sentences.LETTER_LATER}")
    offered = replace(session, expecting=starting(FLOW.name, wiadomosc=found))
    return Turn(offered, (Reply(said), Reply(answer_sentences.offer_flow(FLOW.name), "question")))
