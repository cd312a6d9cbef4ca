"""„Cofnij”, „to nie jest zrobione” and „przywróć”: shown first, done once it was agreed to what was shown."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from assistant.reports.status import next_step
from assistant.screen import sentences
from assistant.screen import undo_sentences as say
from assistant.screen.render import Reply
from assistant.talk.actions import Redo, Undo
from assistant.talk.session import Expecting, Session, Turn, starting
from assistant.talk.steps import question, replan
from assistant.talk.world import World
from flows.base.errors import NothingToUndoError
from flows.engine import progress
from flows.engine.journal import entries_of
from flows.engine.model import Flow, operations_of
from flows.engine.redo import redo_last, would_redo
from flows.engine.undo import Marks, undo_last, would_undo
from flows.folder import history
from flows.folder.undo_cost import worthless
from flows.survey import survey


def undo(session: Session, action: Undo, world: World) -> Turn:
    """Takes the last thing back, or says what that would be and asks. Raises FlowError."""
    folder = session.folder
    if folder is None:
        said = say.NO_UNDO_FOLDER if session.state is None else say.NOTHING_IN_STEP
        return Turn(session, (Reply(said), *question(session)))
    operations = operations_of(session.flows.values())
    marks = None if action.mark is None else Marks(_keys(session, action.mark), history.this_renewal)
    if not action.agreed:
        try:
            taking = would_undo(folder, world.computer, operations, marks)
        except NothingToUndoError:
            if action.mark is None and session.state is None:
                raise
            said = say.NOTHING_IN_STEP if action.mark is None else say.NOT_NOTED
            return Turn(session, (Reply(said), *(question(session) or (Reply(sentences.FREE_HINT),))))
        cost = worthless(folder, taking)
        asked = say.ask_undo(folder, taking, _title(session, taking.key), cost)
        shown = Reply(say.would_undo(folder, taking, _title(session, taking.key), cost))
        expecting = Expecting("act", asked, action=replace(action, agreed=taking.id), word=say.word_for(cost))
        return Turn(replace(session, expecting=expecting), (shown, Reply(asked, "question")))
    aside, taking = undo_last(folder, world.computer, operations, marks, action.agreed)
    after = _without(replan(session), taking.key)
    return _open_now(after, Reply(say.undone(aside, taking, _title(session, taking.key)), "done"), folder, world)


def redo(session: Session, action: Redo, world: World) -> Turn:
    """Brings back what was put away last, or says what that would be and asks. Raises FlowError."""
    folder = session.folder
    if folder is None:
        return Turn(session, (Reply(say.NO_REDO_FOLDER), *question(session)))
    if not action.agreed:
        found = would_redo(folder)
        asked = say.ask_redo(folder, found)
        expecting = Expecting("act", asked, action=Redo(found.id))
        shown = Reply(say.would_redo(folder, found, made_again(folder, found.operation)))
        return Turn(replace(session, expecting=expecting), (shown, Reply(asked, "question")))
    found = redo_last(folder, world.computer, action.agreed)
    return _open_now(replan(session), Reply(say.redone(folder, found), "done"), folder, world)


def made_again(folder: Path, operation: str) -> str:
    """What to know before an older set comes back beside a newer one; "" where there is none."""
    if history.last_finished(entries_of(folder), operation) is None:
        return ""
    return "Uwaga: tę czynność wykonano w tym czasie jeszcze raz. Nowsze pliki zostają i to one są używane."


def _keys(session: Session, step: str) -> frozenset[str]:
    """What entries about the step are called: by the step itself, or by the operation that wrote them."""
    if not step:
        return frozenset()
    flow = session.flows.get(step)
    return frozenset({step, *(operations_of([flow]) if flow is not None else ())})


def _flow_of(session: Session, key: str) -> Flow | None:
    """The step with which an entry or an operation belongs."""
    return next((flow for flow in session.flows.values() if key == flow.name or key in operations_of([flow])), None)


def _title(session: Session, key: str) -> str:
    flow = _flow_of(session, key)
    return flow.title if flow is not None else key


def _without(session: Session, key: str) -> Session:
    """The step under way no longer counts as done what was taken back."""
    if session.state is None or session.flow is None:
        return session
    return replace(session, state=progress.taken_back(session.flow, session.state, key))


def _open_now(session: Session, done: Reply, folder: Path, world: World) -> Turn:
    """What was done, and what the folder shows to be next."""
    seen = survey(folder, world.computer)
    session = replace(session, foreign=seen.foreign)
    if session.state is None:
        return Turn(
            replace(session, expecting=starting(seen.offer)), (done, Reply(next_step(seen, world.now().date())))
        )
    said = [] if seen.next is None else [Reply(say.open_now(session.flows[seen.next].title, seen.next))]
    return Turn(session, (done, *said, *question(session)))
