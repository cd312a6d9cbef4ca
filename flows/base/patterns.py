"""Regular expressions that are compiled when they are first used: most of them read lines that never come.

Compiling all that a conversation may need takes longer than showing its first prompt.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, Generic, cast


def regex(text: AnyStr, flags: re.RegexFlag | int = 0) -> re.Pattern[AnyStr]:
    """As ``re.compile``. A mistake in the text is met at first use only; ``tests/test_patterns.py`` uses them all."""
    return cast("re.Pattern[AnyStr]", Later(text, flags))


class Later(Generic[AnyStr]):
    """Stands for the compiled pattern, whose methods it takes over as they are asked for."""

    def __init__(self, text: AnyStr, flags: re.RegexFlag | int) -> None:
        self._source: tuple[AnyStr, re.RegexFlag | int] = (text, flags)

    def __repr__(self) -> str:
        return f"regex{self._source!r}"

    def __getattr__(self, name: str) -> Any:
        """Called for what is not there yet; ``re`` keeps what it compiled, and what is found stays here."""
        if name.startswith("__"):
            raise AttributeError(name)
        found = getattr(re.compile(*self._source), name)
        setattr(self, name, found)
        return found
