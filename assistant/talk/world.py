"""What the conversation touches outside itself, gathered in one value so that tests and practice can replace parts."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.screen.console import Console, PlainConsole, on_terminal
from assistant.screen.settings import contact
from assistant.talk.helpdesk import Helpdesk
from flows.base.door import later

if TYPE_CHECKING:
    from flows.ports.computer import Clock, Computer

_SHOW_FOLDER: Callable[[Path], bool] = later("assistant.screen.file_manager:show_folder")
_SHELL: Callable[[], Console] = later("assistant.screen.shell:Shell")


@dataclass(frozen=True, slots=True)
class World:
    """The screen, the computer and the knowledge base.

    ``waits``: somebody sits there for whom a download is waited for, as nobody does in a pipe. ``show_folder`` opens a
    folder in the system's file manager and says whether it could.
    """

    console: Console
    computer: Computer
    helpdesk: Helpdesk
    waits: bool = False
    show_folder: Callable[[Path], bool] = _SHOW_FOLDER

    @property
    def now(self) -> Clock:
        """The computer's clock."""
        return self.computer.now


def this_world(computer: Computer, *, plain: bool) -> World:
    """The real screen."""
    return World(_console(plain=plain), computer, Helpdesk(contact()), waits=on_terminal())


def _console(*, plain: bool) -> Console:
    """The full screen where there is a capable terminal, else plain lines.

    Chosen before prompt_toolkit is imported: it has no plain fallback on Windows and raises where there is no console
    at all.
    """
    if plain or not on_terminal() or os.environ.get("TERM") == "dumb":
        return PlainConsole(sys.stdin, sys.stdout)
    return _SHELL()
