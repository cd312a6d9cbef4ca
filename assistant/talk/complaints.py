"""„Nie działa” right after a problem was said: it is about that problem, which is said again with its way out. Pure."""

from __future__ import annotations

from assistant.screen import sentences
from assistant.screen.render import Reply
from assistant.talk.session import Session, Turn
from flows.base.patterns import regex
from flows.base.polish import bare_words

_BESIDE = r"to|nic|juz|znowu|znow|nadal|dalej|ciagle|wciaz|no|a|ale|i|mi|u mnie|tak|jednak|w ogole|kurde|cholera|prosze"
_STILL = regex(
    rf"(?:(?:{_BESIDE}) )*(?:nie (?:dziala|chce dzialac|idzie|wychodzi|da sie|udaje sie|poszlo|pomoglo|pomaga)|"
    rf"(?:to samo|ten sam (?:blad|komunikat|problem)|blad|zle))(?: (?:{_BESIDE}))*"
)


def complaint(session: Session, text: str) -> Turn | None:
    """The problem told last and what followed it, again; None for another line, or where no problem was told."""
    told = next((at for at, reply in enumerate(session.last) if reply.kind == "problem"), None)
    if told is None or not _STILL.fullmatch(bare_words(text)):
        return None
    return Turn(session, (Reply(sentences.STILL_SO), *session.last[told:]))
