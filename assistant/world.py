"""What the conversation touches outside itself, gathered in one value so that tests and practice can replace parts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from assistant.console import Console
from assistant.helpdesk import Helpdesk


@dataclass(frozen=True, slots=True)
class World:
    """The screen, the clock and the knowledge base."""

    console: Console
    now: Callable[[], datetime]
    helpdesk: Helpdesk
