"""Carries out what a turn asked for: the only part of the conversation that touches files."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from assistant.reports.diagnosis import as_text, diagnose
from assistant.reports.report import report
from assistant.screen import password_sentences, sentences, step_sentences
from assistant.screen.clipboard import copy
from assistant.screen.render import Reply
from assistant.screen.statuses import DONE
from assistant.talk import portal, taking_back
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
    Note,
    OpenFolder,
    PortalEmpty,
    PortalFile,
    Practise,
    Redo,
    Report,
    Runs,
    Start,
    TakeIn,
    Tell,
    Today,
    Undo,
)
from assistant.talk.computers import computers_said
from assistant.talk.here_and_next import anew, look_here
from assistant.talk.inspecting import inspect, take_in
from assistant.talk.noting import note, runs
from assistant.talk.operating import execute, get_ready, make_plan
from assistant.talk.session import Session, Turn
from assistant.talk.steps import forget, question, replan, start_flow
from assistant.talk.telling import open_folder, tell
from assistant.talk.watching import watched
from assistant.talk.world import World
from flows.base.errors import Cancelled, FlowError, MayPassError, NotYetError, WrongPasswordError

_TRIES = 3
"""So many wrong passwords in a row, and other ways are named."""


def is_of_the_loop(action: Action) -> bool:
    """Whether it is carried out by the conversation's own loop: it ends, or another one comes in between."""
    return isinstance(action, Leave | Practise)


def practises(action: Action) -> bool:
    """Whether a conversation for practice comes in between."""
    return isinstance(action, Practise)


def status_of(action: Action) -> int:
    """The exit status with which the conversation ends."""
    return action.status if isinstance(action, Leave) else DONE


def perform(session: Session, action: Action, world: World) -> Turn:
    """Does it and says what came of it. An expected failure becomes a reply; anything else is raised."""
    try:
        return _perform(session, action, world)
    except FlowError as error:
        return _failed(session, error, world)
    except Cancelled:
        return Turn(replan(session), (Reply(sentences.INTERRUPTED), *question(replan(session))))


def _perform(session: Session, action: Action, world: World) -> Turn:
    match action:
        case GetReady():
            return get_ready(session, world)
        case Today():
            return Turn(session, (Reply(sentences.today(world.now())), *question(session)))
        case Anew():
            return anew(session, world)
        case Start():
            return start_flow(session, action.flow)
        case MakePlan():
            return make_plan(session, world, opening=action.opening)
        case Execute():
            return execute(session, world, opening=action.opening)
        case Note():
            return note(session, action, world)
        case ComputersSaid():
            return computers_said(session, action, world)
        case Runs():
            return runs(session, world)
        case Look():
            return look_here(session, action, world)
        case Tell():
            return tell(session, action, world)
        case OpenFolder():
            return open_folder(session, world)
        case Undo():
            return taking_back.undo(session, action, world)
        case Redo():
            return taking_back.redo(session, action, world)
        case Inspect():
            return inspect(session, action, world)
        case TakeIn():
            return take_in(session, action, world)
        case PortalEmpty():
            return portal.empty(session, world)
        case PortalFile():
            return portal.wrong_file(session, action.paths)
        case Report():
            return Turn(session, (Reply(report(session.folder, world.computer)), *question(session)))
        case Diagnose():
            checks = diagnose(session.folder, world.now)
            doubtful = next((check.page for check in checks if check.state != "ok"), None)  # „nie rozumiem” shows it
            shown = replace(session, topic=doubtful or session.topic)
            return Turn(shown, (Reply(as_text(checks, world.now())), *question(session)))
        case Copy():
            said = (
                sentences.copied(action.label)
                if copy(action.value)
                else sentences.not_copied(action.label, action.value)
            )
            return Turn(session, (Reply(said), *question(session)))
        case Leave() | Practise():  # the loop itself does these
            return Turn(session)
        case _:
            assert_never(action)


def _failed(session: Session, error: FlowError, world: World) -> Turn:
    """Says the problem; asks again for the answer at fault, or waits for „dalej”."""
    problem = error.problem
    said: tuple[Reply, ...] = (Reply(sentences.problem(problem), "problem"),)
    session = replace(replan(session), topic=problem.page)
    if world.waits and isinstance(error, NotYetError) and watched(session, world.computer):
        if session.waiting:  # all of it was told already
            said = (Reply(problem.what),)
        session = replace(session, waiting=problem.what)
        return Turn(session, (*said, *question(session)))
    session = replace(session, waiting="")
    if isinstance(error, WrongPasswordError):
        said = (Reply(password_sentences.refused_again(problem.what), "problem"),) if session.refused else said
        session = replace(session, refused=session.refused + 1)
        said += (Reply(password_sentences.OTHER_WAYS),) if session.refused % _TRIES == 0 else ()
    if session.flow is not None and problem.ask in {item.name for item in session.flow.items}:
        if not isinstance(error, MayPassError):
            return forget(session, str(problem.ask), said)
        return forget(session, str(problem.ask), (*said, Reply(step_sentences.SAME_FOLDER)), keep=True)
    return Turn(session, (*said, *question(session)))
