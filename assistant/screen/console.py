"""The screen and the keyboard behind one protocol, and its plain-line form."""

from __future__ import annotations

import io
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TextIO

from assistant.screen.host import is_terminal
from assistant.screen.render import DEFAULT_WIDTH, Reply, lines, shown, text_of
from flows.base.secret import Secret

MAX_LINE_CHARACTERS = 20_000
"""Longer lines are cut when read: nobody types them, and a pasted file is no question."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """What to show while waiting: ``label`` before the cursor, ``status`` where we are, ``words`` that work now.

    ``paths`` completes folders; a ``private`` line stays out of the history, and so does any of the ``secrets``.
    """

    label: str
    status: str = ""
    words: tuple[str, ...] = ()
    paths: bool = False
    private: bool = False
    secrets: frozenset[Secret] = frozenset()


class HelpWanted(Exception):  # noqa: N818  (a wish, not an error)
    """F1 at a hidden prompt, where no word can be a command."""


class Console(Protocol):
    """Where the conversation happens. ``ask`` and ``secret`` raise EOFError at the end and KeyboardInterrupt.

    ``secret`` may raise HelpWanted.
    """

    def show(self, reply: Reply) -> None:
        """Puts one reply on the screen."""

    def ask(self, prompt: Prompt) -> str:
        """One line of the user, without its line end."""

    def secret(self, prompt: Prompt) -> str:
        """One line that is not echoed, remembered or completed."""

    def progress(self, text: str) -> None:
        """Says that a part of the work begins."""


class PlainConsole:
    """Lines in, lines out: for pipes, screen readers, ``--prosto`` and consoles that can do no more."""

    def __init__(self, source: TextIO, target: TextIO) -> None:
        self._source = source
        self._target = target
        self._terminal = is_terminal(source) and is_terminal(target)

    def show(self, reply: Reply) -> None:
        """The reply, wrapped on a terminal and a paragraph a line in a pipe."""
        width = shutil.get_terminal_size((DEFAULT_WIDTH, 24)).columns if self._terminal else None
        for line in lines(reply, width):
            self._write(text_of(line) + "\n")

    def ask(self, prompt: Prompt) -> str:
        """The next line of the input."""
        self._write(f"{prompt.label} ")
        line = read_line(self._source)
        if not line:
            self._write("\n")
            raise EOFError
        if not self._terminal:
            self._write("\n")  # nobody pressed Enter on this screen
        return line.rstrip("\r\n")

    def secret(self, prompt: Prompt) -> str:
        """A hidden line on a terminal; the next line of a pipe."""
        if not self._terminal:
            return self.ask(prompt)
        import getpass

        return getpass.getpass(f"{prompt.label} ")

    def progress(self, text: str) -> None:
        """One line a part of the work."""
        self._write(f"… {shown(text)}\n")

    def _write(self, text: str) -> None:
        self._target.write(text)
        self._target.flush()


def read_line(source: TextIO) -> str:
    """The next line with its end, "" after the last. What is longer is cut, and its rest read past piece by piece."""
    line = piece = source.readline(MAX_LINE_CHARACTERS)
    while len(piece) == MAX_LINE_CHARACTERS and not piece.endswith("\n"):  # cut; a pipe may never end its line
        piece = source.readline(MAX_LINE_CHARACTERS)
    return line


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
