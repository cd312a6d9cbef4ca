"""Answers what was asked about the renewal here, and shows its folder; the pending question comes again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.reports.here import look
from assistant.reports.here_answers import answer_here, without_folder
from assistant.reports.here_progress import PROGRESS
from assistant.screen import sentences
from assistant.screen.render import Reply
from assistant.talk.actions import Look, Tell
from assistant.talk.said import Said
from assistant.talk.session import Session, Turn
from assistant.talk.steps import question
from assistant.talk.turn import turn
from assistant.talk.world import World

if TYPE_CHECKING:
    from assistant.reports.here import Topic

PAGE_OF: Mapping[Topic, str] = {
    "password": "csr-password",
    "password saved": "csr-password",
    "oid": "granted-email",
    "email": "granted-email",
    "number": "acknowledgement-email",
    "sent": "waiting-time",
    "computers": "windows-all-computers",
    "here": "windows-check-installed",
    "link": "link-validity",
    "profile": "sow-signing",
    "old end": "validity-period",
    "new end": "validity-period",
    "end": "validity-period",
    "mail": "waiting-time",
    "pems": "download-pem",
    "old files": "old-certificates",
    "folder": "where-to-save",
    "files": "file-types",
    "time": "renewal-duration",
    "left": "renewal-overview",
    "step": "renewal-overview",
}
"""The page that what was told belongs to: „więcej” shows it."""


def tell(session: Session, action: Tell, world: World) -> Turn:
    """From evidence; a question that nothing here answers goes to the knowledge base."""
    folder, said = session.folder, without_folder(action.topic, world.now())
    if said is None and folder is None and action.topic in PROGRESS:
        return Turn(session, (), Look())
    if said is None and folder is None:
        said = sentences.NO_FOLDER_TO_TELL
    if said is None and folder is not None:
        answers = session.state.answers if session.state is not None else {}
        here = look(folder, world.computer, session.flows, session.flow, answers)
        said = answer_here(action.topic, here, action.step)
    if said is None:
        return turn(session, action.text, world.helpdesk, asked_here=False)
    if page := PAGE_OF.get(action.topic):  # „a po terminie?” is asked of what was just told
        session = replace(session, said=Said(page, question=action.text))
    return Turn(session, (Reply(said), *question(session)))


def open_folder(session: Session, world: World) -> Turn:
    """In the file manager, or its name where there is no such window."""
    if session.folder is None:
        return Turn(session, (Reply(sentences.NO_FOLDER_TO_TELL), *question(session)))
    done = world.show_folder(session.folder)
    return Turn(session, (Reply(sentences.opened(session.folder, done=done)), *question(session)))
