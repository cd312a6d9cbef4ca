"""The program's entry: reads the command line, does the one thing asked for, returns the status."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence

from assistant import __version__
from assistant.screen.statuses import CANCELLED, DONE, MISSING_ANSWER, PROBLEM, USAGE

_NO_OUTPUT = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}
"""What a full or broken disk says to whoever prints into a file. Writers of files have words of their own for it."""


def run() -> None:
    """The console script, and what a shortcut, a double click on a file or a drop on the icon starts."""
    argv = sys.argv[1:]
    if sys.platform == "win32":
        from assistant.screen.own_window import dress_window, unstopped

        dress_window()
        with unstopped():
            status = _status(argv)
            _held(argv, status)
    else:
        status = _status(argv)
    sys.exit(status)


def _status(argv: Sequence[str]) -> int:
    try:
        return main(argv)
    except SystemExit as end:  # --help, or wrong usage
        return end.code if isinstance(end.code, int) else USAGE if end.code else DONE


def _held(argv: Sequence[str], status: int) -> None:
    from assistant.cli.window import stays_open
    from assistant.screen.host import hold_window

    if stays_open(list(argv), status, CANCELLED):
        hold_window()


def main(argv: Sequence[str]) -> int:
    """Runs one command and returns its status. Never raises but for wrong usage (SystemExit 2)."""
    try:
        if list(argv) == ["--version"]:
            print(__version__, flush=True)  # before anything is imported: scripts ask this often
            return DONE
        return _run(argv)
    except KeyboardInterrupt:  # also while modules are still being loaded
        return CANCELLED
    except BrokenPipeError:
        # The reader of our output went away: there is nobody to tell, neither now nor when Python flushes at its end.
        _say_no_more()
        return PROBLEM
    except SystemExit:
        raise
    except BaseException as error:  # noqa: BLE001  (also a panic of a library, which is no Exception)
        from assistant.screen.sentences import BUG, NOT_SAID

        if isinstance(error, OSError) and error.errno in _NO_OUTPUT and error.filename is None:
            from flows.base.system_words import in_polish

            _say_no_more()
            print(NOT_SAID.format(why=in_polish(error)), file=sys.stderr)
            return PROBLEM
        if isinstance(error, OSError) and error.filename is not None:
            from assistant.screen.render import shown
            from assistant.screen.sentences import problem
            from flows.base.file_problems import refused

            print(shown(problem(refused(error).problem)), file=sys.stderr)
            return PROBLEM
        from assistant.screen.buglog import write_bug

        print(BUG.format(path=write_bug(error)), file=sys.stderr)  # our own bug; its message may hold a password
        return PROBLEM


def _say_no_more() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(argv: Sequence[str]) -> int:
    from assistant.screen.console import prepare_streams
    from assistant.screen.dumps import keep_out_of_dumps

    keep_out_of_dumps()
    prepare_streams()
    from assistant.cli.arguments import parse

    parsed = parse(argv)
    from assistant.cli import commands
    from assistant.screen.render import shown
    from assistant.screen.sentences import problem
    from flows.base.errors import Cancelled, FlowError, UnansweredError

    try:
        status = commands.run(parsed)
        sys.stdout.flush()
    except FlowError as error:
        print(shown(problem(error.problem)), file=sys.stderr)
        return MISSING_ANSWER if isinstance(error, UnansweredError) else PROBLEM
    except Cancelled:
        return CANCELLED
    return status
