"""Repairs of the conversation, each a small handler, written once for all flows.

A handler gets the session, the command as read and the helpdesk, and returns the next turn. None of them changes
anything outside the session; what is on the disk is changed only by an action that was confirmed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from assistant.screen import answer_sentences, opening_sentences, sentences, step_sentences
from assistant.screen.render import Reply
from assistant.screen.undo_sentences import ONE_AT_A_TIME
from assistant.talk import moves, plain_words
from assistant.talk.actions import Anew, Copy, Diagnose, Leave, Look, OpenFolder, Practise, Redo, Today, Undo
from assistant.talk.actions import Report as ShowReport
from assistant.talk.asides import about, aside, why
from assistant.talk.corrections import correct_answer
from assistant.talk.helpdesk import Helpdesk
from assistant.talk.reading import Command
from assistant.talk.session import Session, Turn
from assistant.talk.steps import instead, opens_a_page, question
from flows.base.polish import fold
from flows.engine.model import ByHand

Handler = Callable[[Session, Command, Helpdesk], Turn]


def _help(session: Session, _command: Command, _helpdesk: Helpdesk) -> Turn:
    return Turn(session, (Reply(sentences.help_words(flow.name for flow in session.steps)), *question(session)))


def _look(session: Session, _command: Command, _helpdesk: Helpdesk) -> Turn:
    return Turn(session, (), Look())


def _repeat(session: Session, _command: Command, _helpdesk: Helpdesk) -> Turn:
    """Inside a step what is asked now, with its plan, and no aside; outside of one what was said last."""
    item, state = session.pending, session.state
    if state is None or item is None:
        return Turn(session, session.last or (Reply(sentences.NOTHING_TO_REPEAT),))
    plan = state.plans.get(item.name)
    shown = (Reply(step_sentences.plan(plan, page=opens_a_page(item))),) if plan is not None else ()
    return Turn(session, (*shown, *question(session)))


def explain(session: Session) -> Turn:
    """First what is asked and what for, in two sentences; the whole page when that was not enough."""
    item = session.pending
    if item is not None and session.flow is not None and session.topic is None and session.explained != item.name:
        said = Reply(why(session, item))
        explained = replace(session, explained=item.name, last=())  # so that a password's question has its hint
        return Turn(explained, (said, *question(explained)))
    if instead(session):  # the page tells the usual way
        return Turn(session, question(session))
    asked = (item.page if isinstance(item, ByHand) else None) or about(session).page
    page = session.topic or asked or (session.flow.page if session.flow else "assistant-help")
    return Turn(session, (Reply(page, "topic"), *question(session)))


def _explain(session: Session, command: Command, _helpdesk: Helpdesk) -> Turn:
    if said := aside(session, command.rest):  # „nie wiem” is told what to do then
        return Turn(session, (Reply(said), *question(session)))
    return explain(session)


def _undo(session: Session, command: Command, _helpdesk: Helpdesk) -> Turn:
    return Turn(session, (Reply(ONE_AT_A_TIME),) if command.argument else (), Undo())


def _redo(session: Session, _command: Command, _helpdesk: Helpdesk) -> Turn:
    return Turn(session, (), Redo())


def _quit(session: Session, _command: Command, _helpdesk: Helpdesk) -> Turn:
    return Turn(session, () if session.practice else (Reply(opening_sentences.FAREWELL),), Leave())


def _report(session: Session, _command: Command, _helpdesk: Helpdesk) -> Turn:
    return Turn(session, (), ShowReport())


def _diagnose(session: Session, _command: Command, _helpdesk: Helpdesk) -> Turn:
    return Turn(session, (), Diagnose())


def _copy(session: Session, command: Command, _helpdesk: Helpdesk) -> Turn:
    """„kopiuj 2” or „kopiuj pesel”: one value of the card."""
    for number, (label, value) in enumerate(session.card, 1):
        if command.argument == str(number) or (not command.argument.isdigit() and command.argument in fold(label)):
            return Turn(session, (), Copy(label, value))
    return Turn(session, (Reply(sentences.nothing_to_copy(session.card)), *question(session)))


def _open(session: Session, _command: Command, _helpdesk: Helpdesk) -> Turn:
    return Turn(session, (), OpenFolder())


def _check(session: Session, _command: Command, _helpdesk: Helpdesk) -> Turn:
    """„sprawdź PLIK” as it is advised, without the name of a file."""
    return Turn(session, (Reply(sentences.WHICH_FILE), *question(session)))


def _none(session: Session, _command: Command, _helpdesk: Helpdesk) -> Turn:
    return Turn(session, (Reply(answer_sentences.NONE_OF_THESE), *question(session)))


def _today(session: Session, _command: Command, _helpdesk: Helpdesk) -> Turn:
    return Turn(session, (), Today())


def _practise(session: Session, _command: Command, _helpdesk: Helpdesk) -> Turn:
    if session.practice:
        return Turn(session, (Reply(opening_sentences.PRACTISING), *question(session)))
    return Turn(session, (), Practise())


def _anew(session: Session, _command: Command, _helpdesk: Helpdesk) -> Turn:
    return Turn(session, (), Anew())


HANDLERS: Mapping[str, Handler] = MappingProxyType(
    {
        "yes": plain_words.yes,
        "no": plain_words.no,
        "help": _help,
        "next": moves.go_on,
        "begin": moves.begin,
        "today": _today,
        "anew": _anew,
        "practise": _practise,
        "look": _look,
        "back": moves.back,
        "restart": moves.restart,
        "cancel": moves.cancel,
        "later": moves.later,
        "repeat": _repeat,
        "skip": moves.skip_item,
        "explain": _explain,
        "undo": _undo,
        "redo": _redo,
        "done": plain_words.done,
        "quit": _quit,
        "runs": plain_words.runs,
        "report": _report,
        "diagnose": _diagnose,
        "correct": correct_answer,
        "none": _none,
        "check": _check,
        "open": _open,
        "copy": _copy,
        "new set": moves.new_set,
    }
)
