"""The program's entry: does the one thing asked for and returns the status. Imports next to nothing itself."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Sequence

from assistant import __version__
from assistant.screen.statuses import CANCELLED, DONE, USAGE
from flows.base.door import later

if sys.platform == "win32":
    from assistant.screen.host import hold_window
    from assistant.screen.own_window import dress_window, unstopped

_OBJECTS = 50_000
"""So many new ones between two searches for garbage: what is imported stays, and 700 searched it 150 times (7 ms)."""
_begin: Callable[[Sequence[str]], int] = later("assistant.cli.beginning:begin")
_failed: Callable[[BaseException], int] = later("assistant.cli.failing:failed")
_stays_open: Callable[[Sequence[str], int, int], bool] = later("assistant.cli.window:stays_open")


def run() -> None:
    """The console script, and what a shortcut, a double click on a file or a drop on the icon starts."""
    argv = sys.argv[1:]
    gc.set_threshold(_OBJECTS)
    if sys.platform == "win32":
        dress_window()
        with unstopped():
            status = _status(argv)
            if _stays_open(argv, status, CANCELLED):
                hold_window()
    else:
        status = _status(argv)
    sys.exit(status)


def _status(argv: Sequence[str]) -> int:
    try:
        return main(argv)
    except SystemExit as end:  # --help, or wrong usage
        return end.code if isinstance(end.code, int) else USAGE if end.code else DONE


def main(argv: Sequence[str]) -> int:
    """Runs one command and returns its status. Never raises but for wrong usage (SystemExit 2)."""
    try:
        if list(argv) == ["--version"]:
            print(__version__, flush=True)  # before anything is imported: scripts ask this often
            return DONE
        return _begin(argv)
    except KeyboardInterrupt:  # also while modules are still being loaded
        return CANCELLED
    except SystemExit:
        raise
    except BaseException as error:  # noqa: BLE001  (also a panic of a library, which is no Exception)
        return _failed(error)
