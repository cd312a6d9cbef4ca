"""The console of Windows: lines through Python's own stream, keys as the records that it keeps (wincon.h).

Not through ``msvcrt``: there „à” is the beginning of an arrow key and swallows the next character, and a letter that is
typed as Alt with its number, as the console also pastes what the keyboard lacks, does not come at all.
"""

from __future__ import annotations

import ctypes
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar, TextIO

from assistant.screen.intake import MAX_PASTE_CHARACTERS, Given

if sys.platform == "win32":
    import msvcrt

_KEY_EVENT = 1
_ALT_KEY = 0x12  # VK_MENU: let go after a number, it carries the letter
_PROCESSED_INPUT = 0x1  # ENABLE_PROCESSED_INPUT
_MILLISECONDS = 1000
_GLANCE_SECONDS = 0.05


class Record(ctypes.Structure):
    """INPUT_RECORD with its KEY_EVENT_RECORD; the other kinds are no larger."""

    _fields_: ClassVar = [
        ("event", ctypes.c_ushort),
        ("down", ctypes.c_int),
        ("repeat", ctypes.c_ushort),
        ("key", ctypes.c_ushort),
        ("scan", ctypes.c_ushort),
        ("letter", ctypes.c_wchar),
        ("state", ctypes.c_ulong),
    ]

    @property
    def text(self) -> str:
        """What the record types; "" for arrows, keys let go, the mouse, the window."""
        typed = self.event == _KEY_EVENT and (self.down or self.key == _ALT_KEY) and self.letter != "\0"
        return self.letter * max(1, self.repeat) if typed else ""


class WindowsConsole(Given):
    """The console of Windows: lines through Python's own stream, single keys from the console itself."""

    def __init__(self, source: TextIO) -> None:
        super().__init__(source)
        self._held = ""
        self._hidden = False

    def waits(self) -> bool:
        """As ``Intake`` says; but for hidden keys only finished lines count."""
        waiting = self._held + _waiting(self._handle)
        return bool(waiting) if self._hidden else "\r" in waiting

    def comes(self, seconds: float) -> bool:
        """As ``Keyboard`` says: a key is shown only once its line is being read."""
        end = time.monotonic() + seconds
        while not (self._held or _waiting(self._handle)) and (left := end - time.monotonic()) > 0:
            time.sleep(min(_GLANCE_SECONDS, left))  # not for a record: keys let go and the mouse are some, too
        return bool(self._held or _waiting(self._handle))

    def character(self) -> str:
        """As ``Keyboard`` says. There is no end."""
        while not self._held or "\ud800" <= self._held[-1] < "\udc00":  # half a character
            self._held += _take(self._handle)
        typed = _whole(self._held)
        self._held = typed[1:]
        if typed[0] == "\x03":
            raise KeyboardInterrupt
        return typed[0]

    def drained(self, grace: float = 0) -> str:
        """As ``Keyboard`` says. Keys let go, the mouse and the window's size are no sign of life."""
        text = ""
        end = time.monotonic() + grace
        while len(text) < MAX_PASTE_CHARACTERS and _ready(self._handle, max(0, end - time.monotonic())):
            if typed := _take(self._handle):
                text += typed
                end = time.monotonic() + grace
        return _whole(text).replace("\r\n", "\n").replace("\r", "\n")

    @contextmanager
    def hidden(self) -> Iterator[None]:
        """As ``Keyboard`` says."""
        with _with_ctrl_c(self._handle):
            self._hidden = True
            try:
                yield
            finally:
                self._held, self._hidden = "", False

    @property
    def _handle(self) -> int:
        if sys.platform != "win32":
            raise NotImplementedError
        else:  # noqa: RET506  (mypy takes what stands behind the raise for unreachable elsewhere)
            return msvcrt.get_osfhandle(self._source.fileno())


def _waiting(handle: int) -> str:
    """The characters that wait; they stay there."""
    kernel, count = _kernel(), ctypes.c_ulong()
    kernel.GetNumberOfConsoleInputEvents(handle, ctypes.byref(count))
    if not count.value:
        return ""
    records = (Record * count.value)()
    kernel.PeekConsoleInputW(handle, records, len(records), ctypes.byref(count))
    return "".join(record.text for record in records[: count.value])


def _take(handle: int) -> str:
    """What the next record types, often ""; waits for one. Half a pair for a character beyond U+FFFF."""
    record, count = Record(), ctypes.c_ulong()
    if not _kernel().ReadConsoleInputW(handle, ctypes.byref(record), 1, ctypes.byref(count)):
        raise OSError
    return record.text


def _ready(handle: int, seconds: float) -> bool:
    """Whether a record is there, or comes in time."""
    return bool(_kernel().WaitForSingleObject(handle, int(seconds * _MILLISECONDS)) == 0)


@contextmanager
def _with_ctrl_c(handle: int) -> Iterator[None]:
    """Ctrl-C is a character: a signal would not wake who waits in ``_take``."""
    mode = ctypes.c_ulong()
    _kernel().GetConsoleMode(handle, ctypes.byref(mode))
    _kernel().SetConsoleMode(handle, mode.value & ~_PROCESSED_INPUT)
    try:
        yield
    finally:
        _kernel().SetConsoleMode(handle, mode.value)


def _whole(text: str) -> str:
    """The text with the halves of characters put together."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _kernel() -> Any:
    return ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
