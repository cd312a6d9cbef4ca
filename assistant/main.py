"""The program's entry: reads the command line, does the one thing asked for, returns the status."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from assistant import __version__
from assistant.statuses import CANCELLED, DONE, MISSING_ANSWER, PROBLEM


def run() -> None:
    """The console script."""
    sys.exit(main(sys.argv[1:]))


def main(argv: Sequence[str]) -> int:
    """Runs one command and returns its status. Never raises but for wrong usage (SystemExit 2)."""
    if list(argv) == ["--version"]:
        print(__version__)  # before anything is imported: scripts ask this often
        return DONE
    from assistant.console import prepare_streams

    prepare_streams()
    from assistant.arguments import build_parser

    parsed = build_parser().parse_args(list(argv))
    from assistant import commands
    from assistant.sentences import BUG, problem
    from flows.errors import Cancelled, FlowError

    try:
        return commands.run(parsed)
    except FlowError as error:
        print(problem(error.problem), file=sys.stderr)
        return MISSING_ANSWER if error.problem.code == "answer-missing" else PROBLEM
    except (KeyboardInterrupt, Cancelled):
        return CANCELLED
    except BrokenPipeError:
        return PROBLEM  # the reader of our output went away; there is nobody to tell
    except Exception as error:  # noqa: BLE001  (our own bug: one sentence for the user, the trace for us)
        from assistant.buglog import write_bug

        print(BUG.format(path=write_bug(error)), file=sys.stderr)
        return PROBLEM
