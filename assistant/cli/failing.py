"""What is said when a command ends with an exception that nobody expected, or has nobody to talk to."""

from __future__ import annotations

import errno
import os
import sys

from assistant.screen.buglog import write_bug
from assistant.screen.render import shown
from assistant.screen.sentences import BUG, NOT_SAID, problem
from assistant.screen.statuses import PROBLEM
from flows.base.file_problems import refused
from flows.base.system_words import in_polish

_NO_OUTPUT = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}
"""What a full or broken disk says to whoever prints into a file. Writers of files have words of their own for it."""


def failed(error: BaseException) -> int:
    """Says it in a sentence, where there is somebody to tell; returns the status."""
    if isinstance(error, BrokenPipeError):
        # The reader of our output went away: there is nobody to tell, neither now nor when Python flushes at its end.
        _say_no_more()
    elif isinstance(error, OSError) and error.errno in _NO_OUTPUT and error.filename is None:
        _say_no_more()
        print(NOT_SAID.format(why=in_polish(error)), file=sys.stderr)
    elif isinstance(error, OSError) and error.filename is not None:
        print(shown(problem(refused(error).problem)), file=sys.stderr)
    else:
        print(BUG.format(path=write_bug(error)), file=sys.stderr)  # our own bug; its message may hold a password
    return PROBLEM


def _say_no_more() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
