"""Repairs that move about in a step, or out of it: on, back, aside, past an item, from the beginning."""

from __future__ import annotations

from dataclasses import replace

from assistant.screen import sentences, step_sentences
from assistant.screen.render import Reply
from assistant.talk.actions import Look, MakePlan
from assistant.talk.helpdesk import Helpdesk
from assistant.talk.passing_over import skip
from assistant.talk.reading import Command, words
from assistant.talk.session import Expecting, Session, Turn
from assistant.talk.steps import (
    can_skip,
    correct,
    decline,
    forget,
    has_saved,
    kept,
    leave_flow,
    opens_a_page,
    proposal,
    question,
    remembering,
    start_flow,
    take,
)
from assistant.talk.watching import stopped
from flows.base.secret import Secret
from flows.engine import progress
from flows.engine.model import Ask, AskSecret, ByHand, Do, Flow

_STOPS = {"przerwij", "przerwa", "stop", "nie czekaj", "przestan czekac"}
"""Of the words that put a step aside: those that are about the waiting, where there is some."""


def park(session: Session) -> Turn:
    """Puts the step aside: what is on the disk stays, the way back is named."""
    name = session.state.flow if session.state else ""
    return Turn(leave_flow(session), (Reply(step_sentences.parked(name, saved=has_saved(session))),))


def go_on(session: Session, _command: Command, _helpdesk: Helpdesk) -> Turn:
    """„dalej”: the next thing that is due: a look at the folder, a plan, or the question again."""
    if session.state is None:
        return Turn(session, (), Look(news=True))
    if isinstance(session.pending, Do) and session.pending.name not in session.state.plans:
        return Turn(session, (), MakePlan())
    if isinstance(session.pending, Ask) and kept(session) is not None:
        return take(session, session.pending, proposal(session))
    return Turn(session, question(session))


def begin(session: Session, command: Command, helpdesk: Helpdesk) -> Turn:
    """„zaczynajmy”: outside a step the one that is next begins; nothing is done before its own plan has its „tak”."""
    return Turn(session, (), Look(begin=True)) if session.state is None else go_on(session, command, helpdesk)


def back(session: Session, _command: Command, _helpdesk: Helpdesk) -> Turn:
    """„wróć”: the question before this one; what was answered there is proposed again."""
    if session.state is None or session.flow is None:
        return Turn(session, (Reply(sentences.NO_STEP),))
    if session.first_typing is not None:
        again = replace(session, first_typing=None)
        return Turn(again, question(again))
    before = progress.previous(session.flow, session.state)
    if before is None:
        return Turn(session, (Reply(step_sentences.BEGINNING), *question(session)))
    if isinstance(before, Ask | AskSecret) and session.state.plans:
        return correct(session, before)  # says that the plan falls
    return forget(remembering(session, before), before.name, ())


def cancel(session: Session, command: Command, _helpdesk: Helpdesk) -> Turn:
    """„anuluj”: asks before the step is put aside, and says what stays. „przerwij” first ends a waiting."""
    if session.state is None:
        return Turn(session, (Reply(sentences.NO_STEP),))
    if session.watching and words(command.rest) in _STOPS:
        return stopped(session)
    secret = any(isinstance(value, Secret) for value in session.state.answers.values())
    stays = [
        *([step_sentences.SAVED_STAYS] if has_saved(session) else []),
        *([step_sentences.ASKED_AGAIN] if secret else []),
    ]
    asked = replace(session, expecting=Expecting("leave", step_sentences.ASK_LEAVE))
    return Turn(asked, (*(Reply(text) for text in stays), *question(asked)))


def later(session: Session, command: Command, helpdesk: Helpdesk) -> Turn:
    """„później”: what a person is to do is put off at once; where answers would be lost, it is asked first."""
    if session.state is None:
        return Turn(session, (Reply(sentences.LATER),))
    return park(session) if isinstance(session.pending, ByHand) else cancel(session, command, helpdesk)


def restart(session: Session, _command: Command, _helpdesk: Helpdesk) -> Turn:
    """„od nowa”: the same step with none of its answers; files that it wrote stay."""
    if session.state is None or session.flow is None:
        return Turn(session, (), Look())
    asked = {item.name for item in session.flow.items}
    known = {name: value for name, value in session.known.items() if name not in asked}
    fresh = start_flow(replace(session, state=None, known=known), session.flow.name)
    stays = (Reply(step_sentences.SAVED_STAYS),) if has_saved(session) else ()
    return replace(fresh, replies=(Reply(step_sentences.RESTARTED), *stays, *fresh.replies))


def skip_item(session: Session, _command: Command, _helpdesk: Helpdesk) -> Turn:
    """„pomiń”: the item, where that is possible; else the step, after a question; else why not."""
    if session.state is None:
        return Turn(session, (Reply(sentences.NO_STEP),))
    if session.pending is not None and can_skip(session.pending):
        return decline(session, session.pending, (Reply(step_sentences.SKIPPED),))
    if session.pending is not None and opens_a_page(session.pending):
        return decline(session, session.pending, (Reply(step_sentences.OPENING_SKIPPED),))
    if isinstance(session.pending, ByHand) and session.pending.event:
        return park(session)  # a program that stands is no step to skip
    if (asked := skip(session)) is not None:
        return asked
    if isinstance(session.pending, ByHand):
        return park(session)
    return Turn(session, (Reply(step_sentences.CANNOT_SKIP), *question(session)))


def _makes_sets(flow: Flow) -> bool:
    return any(each.name == "nowy" for each in flow.options)


def new_set(session: Session, command: Command, helpdesk: Helpdesk) -> Turn:
    """„nowy komplet”: another set of files although a good one is there; its plan is shown and confirmed as any."""
    if session.state is None or session.flow is None or not _makes_sets(session.flow):
        return start_flow(session, next(flow.name for flow in session.steps if _makes_sets(flow)))
    state = progress.answer(session.flow, session.state, "nowy", value=True)
    return go_on(replace(session, state=state), command, helpdesk)
