"""What is no order and no answer: small talk, a question for the knowledge base, a wish about what it said."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from assistant.screen import answer_sentences, opening_sentences, sentences
from assistant.screen.hidden import may_be_phrase
from assistant.screen.render import Reply
from assistant.talk.actions import Look, Tell
from assistant.talk.acts import act_turn, here_turn, of_asked, of_said
from assistant.talk.answer import Answer
from assistant.talk.answering import answer
from assistant.talk.asked import choose
from assistant.talk.by_hand import is_not_done, not_done
from assistant.talk.callers import as_the_caller_asks
from assistant.talk.helpdesk import Helpdesk
from assistant.talk.moves import go_on
from assistant.talk.reading import Command, meant_instead
from assistant.talk.session import Session, Turn
from assistant.talk.small_talk import HELLO, small_talk
from assistant.talk.spoken_of import spoken_of
from assistant.talk.steps import question
from assistant.talk.wishes import fulfil, wish
from flows.engine.model import AskSecret, ByHand

if TYPE_CHECKING:
    from assistant.reports.here import Topic

MAX_LISTED_WORDS = 3


def wish_turn(session: Session, text: str, command: Command | None, helpdesk: Helpdesk) -> Turn | None:
    """A short wish about what was said last; in a step „po co?” and „nie rozumiem” are about the step's question."""
    wanted = wish(text)
    if wanted is None or (command is not None and (session.said is None or session.state is not None)):
        return None
    if session.said is None:
        return None if session.state is not None else Turn(session, (Reply(answer_sentences.NOTHING_SAID),))
    said, replies = fulfil(session.said, wanted, helpdesk.page(session.said.page))
    return Turn(replace(session, said=said), (*replies, *question(session)))


def look_up(session: Session, text: str, helpdesk: Helpdesk, *, asked_here: bool = True) -> Turn:
    """What the knowledge base says to the line, or which pages it may be about; two failures in a row name a human."""
    chat = small_talk(text, inside=session.state is not None)
    if chat == HELLO and session.state is None and session.folder is not None:
        return Turn(replace(session, unknowns=0), (Reply(opening_sentences.HELLO_AGAIN),), Look(brief=True))
    if chat is not None:
        return Turn(replace(session, unknowns=0), (Reply(chat), *question(session)))
    asked = as_the_caller_asks(text)  # and a caller's folder is not this one
    here = asked_here and session.folder is not None and asked == text and not isinstance(session.pending, AskSecret)
    found = helpdesk.look_up(
        meant_instead(asked),
        spoken_of(session),
        of_said(session, helpdesk),
        of_asked(session, text),
        here=here,
    )
    if found[0].kind == "act":
        return act_turn(replace(session, unknowns=0), found[0].about, helpdesk)
    if found[0].kind == "here":
        return here_turn(replace(session, unknowns=0), found[0].about, text)
    if all(each.kind == "answer" for each in found):
        if len(found) == 1 and (done := _instead(session, found[0], text, helpdesk)):
            return done
        return answer(replace(session, unknowns=0), found, helpdesk)
    if isinstance(session.pending, ByHand) and is_not_done(text):  # no list of strangers: the step knows what to do
        return not_done(session)
    first = found[0]
    if first.kind == "clarify":
        return choose(session, first.pages, text, helpdesk)
    near = [helpdesk.title(slug) for slug in first.pages[:MAX_LISTED_WORDS]]
    named = () if may_be_phrase(text, first.unknown_words) else first.unknown_words[:MAX_LISTED_WORDS]
    replies = [Reply(answer_sentences.REPHRASE if first.ours else answer_sentences.unknown(named, near, first.say))]
    if session.unknowns:
        replies.append(Reply(answer_sentences.helpdesk(helpdesk.contact)))
    after = replace(session, unknowns=session.unknowns + 1)
    return Turn(after, (*replies, *(question(after) or (Reply(sentences.FREE_HINT),))))


def _instead(session: Session, found: Answer, text: str, helpdesk: Helpdesk) -> Turn | None:
    """What is done in place of the page's text: „zrobione, i co teraz” looks at the folder as „co dalej” does."""
    page = helpdesk.page(found.pages[0])
    chosen = page.answer(found.answer)
    does = chosen.does if chosen is not None else page.does
    if not does:
        return None
    session = replace(session, unknowns=0)
    if does == "next":
        return go_on(session, Command("next", rest=text), helpdesk)
    return Turn(session, (), Tell(cast("Topic", does), text))
