"""Where a text names the senders of the messages that it quotes: „Od: …”, „… napisał(a):”."""

from __future__ import annotations

import re
from itertools import islice

from flows.base.patterns import regex

_MOST = 500
_FROM = regex(
    r"^(?:od|from|von|nadawca|от|від|de)[*\s]{0,3}:[*\s]{0,3}(?P<value>[^\n]{0,300}(?:\n<[^\n]{1,200}>)?)", re.MULTILINE
)
_SAID = regex(r"napisa\w{0,3}(?:\(a\))?\s?:|pisze\s?:|wrote\s?:|schrieb\b|napisana przez (?P<by>[^\n]{0,200})")


def named(text: str) -> list[tuple[int, str]]:
    """Where a tidied, lower-case text names senders of what it quotes, and the words that do, in order."""
    heads = [(match.start(), match["value"]) for match in islice(_FROM.finditer(text), _MOST)]
    lines = []
    for match in islice(_SAID.finditer(text), _MOST):
        start = text.rfind("\n", 0, max(0, text.rfind("\n", 0, match.start()))) + 1  # the line before, too
        lines.append((match.start(), match["by"] or text[max(start, match.start() - 300) : match.start()]))
    return sorted([*heads, *lines])
