"""What the conversation touches outside itself, gathered in one value so that tests and practice can replace parts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from assistant.console import Console, on_terminal
from assistant.helpdesk import Helpdesk


@dataclass(frozen=True, slots=True)
class World:
    """The screen, the clock and the knowledge base; ``patience``: seconds to wait for a download, 0 in a pipe."""

    console: Console
    now: Callable[[], datetime]
    helpdesk: Helpdesk
    patience: float = 0


def patience() -> float:
    """How long to wait for a download: a quarter of an hour where somebody sits there, not at all in a pipe."""
    return 900 if on_terminal() else 0
