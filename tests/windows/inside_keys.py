"""Starts a program in this console and presses keys for it as a Polish keyboard does: inside_keys.py TEXT PROGRAM…

A letter such as „ą” is the right Alt held down with a letter key; Windows reports that Alt as Alt and Ctrl at once
(KEY_EVENT_RECORD in wincon.h). Each key goes down and up when the program has asked for something („> ”).
"""

from __future__ import annotations

import ctypes
import subprocess
import sys
import time
from ctypes import wintypes

_STD_INPUT, _STD_OUTPUT, _KEY_EVENT = -10, -11, 1
_ALT_GR = 0x1 | 0x8  # RIGHT_ALT_PRESSED, LEFT_CTRL_PRESSED
_RIGHT_ALT_KEY, _ENTER_KEY = 0xA5, 0x0D
_BASE = dict(zip("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ", "acelnosxzACELNOSXZ", strict=True))
_SECONDS = 60


class Key(ctypes.Structure):
    _fields_ = (
        ("event", wintypes.WORD),
        ("down", wintypes.BOOL),
        ("repeat", wintypes.WORD),
        ("key", wintypes.WORD),
        ("scan", wintypes.WORD),
        ("letter", wintypes.WCHAR),
        ("state", wintypes.DWORD),
    )


def keys(text: str) -> list[Key]:
    """What the keyboard reports while the text and Enter are typed."""
    pressed: list[Key] = []
    for letter in f"{text}\r":
        base, state = _BASE.get(letter, letter), _ALT_GR if letter in _BASE else 0
        number = _ENTER_KEY if letter == "\r" else ord(base.upper())
        strokes = [(number, letter, state)]
        if state:
            strokes.insert(0, (_RIGHT_ALT_KEY, "\0", state))
        pressed += [Key(_KEY_EVENT, True, 1, key, 0, char, held) for key, char, held in strokes]
        pressed += [Key(_KEY_EVENT, False, 1, key, 0, char, held) for key, char, held in reversed(strokes)]
    return pressed


def asks() -> bool:
    """Whether a line of the screen is „> ” and nothing else."""
    kernel = ctypes.windll.kernel32
    row, seen = ctypes.create_unicode_buffer(101), wintypes.DWORD()
    output = kernel.GetStdHandle(_STD_OUTPUT)
    for line in range(40):
        kernel.ReadConsoleOutputCharacterW(output, row, 100, line << 16, ctypes.byref(seen))
        if row[: seen.value].rstrip() == ">":
            return True
    return False


def main() -> int:
    program = subprocess.Popen(sys.argv[2:])
    end = time.monotonic() + _SECONDS
    while not asks() and time.monotonic() < end:
        time.sleep(0.1)
    kernel, written = ctypes.windll.kernel32, wintypes.DWORD()
    for key in keys(sys.argv[1]):
        kernel.WriteConsoleInputW(kernel.GetStdHandle(_STD_INPUT), ctypes.byref(key), 1, ctypes.byref(written))
    return program.wait()


if __name__ == "__main__":
    sys.exit(main())
