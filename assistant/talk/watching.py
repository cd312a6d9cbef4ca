"""Waiting for a download: a look at the folder once a second, a closer one only when something changed there."""

from __future__ import annotations

from typing import Final

from assistant.screen import step_sentences
from assistant.screen.render import Reply
from assistant.talk.operating import make_plan
from assistant.talk.session import Session, Turn
from assistant.talk.steps import question
from assistant.talk.world import World
from flows.base.errors import FlowError
from flows.engine.model import Do

POLL_SECONDS: Final = 1.0
NOT_YET: Final = "not-downloaded-yet"


def watch(session: Session, world: World, said: str) -> Turn:
    """The plan of the pending operation as soon as its files are there; Ctrl-C or the end of patience gives up.

    What is still missing is told when it changes (``said``: as it was told last): one of two files has come.
    A problem other than "not yet" (a certificate of another request) ends the waiting and is raised.
    """
    from flows.folder.downloads import Snapshot, candidates, settled, snapshot  # start-up

    item, state = session.pending, session.state
    if not isinstance(item, Do) or item.watch is None or state is None:
        raise TypeError("nothing to wait for")
    folder = state.answers[item.watch]
    end = world.pace.clock() + world.patience
    known: Snapshot = frozenset()  # what came between the first plan and now counts as news
    try:
        while world.pace.clock() < end:
            world.pace.sleep(min(POLL_SECONDS, world.patience))
            seen = candidates(snapshot(folder))
            if seen == known or not settled(seen):
                continue
            known = seen
            try:
                return make_plan(session, world)
            except FlowError as error:
                if error.problem.code != NOT_YET:
                    raise
                if error.problem.what != said:
                    said = error.problem.what
                    world.console.progress(said)
    except KeyboardInterrupt:
        pass  # the user has something else to do or to ask
    return Turn(session, (Reply(step_sentences.STOPPED_WATCHING), *question(session)))
