"""An answer as a turn of the talk: what is said, what is remembered of it, what is offered after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.screen import answer_sentences
from assistant.screen.render import Reply
from assistant.talk.answer import Answer
from assistant.talk.helpdesk import Helpdesk
from assistant.talk.page_words import rest_of, words_of
from assistant.talk.said import Said
from assistant.talk.session import Session, Turn, starting
from assistant.talk.steps import question
from kb.page import first_sentence


def answer(session: Session, found: Sequence[Answer], helpdesk: Helpdesk) -> Turn:
    """The answers as one turn; outside a step it offers the page's flow, inside one the pending question comes again.

    No step is offered that is known not to be the next one.

    What was told before in this talk is not told again in full.
    """
    replies: list[Reply] = []
    offer, more = None, ""
    for each in found:
        page = helpdesk.page(each.pages[0])
        text = words_of(page, each.answer, each.question, bare=each.bare)
        again = text in session.told
        replies.append(Reply(first_sentence(text) if again else text, "page"))
        replies += [Reply(each.say)] if each.say else []
        more = answer_sentences.AS_ABOVE if again else answer_sentences.MORE if rest_of(page, text) else ""
        said = Said(page.slug, each.answer, each.question, whole=not rest_of(page, text), bare=each.bare)
        session = replace(session, said=said, told=session.told | {text})
        offer = page.flow if page.flow in session.flows and session.ahead in {"", page.flow} else None
    replies += [Reply(more, "muted")] if more else []
    if session.state is not None or session.expecting.question:
        return Turn(session, (*replies, *question(session)))
    replies += [Reply(answer_sentences.offer_flow(offer), "question")] if offer is not None else []
    return Turn(replace(session, expecting=starting(offer)), tuple(replies))
