"""Moving through a flow: starting it, taking answers, asking the next question. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from assistant.screen import password_sentences, sentences, step_sentences
from assistant.screen.render import Reply
from assistant.talk.actions import GetReady, Look, MakePlan, Note
from assistant.talk.session import ITEM, Session, Turn
from flows.base.errors import FlowError
from flows.base.secret import Secret
from flows.engine import progress
from flows.engine.answers import work_folder
from flows.engine.model import WORK, Ask, AskSecret, ByHand, Do, Item
from flows.sow.open_site import OpenSite


def start_flow(session: Session, name: str, given: Mapping[str, Any] = MappingProxyType({})) -> Turn:
    """Enters a flow with what is known and ``given``; going back into the present one only asks again."""
    flow = session.flows[name]
    session = replace(session, expecting=ITEM)
    if session.state is not None and session.state.flow == name:
        return Turn(session, question(session))
    outside = leave_flow(session)
    told = {**outside.known, **given}
    known = {each.name: told[each.name] for each in (*flow.items, *flow.options) if each.name in told}
    entered = replace(
        outside,
        state=progress.start(flow, known),
        unknowns=0,
        topic=session.topic if flow.ready else None,  # a step that was just refused is known by it
        explained=None,
        counting=None if session.counting is None else False,
    )
    return onward(entered, (Reply(flow.title, "title"),))


def accept(session: Session, item: Ask | AskSecret, value: Any) -> Turn:
    """Records an answer and goes on."""
    if session.state is None or session.flow is None:
        raise TypeError("no flow is under way")
    if isinstance(item, Ask) and item.check is not None:
        item.check(value, session.state.answers)
    state = progress.answer(session.flow, session.state, item.name, value)
    warning = getattr(value, "warning", None)  # an identifier may be unusual and yet right
    said = (Reply(step_sentences.warned(warning)),) if warning else ()
    former = {name: text for name, text in session.former.items() if name != item.name}
    session = replace(session, former=former)
    if isinstance(item, Ask) and item.parse is work_folder:
        said = (Reply(step_sentences.chosen_folder(value)),)
    typed = session.typed | ({value} if isinstance(value, Secret) else frozenset())
    return onward(replace(session, state=state, first_typing=None, proposed=False, expecting=ITEM, typed=typed), said)


def take(session: Session, item: Ask, text: str) -> Turn:
    """The text as the answer; what is wrong with it is told, and the question comes again."""
    try:
        return accept(session, item, item.read(text, session.today))
    except FlowError as error:
        return Turn(session, (Reply(sentences.problem(error.problem), "problem"), *question(session)))


def has_saved(session: Session) -> bool:
    """Whether the step under way has written a file that stays."""
    return session.state is not None and any(result.files for result in session.state.results.values())


def opens_a_page(item: Item | None) -> bool:
    """Whether the plan that waits only opens a page."""
    return isinstance(item, Do) and isinstance(item.operation, OpenSite)


def can_skip(item: Item | None) -> bool:
    """Whether the flow goes on without it."""
    return (isinstance(item, Ask) and item.skippable) or (isinstance(item, Do) and bool(item.offered))


def decline(session: Session, item: Item, replies: tuple[Reply, ...] = ()) -> Turn:
    """Goes on without an answer or an extra that need not be."""
    if session.state is None:
        raise TypeError("no flow is under way")
    return onward(replace(session, state=progress.decline(session.state, item.name), topic=None), replies)


def report(session: Session, item: ByHand) -> Turn:
    """The user says that a by-hand item is so: into the journal where it is recorded, and on to the next item."""
    if session.state is None:
        raise TypeError("no flow is under way")
    if item.event:
        return Turn(session, (), Note(session.state.flow, item.name, item.event))
    if item.recorded:
        return Turn(session, (), Note(session.state.flow, item.name))
    return onward(replace(session, state=progress.report_done(session.state, item.name)), ())


def correct(session: Session, item: Ask | AskSecret, text: str | None = None) -> Turn:
    """Takes an answer back and says what falls with it; ``text`` is the new answer where it was given at once."""
    if session.state is None or session.flow is None:
        raise TypeError("no flow is under way")
    lost_plan = bool(session.state.plans)
    said = Reply(step_sentences.voided(item.words[0] if item.words else item.name, lost_plan))
    if text is not None:
        try:
            outcome = accept(session, item, item.read(text, session.today))
        except FlowError as error:
            return Turn(session, (Reply(sentences.problem(error.problem), "problem"), *question(session)))
        return replace(outcome, replies=(said, *outcome.replies))
    return forget(remembering(session, item), item.name, (said,))


def remembering(session: Session, item: Item) -> Session:
    """With the present answer, which is about to be taken back, as the one to be proposed. Never a password."""
    value = session.state.answers.get(item.name) if session.state is not None and isinstance(item, Ask) else None
    value = getattr(value, "value", value)  # an identifier knows whether it is unusual, too
    text = f"{value:%d.%m.%Y}" if isinstance(value, date) else str(value) if isinstance(value, str | Path) else ""
    return replace(session, former={**session.former, item.name: text}) if text else session


def forget(session: Session, name: str, replies: tuple[Reply, ...], *, keep: bool = False) -> Turn:
    """Voids the answer ``name`` with all that rests on it and asks for it again; ``keep``: proposes it once more."""
    if session.state is None or session.flow is None:
        raise TypeError("no flow is under way")
    state = progress.void(session.flow, session.state, name)
    known = {key: value for key, value in session.known.items() if key != name}
    if keep and name in session.state.answers:
        known[name] = session.state.answers[name]
    again = replace(
        session,
        state=state,
        known=known,
        first_typing=None,
        proposed=False,
        ready=None if name == "folder" else session.ready,
    )
    if isinstance(session.flow.item(name), AskSecret) and not isinstance(again.pending, AskSecret):
        replies = (*replies, Reply(password_sentences.HIDDEN_LATER))  # else it would be typed where it shows
    return onward(again, replies)


def leave_flow(session: Session) -> Session:
    """Out of the flow; its folder and passwords stay known for the next one."""
    return replace(
        session,
        state=None,
        known={**session.known, **_carried(session)},
        expecting=ITEM,
        first_typing=None,
        proposed=False,
        ready=None,
        former={},
        waiting="",
    )


def replan(session: Session) -> Session:
    """Plans shown before something changed or failed have to be made again."""
    return session if session.state is None else replace(session, state=replace(session.state, plans={}))


def question(session: Session) -> tuple[Reply, ...]:
    """What „tak” or an answer would be to now: asked after whatever comes between. Nothing where nothing is asked."""
    if session.expecting.question:
        return (Reply(session.expecting.question, "question"),)
    item = session.pending
    if item is None or session.state is None:
        return ()
    return (Reply(_text(session, item), "question"),)


def _text(session: Session, item: Item) -> str:
    if isinstance(item, Do) and session.state is not None and item.name not in session.state.plans:
        return step_sentences.WATCHING if session.watching else step_sentences.READY_AGAIN
    if isinstance(item, Do) and session.state is not None:
        return step_sentences.plan_question(session.state.plans[item.name], page=opens_a_page(item))
    again = session.first_typing is not None
    brief = isinstance(item, AskSecret) and any(item.question in each.text for each in session.last)
    return step_sentences.question(
        item, proposal(session), instead(session), because=_because(session), again=again, brief=brief
    )


def _because(session: Session) -> str:
    """Why the proposal is not the usual one; "" where what was answered before is proposed."""
    item = session.pending
    if not isinstance(item, Ask) or kept(session) is not None or item.name in session.former:
        return ""
    return item.because()


def instead(session: Session) -> str:
    """What a by-hand question asks for as things stand; "" for what it usually asks."""
    item, state = session.pending, session.state
    return item.instead(state.answers) if isinstance(item, ByHand) and state is not None else ""


def proposal(session: Session) -> str:
    """What an empty line answers to the pending question; "" where nothing is proposed."""
    item = session.pending
    if not isinstance(item, Ask) or session.state is None:
        return ""
    if (again := kept(session)) is not None:
        return str(again)
    if item.name in session.former:
        return session.former[item.name]
    return item.proposed(session.state.answers, session.today)


def kept(session: Session) -> Path | None:
    """The folder that was given to the pending question and could not be used a moment ago."""
    item = session.pending
    value = session.known.get(item.name) if isinstance(item, Ask) else None
    return value if isinstance(value, Path) else None


def onward(session: Session, replies: tuple[Reply, ...]) -> Turn:
    """To the next unmet item: its question, or the plan of its operation; after the last one, what is next."""
    item = session.pending
    if item is None:
        return Turn(leave_flow(session), replies, Look(brief=True))
    folder = session.state.answers.get("folder") if session.state is not None else None
    if session.flow is not None and session.flow.ready is not None and folder is not None and session.ready != folder:
        return Turn(session, replies, GetReady())
    if isinstance(item, Do) and session.state is not None and item.name not in session.state.plans:
        return Turn(session, replies, MakePlan())
    if isinstance(item, ByHand) and item.page is not None and item.word == WORK and not instead(session):
        replies = (*replies, Reply(item.page, "topic"))
    return Turn(session, (*replies, *question(session)))


def _carried(session: Session) -> dict[str, Any]:
    """Answers worth keeping for the next flow: what was asked, not options or requested extras."""
    if session.state is None or session.flow is None:
        return {}
    asked = {
        item.name
        for item in session.flow.items
        if isinstance(item, Ask | AskSecret) and not item.optional and (isinstance(item, AskSecret) or item.is_kept)
    }
    return {name: value for name, value in session.state.answers.items() if name in asked}
