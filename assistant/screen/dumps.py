"""A crash of the interpreter must leave no picture of our memory on a disk: passwords may stand in it."""

from __future__ import annotations

import sys
from contextlib import suppress

if sys.platform == "win32":
    import ctypes
else:
    import resource

_NO_HEAP = 1  # WER_FAULT_REPORTING_FLAG_NOHEAP (werapi.h): a report of Windows goes without the program's memory


def keep_out_of_dumps() -> None:
    """Turns dumps of this process, and of those that it starts, off as far as the system lets us.

    POSIX: a limit of one byte, not of none. Linux asks nobody's limit when it hands a dump to a program, as desktops
    let it (core(5)), but takes exactly 1 for "never" there (``fs/coredump.c``); a file of one byte it does not begin.
    """
    if sys.platform == "win32":
        with suppress(OSError, AttributeError):  # a host without it dumps nothing either
            ctypes.WinDLL("kernel32").WerSetFlags(_NO_HEAP)
    else:
        _, most = resource.getrlimit(resource.RLIMIT_CORE)
        limit = 0 if most == 0 else 1
        with suppress(OSError, ValueError):  # a sandbox that forbids it
            resource.setrlimit(resource.RLIMIT_CORE, (limit, limit))
