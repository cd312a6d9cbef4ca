"""A program in a console of Wine's inside tmux: keys in, a screen out, as at a real Windows console."""

from __future__ import annotations

import shlex
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import tools
from machine import UnderWine, until
from rig import ROOT

_COLUMNS, _ROWS = 100, 40


class Typed:
    """A tmux server of its own, with one window."""

    def __init__(self, machine: UnderWine, socket: Path) -> None:
        self.machine = machine
        self._socket = socket

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._tmux("kill-server", check=False)

    def start(self, program: str, *arguments: str) -> None:
        """The program alone in a new window, as a shortcut starts it; „ENDED” and its status when it is over."""
        self._tmux("kill-server", check=False)
        self._socket = self._socket.with_name(f"{self._socket.name}+")  # the old server may not be gone yet
        variables = self.machine.windows.environment() | self.machine.variables()
        given = " ".join(f"{name}={shlex.quote(value)}" for name, value in variables.items())
        command = f"env -i TERM=screen-256color {given} wine {shlex.join([program, *arguments])}; echo ENDED $?; cat"
        self._tmux("-u", "new-session", "-d", "-c", str(ROOT), "-x", str(_COLUMNS), "-y", str(_ROWS), command)

    def enter(self, text: str) -> None:
        """A line as typed, and Enter, when the screen stands still."""
        self.settle()
        if text:
            self.type(text)
        self.settle()
        self._tmux("send-keys", "Enter")

    def type(self, text: str) -> None:
        """Keys in one go, as they are; „\\r” is Enter."""
        self._tmux("send-keys", "-l", text)

    def see(self, text: str) -> None:
        """Waits until the text is on the screen, in any wrapping."""
        wanted = "".join(text.split())
        until(lambda: wanted in "".join(self.screen().split()))

    def screen(self) -> str:
        return self._tmux("capture-pane", "-p")

    def title(self) -> str:
        return self._tmux("display-message", "-p", "#{pane_title}").strip()

    def settle(self) -> None:
        """Until the screen stands still."""
        before = ""
        while (now := self.screen()) != before:
            before = now
            time.sleep(0.4)

    def _tmux(self, *command: str, check: bool = True) -> str:
        done = subprocess.run(
            [tools.need("tmux"), "-S", str(self._socket), "-f", "/dev/null", *command],
            capture_output=True,
            check=check,
            timeout=30,
        )
        return done.stdout.decode("utf-8", "replace")
