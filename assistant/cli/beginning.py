"""Reads the command line, runs the command, and says a problem that the user can do something about."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from assistant.cli import commands
from assistant.cli.arguments import parse
from assistant.screen.console import prepare_streams
from assistant.screen.dumps import keep_out_of_dumps
from assistant.screen.render import shown
from assistant.screen.sentences import problem
from assistant.screen.statuses import CANCELLED, MISSING_ANSWER, PROBLEM
from flows.base.errors import Cancelled, FlowError, UnansweredError


def begin(argv: Sequence[str]) -> int:
    """The status of the command. Raises SystemExit for wrong usage."""
    keep_out_of_dumps()
    prepare_streams()
    parsed = parse(argv)
    try:
        status = commands.run(parsed)
        sys.stdout.flush()
    except FlowError as error:
        print(shown(problem(error.problem)), file=sys.stderr)
        return MISSING_ANSWER if isinstance(error, UnansweredError) else PROBLEM
    except Cancelled:
        return CANCELLED
    return status
