"""What a conversation begins with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.screen import opening_sentences
from assistant.screen.recent import folder_away
from assistant.screen.render import Reply
from assistant.talk import where_we_left
from assistant.talk.session import Session, Turn
from flows.base.door import later
from flows.engine.journal import FILE_NAME

if TYPE_CHECKING:
    from assistant.talk.world import World

_UNDER_WAY: Callable[[Session, Path, Reply, World], Turn] = later("assistant.talk.under_way:under_way")


def opening(session: Session, world: World) -> Turn:
    """The greeting; where a renewal is under way, it says what is next and „tak” goes on."""
    greeting = Reply(opening_sentences.PRACTICE_GREETING if session.practice else opening_sentences.GREETING)
    folder = session.folder
    if not session.practice and (away := folder_away()) is not None and folder != away:
        greeting = replace(greeting, text=f"{greeting.text}\n{opening_sentences.away(away)}")
    if folder is None or not (folder / FILE_NAME).exists():
        left = where_we_left.told(session)
        return Turn(session, (greeting, *((Reply("\n".join(left)),) if left else ())))
    return _UNDER_WAY(session, folder, greeting, world)
