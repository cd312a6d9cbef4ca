"""Practice in between: a conversation within the conversation, in a throw-away folder, and back to the real one."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from assistant.screen.opening_sentences import PRACTICE_LEFT
from assistant.screen.render import Reply
from assistant.talk.session import Session, Turn
from assistant.talk.steps import question
from assistant.talk.world import World
from flows.practice.practice import practice_computer, practice_flows, practice_root


def practice_session(root: Path) -> Session:
    """One that knows the practice folder only."""
    return Session(flows=practice_flows(root), known={"folder": root / "Certyfikaty"}, practice=True)


def practised(session: Session, world: World, talk: Callable[[World, Session], object]) -> Turn:
    """Talks with ``talk`` on the same screen until the practice ends; what was pending here is asked again."""
    with tempfile.TemporaryDirectory(prefix="asystent-p1-cwiczenie-", ignore_cleanup_errors=True) as temporary:
        root = practice_root(Path(temporary).resolve() / "cwiczenie")
        talk(replace(world, computer=practice_computer(world.computer, root)), practice_session(root))
    return Turn(session, (Reply(PRACTICE_LEFT), *question(session)))
