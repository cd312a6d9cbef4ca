"""Where typed lines come from, and what already waits there: a terminal, a pipe, a file.

Read from the descriptor and not through ``sys.stdin``, whose buffer hides whether more lines are waiting.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Final, Protocol, TextIO

from flows.base.patterns import regex

if sys.platform == "win32":
    import _winapi
    import msvcrt
else:
    import select
    import termios

MAX_LINE_CHARACTERS = 20_000
"""Longer lines are cut when read: nobody types them, and a pasted file is no question."""
MAX_PASTE_CHARACTERS = 1_000_000
"""A paste that is longer is taken as it is by then."""
GRACE_SECONDS: Final = 0.03
"""After a line: what comes sooner was not typed by a person after it, it is the rest of a paste."""
_CHUNK = 65_536
_LONGEST_CHARACTER = 4  # bytes, in UTF-8
_SEQUENCE = regex(r"\x1b(?:\[M.{0,3}|\[[0-?]*[ -/]*[@-~]?|O.?|.?)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Typed:
    """A line as it came in.

    ``waited``: it lay in a pipe before the question was shown. ``pasted``: it came in one burst with other lines, or
    from the clipboard; then ``text`` is all of it. Neither confirms a change (``assistant.talk.consent``).
    """

    text: str
    waited: bool = False
    pasted: bool = False


class Intake(Protocol):
    """Lines of one source."""

    def waits(self) -> bool:
        """Whether something is there to be read at once (also the end)."""

    def readline(self) -> str:
        """The next line with its end, "" after the last. What is longer than MAX_LINE_CHARACTERS is cut."""


class Keyboard(Intake, Protocol):
    """The intake of a terminal: also key by key, and what was typed too early."""

    def comes(self, seconds: float) -> bool:
        """Whether a line can be read by then: at once when it is there. On Windows, whether one was begun."""

    def character(self) -> str:
        """The next character as soon as it is typed, within ``hidden``; "" at the end. Raises KeyboardInterrupt."""

    def drained(self, grace: float = 0) -> str:
        """All that waits and what comes within ``grace`` seconds after it, also an unfinished line; it is gone then."""

    def hidden(self) -> AbstractContextManager[None]:
        """Each character is handed over at once and none is shown."""


class Given:
    """A stream without a descriptor: everything in it is there from the beginning."""

    def __init__(self, source: TextIO) -> None:
        self._source = source

    def waits(self) -> bool:
        """Always."""
        return True

    def readline(self) -> str:
        """As ``Intake`` says."""
        return read_line(self._source)


class Descriptor:
    """A pipe, a file, or a terminal of any system but Windows (whose console answers in no encoding of ours)."""

    def __init__(self, source: TextIO) -> None:
        self._descriptor = source.fileno()
        self._encoding = source.encoding or "utf-8"
        self._held = b""

    def waits(self) -> bool:
        """As ``Intake`` says; on a terminal only finished lines count."""
        return bool(self._held) or _ready(self._descriptor)

    def readline(self) -> str:
        """As ``Intake`` says."""
        kept, most = b"", MAX_LINE_CHARACTERS * _LONGEST_CHARACTER
        while True:
            line, end, rest = self._held.partition(b"\n")
            kept = (kept + line)[:most]
            self._held = rest
            if end:
                return self._text(kept)[:MAX_LINE_CHARACTERS] + "\n"
            self._held = os.read(self._descriptor, _CHUNK)
            if not self._held:
                return self._text(kept)[:MAX_LINE_CHARACTERS]

    def comes(self, seconds: float) -> bool:
        """As ``Keyboard`` says."""
        return bool(self._held) or _ready(self._descriptor, seconds)

    def character(self) -> str:
        """As ``Keyboard`` says."""
        data = b""
        while True:
            if not self._held:
                self._held = os.read(self._descriptor, 1)
            if not self._held:
                return ""
            data, self._held = data + self._held[:1], self._held[1:]
            try:
                return data.decode(self._encoding)
            except UnicodeDecodeError:
                if len(data) >= _LONGEST_CHARACTER:
                    return "\ufffd"

    def drained(self, grace: float = 0) -> str:
        """As ``Keyboard`` says."""
        with self.hidden():
            data, self._held = self._held, b""
            while len(data) < MAX_PASTE_CHARACTERS and _ready(self._descriptor, grace):
                if not (piece := os.read(self._descriptor, _CHUNK)):
                    break
                data += piece
        return self._text(data).replace("\r\n", "\n").replace("\r", "\n")

    def hidden(self) -> AbstractContextManager[None]:
        """As ``Keyboard`` says; Ctrl-C still interrupts."""
        return _unbuffered(self._descriptor)

    def _text(self, data: bytes) -> str:
        return data.decode(self._encoding, "replace")


def read_line(source: TextIO) -> str:
    """The next line with its end, "" after the last. What is longer is cut, and its rest read past piece by piece."""
    line = piece = source.readline(MAX_LINE_CHARACTERS)
    while len(piece) == MAX_LINE_CHARACTERS and not piece.endswith("\n"):  # cut; a pipe may never end its line
        piece = source.readline(MAX_LINE_CHARACTERS)
    return line


def says_something(text: str) -> bool:
    """Whether a person would miss it: letters or digits, not just Enter, arrows or what the terminal itself answers."""
    return any(character.isprintable() and not character.isspace() for character in typed_text(text))


def typed_text(text: str) -> str:
    """The text without arrows and what the terminal itself answers."""
    return _SEQUENCE.sub("", text)


@contextmanager
def _unbuffered(descriptor: int) -> Iterator[None]:
    if sys.platform == "win32":
        yield
    else:
        usual = termios.tcgetattr(descriptor)
        quick = [*usual[:6], [*usual[6]]]
        quick[3] &= ~(termios.ICANON | termios.ECHO)
        quick[6][termios.VMIN], quick[6][termios.VTIME] = 1, 0
        try:
            termios.tcsetattr(descriptor, termios.TCSANOW, quick)
            yield
        finally:
            termios.tcsetattr(descriptor, termios.TCSANOW, usual)


def _ready(descriptor: int, seconds: float = 0) -> bool:
    """Whether reading would not have to wait."""
    if sys.platform == "win32":
        try:
            return bool(_winapi.PeekNamedPipe(msvcrt.get_osfhandle(descriptor), 0)[0])
        except OSError:  # a file, or the other end has gone
            return True
    else:
        return bool(select.select([descriptor], [], [], seconds)[0])
