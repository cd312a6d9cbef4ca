"""Repairs of the conversation, each a small handler, written once for all flows.

A handler gets the session, the command as read and the helpdesk, and returns the next turn. None of them changes
anything outside the session; what is on the disk is changed only by an action that was confirmed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from assistant.screen import sentences
from assistant.screen.render import Reply
from assistant.screen.undo_sentences import ONE_AT_A_TIME
from assistant.talk.actions import (
    Anew,
    Copy,
    Diagnose,
    Execute,
    Leave,
    Look,
    MakePlan,
    OpenFolder,
    Redo,
    Runs,
    Today,
    Undo,
)
from assistant.talk.actions import Report as ShowReport
from assistant.talk.asides import about, aside, why
from assistant.talk.by_hand import not_done
from assistant.talk.confirming import is_yes
from assistant.talk.corrections import correct_answer
from assistant.talk.helpdesk import Helpdesk
from assistant.talk.passing_over import skip
from assistant.talk.reading import Command
from assistant.talk.session import Expecting, Session, Turn
from assistant.talk.steps import (
    can_skip,
    correct,
    decline,
    forget,
    has_saved,
    instead,
    kept,
    leave_flow,
    opens_a_page,
    proposal,
    question,
    remembering,
    report,
    start_flow,
    take,
)
from flows.base.polish import fold
from flows.base.secret import Secret
from flows.engine import progress
from flows.engine.model import Ask, AskSecret, ByHand, Do
from flows.folder import stopped

Handler = Callable[[Session, Command, Helpdesk], Turn]


def park(session: Session) -> Turn:
    """Puts the step aside: what is on the disk stays, the way back is named."""
    name = session.state.flow if session.state else ""
    return Turn(leave_flow(session), (Reply(sentences.parked(name, saved=has_saved(session))),))


def _yes(session: Session, command: Command, _helpdesk: Helpdesk) -> Turn:
    item, state = session.pending, session.state
    if not is_yes(command.rest):  # „T A K”, „tąk”
        said = sentences.NOT_CONFIRMED if isinstance(item, Do) else sentences.WHOLE_YES
        return Turn(session, (Reply(said), *question(session)))
    if isinstance(item, Do) and state is not None:
        return Turn(session, (), Execute() if item.name in state.plans else MakePlan())
    if isinstance(item, Ask) and (proposed := proposal(session)):
        return take(session, item, proposed)
    if isinstance(item, ByHand):
        return _done(session, command, _helpdesk)
    if session.expecting.what == "start":
        return start_flow(session, session.expecting.flow, session.expecting.given)
    said = sentences.NOTHING_ASKED if session.state is None else sentences.YES_IS_NO_ANSWER
    return Turn(session, (Reply(said), *question(session)))


def _no(session: Session, _command: Command, _helpdesk: Helpdesk) -> Turn:
    if session.pending is not None and can_skip(session.pending):
        return decline(session, session.pending, (Reply(sentences.SKIPPED),))
    if isinstance(session.pending, Do):
        return Turn(session, (Reply(sentences.NOT_CONFIRMED), *question(session)))
    if isinstance(session.pending, ByHand):
        return not_done(session)
    said = sentences.FREE_HINT if session.state is None else sentences.NO_IS_NO_ANSWER
    return Turn(session, (Reply(said), *question(session)))


def _help(session: Session, _command: Command, _helpdesk: Helpdesk) -> Turn:
    return Turn(session, (Reply(sentences.HELP), *question(session)))


def _next(session: Session, _command: Command, _helpdesk: Helpdesk) -> Turn:
    if session.state is None:
        return Turn(session, (), Look())
    if isinstance(session.pending, Do) and session.pending.name not in session.state.plans:
        return Turn(session, (), MakePlan())
    if isinstance(session.pending, Ask) and kept(session) is not None:
        return take(session, session.pending, proposal(session))
    return Turn(session, question(session))


def _look(session: Session, _command: Command, _helpdesk: Helpdesk) -> Turn:
    return Turn(session, (), Look())


def _back(session: Session, _command: Command, _helpdesk: Helpdesk) -> Turn:
    if session.state is None or session.flow is None:
        return Turn(session, (Reply(sentences.NO_STEP),))
    if session.first_typing is not None:
        again = replace(session, first_typing=None)
        return Turn(again, question(again))
    before = progress.previous(session.flow, session.state)
    if before is None:
        return Turn(session, (Reply(sentences.BEGINNING), *question(session)))
    if isinstance(before, Ask | AskSecret) and session.state.plans:
        return correct(session, before)  # says that the plan falls
    return forget(remembering(session, before), before.name, ())


def _cancel(session: Session, _command: Command, _helpdesk: Helpdesk) -> Turn:
    if session.state is None:
        return Turn(session, (Reply(sentences.NO_STEP),))
    secret = any(isinstance(value, Secret) for value in session.state.answers.values())
    stays = [*([sentences.SAVED_STAYS] if has_saved(session) else []), *([sentences.ASKED_AGAIN] if secret else [])]
    asked = replace(session, expecting=Expecting("leave", sentences.ASK_LEAVE))
    return Turn(asked, (*(Reply(text) for text in stays), *question(asked)))


def _later(session: Session, command: Command, helpdesk: Helpdesk) -> Turn:
    """„później”: what a person is to do is put off at once; where answers would be lost, it is asked first."""
    if session.state is None:
        return Turn(session, (Reply(sentences.LATER),))
    return park(session) if isinstance(session.pending, ByHand) else _cancel(session, command, helpdesk)


def _restart(session: Session, _command: Command, _helpdesk: Helpdesk) -> Turn:
    if session.state is None or session.flow is None:
        return Turn(session, (), Look())
    asked = {item.name for item in session.flow.items}
    known = {name: value for name, value in session.known.items() if name not in asked}
    fresh = start_flow(replace(session, state=None, known=known), session.flow.name)
    stays = (Reply(sentences.SAVED_STAYS),) if has_saved(session) else ()
    return replace(fresh, replies=(Reply(sentences.RESTARTED), *stays, *fresh.replies))


def _repeat(session: Session, _command: Command, _helpdesk: Helpdesk) -> Turn:
    """Inside a step what is asked now, with its plan, and no aside; outside of one what was said last."""
    item, state = session.pending, session.state
    if state is None or item is None:
        return Turn(session, session.last or (Reply(sentences.NOTHING_TO_REPEAT),))
    plan = state.plans.get(item.name)
    shown = (Reply(sentences.plan(plan)),) if plan is not None else ()
    return Turn(session, (*shown, *question(session)))


def _skip(session: Session, _command: Command, _helpdesk: Helpdesk) -> Turn:
    if session.state is None:
        return Turn(session, (Reply(sentences.NO_STEP),))
    if session.pending is not None and can_skip(session.pending):
        return decline(session, session.pending, (Reply(sentences.SKIPPED),))
    if session.pending is not None and opens_a_page(session.pending):
        return decline(session, session.pending, (Reply(sentences.OPENING_SKIPPED),))
    if isinstance(session.pending, ByHand) and session.pending.event:
        return park(session)  # a program that stands is no step to skip
    if (asked := skip(session)) is not None:
        return asked
    if isinstance(session.pending, ByHand):
        return park(session)
    return Turn(session, (Reply(sentences.CANNOT_SKIP), *question(session)))


def explain(session: Session) -> Turn:
    """First what is asked and what for, in two sentences; the whole page when that was not enough."""
    item = session.pending
    if item is not None and session.flow is not None and session.topic is None and session.explained != item.name:
        said = Reply(why(session, item))
        return Turn(replace(session, explained=item.name), (said, *question(session)))
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


def _done(session: Session, _command: Command, _helpdesk: Helpdesk) -> Turn:
    item = session.pending
    if isinstance(item, ByHand) and session.state is not None:
        return report(session, item)
    if isinstance(item, Do):
        return _next(session, _command, _helpdesk)
    if session.state is None and session.expecting.what == "start":
        entered = start_flow(session, session.expecting.flow)
        if isinstance(entered.session.pending, ByHand):  # „zrobione” to the step just proposed: ask whether that one
            return Turn(entered.session, (entered.replies[0], *question(entered.session)))
    return Turn(session, question(session), None if session.state else Look())


def _quit(session: Session, _command: Command, _helpdesk: Helpdesk) -> Turn:
    return Turn(session, (Reply(sentences.FAREWELL),), Leave())


def _runs(session: Session, command: Command, helpdesk: Helpdesk) -> Turn:
    """START was pressed: the answer to the question about it, else a note."""
    if isinstance(session.pending, ByHand) and session.pending.event == stopped.RUNNING:
        return _done(session, command, helpdesk)
    return Turn(session, (), Runs())


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


def _new_set(session: Session, command: Command, helpdesk: Helpdesk) -> Turn:
    """„nowy komplet”: another set of files although a good one is there; its plan is shown and confirmed as any."""
    if session.state is None or session.flow is None or all(each.name != "nowy" for each in session.flow.options):
        return start_flow(session, "csr")
    state = progress.answer(session.flow, session.state, "nowy", value=True)
    return _next(replace(session, state=state), command, helpdesk)


def _open(session: Session, _command: Command, _helpdesk: Helpdesk) -> Turn:
    return Turn(session, (), OpenFolder())


def _check(session: Session, _command: Command, _helpdesk: Helpdesk) -> Turn:
    """„sprawdź PLIK” as it is advised, without the name of a file."""
    return Turn(session, (Reply(sentences.WHICH_FILE), *question(session)))


def _none(session: Session, _command: Command, _helpdesk: Helpdesk) -> Turn:
    return Turn(session, (Reply(sentences.NONE_OF_THESE), *question(session)))


def _today(session: Session, _command: Command, _helpdesk: Helpdesk) -> Turn:
    return Turn(session, (), Today())


def _anew(session: Session, _command: Command, _helpdesk: Helpdesk) -> Turn:
    return Turn(session, (), Anew())


HANDLERS: Mapping[str, Handler] = MappingProxyType(
    {
        "yes": _yes,
        "no": _no,
        "help": _help,
        "next": _next,
        "today": _today,
        "anew": _anew,
        "look": _look,
        "back": _back,
        "restart": _restart,
        "cancel": _cancel,
        "later": _later,
        "repeat": _repeat,
        "skip": _skip,
        "explain": _explain,
        "undo": _undo,
        "redo": _redo,
        "done": _done,
        "quit": _quit,
        "runs": _runs,
        "report": _report,
        "diagnose": _diagnose,
        "correct": correct_answer,
        "none": _none,
        "check": _check,
        "open": _open,
        "copy": _copy,
        "new set": _new_set,
    }
)
