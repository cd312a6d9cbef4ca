"""What the user says was done, written into the journal."""

from __future__ import annotations

import uuid
from dataclasses import replace

from assistant.screen import sentences, step_sentences
from assistant.screen.render import Reply
from assistant.talk.actions import Note
from assistant.talk.session import Session, Turn
from assistant.talk.steps import leave_flow, onward, question
from assistant.talk.world import World
from flows.engine import progress
from flows.engine.journal import Journal
from flows.engine.lock import folder_lock
from flows.folder import stopped
from flows.survey import survey


def note(session: Session, action: Note, world: World) -> Turn:
    """What was said to be done, with what the folder shows of it."""
    if session.folder is None or not session.folder.is_dir():
        return Turn(leave_flow(session), (Reply(sentences.no_folder(len(session.steps))),))
    with folder_lock(session.folder):
        Journal(session.folder, world.computer).append(action.event, uuid.uuid4().hex[:12], flow=action.flow)
    seen = survey(session.folder, world.computer)
    session = replace(session, foreign=seen.foreign)
    step = next(step for step in seen.steps if step.flow == action.flow)
    if not action.item and session.state is not None and session.state.flow == action.flow:
        session = leave_flow(session)  # the whole step was reported: its questions need no answers any more
    if session.state is not None and action.item:  # only now: an unwritten journal leaves the question open
        session = replace(session, state=progress.report_done(session.state, action.item))
    said = step_sentences.PASSED.get(action.event) or (  # files may prove this step, or not yet
        sentences.SAID_DONE if step.is_closed else step_sentences.not_seen(step.evidence)
    )
    replies = (Reply(sentences.SAID_STOPPED if action.event == stopped.STOPPED else said),)
    return onward(session, replies)


def runs(session: Session, world: World) -> Turn:
    """RaportNet works again; written only where it is known to stand. Raises FlowError if the folder is locked."""
    folder = session.folder
    if folder is None or not folder.is_dir() or stopped.stands(folder) is None:
        return Turn(session, (Reply(sentences.RUNS_ANYWAY), *question(session)))
    with folder_lock(folder):
        stopped.note(stopped.RUNNING, folder, world.computer)
    return Turn(session, (Reply(sentences.RUNS_AGAIN), *question(session)))
