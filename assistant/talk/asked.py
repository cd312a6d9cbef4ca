"""The one thing that „tak” would do now, and what a line makes of it.

Whatever is asked beside the pending item („Odłożyć?”, „Cofnąć?”, a list, a folder in doubt) stays asked through a
question in between, and is asked again after it; any other line lets it lapse, and the pending item is asked anew.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.screen import answer_sentences, sentences
from assistant.screen.render import Reply
from assistant.screen.undo_sentences import WHOLE_WORDS, YES
from assistant.talk.answering import answer
from assistant.talk.asides import about, aside, asked_item, tells_of_doubt
from assistant.talk.by_hand import is_done
from assistant.talk.confirming import is_almost_yes, is_yes
from assistant.talk.folders import take_folder
from assistant.talk.helpdesk import Helpdesk
from assistant.talk.moves import park
from assistant.talk.reading import Command, read_number, words
from assistant.talk.session import ITEM, Expecting, Session, Turn
from assistant.talk.steps import question
from flows.base.polish import fold
from flows.engine.model import Ask, Do

_ASIDE = frozenset({"help", "look", "repeat", "explain", "report", "diagnose", "copy"})
"""Commands after which the same question is asked again."""
_TO_AN_OFFER = frozenset({"yes", "done", "repeat"})
_SHORTEST_TITLE = 4


def answered(session: Session, text: str, command: Command | None, helpdesk: Helpdesk) -> Turn | Session:
    """The turn where the line answers what is asked beside the pending item; else the session as it is read on.

    What lapses is gone from it.
    """
    lapsed = replace(session, expecting=ITEM)
    match session.expecting.what:
        case "item":
            return session
        case "start":
            return session if command is not None and command.name in _TO_AN_OFFER else lapsed
        case "choice":
            return _chosen(session, text, command, helpdesk) or lapsed
        case _:
            if said := _confirmed(session, text, command):
                return said
            return session if command is None or command.name in _ASIDE else lapsed


def kept_list(session: Session, outcome: Turn) -> Turn:
    """The list of pages once more, where the line was none of it and nothing else was made of it."""
    nothing_found = outcome.action is None and outcome.session.unknowns > session.unknowns
    if session.expecting.what != "choice" or not nothing_found or outcome.session.expecting.what == "choice":
        return outcome
    kept = replace(session, unknowns=outcome.session.unknowns)
    again = (*question(outcome.session), Reply(sentences.FREE_HINT))
    return Turn(kept, (*(each for each in outcome.replies if each not in again), *question(kept)))


def remark(session: Session, said: str) -> Turn:
    """Says something and asks again what was asked; an offer, which nobody repeats, lapses."""
    if session.expecting.what == "start":
        session = replace(session, expecting=ITEM)
    return Turn(session, (Reply(said), *(question(session) or (Reply(sentences.FREE_HINT),))))


def choose(session: Session, pages: tuple[str, ...], asked: str, helpdesk: Helpdesk) -> Turn:
    """Asks which page is meant by what was ``asked``; the step's question stays in sight.

    A second list in a row names a human.
    """
    contact = (Reply(answer_sentences.helpdesk(helpdesk.contact)),) if session.unknowns else ()
    waiting = question(replace(session, expecting=ITEM))
    titles = answer_sentences.clarify([helpdesk.title(slug) for slug in pages])
    listed = "\n".join([titles, *(answer_sentences.waits(each.text) for each in waiting)])
    choosing = replace(
        session, expecting=Expecting("choice", listed, pages=pages, text=asked), unknowns=session.unknowns + 1
    )
    return Turn(choosing, (*contact, *question(choosing)))


def _confirmed(session: Session, text: str, command: Command | None) -> Turn | None:
    after = replace(session, expecting=ITEM)
    asked = session.expecting
    if is_yes(text) if asked.word == YES else words(text) == asked.word:
        return _yes(after, asked)
    if is_yes(text):
        return remark(session, WHOLE_WORDS)
    if command is not None and command.name in {"no", "none"}:
        return remark(after, sentences.KEPT_GOING)
    if session.state is None and asked_item(session) is not None:  # „Zapisać, że krok 2 jest zrobiony?”
        if is_done(text, about(session).done):
            return _yes(after, asked)
        if said := aside(session, text):
            return remark(session, said)
    if not text:
        return remark(session, sentences.NOTHING_TYPED)
    if command is not None and command.name == "repeat":  # what is asked again is what „tak” answers
        return Turn(session, question(session))
    if is_almost_yes(text) and (command is None or command.name == "yes"):
        return remark(session, sentences.WHOLE_YES)
    return None


def _yes(after: Session, asked: Expecting) -> Turn:
    match asked.what:
        case "leave":
            return park(after)
        case "act":
            return Turn(after, (), asked.action)
        case _:
            return take_folder(after, asked.item, asked.text)


def _chosen(session: Session, text: str, command: Command | None, helpdesk: Helpdesk) -> Turn | None:
    """A number from the list, words of a title, „żadne z tych”, or None: then the line is read like any other.

    „tak” chooses nothing, and must not confirm the plan that was shown before the list: it is asked again.
    """
    after, pages = replace(session, expecting=ITEM), session.expecting.pages
    number = read_number(text)
    if isinstance(session.pending, Do) and (is_yes(text) or is_almost_yes(text)):
        return Turn(after, (Reply(sentences.LIST_CLOSED), *question(after)))
    if is_yes(text):
        return remark(session, answer_sentences.YES_CHOOSES_NOTHING)
    if not text or (command is not None and command.name == "repeat"):
        return Turn(session, question(session))
    if 1 <= number <= len(pages):
        picked = helpdesk.on_page(pages[number - 1], session.expecting.text)
        return answer(replace(after, unknowns=0), (picked,), helpdesk)
    if number == len(pages) + 1 or (command and command.name in {"none", "no"}):
        return Turn(after, (Reply(answer_sentences.NONE_OF_THESE), *question(after)))
    if number or (text.isdecimal() and not isinstance(session.pending, Ask)):
        return remark(session, answer_sentences.not_listed(len(pages) + 1))
    if tells_of_doubt(text):
        return remark(session, answer_sentences.NEAREST)
    titled = [slug for slug in pages if fold(text) in fold(helpdesk.title(slug))]
    if len(titled) == 1 and len(text) >= _SHORTEST_TITLE and command is None:
        picked = helpdesk.on_page(titled[0], session.expecting.text)
        return answer(replace(after, unknowns=0), (picked,), helpdesk)
    return None
