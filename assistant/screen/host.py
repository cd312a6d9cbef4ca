"""The computer that we run on: its Windows, its code pages, and whether the window is ours alone."""

from __future__ import annotations

import os
import platform
import sys
from typing import TextIO

from flows.base.errors import FlowError, Problem

if sys.platform == "win32":
    import ctypes
    import msvcrt

OLDEST_WINDOWS = (10, 0)
ENTER_CLOSES = "Aby zamknąć to okno, proszę nacisnąć Enter. "
_NAMES = {(6, 3): "8.1", (6, 2): "8", (6, 1): "7", (6, 0): "Vista", (5, 2): "XP", (5, 1): "XP"}
_FIRST_BUILD_OF_11 = 22_000
_VT = 0x0004
_OUTPUT_HANDLE = -11


def windows_version() -> tuple[int, int, int] | None:
    """Major, minor and build of this Windows; None elsewhere.

    The greater of two answers: a program without a manifest hears 6.2 from the usual question on every newer Windows
    (Microsoft, "Targeting your application for Windows"), and ``platform_version`` may be that of an emulated kernel32.
    """
    if sys.platform != "win32":
        return None
    else:  # noqa: RET505  (mypy takes what stands behind the return for unreachable elsewhere)
        seen = sys.getwindowsversion()
        return max((seen.major, seen.minor, seen.build), seen.platform_version)


def windows_name(version: tuple[int, int, int]) -> str:
    """As people call it: „Windows 8.1”, „Windows 11 (10.0.22631)”."""
    major, minor, build = version
    if (major, minor) in _NAMES:
        return f"Windows {_NAMES[major, minor]}"
    name = "11" if build >= _FIRST_BUILD_OF_11 else str(major)
    return f"Windows {name} ({major}.{minor}.{build})"


def too_old(version: tuple[int, int, int] | None) -> FlowError | None:
    """Why the assistant does not work on this Windows; None where it does, and on every other system."""
    if version is None or version[:2] >= OLDEST_WINDOWS:
        return None
    return FlowError(
        Problem(
            "windows-too-old",
            f"Na tym komputerze jest {windows_name(version)}, a asystent prowadzi odnowienie dopiero od Windows 10.",
            ("producent nie wydaje już poprawek do tego systemu",),
            "Proszę uruchomić asystenta na nowszym komputerze apteki. "
            'Więcej wyjaśni polecenie: asystent-p1 zapytaj "jaki windows jest potrzebny".',
            page="windows-versions",
        )
    )


def system() -> str:
    """The system and the Python below us, in one line."""
    version = windows_version()
    name = windows_name(version) if version else f"{platform.system()} {platform.release()}"
    return f"{name}, Python {platform.python_version()}"


def code_pages() -> tuple[int, int] | None:
    """The console's code page (0 without a console) and that of old programs; None but on Windows."""
    if sys.platform != "win32":
        return None
    else:  # noqa: RET505  (as above)
        kernel = ctypes.windll.kernel32
        return int(kernel.GetConsoleOutputCP()), int(kernel.GetACP())


def draws() -> bool:
    """Whether the window understands control sequences; where it does not, prompt_toolkit draws by Windows' own calls.

    On other systems TERM says so.
    """
    if sys.platform != "win32":
        return os.environ.get("TERM", "dumb") != "dumb"
    else:  # noqa: RET505  (as above)
        mode = ctypes.c_ulong()
        kernel = ctypes.windll.kernel32
        return bool(kernel.GetConsoleMode(kernel.GetStdHandle(_OUTPUT_HANDLE), ctypes.byref(mode)) and mode.value & _VT)


def draws_falsely() -> bool:
    """Whether the window only says that it understands control sequences: Wine's does (8.0) and leaves debris."""
    if sys.platform != "win32":
        return False
    else:  # noqa: RET505  (as above)
        return hasattr(ctypes.WinDLL("ntdll"), "wine_get_version")


def sole_owner(processes: int, *, frozen: bool, program: str, own_environment: bool) -> bool:
    """Whether nobody but us is attached to the console, so that it closes with us.

    ``processes`` are attached to it. Of these are ours: the program; where pip or uv made an .exe that starts Python,
    that one too; and where the environment's own python.exe only starts the real one, that one too.
    """
    launcher = not frozen and program.lower().endswith(".exe")
    ours = 1 + launcher + (own_environment and not frozen)
    return 0 < processes <= ours


def own_window() -> bool:
    """Whether we are in a window that was opened for us and closes with us; never on other systems."""
    if sys.platform != "win32":
        return False
    else:  # noqa: RET505  (as above)
        listed = (ctypes.c_ulong * 8)()
        return (
            is_terminal(sys.stdin)
            and is_terminal(sys.stdout)
            and sole_owner(
                int(ctypes.windll.kernel32.GetConsoleProcessList(listed, len(listed))),
                frozen=bool(getattr(sys, "frozen", False)),
                program=sys.argv[0],
                own_environment=sys.prefix != sys.base_prefix,
            )
        )


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person is at the other end. Windows itself calls NUL a terminal, hence the question to the console."""
    if stream is None or not stream.isatty():
        return False
    if sys.platform != "win32":
        return True
    else:  # noqa: RET505  (as above)
        handle = msvcrt.get_osfhandle(stream.fileno())
        return bool(ctypes.windll.kernel32.GetConsoleMode(handle, ctypes.byref(ctypes.c_ulong())))


def hold_window() -> None:
    """Waits for Enter where the window would close at once and take what was said with it."""
    if own_window():
        wait_for_enter()


def wait_for_enter() -> None:
    """Until Enter, or until the window is closed."""
    print(f"\n{ENTER_CLOSES}", end="", flush=True)
    try:
        sys.stdin.readline()
    except (OSError, KeyboardInterrupt):
        return
