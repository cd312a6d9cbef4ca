"""A console window of our own on Windows: its name, its letters, its width, and no click that makes it stand still."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar, Protocol

from assistant.screen.host import own_window

if sys.platform == "win32":
    import msvcrt

FONTS = (20, 18, 16, 14)
"""Heights of letters that are tried, in pixels at 100 %; Windows begins with 16."""
COMFORTABLE, LEAST = 100, 80
"""Columns: with fewer than the first the next smaller letters are tried; the second are what our lists need."""
_FRAME = 5
"""Columns for the window's frame and its scroll bar, which not every console reckons (Wine's does not)."""
_OUTPUT_HANDLE = -11
_UTF_8 = 65001
_TRUE_TYPE, _CONSOLAS_FAMILY = 0x4, 0x36  # TMPF_TRUETYPE; FF_MODERN with it and TMPF_VECTOR
_QUICK_EDIT, _EXTENDED_FLAGS = 0x40, 0x80


class Window(Protocol):
    """What is asked of the console; columns and rows of the window, pixels of letters."""

    def letters(self) -> int:
        """Their height, 0 where it cannot be known."""

    def set_letters(self, height: int) -> None:
        """Consolas of that height."""

    def largest(self) -> int:
        """Columns that the screen has room for with the present letters, as the console itself reckons."""

    def columns(self) -> int:
        """Of the window now."""

    def set_columns(self, columns: int) -> None:
        """Narrower or wider; what goes beyond the screen is for the caller to avoid."""


def fit(window: Window) -> None:
    """Letters as large as leave a comfortable width, and no wider than the screen."""
    if not window.letters():
        return  # a window of Wine without a screen, which dies when it is given a font
    for height in FONTS:
        window.set_letters(height)
        if window.largest() - _FRAME >= COMFORTABLE:
            break
    room = max(LEAST, window.largest() - _FRAME)
    if window.columns() > room:
        window.set_columns(room)


def dress_window() -> None:
    """Gives a window of our own its name, UTF-8, and letters that are Polish, large enough and on the screen."""
    if sys.platform == "win32" and own_window():
        kernel = ctypes.windll.kernel32
        kernel.SetConsoleTitleW("Asystent P1")
        kernel.SetConsoleCP(_UTF_8)
        kernel.SetConsoleOutputCP(_UTF_8)  # for what other programs print here; Python writes UTF-16 anyway
        fit(_Console())


@contextmanager
def unstopped() -> Iterator[None]:
    """Without QuickEdit, in which a click stops the program at its next line until a key is pressed.

    Between RaportNet's stop and START that would leave it standing. Copying still works from the window's menu; how it
    was before is put back.
    """
    switched = quick_edit(on=False)
    try:
        yield
    finally:
        if switched:
            quick_edit(on=True)


def quick_edit(*, on: bool) -> bool:
    """Whether it had to be switched; never where there is no console."""
    if sys.platform != "win32":
        return False
    else:  # noqa: RET505  (mypy takes what stands behind the return for unreachable elsewhere)
        kernel, mode = ctypes.windll.kernel32, ctypes.c_ulong()
        try:
            with open("CONIN$", "rb", buffering=0) as keyboard:  # noqa: PTH123  (a device; input may be a pipe)
                handle = msvcrt.get_osfhandle(keyboard.fileno())
                if not kernel.GetConsoleMode(handle, ctypes.byref(mode)) or bool(mode.value & _QUICK_EDIT) == on:
                    return False
                wanted = mode.value | _QUICK_EDIT if on else mode.value & ~_QUICK_EDIT
                return bool(kernel.SetConsoleMode(handle, wanted | _EXTENDED_FLAGS))
        except OSError:
            return False


class _Console:
    """``Window`` by Windows' own calls (wincon.h)."""

    def __init__(self) -> None:
        self._ctypes = ctypes
        self._kernel: Any = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
        self._output = self._kernel.GetStdHandle(_OUTPUT_HANDLE)
        self._kernel.GetLargestConsoleWindowSize.restype = ctypes.c_uint32  # a COORD by value

    def letters(self) -> int:
        font = _font_info()
        asked = self._kernel.GetCurrentConsoleFontEx(self._output, False, self._ctypes.byref(font))
        return int(font.height) if asked else 0

    def set_letters(self, height: int) -> None:
        font = _font_info()
        asked = self._kernel.GetCurrentConsoleFontEx(self._output, False, self._ctypes.byref(font))
        if asked and not (font.height == height and font.family & _TRUE_TYPE):
            font.width, font.height, font.family, font.name = 0, height, _CONSOLAS_FAMILY, "Consolas"
            # Windows Terminal has its own letters and pays no heed.
            self._kernel.SetCurrentConsoleFontEx(self._output, False, self._ctypes.byref(font))

    def largest(self) -> int:
        return int(self._kernel.GetLargestConsoleWindowSize(self._output) & 0xFFFF)

    def columns(self) -> int:
        info = self._info()
        return int(info[7] - info[5] + 1)

    def set_columns(self, columns: int) -> None:
        info, c = self._info(), self._ctypes
        window = (c.c_short * 4)(0, info[6], columns - 1, info[8])  # SMALL_RECT: left, top, right, bottom
        size = c.c_uint32(columns | info[1] << 16)
        if columns < info[7] - info[5] + 1:
            self._kernel.SetConsoleWindowInfo(self._output, True, c.byref(window))
            self._kernel.SetConsoleScreenBufferSize(self._output, size)
        else:
            self._kernel.SetConsoleScreenBufferSize(self._output, size)
            self._kernel.SetConsoleWindowInfo(self._output, True, c.byref(window))

    def _info(self) -> Any:
        """CONSOLE_SCREEN_BUFFER_INFO as its eleven numbers: 0–1 the buffer's size, 5–8 the window's rectangle."""
        info = (self._ctypes.c_short * 11)()
        self._kernel.GetConsoleScreenBufferInfo(self._output, self._ctypes.byref(info))
        return info


def _font_info() -> Any:
    """CONSOLE_FONT_INFOEX (wincon.h), empty."""

    class FontInfo(ctypes.Structure):
        _fields_: ClassVar = [
            ("size", ctypes.c_ulong),
            ("index", ctypes.c_ulong),
            ("width", ctypes.c_short),
            ("height", ctypes.c_short),
            ("family", ctypes.c_uint),
            ("weight", ctypes.c_uint),
            ("name", ctypes.c_wchar * 32),
        ]

    return FontInfo(size=ctypes.sizeof(FontInfo))
