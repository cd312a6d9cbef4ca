"""Whether a window of our own waits for Enter before it closes."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.cli.arguments import is_folder_alone, opens_files
from flows.base.polish import fold


def stays_open(argv: Sequence[str], status: int, cancelled: int) -> bool:
    """Whether a window of our own should wait: always after a problem, and after all that only prints an answer.

    A conversation that ended well was ended by the user.
    """
    command = fold(argv[0]) if argv else ""
    opened = is_folder_alone(argv) or (opens_files(argv) and "--json" not in argv)
    talked = command in {"", "cwiczenie", "krok"} or command.startswith("-") or opened
    return status not in {0, cancelled} or not talked
