"""Nothing that is typed while we work is shown."""

from __future__ import annotations

import atexit
import sys

if sys.platform != "win32":
    import termios


def no_echo() -> None:
    """Whatever is typed while we work may be a password, and a terminal would show it between two prompts.

    Put back as the program ends. Windows shows nothing before it is asked for a line.
    """
    if sys.platform != "win32" and sys.stdin.isatty():
        usual = termios.tcgetattr(sys.stdin)
        quiet = [*usual]
        quiet[3] &= ~termios.ECHO
        termios.tcsetattr(sys.stdin, termios.TCSANOW, quiet)
        atexit.register(termios.tcsetattr, sys.stdin, termios.TCSANOW, usual)
