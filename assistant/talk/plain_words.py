"""The words that confirm or refuse: „tak”, „nie”, „zrobione”, and „raportnet działa”."""

from __future__ import annotations

from assistant.screen import sentences, step_sentences
from assistant.screen.render import Reply
from assistant.talk.actions import Execute, Look, MakePlan, Runs
from assistant.talk.by_hand import not_done
from assistant.talk.confirming import is_yes
from assistant.talk.helpdesk import Helpdesk
from assistant.talk.moves import go_on
from assistant.talk.reading import Command
from assistant.talk.session import Session, Turn
from assistant.talk.steps import can_skip, decline, proposal, question, report, start_flow, take
from flows.engine.model import Ask, ByHand, Do
from flows.folder import stopped


def yes(session: Session, command: Command, _helpdesk: Helpdesk) -> Turn:
    """„tak”: to the plan shown, the answer proposed, the work by hand, or the step offered."""
    item, state = session.pending, session.state
    if not is_yes(command.rest):  # „T A K”, „tąk”
        said = sentences.NOT_CONFIRMED if isinstance(item, Do) else sentences.WHOLE_YES
        return Turn(session, (Reply(said), *question(session)))
    if isinstance(item, Do) and state is not None:
        return Turn(session, (), Execute() if item.name in state.plans else MakePlan())
    if isinstance(item, Ask) and (proposed := proposal(session)):
        return take(session, item, proposed)
    if isinstance(item, ByHand):
        return done(session, command, _helpdesk)
    if session.expecting.what == "start":
        return start_flow(session, session.expecting.flow, session.expecting.given)
    said = sentences.NOTHING_ASKED if session.state is None else sentences.YES_IS_NO_ANSWER
    return Turn(session, (Reply(said), *question(session)))


def no(session: Session, _command: Command, _helpdesk: Helpdesk) -> Turn:
    """„nie”: leaves out what may be left out; changes nothing."""
    if session.pending is not None and can_skip(session.pending):
        return decline(session, session.pending, (Reply(step_sentences.SKIPPED),))
    if isinstance(session.pending, Do):
        return Turn(session, (Reply(sentences.NOT_CONFIRMED), *question(session)))
    if isinstance(session.pending, ByHand):
        return not_done(session)
    said = sentences.FREE_HINT if session.state is None else sentences.NO_IS_NO_ANSWER
    return Turn(session, (Reply(said), *question(session)))


def done(session: Session, _command: Command, _helpdesk: Helpdesk) -> Turn:
    """„zrobione”: the work by hand under way, or that of the step just proposed."""
    item = session.pending
    if isinstance(item, ByHand) and session.state is not None:
        return report(session, item)
    if isinstance(item, Do):
        return go_on(session, _command, _helpdesk)
    if session.state is None and session.expecting.what == "start":
        entered = start_flow(session, session.expecting.flow)
        if isinstance(entered.session.pending, ByHand):  # „zrobione” to the step just proposed: ask whether that one
            return Turn(entered.session, (entered.replies[0], *question(entered.session)))
    return Turn(session, question(session), None if session.state else Look())


def runs(session: Session, command: Command, helpdesk: Helpdesk) -> Turn:
    """START was pressed: the answer to the question about it, else a note."""
    if isinstance(session.pending, ByHand) and session.pending.event == stopped.RUNNING:
        return done(session, command, helpdesk)
    return Turn(session, (), Runs())
