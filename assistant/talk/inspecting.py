"""Files and folders that were dropped: what they are, and whether they hold certificates for the keys of the folder.

What fits is offered for copying; nothing is copied without „tak”, and nothing ever over a file.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from assistant.reports.check import examine
from assistant.reports.check_told import as_text
from assistant.screen import step_sentences
from assistant.screen.render import Reply
from assistant.talk.actions import Inspect, TakeIn
from assistant.talk.folders import folder_turn
from assistant.talk.session import Expecting, Session, Turn
from assistant.talk.steps import leave_flow, onward, question
from assistant.talk.world import World
from flows.base.errors import FlowError, KeyMismatchError
from flows.engine import runner
from flows.engine.model import Do
from flows.engine.plan import Plan
from flows.mail.collect_downloads import CollectDownloads
from flows.mail.our_certificates import holds_certificates


def inspect(session: Session, action: Inspect, world: World) -> Turn:
    """Says what they are; asks whether to copy those that fit. A folder without any answers what it may answer."""
    folders = [path for path in action.paths if path.is_dir()]
    certificates = holds_certificates(action.paths)
    if folders and action.instead is not None and not (certificates and _collecting(session)):
        return folder_turn(session, action.instead, str(folders[0]))
    replies = _descriptions([path for path in action.paths if path not in folders], world)
    if not certificates:
        return Turn(session, (*replies, *question(session)))
    try:
        plan = _plan(session, action.paths, world)
    except FlowError as error:
        if folders and action.instead is not None:
            return folder_turn(session, action.instead, str(folders[0]))
        replies += (Reply(error.problem.what),) if isinstance(error, KeyMismatchError) else ()
        return Turn(session, (*replies, *question(session)))
    if plan is None:
        return Turn(session, (*replies, *question(session)))
    if plan.nothing_to_do:
        return Turn(session, (*replies, Reply(f"{plan.summary}."), *question(session)))
    asked = step_sentences.plan_question(plan)
    asking = replace(session, expecting=Expecting("act", asked, action=TakeIn(plan, action.paths)))
    return Turn(asking, (*replies, Reply(step_sentences.plan(plan)), *question(asking)))


def take_in(session: Session, action: TakeIn, world: World) -> Turn:
    """Copies what was offered. With both certificates there, step 3 is over."""
    operation = _collecting(session)
    if operation is None:
        raise TypeError("nothing copies certificates here")
    answers = {"folder": action.plan.folder, "pliki": action.paths}
    result = runner.perform(operation, action.plan, answers, world.computer, world.console.progress)
    replies = (Reply(step_sentences.done(result), "done"),)
    both = operation.is_done(action.plan.folder)
    if both and takes_certificates(session):
        return onward(leave_flow(session), replies)
    if session.state is None:
        return onward(session, replies)
    return Turn(session, (*replies, *question(session)))


def are_certificates(files: tuple[Path, ...]) -> bool:
    """Whether they hold some and are no letters, which may have one in their text."""
    return holds_certificates(path for path in files if path.suffix.lower() in {".pem", ".crt", ".cer", ".zip", ".p7b"})


def takes_certificates(session: Session) -> bool:
    """Whether the step under way collects certificates."""
    return session.flow is not None and _operation_of(session.flow.items) is not None


def _plan(session: Session, paths: tuple[Path, ...], world: World) -> Plan | None:
    operation, folder = _collecting(session), session.folder
    if operation is None or folder is None or not folder.is_dir():
        return None
    return runner.prepare(operation, {"folder": folder, "pliki": paths}, world.computer)


def _collecting(session: Session) -> CollectDownloads | None:
    return next((found for flow in session.flows.values() if (found := _operation_of(flow.items)) is not None), None)


def _operation_of(items: tuple[object, ...]) -> CollectDownloads | None:
    operations = (item.operation for item in items if isinstance(item, Do))
    return next((each for each in operations if isinstance(each, CollectDownloads)), None)


def _descriptions(files: list[Path], world: World) -> tuple[Reply, ...]:
    """An archive is described by the certificates in it, where it has some."""
    now = world.now()
    plain = [path for path in files if path.suffix.lower() != ".zip" or not holds_certificates([path])]
    return tuple(Reply(as_text(examine(path, (), now), now)) for path in plain)
