"""A line at a hidden prompt.

Pure, as ``turn``: at a hidden prompt the whole line is the password; it is never matched, shown or repaired. One that
is plainly said to us („nie wiem jakie hasło mam wpisać”) is asked back once before it is taken.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.screen import password_sentences, sentences
from assistant.screen.render import Reply
from assistant.talk.confirming import is_yes
from assistant.talk.helpdesk import Helpdesk
from assistant.talk.reading import words
from assistant.talk.session import Session, Turn
from assistant.talk.steps import accept, question
from assistant.talk.turn import turn
from flows.base.errors import FlowError
from flows.base.patterns import regex
from flows.base.polish import fold
from flows.base.secret import Secret
from flows.engine.model import AskSecret

_SAID_TO_US = regex(
    r"(?:ale |a |no |i |to )?"
    r"(?:(?:nie (?:wiem|pamietam|rozumiem|znam|mam)|zapomnial[ae]m|zgubil[ae]m|pomocy|pomoz|po co|dlaczego|czemu)"
    r"(?: .*)?"
    r"|(?:jak(?:ie|i|a|iego)?|co|czego|gdzie|skad|dlaczego|czemu|czy|po co|do czego|ktore|kto|ile|moge|prosze o"
    r"|prosze pokaz|chce (?:wyjsc|wrocic|przerwac|anulowac)) .*)"
)


def is_said_to_us(line: str) -> bool:
    """Whether a hidden line is plainly a question or a sentence for us: words of that kind, or a „?” at the end."""
    return line.rstrip().endswith("?") or _SAID_TO_US.fullmatch(fold(line)) is not None


def secret_turn(session: Session, line: str, helpdesk: Helpdesk) -> Turn:
    """Takes a hidden line: the whole of it is the password; it is never matched against anything.

    One that the user says is none („nie” to the doubt) is answered as the question that it was.
    """
    item = session.pending
    if not isinstance(item, AskSecret) or session.state is None:
        raise TypeError("no password is pending")
    session = replace(session, interrupts=0)
    line = line.strip("\r\n")  # pasted with its line end
    doubted, session = session.doubted, replace(session, doubted=None)
    if doubted is not None and is_yes(line.strip("\"'„”")):  # as the screen shows it
        line = doubted.reveal()
    elif doubted is not None and words(line) == "nie":
        answered = turn(session, doubted.reveal(), helpdesk, asked_here=False)  # it is about this very password
        return replace(answered, replies=tuple(each for each in answered.replies if each.kind != "muted"))
    elif is_said_to_us(line) and Secret(line) not in {doubted, session.first_typing}:
        asked = replace(session, doubted=Secret(line))
        return Turn(asked, (Reply(password_sentences.REALLY_HIDDEN), *question(asked)))
    if session.first_typing is not None:
        if session.first_typing == Secret(line):
            return accept(session, item, session.first_typing)
        if session.proposed and line:
            return _not_the_proposal(session, item, line)
        session = replace(session, first_typing=None, proposed=False)
        if line:
            return Turn(session, (Reply(password_sentences.PASSWORDS_DIFFER), *question(session)))
    if not line and item.propose is not None:
        proposal = item.propose()
        waiting = replace(session, first_typing=item.parse(proposal), proposed=True)
        return Turn(waiting, (Reply(password_sentences.proposed(proposal)), *question(waiting)))
    try:
        value = item.parse(line)
    except FlowError as error:
        said = (Reply(sentences.problem(error.problem), "problem"), Reply(password_sentences.HIDDEN_EXIT))
        return Turn(session, (*said, *question(session)))
    if item.twice:
        waiting = replace(session, first_typing=value)
        return Turn(waiting, question(waiting))
    return accept(session, item, value)


def _not_the_proposal(session: Session, item: AskSecret, line: str) -> Turn:
    """One slip while copying the proposal: the same words once more. Something else: a password of the user's own."""
    proposal = session.first_typing.reveal().split() if session.first_typing is not None else []
    slip = len(set(proposal) & set(line.split())) * 2 >= len(proposal)
    try:
        own = None if slip else item.parse(line)
    except FlowError:  # too weak to be meant as a password
        own = None
    if own is None:
        return Turn(session, (Reply(password_sentences.PROPOSAL_MISTYPED), *question(session)))
    waiting = replace(session, first_typing=own, proposed=False)
    return Turn(waiting, (Reply(password_sentences.OWN_INSTEAD), *question(waiting)))
