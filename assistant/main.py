"""The program's entry: reads the command line, does the one thing asked for, returns the status."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from assistant import __version__
from assistant.statuses import CANCELLED, DONE, MISSING_ANSWER, PROBLEM, USAGE

_MISSING = frozenset({"answer-missing", "confirmation-missing"})


def run() -> None:
    """The console script, and what a shortcut, a double click on a file or a drop on the icon starts."""
    argv = sys.argv[1:]
    if sys.platform == "win32":
        from assistant.host import dress_window

        dress_window()
    try:
        status = main(argv)
    except SystemExit as end:  # --help, or wrong usage
        status = end.code if isinstance(end.code, int) else USAGE if end.code else DONE
    if sys.platform == "win32":
        from assistant.host import hold_window, stays_open

        if stays_open(argv, status, CANCELLED):
            hold_window()
    sys.exit(status)


def main(argv: Sequence[str]) -> int:
    """Runs one command and returns its status. Never raises but for wrong usage (SystemExit 2)."""
    if list(argv) == ["--version"]:
        print(__version__)  # before anything is imported: scripts ask this often
        return DONE
    try:
        return _run(argv)
    except KeyboardInterrupt:  # also while modules are still being loaded
        return CANCELLED
    except BrokenPipeError:
        # The reader of our output went away: there is nobody to tell, neither now nor when Python flushes at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PROBLEM
    except SystemExit:
        raise
    except BaseException as error:  # noqa: BLE001  (our own bug, or a panic below us that is no Exception: one sentence
        # for the user, where it was for us; what it says may hold a password)
        from assistant.buglog import write_bug
        from assistant.sentences import BUG

        print(BUG.format(path=write_bug(error)), file=sys.stderr)
        return PROBLEM


def _run(argv: Sequence[str]) -> int:
    from assistant.console import prepare_streams
    from assistant.dumps import keep_out_of_dumps

    keep_out_of_dumps()
    prepare_streams()
    from assistant.arguments import parse

    parsed = parse(argv)
    from assistant import commands
    from assistant.render import shown
    from assistant.sentences import problem
    from flows.errors import Cancelled, FlowError

    try:
        status = commands.run(parsed)
        sys.stdout.flush()
    except FlowError as error:
        print(shown(problem(error.problem)), file=sys.stderr)
        return MISSING_ANSWER if error.problem.code in _MISSING else PROBLEM
    except Cancelled:
        return CANCELLED
    return status
