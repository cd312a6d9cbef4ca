"""The pending operation: whether its step is possible here, its plan, and carrying the plan out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from assistant.screen import sentences, step_sentences
from assistant.screen.recent import remember
from assistant.screen.render import Reply
from assistant.talk.actions import Execute, MakePlan, Note
from assistant.talk.foreign_steps import with_foreign
from assistant.talk.session import Expecting, Session, Turn, starting
from assistant.talk.steps import decline, leave_flow, onward, opens_a_page, question
from assistant.talk.world import World
from flows.base.errors import FlowError
from flows.engine import progress, runner
from flows.engine.model import Do
from flows.folder.readiness import LinkExpiredError


def get_ready(session: Session, world: World) -> Turn:
    """What is wrong with the folder is told before a password is asked for; what no folder mends ends the step."""
    flow, folder = session.flow, session.folder
    if flow is None or flow.ready is None or folder is None:
        raise TypeError("no step is under way")
    try:
        said = flow.ready(folder, world.now())
    except FlowError as error:
        if error.problem.ask is not None:
            raise
        again = isinstance(error, LinkExpiredError)  # whoever asks for the same step again has a newer letter
        if again and error.problem.page == session.topic:
            return onward(replace(session, ready=folder), (Reply(error.problem.what),))
        offer = session.steps[0].name if again else None
        outside = replace(leave_flow(session), topic=error.problem.page, expecting=starting(offer))
        return Turn(outside, (Reply(sentences.problem(error.problem), "problem"),))
    session = with_foreign(replace(session, ready=folder, topic=None))
    if flow.name in session.foreign:
        said = (step_sentences.PASSED_BEFORE, *said)
    if flow.begun is not None and (begun := flow.begun(folder)):
        asked = f"{begun} {step_sentences.ASK_SENT}"
        replies = (*(Reply(text) for text in said), Reply(asked, "question"))
        return Turn(replace(session, expecting=Expecting("act", asked, action=Note(flow.name, ""))), replies)
    passed = _known(session, folder, world)
    return onward(passed[0], (*(Reply(text) for text in said), *passed[1]))


def _known(session: Session, folder: Path, world: World) -> tuple[Session, tuple[Reply, ...]]:
    """Passes over the question whose answer the folder makes needless, and what rests on it, unless it was given."""
    flow, state = session.flow, session.state
    known = flow.known(folder, world.now()) if flow is not None and flow.known is not None else None
    if flow is None or state is None or known is None or known[0] in {*state.answers, *state.requested}:
        return session, ()
    for name in (known[0], *progress.dependents(flow, known[0])):
        state = progress.decline(state, name)
    return replace(session, state=state), (Reply(known[1]),)


def make_plan(session: Session, world: World, *, opening: bool = False) -> Turn:
    """Shows the plan and asks; what nobody asked for and is there already is passed over.

    Neither a note of what was just answered nor a page that was asked for (``opening``) needs a „tak” of its own.
    """
    item, state = session.pending, session.state
    if not isinstance(item, Do) or state is None:
        raise TypeError("no operation is pending")
    plan = runner.prepare(item.operation, progress.uses(item, state), world.computer)
    if plan.nothing_to_do and item.offered:  # nobody asked for it, and it is there already
        return decline(session, item)
    shown = replace(session, state=progress.planned(state, item.name, plan), refused=0, waiting="")
    if item.note and not plan.nothing_to_do:
        return Turn(shown, (), Execute())
    if opening and opens_a_page(item) and not plan.changes:
        return Turn(shown, (), Execute(opening=True))
    return Turn(shown, (Reply(step_sentences.plan(plan, page=opens_a_page(item))), *question(shown)))


def execute(session: Session, world: World, *, opening: bool = False) -> Turn:
    """Carries out the plan that was shown and confirmed, and says what was seen."""
    item, state = session.pending, session.state
    if not isinstance(item, Do) or state is None:
        raise TypeError("no operation is pending")
    plan = state.plans[item.name]
    answers = progress.uses(item, state)
    if not session.practice:
        remember(plan.folder)  # before: if the power goes now, the next start must find it
    result = runner.perform(item.operation, plan, answers, world.computer, world.console.progress)
    finished = replace(session, state=progress.record(state, item.name, result), topic=None)
    said = step_sentences.note(plan) if item.note else step_sentences.done(result)
    following = onward(finished, (Reply(said, "done"),))
    more = opening and isinstance(following.action, MakePlan) and opens_a_page(following.session.pending)
    return replace(following, action=MakePlan(opening=True)) if more else following
