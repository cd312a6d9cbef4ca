"""Reminds of START for as long as RaportNet may be standing still: nothing that is said or done may hide it."""

from __future__ import annotations

from dataclasses import replace

from assistant.render import Reply
from assistant.session import Session, Turn
from assistant.world import World
from flows import standing
from flows.errors import FlowError
from flows.journal import FILE_NAME, Entry

_STEP = "raportnet"


class StartReminder:
    """Of one conversation: speaks when the step is left, and every ten minutes while the program stands that long."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._last = world.now()

    def with_turn(self, before: Session, step: Turn) -> Turn:
        """The turn that follows ``before``, with a warning in front where it is time for one."""
        now = self._world.now()
        left = _in_step(before) and not _in_step(step.session)
        due = step.action is None and now - self._last >= standing.LONG  # work under way may be the START itself
        if not left and not due:
            return step
        entry = _stands(step.session, self._world)
        if entry is not None and not left and not standing.is_long(entry, now):
            return step
        self._last = now
        return (
            step
            if entry is None
            else replace(step, replies=(Reply(standing.warning(entry, now), "problem"), *step.replies))
        )

    def at_the_end(self, session: Session) -> tuple[Reply, ...]:
        """What the farewell adds."""
        return tuple(Reply(said, "problem") for said in warnings(session, self._world))


def warnings(session: Session, world: World) -> list[str]:
    """The warning of the session's folder, in a list of at most one."""
    entry = _stands(session, world)
    return [] if entry is None else [standing.warning(entry, world.now())]


def _in_step(session: Session) -> bool:
    return session.state is not None and session.state.flow == _STEP


def _stands(session: Session, world: World) -> Entry | None:
    """Read from the journal each time."""
    if session.folder is None or not (session.folder / FILE_NAME).exists():
        return None
    try:
        return standing.stands(session.folder, world.now)
    except FlowError:  # a journal that cannot be read: whoever works with it will say so
        return None
