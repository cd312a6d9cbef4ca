"""Carries out what a turn asked for: the only part of the conversation that touches files."""

from __future__ import annotations

import uuid
from dataclasses import replace
from pathlib import Path
from typing import assert_never

from assistant.screen import sentences
from assistant.screen.recent import look_of, remember, was_used
from assistant.screen.render import Reply
from assistant.talk import portal, taking_back
from assistant.talk.actions import (
    Action,
    Anew,
    Copy,
    Diagnose,
    Execute,
    GetReady,
    Inspect,
    Leave,
    Look,
    MakePlan,
    Note,
    OpenFolder,
    PortalEmpty,
    PortalFile,
    Redo,
    Report,
    Runs,
    Start,
    Tell,
    Today,
    Undo,
    Watch,
)
from assistant.talk.session import ITEM, Expecting, Session, Turn, starting
from assistant.talk.steps import decline, forget, leave_flow, onward, question, replan, start_flow
from assistant.talk.telling import open_folder, tell
from assistant.talk.watching import NOT_YET, watch
from assistant.talk.world import World
from flows.base.errors import Cancelled, FlowError, Problem
from flows.engine import progress
from flows.engine.model import Do
from flows.folder import stopped

_ASKED_TWICE = {"link-expired"}
"""Leads to step 1; whoever asks for the same step again has a newer letter, or the files."""
_PASSING = {"folder-not-writable", "folder-not-readable", "folder-full", "folder-missing", "disk-full", "write-failed"}
"""What may be over in a minute: the folder stays known, and „dalej” tries it again."""
_REFUSED = "wrong-password"
_TRIES = 3
"""So many wrong passwords in a row, and other ways are named."""


def perform(session: Session, action: Action, world: World) -> Turn:
    """Does it and says what came of it. An expected failure becomes a reply; anything else is raised."""
    try:
        return _perform(session, action, world)
    except FlowError as error:
        return _failed(session, error.problem, world)
    except Cancelled:
        return Turn(replan(session), (Reply(sentences.INTERRUPTED), *question(replan(session))))


def _perform(session: Session, action: Action, world: World) -> Turn:
    match action:
        case GetReady():
            return _get_ready(session, world)
        case Today():
            return Turn(session, (Reply(sentences.today(world.now())), *question(session)))
        case Anew():
            return _anew(session, world)
        case Start():
            return start_flow(session, action.flow)
        case MakePlan():
            return _make_plan(session, world)
        case Watch():
            return watch(session, world, _make_plan, action.said)
        case Execute():
            return _execute(session, world)
        case Note():
            return _note(session, action, world)
        case Runs():
            return _runs(session, world)
        case Look():
            return _look(session, action, world)
        case Tell():
            return tell(session, action, world)
        case OpenFolder():
            return open_folder(session, world)
        case Undo():
            return taking_back.undo(session, action, world)
        case Redo():
            return taking_back.redo(session, action, world)
        case Inspect():
            from assistant.reports.check import describe  # start-up

            replies = [Reply(describe(path, (), world.now())) for path in action.paths]
            return Turn(session, (*replies, *question(session)))
        case PortalEmpty():
            return portal.empty(session, world)
        case PortalFile():
            return portal.wrong_file(session, action.paths)
        case Report():
            from assistant.reports.report import report  # start-up

            return Turn(session, (Reply(report(session.folder, world.now)), *question(session)))
        case Diagnose():
            from assistant.reports.diagnosis import as_text, diagnose  # start-up

            checks = diagnose(session.folder, world.now)
            doubtful = next((check.page for check in checks if check.state != "ok"), None)  # „nie rozumiem” shows it
            shown = replace(session, topic=doubtful or session.topic)
            return Turn(shown, (Reply(as_text(checks, world.now())), *question(session)))
        case Copy():
            from assistant.screen.clipboard import copy  # start-up

            said = (
                sentences.copied(action.label)
                if copy(action.value)
                else sentences.not_copied(action.label, action.value)
            )
            return Turn(session, (Reply(said), *question(session)))
        case Leave():
            return Turn(session)
        case _:
            assert_never(action)


def _get_ready(session: Session, world: World) -> Turn:
    """What is wrong with the folder is told before a password is asked for; what no folder mends ends the step."""
    flow, folder = session.flow, session.folder
    if flow is None or flow.ready is None or folder is None:
        raise TypeError("no step is under way")
    try:
        said = flow.ready(folder, world.now)
    except FlowError as error:
        if error.problem.ask is not None:
            raise
        if error.problem.page == session.topic and error.problem.code in _ASKED_TWICE:
            return onward(replace(session, ready=folder), (Reply(error.problem.what),))
        offer = "csr" if error.problem.code in _ASKED_TWICE else None
        outside = replace(leave_flow(session), topic=error.problem.page, expecting=starting(offer))
        return Turn(outside, (Reply(sentences.problem(error.problem), "problem"),))
    session = replace(session, ready=folder)
    if flow.begun is not None and (begun := flow.begun(folder, world.now)):
        asked = f"{begun} {sentences.ASK_SENT}"
        replies = (*(Reply(text) for text in said), Reply(asked, "question"))
        return Turn(replace(session, expecting=Expecting("act", asked, action=Note(flow.name, ""))), replies)
    return onward(session, tuple(Reply(text) for text in said))


def _make_plan(session: Session, world: World) -> Turn:
    from flows.engine import runner

    item, state = session.pending, session.state
    if not isinstance(item, Do) or state is None:
        raise TypeError("no operation is pending")
    plan = runner.prepare(item.operation, progress.uses(item, state), world.now)
    if plan.nothing_to_do and item.offered:  # nobody asked for it, and it is there already
        return decline(session, item)
    shown = replace(session, state=progress.planned(state, item.name, plan), refused=0)
    return Turn(shown, (Reply(sentences.plan(plan)), *question(shown)))


def _execute(session: Session, world: World) -> Turn:
    from flows.engine import runner

    item, state = session.pending, session.state
    if not isinstance(item, Do) or state is None:
        raise TypeError("no operation is pending")
    plan = state.plans[item.name]
    answers = progress.uses(item, state)
    if not session.practice:
        remember(plan.folder)  # before: if the power goes now, the next start must find it
    result = runner.perform(item.operation, plan, answers, world.now, world.console.progress)
    finished = replace(session, state=progress.record(state, item.name, result), topic=None)
    replies = (Reply(sentences.done(result), "done"),)
    return onward(finished, replies)


def _note(session: Session, action: Note, world: World) -> Turn:
    from flows.engine.journal import Journal
    from flows.engine.lock import folder_lock
    from flows.folder.survey import survey

    if session.folder is None or not session.folder.is_dir():
        return Turn(leave_flow(session), (Reply(sentences.NO_FOLDER),))
    with folder_lock(session.folder):
        Journal(session.folder, world.now).append(action.event, uuid.uuid4().hex[:12], flow=action.flow)
    step = next(step for step in survey(session.folder, world.now).steps if step.flow == action.flow)
    if not action.item:  # the whole step was reported: its questions need no answers any more
        session = leave_flow(session)
    if session.state is not None:  # only now: a journal that could not be written leaves the question open
        session = replace(session, state=progress.report_done(session.state, action.item))
    seen = step.is_closed  # files may prove this step, or not yet
    said = sentences.PASSED.get(action.event) or (sentences.SAID_DONE if seen else sentences.not_seen(step.evidence))
    replies = (Reply(sentences.SAID_STOPPED if action.event == stopped.STOPPED else said),)
    return onward(session, replies)


def _runs(session: Session, world: World) -> Turn:
    from flows.engine.lock import folder_lock

    folder = session.folder
    if folder is None or not folder.is_dir() or stopped.stands(folder, world.now) is None:
        return Turn(session, (Reply(sentences.RUNS_ANYWAY), *question(session)))
    with folder_lock(folder):
        stopped.note(stopped.RUNNING, folder, world.now)
    return Turn(session, (Reply(sentences.RUNS_AGAIN), *question(session)))


def _look(session: Session, action: Look, world: World) -> Turn:
    from assistant.reports.looking import look
    from assistant.reports.reminding import first, notice
    from assistant.reports.status import hopeless, next_step, state, summary
    from flows.folder.readiness import absent

    if session.folder is None and session.flow is not None:
        return Turn(session, (Reply(sentences.here(session.flow.title)), *question(session)))
    if session.folder is None:
        offered = session if session.state is not None else replace(session, expecting=starting("csr"))
        return Turn(offered, (Reply(sentences.NO_FOLDER), *question(session)))
    if _away(session, session.folder):
        problem = Reply(sentences.problem(absent(session.folder)), "problem")
        return Turn(replace(session, expecting=ITEM), (problem, *question(session)))
    seen = look(session.folder, world.now, session.flows)
    if not session.practice and seen.folder.is_dir():
        # What rests on the clock is looked at anew each time.
        remember(seen.folder, "" if seen.standing.said else look_of(seen.folder), seen.next, seen.deadlines)
    session = replace(session, notice=notice(seen.deadlines, seen.next, world.now().date()))
    offered = session if session.state is not None else replace(session, expecting=starting(seen.offer))
    if action.brief:
        return Turn(offered, (Reply(next_step(seen, world.now().date())), *question(offered)))
    today = world.now().date()
    told = summary(seen, today) if session.state is None else "\n".join([state(seen, today), *hopeless(seen)])
    left = sum(not step.is_closed for step in seen.steps)
    total = sum(step.state != "not-applicable" for step in seen.steps)
    said = (Reply(sentences.left(left, total, whole=seen.whole)), Reply(told))
    if first(seen.deadlines, today):  # nothing may stand before it
        said = (said[1], said[0])
    return Turn(offered, (*said, *question(offered)))


def _anew(session: Session, world: World) -> Turn:
    """„Od nowa?”: yes only where the folder shows it, with what that rests on."""
    from assistant.reports.looking import look
    from assistant.reports.status import next_step

    folder = session.folder
    if folder is None or _away(session, folder):
        return _look(session, Look(brief=True), world)
    seen = look(folder, world.now, session.flows)
    offered = session if session.state is not None else replace(session, expecting=starting(seen.offer))
    stand = seen.standing
    following = next_step(seen, world.now().date()) if session.state is None else " ".join(stand.said)
    if stand.clock:
        answer = sentences.ANEW_DOUBT
    elif stand.lost or stand.over:
        answer = sentences.ANEW_LOST if stand.lost else sentences.ANEW_OVER
    elif seen.next is None:
        answer = sentences.ANEW_DUE if "„csr”" in following else sentences.ANEW_NO
    else:
        answer = sentences.ANEW_NOTHING if seen.steps[0].state == "todo" else sentences.ANEW_NO
    return Turn(offered, (Reply(f"{answer} {following}".rstrip()), *question(offered)))


def _away(session: Session, folder: Path) -> bool:
    """Whether the folder is missing, and not only one that was named and is still to be made."""
    from flows.base.inside import exists

    return not session.practice and not exists(folder) and (was_used(folder) or not exists(folder.parent))


def _failed(session: Session, problem: Problem, world: World) -> Turn:
    """Says the problem; asks again for the answer at fault, or waits for „dalej”."""
    said: tuple[Reply, ...] = (Reply(sentences.problem(problem), "problem"),)
    session = replace(replan(session), topic=problem.page)
    if world.patience and problem.code == NOT_YET and isinstance(session.pending, Do) and session.pending.watch:
        return Turn(session, (*said, Reply(sentences.WATCHING)), Watch(problem.what))
    if problem.code == _REFUSED:
        session = replace(session, refused=session.refused + 1)
        said += (Reply(sentences.OTHER_WAYS),) if session.refused % _TRIES == 0 else ()
    if session.flow is not None and problem.ask in {item.name for item in session.flow.items}:
        if problem.code not in _PASSING:
            return forget(session, str(problem.ask), said)
        return forget(session, str(problem.ask), (*said, Reply(sentences.SAME_FOLDER)), keep=True)
    return Turn(session, (*said, *question(session)))
