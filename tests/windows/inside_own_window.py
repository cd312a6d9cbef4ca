"""Dresses a console window of its own and says how large it is and the screen; run by a Windows Python on a screen.

inside_own_window.py FILE: starts itself in a new console, which writes FILE.
"""

from __future__ import annotations

import ctypes
import json
import subprocess
import sys
import time
from ctypes import wintypes
from pathlib import Path

_SECONDS, _SETTLES = 60, 20


def main() -> None:
    if len(sys.argv) == 2:
        subprocess.Popen([sys.executable, __file__, sys.argv[1], "there"], creationflags=subprocess.CREATE_NEW_CONSOLE)
        end = time.monotonic() + _SECONDS
        while not Path(sys.argv[1]).exists() and time.monotonic() < end:
            time.sleep(0.1)
        return
    from assistant.screen import own_window

    own_window.own_window = lambda: True
    before = measured()
    own_window.dress_window()
    end = time.monotonic() + _SETTLES
    while (seen := measured())["pixels"] > seen["screen"] and time.monotonic() < end:
        own_window.dress_window()  # Wine's console takes new letters when it comes to it, Windows' at once
    written = Path(sys.argv[1]).with_suffix(".part")
    written.write_text(json.dumps({"before": before, "after": measured()}))
    written.rename(sys.argv[1])


def measured() -> dict[str, int]:
    user, kernel, rectangle = ctypes.windll.user32, ctypes.windll.kernel32, wintypes.RECT()
    time.sleep(1)
    user.GetWindowRect(kernel.GetConsoleWindow(), ctypes.byref(rectangle))
    info = (ctypes.c_short * 11)()
    kernel.GetConsoleScreenBufferInfo(kernel.GetStdHandle(-11), info)
    return {"pixels": rectangle.right - rectangle.left, "screen": user.GetSystemMetrics(0), "columns": info[7] + 1}


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))
    main()
