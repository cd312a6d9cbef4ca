"""Which „tak” counts: one that was typed after its question stood on the screen. Pure.

What only looks, opens a page or begins a step may be confirmed by a line that waited in a pipe; a change may not,
unless the line names what it confirms („tak csr”, „tak cofnij”). What was pasted confirms nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from assistant.screen import sentences
from assistant.screen.intake import Typed
from assistant.screen.render import Reply
from assistant.talk.actions import (
    Action,
    Anew,
    ComputersSaid,
    Copy,
    Diagnose,
    Execute,
    GetReady,
    Inspect,
    Leave,
    Look,
    MakePlan,
    OpenFolder,
    Practise,
    Redo,
    Report,
    Runs,
    TakeIn,
    Tell,
    Today,
    Undo,
)
from assistant.talk.helpdesk import Helpdesk
from assistant.talk.reading import read_command
from assistant.talk.session import Session, Turn
from assistant.talk.turn import turn
from flows.base.patterns import regex
from flows.base.polish import fold

_YES: Final = "tak"
_UNDO: Final = "cofnij"
_REDO: Final = "przywroc"
_LEAVE: Final = "anuluj"
_TAKE_IN: Final = "mail"
_NAMED = regex(r"(?P<word>tak|zrobione) (?P<what>[a-z0-9]+)[ .!]*")
_HARMLESS = (
    GetReady,
    Today,
    Anew,
    MakePlan,
    Runs,
    ComputersSaid,
    Look,
    Tell,
    OpenFolder,
    Inspect,
    Report,
    Diagnose,
    Copy,
    Leave,
    Practise,
)
"""An action that is not among them is a change: a new one is guarded from the beginning."""


def changes(session: Session, action: Action | None) -> bool:
    """Whether carrying the action out makes something different, here or in the journal's account of what is done."""
    if isinstance(action, Execute):
        item, state = session.pending, session.state
        plan = state.plans.get(item.name) if state is not None and item is not None else None
        return plan is None or (plan.changes and not plan.nothing_to_do)
    if isinstance(action, Undo | Redo):
        return bool(action.agreed)
    return action is not None and not isinstance(action, _HARMLESS)


def heard(session: Session, typed: Typed, helpdesk: Helpdesk) -> Turn:
    """The turn for a visible line, unless it would confirm what it cannot."""
    if not typed.pasted and (named := _named(session, typed, helpdesk)):
        return named
    outcome = turn(session, typed.text, helpdesk)
    command = read_command(typed.text)
    if typed.pasted and (changes(session, outcome.action) or (command and command.name in {"yes", "done"})):
        return _again(session, sentences.PASTED)
    whole_words = session.expecting.word != _YES  # they name it themselves
    if typed.waited and changes(session, outcome.action) and not whole_words:
        return _again(session, sentences.DOUBTED if _doubted(session) else sentences.waited(_name(session)))
    return outcome


def _doubted(session: Session) -> bool:
    """Whether the plan on the screen names a doubt: whoever agrees must have read it."""
    item, state = session.pending, session.state
    plan = state.plans.get(item.name) if state is not None and item is not None else None
    return plan is not None and bool(plan.doubt)


def _named(session: Session, typed: Typed, helpdesk: Helpdesk) -> Turn | None:
    """The turn for „tak csr”, which may have waited: it says itself what it is about; None for any other line."""
    line = _NAMED.fullmatch(fold(typed.text))
    if line is None or line["what"] not in {*session.flows, _UNDO, _REDO, _LEAVE}:
        return None
    if not session.asks:
        return None
    if typed.waited and _doubted(session):
        return _again(session, sentences.DOUBTED)
    shown = _name(session)
    return turn(session, line["word"], helpdesk) if line["what"] == shown else _again(session, sentences.another(shown))


def _name(session: Session) -> str:
    """What a script calls the thing that is asked about."""
    if session.expecting.what in {"leave", "act"}:
        return {Undo: _UNDO, Redo: _REDO, TakeIn: _TAKE_IN}.get(type(session.expecting.action), _LEAVE)
    return session.state.flow if session.state is not None else session.expecting.flow


def _again(session: Session, said: str) -> Turn:
    """The sentence, and the question that is still open."""
    return Turn(replace(session, interrupts=0), (Reply(said), *session.last[-1:]))
