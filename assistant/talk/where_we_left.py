"""Where the last conversation ended, also when the power went: the step and the question, never an answer.

A small file in the user's state folder, written when the question changes; it may be lost, then nothing is told.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.screen import opening_sentences
from assistant.screen.recent import recent_file, recent_folders
from flows.base.errors import FlowError
from flows.base.user_files import keep
from flows.engine.model import Ask, AskSecret, ByHand

if TYPE_CHECKING:
    from assistant.talk.session import Session

_MAX_BYTES = 4_096
_SHOWN = 4  # other renewals


class WhereWeLeft:
    """Of one conversation; in practice it keeps nothing."""

    def __init__(self) -> None:
        self._noted: tuple[str, str] | None = None

    def note(self, session: Session) -> None:
        """Before each question: which it is. Failing to is no reason to stop."""
        item = session.pending
        here = (session.state.flow, item.name) if session.state is not None and item is not None else ("", "")
        if session.practice or here == self._noted or (self._noted is None and not here[0] and not _file().exists()):
            return
        self._noted = here
        with suppress(FlowError):
            keep(_file(), json.dumps({"flow": here[0], "item": here[1]}).encode())


def told(session: Session) -> list[str]:
    """Sentences for the greeting: the question that was left, and other renewals with their next step."""
    if session.practice:
        return []
    return [*_question(session), *_others(session)]


def _question(session: Session) -> list[str]:
    left = _read()
    flow = session.flows.get(left.get("flow", ""))
    item = next((each for each in flow.items if each.name == left.get("item")), None) if flow else None
    if flow is None or item is None:
        return []
    what = "przed potwierdzeniem planu"
    if isinstance(item, AskSecret):
        what = "przy pytaniu o hasło; hasło trzeba będzie podać ponownie"
    elif isinstance(item, Ask | ByHand):
        what = f"przy pytaniu „{item.question.split('?')[0].split('. ')[-1].strip()}?”"
    return [opening_sentences.left_off(flow.title, flow.name, what)]


def _others(session: Session) -> list[str]:
    others = [each for each in recent_folders() if each.next in session.flows and each.folder != session.folder]
    rows = [f"- {each.folder}: {session.flows[each.next].title}" for each in others[:_SHOWN] if each.next is not None]
    return [opening_sentences.others(rows)] if rows else []


def _file() -> Path:
    return recent_file().with_name("pytanie.json")


def _read() -> dict[str, str]:
    with suppress(OSError, ValueError, RecursionError):
        if _file().stat().st_size <= _MAX_BYTES:
            read = json.loads(_file().read_text("utf-8"))
            return {key: str(value) for key, value in read.items()} if isinstance(read, dict) else {}
    return {}
