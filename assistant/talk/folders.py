"""A folder out of a line: taken at once, or asked about first where it may not be meant."""

from __future__ import annotations

from dataclasses import replace

from assistant.screen import step_sentences
from assistant.screen.render import Reply
from assistant.talk.actions import Look
from assistant.talk.session import Expecting, Session, Turn
from assistant.talk.steps import correct, question, take
from flows.base.errors import FlowError
from flows.engine.answers import must_exist, work_folder
from flows.engine.doubtful_folders import doubt, synchronised
from flows.engine.model import Ask, Item


def is_folder(item: Item) -> bool:
    """Whether a folder is the answer."""
    return isinstance(item, Ask) and item.parse is work_folder


def folder_turn(session: Session, name: str, text: str) -> Turn:
    """The folder ``text`` for the question ``name``, "" for none: taken, or „Czy ma to być folder …?”."""
    try:
        folder = work_folder(text)
    except FlowError:
        return take_folder(session, name, text)  # says what is wrong with it
    item = session.flow.item(name) if session.flow is not None else None
    told_to_be_missing = isinstance(item, Ask) and item.check is must_exist and not folder.is_dir()
    takes_keys = isinstance(item, Ask) and item.check is None
    reason = "" if told_to_be_missing else (synchronised(folder) if takes_keys else "") or doubt(text)
    if not reason:
        return take_folder(session, name, text)
    asked = Expecting("folder", step_sentences.doubtful_folder(folder, reason), item=name, text=text)
    asking = replace(session, expecting=asked)
    return Turn(asking, question(asking))


def take_folder(session: Session, name: str, text: str) -> Turn:
    """The folder as the answer to that question, pending or earlier; as the working folder outside a step."""
    if session.flow is None:
        folder = work_folder(text)
        said = Reply(step_sentences.chosen_folder(folder))
        return Turn(replace(session, known={**session.known, "folder": folder}), (said,), Look())
    item = session.flow.item(name)
    if not isinstance(item, Ask):
        raise TypeError("no folder is asked for there")
    return take(session, item, text) if item is session.pending else correct(session, item, text)
