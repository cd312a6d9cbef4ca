"""„stan”, „co dalej” and „od nowa?”: looks at the working folder and says what is done and what is next."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.reports.looking import look
from assistant.reports.reminding import first, notice
from assistant.reports.status import hopeless, next_step, state, summary
from assistant.screen import computer_sentences, sentences
from assistant.screen.recent import look_of, remember, was_used
from assistant.screen.render import Reply
from assistant.talk.actions import Look, Start
from assistant.talk.session import ITEM, Session, Turn, starting
from assistant.talk.steps import question
from assistant.talk.world import World
from flows.base.inside import exists
from flows.folder.readiness import absent
from flows.ports.place import same

if TYPE_CHECKING:
    from flows.survey import Survey


def look_here(session: Session, action: Look, world: World) -> Turn:
    """Which steps are done and what is next; offers the next step where none is under way."""
    if session.folder is None and session.flow is not None:
        return Turn(session, (Reply(sentences.here(session.flow.title, len(session.steps))), *question(session)))
    if session.folder is None:
        offered = session if session.state is not None else replace(session, expecting=starting(session.steps[0].name))
        if action.begin and offered.expecting.flow:
            return Turn(offered, (), Start(offered.expecting.flow))
        return Turn(offered, (Reply(sentences.no_folder(len(session.steps))), *question(session)))
    if _away(session, session.folder):
        problem = Reply(sentences.problem(absent(session.folder).problem), "problem")
        return Turn(replace(session, expecting=ITEM), (problem, *question(session)))
    seen = look(session.folder, world.computer, session.flows)
    if not session.practice and seen.folder.is_dir():
        # What rests on the clock is looked at anew each time.
        remember(seen.folder, "" if seen.standing.said else look_of(seen.folder), seen.offer, seen.deadlines)
    session = replace(
        session,
        computers=_names(seen),
        foreign=seen.foreign,
        notice=notice(seen.deadlines, seen.next, world.now().date()),
        ahead=seen.offer or "",
    )
    offered = session if session.state is not None else replace(session, expecting=starting(seen.offer))
    today = world.now().date()
    asked: tuple[Reply, ...] = ()
    if session.state is None and seen.uncounted and (seen.next is None or (action.brief and session.counting is None)):
        offered, asked = replace(offered, counting=True), (Reply(computer_sentences.ASK, "question"),)
    if action.begin and not asked and offered.expecting.flow:
        return Turn(offered, tuple(Reply(text) for text in first(seen.deadlines, today)), Start(offered.expecting.flow))
    urgent = bool(first(seen.deadlines, today))  # nothing may stand before that
    # Asked before what is next, which „tak” begins; last where nothing is.
    before, last = ((), asked) if urgent or seen.next is None else (asked, ())
    if action.brief:
        return Turn(offered, (*before, Reply(next_step(seen, today)), *last, *question(offered)))
    told = summary(seen, today) if session.state is None else "\n".join([state(seen, today), *hopeless(seen)])
    if action.news and told in session.told:
        told = next_step(seen, today)
    offered = replace(offered, told=offered.told | {told})
    left = sum(not step.is_closed for step in seen.steps)
    total = len(seen.steps) - len(seen.foreign)
    said = (Reply(sentences.left(left, total, whole=seen.whole)), Reply(told))
    said = (said[1], said[0]) if urgent else said
    return Turn(offered, (*before, *said, *last, *question(offered)))


def _names(seen: Survey) -> frozenset[str]:
    there = seen.computers
    return frozenset(map(same, (*there.ready, *there.by_word, *there.missing)))


def anew(session: Session, world: World) -> Turn:
    """„Od nowa?”: yes only where the folder shows it, with what that rests on."""
    folder = session.folder
    if folder is None or _away(session, folder):
        return look_here(session, Look(brief=True), world)
    seen = look(folder, world.computer, session.flows)
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
    return not session.practice and not exists(folder) and (was_used(folder) or not exists(folder.parent))
