"""The screen and the keyboard behind one protocol, and its plain-line form."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TextIO

from assistant.screen import sentences
from assistant.screen.choose_intake import intake, keyboard
from assistant.screen.dots import read_with_dots
from assistant.screen.host import is_terminal
from assistant.screen.intake import (
    GRACE_SECONDS,
    Keyboard,
    Typed,
    says_something,
    typed_text,
)
from assistant.screen.render import DEFAULT_WIDTH, Reply, lines, shown, text_of

if TYPE_CHECKING:
    from flows.base.secret import Secret

POLL_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Prompt:
    """What to show while waiting: ``label`` before the cursor, ``status`` where we are, ``words`` that work now.

    ``paths`` completes folders; a ``private`` line stays out of the history, and so does any of the ``secrets``.
    ``news`` is asked every POLL_SECONDS on a terminal, while nothing is typed: True ends the waiting with ``Arrived``.
    """

    label: str
    status: str = ""
    words: tuple[str, ...] = ()
    paths: bool = False
    private: bool = False
    secrets: frozenset[Secret] = frozenset()
    news: Callable[[], bool] | None = None


class Arrived(Exception):  # noqa: N818  (an event, not an error)
    """Something came that the prompt waited for beside the keyboard."""


class HelpWanted(Exception):  # noqa: N818  (a wish, not an error)
    """F1 at a hidden prompt, where no word can be a command."""


class Console(Protocol):
    """Where the conversation happens. ``ask`` and ``secret`` raise EOFError at the end and KeyboardInterrupt.

    ``secret`` may raise HelpWanted, ``ask`` Arrived.
    """

    def show(self, reply: Reply) -> None:
        """Puts one reply on the screen."""

    def ask(self, prompt: Prompt) -> Typed:
        """One line of the user, without its line end; lines that came in one burst are one."""

    def secret(self, prompt: Prompt) -> str:
        """One line that is not echoed, remembered or completed."""

    def discard(self) -> bool:
        """Called before a question is shown that „tak” answers: what was typed until now does not answer it.

        A terminal throws it away, and True says that there was something; a pipe has the next line marked as waiting.
        """

    def progress(self, text: str) -> None:
        """Says that a part of the work begins."""


class PlainConsole:
    """Lines in, lines out: for pipes, screen readers, ``--prosto`` and consoles that can do no more."""

    def __init__(self, source: TextIO, target: TextIO) -> None:
        self._target = target
        self._terminal = is_terminal(source) and is_terminal(target)
        self._keyboard: Keyboard | None = keyboard(source) if self._terminal else None
        self._intake = self._keyboard or intake(source)
        self._waited = False

    def show(self, reply: Reply) -> None:
        """The reply, wrapped on a terminal and a paragraph a line in a pipe."""
        width = shutil.get_terminal_size((DEFAULT_WIDTH, 24)).columns if self._terminal else None
        for line in lines(reply, width):
            self._write(text_of(line) + "\n")

    def ask(self, prompt: Prompt) -> Typed:
        """The next line of the input; on a terminal with what came in the same burst."""
        self._write(f"{prompt.label} ")
        waited, self._waited = self._waited, False
        ahead = self._intake.waits()  # typed ahead, line by line: no burst
        if prompt.news is not None:
            self._await(prompt.news)
        line = self._intake.readline()
        if not line:
            self._write("\n")
            raise EOFError
        text = line.rstrip("\r\n")
        if self._keyboard is None:
            self._write("\n")  # nobody pressed Enter on this screen
            return Typed(text, waited=waited)
        more = "" if ahead else self._keyboard.drained(GRACE_SECONDS)
        if not says_something(more):
            return Typed(text)
        self._write("\n")  # its last line may have none
        return Typed(f"{text}\n{typed_text(more)}", pasted=True)

    def _await(self, news: Callable[[], bool]) -> None:
        """Until something is typed; nobody types into a pipe while we wait."""
        while self._keyboard is not None and not self._keyboard.comes(POLL_SECONDS):
            if news():
                self._write("\n")
                raise Arrived

    def secret(self, prompt: Prompt) -> str:
        """A line shown as dots on a terminal; the next line of a pipe."""
        if self._keyboard is None:
            return self.ask(prompt).text
        if self.discard():  # it was echoed, so it is no password
            self._write(f"{sentences.DISCARDED}\n")
        return read_with_dots(f"{prompt.label} ", self._keyboard, self._write)

    def discard(self) -> bool:
        """As ``Console`` says."""
        if self._keyboard is not None:
            return says_something(self._keyboard.drained())
        self._waited = self._intake.waits()
        return False

    def progress(self, text: str) -> None:
        """One line a part of the work."""
        self._write(f"… {shown(text)}\n")

    def _write(self, text: str) -> None:
        self._target.write(text)
        self._target.flush()


def prepare_streams() -> None:
    """Keeps a letter that the console cannot show, a byte that is no letter, or no console at all, from ending us.

    What other programs read and write is UTF-8 on every system; Windows would take its old code page.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # Windows: started by a program without a console
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115  (for as long as we run)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a test or a host program may have put its own stream
            piped = sys.platform == "win32" and not stream.isatty()
            stream.reconfigure(encoding="utf-8" if piped else None, errors="replace")


def on_terminal() -> bool:
    """Whether a person types to us and reads us."""
    return is_terminal(sys.stdin) and is_terminal(sys.stdout)
