"""What people say at a question about something done by hand: „już wysłałam”, „no pojawiło się”, „sms nie przyszedł”.

Pure. Only a line that consists of such words throughout is a yes; one word more („tak, ale…”) and it is none. Nothing
here ever confirms a plan.
"""

from __future__ import annotations

import re

from assistant.screen import sentences
from assistant.screen.render import Reply
from assistant.talk.asides import about
from assistant.talk.reading import is_question, read_command
from assistant.talk.session import Session, Turn
from assistant.talk.steps import question, report
from flows.base.patterns import regex
from flows.base.polish import bare_words
from flows.engine.model import ByHand

_MOST_WORDS = 14
_CLAUSE = regex(r"[,;.!–]+| - ")
_DONE = regex(
    r"tak|mam|mamy|jest|sa|dziala|dzialaja|widze|widac|zrobi(?:lam|lem|lismy|lysmy|one|ony|ona)|gotow[eya]|wykonan[eya]|"
    r"pojawi(?:l|la|lo|ly)|wyswietli(?:l|la|lo)|pokaza(?:l|la|lo)|wyskoczy(?:l|la|lo)|udalo|potwierdz(?:am|one|ono)|"
    r"byl|byla|bylo|zalatwion[eya]|skonczon[eya]|zgadza|zrobiono"
)
_FILLING = regex(
    r"no|ok|okej|okay|dobra|dobrze|juz|uff|ufff*|super|wreszcie|nareszcie|w|koncu|jasne|oczywiscie|pewnie|prosze|hura|"
    r"swietnie|pani|panie|pana|to|ten|ta|taki|takie|wszystko|wszystkie|oba|sie|i|mi|nam|u|nas|mnie|teraz|wlasnie|"
    r"przed|chwila|chwile|godzine|temu|dzisiaj|dzis|wczoraj|rano|wieczorem|go|je|a|wiec|tutaj|tu|tam|tez|bardzo|ladnie|"
    r"komunikat\w*|napis\w*|krok\w*|zielon\w+|na|mamy|ja|kierownik\w*|szefowa|szef|pan"
)
_NO = regex(r"nie|nic|brak|ani|zaden|zadnego|zadnej|nigdzie|niestety")
_GOES_ON = {"next", "look"}


def is_done(text: str, words: str = "") -> bool:
    """Whether the line says that it is so and nothing else. ``words``: what a yes may say at this very question.

    „wysłałam, co dalej?” is a yes, too: what follows asks for the next thing.
    """
    clauses = [clause.strip() for clause in _CLAUSE.split(text) if clause.strip()]
    last = read_command(clauses[-1]) if len(clauses) > 1 else None
    if last is not None and last.name in _GOES_ON:
        clauses.pop()
    elif is_question(text):
        return False
    spoken = _words(" ".join(clauses))
    if not 0 < len(spoken) <= _MOST_WORDS:
        return False
    sure = [bool(_DONE.fullmatch(word) or (words and re.fullmatch(words, word))) for word in spoken]
    return any(sure) and all(known or _FILLING.fullmatch(word) for known, word in zip(sure, spoken, strict=True))


def is_not_done(text: str) -> bool:
    """Whether the line says that something is missing or did not happen; a question does not."""
    spoken = _words(text)
    return not is_question(text) and len(spoken) <= _MOST_WORDS and any(_NO.fullmatch(word) for word in spoken)


def mishap(session: Session, text: str) -> str:
    """What the step has to say to what went wrong there („sms nie przyszedł”, „kręci się i kręci”); "" for nothing."""
    folded = " ".join(_words(text))
    return next((each.said for each in about(session).mishaps if re.search(each.words, folded)), "")


def by_hand(session: Session, text: str) -> Turn | None:
    """The line as what went wrong at a question, or as an answer to one about work by hand; None when it is neither."""
    item = session.pending
    if said := mishap(session, text):
        return Turn(session, (Reply(said), *question(session)))
    if not isinstance(item, ByHand):
        return None
    return report(session, item) if is_done(text, about(session).done) else None


def not_done(session: Session) -> Turn:
    """„nie” at such a question: nothing is written down, what to do is said, and it is asked again."""
    said = f"{sentences.NOT_DONE} {about(session).missing}".rstrip()
    return Turn(session, (Reply(said), *question(session)))


def _words(text: str) -> list[str]:
    return bare_words(text).split()
