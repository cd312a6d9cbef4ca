"""A line as the answer to the pending question, or another answer to an earlier one. Pure."""

from __future__ import annotations

from pathlib import Path

from assistant.screen import sentences, step_sentences
from assistant.screen.render import Reply
from assistant.talk.actions import Inspect, MakePlan
from assistant.talk.confirming import is_almost_yes
from assistant.talk.folders import folder_turn, is_folder
from assistant.talk.reading import is_question
from assistant.talk.session import Session, Turn
from assistant.talk.steps import correct, decline, proposal, question, take
from flows.base.errors import FlowError
from flows.engine.model import Ask, Do, Item


def empty_line(session: Session) -> Turn:
    """Enter alone: takes what was proposed, leaves out what may be left out; else says that nothing was typed."""
    item = session.pending
    if isinstance(item, Ask) and (proposed := proposal(session)):
        return take(session, item, proposed)
    if isinstance(item, Ask) and item.skippable:
        return decline(session, item, (Reply(step_sentences.SKIPPED),))
    hint = question(session) or (Reply(sentences.FREE_HINT),)
    return Turn(session, (Reply(sentences.NOTHING_TYPED), *hint))


def answer_item(session: Session, text: str) -> Turn | None:
    """The line as an answer to the pending question, or None when it is none."""
    item = session.pending
    doubt = isinstance(item, Do) and is_almost_yes(text)  # „tak?”
    if is_question(text) and not doubt:
        return None
    if isinstance(item, Ask) and (candidate := item.find(text)) is not None:
        return folder_turn(session, item.name, candidate) if is_folder(item) else take(session, item, candidate)
    if item is not None and (changed := _earlier_answer(session, item, text)):
        return changed
    if isinstance(item, Do) and is_almost_yes(text):
        return Turn(session, (Reply(sentences.NOT_CONFIRMED), *question(session)))
    return None


def _earlier_answer(session: Session, item: Item, text: str) -> Turn | None:
    """Another answer to an earlier question: a folder, where a plan is shown, and what may change at any time.

    The folder that was asked for last: where downloads are looked for, a folder typed is not the working folder.
    """
    if session.flow is None or session.state is None:
        return None
    for asked in reversed(session.flow.items):
        if not isinstance(asked, Ask) or asked is item or asked.name not in session.state.answers:
            continue
        if isinstance(item, Do) and asked.name in item.uses and is_folder(asked) and (folder := asked.find(text)):
            return folder_turn(session, asked.name, folder)
        if asked.anytime is not None and (candidate := asked.anytime(text)):
            if asked.read(candidate, session.today) != session.state.answers[asked.name]:
                return correct(session, asked, candidate)
            # The same again: on with it.
            planned = not isinstance(item, Do) or item.name in session.state.plans
            return Turn(session, question(session)) if planned else Turn(session, (), MakePlan())
    return None


def folder_question(session: Session, text: str) -> str:
    """The earlier question that a folder typed at a plan answers; "" for none."""
    item = session.pending
    if not isinstance(item, Do) or session.flow is None or session.state is None:
        return ""
    asked = [each for each in session.flow.items if isinstance(each, Ask) and each.name in session.state.answers]
    folders = [each for each in reversed(asked) if each.name in item.uses and is_folder(each)]
    return next((each.name for each in folders if each.find(text)), "")


def dropped(session: Session, item: Ask, text: str, files: tuple[Path, ...]) -> Turn:
    """Files at a question: its answer, where that is a file; else what they are, and why they are no answer."""
    candidate = item.find(text)
    try:
        if candidate is not None and isinstance(item.read(candidate, session.today), Path):
            return take(session, item, candidate)
    except FlowError as error:
        return Turn(session, (Reply(error.problem.what),), Inspect(files))
    return Turn(session, (), Inspect(files))
