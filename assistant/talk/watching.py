"""Waiting for a download while the user may type: a look now and then, a closer one where something changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from assistant.screen import step_sentences
from assistant.screen.render import Reply
from assistant.talk.session import Session, Turn
from assistant.talk.steps import question
from flows.engine import progress
from flows.engine.model import Do
from flows.engine.plan import Watching
from flows.folder.snapshots import Snapshot, candidates, settled, snapshot
from flows.ports.computer import Computer


@dataclass
class Watcher:
    """Looks for the session's files. ``plan`` makes the plan of the pending operation, or says what is missing.

    ``turn`` is what came of it when there is news: the plan, one of two files, or a certificate of another request.
    """

    session: Session
    computer: Computer
    plan: Callable[[], Turn]
    turn: Turn | None = None
    _seen: list[Snapshot] = field(default_factory=list)  # what came between the first plan and now counts as news

    @cached_property
    def _folders(self) -> tuple[Path, ...]:
        """Found once: the settings of browsers are not read every second."""
        return watched(self.session, self.computer)

    def news(self) -> bool:
        """One look. Costs next to nothing while no file changes, or one is still being written."""
        seen = [candidates(snapshot(folder)) for folder in self._folders]
        if seen == self._seen or not all(map(settled, seen)):
            return False
        self._seen = seen
        turn = self.plan()
        if turn.session.watching and turn.session.waiting == self.session.waiting:
            return False
        self.turn = turn
        return True


def watched(session: Session, computer: Computer) -> tuple[Path, ...]:
    """The folders in which the pending operation's files may appear; () where it waits for none."""
    item, state = session.pending, session.state
    if not isinstance(item, Do) or state is None or not isinstance(item.operation, Watching):
        return ()
    return item.operation.watched(progress.uses(item, state), computer)


def stopped(session: Session) -> Turn:
    """From now on only „dalej” looks."""
    session = replace(session, waiting="")
    return Turn(session, (Reply(step_sentences.STOPPED_WATCHING), *question(session)))
