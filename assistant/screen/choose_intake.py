"""Which intake a stream needs: a terminal, Windows' console, a pipe or file, or memory."""

from __future__ import annotations

import sys
from typing import TextIO

from assistant.screen.host import is_terminal
from assistant.screen.intake import Descriptor, Given, Intake, Keyboard

if sys.platform == "win32":
    from assistant.screen.windows_console import WindowsConsole


def keyboard(source: TextIO) -> Keyboard:
    """The terminal that the stream is."""
    if sys.platform != "win32":
        return Descriptor(source)
    else:  # noqa: RET505  (mypy takes what stands behind the return for unreachable elsewhere)
        return WindowsConsole(source)


def intake(source: TextIO) -> Intake:
    """The right one for the stream."""
    try:
        source.fileno()
    except (OSError, ValueError, AttributeError):  # in memory
        return Given(source)
    return keyboard(source) if is_terminal(source) else Descriptor(source)
