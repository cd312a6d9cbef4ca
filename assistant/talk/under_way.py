"""What a conversation begins with where a renewal is under way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.reports.reminding import first, notice, pressing, sentence
from assistant.screen import opening_sentences
from assistant.screen.recent import Recent, look_of, recent_folders, remember
from assistant.screen.render import Reply
from assistant.talk import where_we_left
from assistant.talk.foreign_steps import with_foreign
from assistant.talk.session import Session, Turn, starting
from assistant.talk.start_reminder import stop_in
from assistant.talk.world import World
from flows.base.door import later
from flows.engine.journal import entries_of
from flows.folder import portal_gap, stopped
from flows.folder.history import moment_of

if TYPE_CHECKING:
    from flows.folder.deadlines import Deadline
    from flows.survey import Survey

_LOOK: Callable[..., Survey] = later("assistant.reports.looking:look")
"""Recognising certificates takes a library that loads in 40 ms; mostly what was seen last is enough."""


def under_way(session: Session, folder: Path, greeting: Reply, world: World) -> Turn:
    """The greeting with what cannot wait, and what is next: „tak” goes on."""
    flow, deadlines, doubts = _known(folder, session, world)
    session = with_foreign(session)
    stop, ends = stop_in(folder), False
    said = [] if stop is None else [stopped.warning(stop, world.now())]
    if (gap := portal_gap.stands(folder)) is not None:
        said.append(portal_gap.warning(gap))
    said += doubts
    urgent: list[str] = []
    if deadlines:
        today = world.now().date()
        due = pressing(deadlines, flow, today)
        urgent = first(deadlines, today)
        said += [said_of for each in due if (said_of := sentence(each, today)) not in urgent]
        ends = any(each.kind == "certificate" for each in due)
        session = replace(session, notice=notice(deadlines, flow, today))
    said += where_we_left.told(session)
    before = (Reply("\n".join(urgent)),) if urgent else ()
    replies = (*before, greeting, *((Reply("\n".join(said)),) if said else ()))
    if flow is None and ends:
        return Turn(
            replace(session, expecting=starting(session.steps[0].name)), (*replies, Reply(opening_sentences.RENEW))
        )
    if flow is None or flow not in session.flows:
        return Turn(session, replies)
    return Turn(
        replace(session, expecting=starting(flow), ahead=flow),
        (*replies, Reply(opening_sentences.resume(session.flows[flow].title, folder, flow))),
    )


def _known(folder: Path, session: Session, world: World) -> tuple[str | None, tuple[Deadline, ...], tuple[str, ...]]:
    """The flow to go on with, the deadlines, and what is doubtful: as last seen when no file has changed since.

    Looked at now where the clock has gone past a link's last day, or stands before the folder's newest entry.
    """
    now = look_of(folder)
    known = next((each for each in recent_folders() if each.folder == folder and each.seen == now), None)
    if known is not None and not session.practice and not _passed(known, folder, world):
        return known.next, known.deadlines, ()
    seen = _LOOK(folder, world.computer, session.flows)
    if not session.practice:
        remember(folder, "" if seen.standing.said else now, seen.offer, seen.deadlines)
    return seen.offer, seen.deadlines, seen.standing.said


def _passed(known: Recent, folder: Path, world: World) -> bool:
    """Whether the time alone may have changed what was seen."""
    now = world.now()
    if any(each.kind == "link" and each.day < now.date() for each in known.deadlines):
        return True
    last = entries_of(folder)[-1:]
    moment = moment_of(last[0]) if last else None
    return moment is not None and moment > now + timedelta(days=1)
