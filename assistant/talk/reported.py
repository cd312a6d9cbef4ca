"""What people report before they are asked: „potwierdzone, wniosek przyjęty”, „w ZSMOPL już wgrałam”, „mail przyszedł”.

Pure. Nothing is written down at once: the step's own question is asked, once, or the step begins where such a report
leaves off.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.screen import step_sentences
from assistant.screen.render import Reply
from assistant.talk.actions import Note
from assistant.talk.by_hand import is_done
from assistant.talk.reading import is_question
from assistant.talk.session import Expecting, Session, Turn
from assistant.talk.steps import question, start_flow
from flows.base.patterns import regex
from flows.base.polish import bare_words
from flows.engine import progress
from flows.engine.model import ByHand, Do

_SENT = (
    r"wysla(?:lam|lem|lismy|lysmy|ny|ne|no|la|l)|zlozy(?:lam|lem|lismy|lysmy|la|l)|zlozon[ya]|przyjet[ya]|przyjeli|"
    r"przyjeto|przekazan[ya]"
)
_BARE = regex(r"(?:(?:no|ja|to|tak|juz|przeciez) )*wysla(?:lam|lem|lismy|lysmy|ne|ny|no)(?: juz| to| go)*")
_APPLICATION = (
    r"wniosek|wniosku|wniosk\w+|sow|formularz|zostal|ze|tresc\w*|do|realizacji|w|piatek|\w+ek|sroda|niedziel\w+"
)
_PORTAL = r"zaimportowa\w+|wgra\w+|wczyta\w+|podmieni\w+|wymieni\w+"
_IN_PORTAL = r"zsmopl\w*|certyfikat\w*|w|do|wss|nowy"
_LETTER = regex(
    r"(?:(?:no|o|jest|juz|hura|wreszcie|w koncu|ten|ta|tak) )*"
    r"(?:(?:mail|e mail|email|wiadomosc|odpowiedz|poczta)(?: z \w+(?: \w+)?| od \w+)?"
    r"(?: juz| wlasnie| wreszcie| w koncu)* (?:przyszl?a|przyszedl|jest|doszl?a|doszedl)|"
    r"(?:przyszedl|przyszla|doszedl|dostalam|dostalem|mam|jest)(?: juz| wlasnie| wreszcie| ten| ta)* "
    r"(?:mail\w*|e mail|email\w*|wiadomosc|odpowiedz))(?: dzis| dzisiaj| wczoraj| rano| z linkami| z linkiem)*"
)


def reported(session: Session, text: str, offered: str = "") -> Turn | None:
    """The turn for such a report, or None when the line is none."""
    if is_question(text):
        return None
    folded = bare_words(text)
    here = session.state.flow if session.state is not None else offered or session.ahead
    if re.search(rf"\b(?:{_SENT})\b", folded) and is_done(text, f"{_SENT}|{_APPLICATION}"):
        if here == "sow" or (session.state is None and re.search(r"\b(?:wnios\w+|sow)\b", folded)):
            return _ask_whether_sent(session)
        if _BARE.fullmatch(folded) and not isinstance(session.pending, ByHand):
            if session.state is None:
                return _ask_whether_sent(session)
            return Turn(session, (Reply(step_sentences.SENT_ELSEWHERE), *question(session)))
    elif session.state is None and re.search(rf"\b(?:{_PORTAL})\b.*\bzsmopl|\bzsmopl\w*\b.*\b(?:{_PORTAL})\b", folded):
        return _compare_portal(session) if is_done(text, f"{_PORTAL}|{_IN_PORTAL}") else None
    elif session.state is None and _LETTER.fullmatch(folded):
        return start_flow(session, "mail")
    return None


def _ask_whether_sent(session: Session) -> Turn:
    asked = step_sentences.ASK_SENT
    return Turn(
        replace(session, expecting=Expecting("act", asked, action=Note("sow", ""))), (Reply(asked, "question"),)
    )


def _compare_portal(session: Session) -> Turn:
    """Step 5 from its last question on: what ZSMOPL shows proves more than a word."""
    flow = session.flows["zsmopl"]
    entered = start_flow(session, flow.name)
    state = entered.session.state
    if state is None:
        return entered
    for item in flow.items:
        if isinstance(item, ByHand):
            state = progress.report_done(state, item.name)
        elif isinstance(item, Do) and item.attended:
            state = progress.decline(state, item.name)
    return replace(entered, session=replace(entered.session, state=state))
