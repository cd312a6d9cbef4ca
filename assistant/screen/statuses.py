"""Exit statuses, as scripts rely on them (interface.md)."""

from typing import Final

DONE: Final = 0
PROBLEM: Final = 1
USAGE: Final = 2
MISSING_ANSWER: Final = 3
CANCELLED: Final = 130
