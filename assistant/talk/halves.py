"""Two questions in one line: „ile kosztuje i kiedy przyjdzie?”. Where it may be cut; whether it is, others decide."""

from __future__ import annotations

import re

_ASKS = (
    r"(?:czy|ile|ilu|jak|jaki\w*|jaka|kiedy|kto|kogo|komu|gdzie|sk[ąa]d|dok[ąa]d|co|czego|czym|kt[óo]r\w+|dlaczego|czemu|"
    r"po co|na czym|do kiedy|od kiedy|na ilu|w kt[óo]r\w+|mog[ęe]|musz[ęe])\b"
)
_AND = r"(?:a tak[żz]e|oraz|i|a|ale|no i|i jeszcze|a poza tym|poza tym|plus)"
_CUT = re.compile(rf"\?+\s+(?=\S+\s+\S)|,?\s+{_AND}\s+(?={_ASKS})|[,;]\s+(?={_ASKS})", re.IGNORECASE)
_FIRST = re.compile(_ASKS, re.IGNORECASE)
LONGEST = 200  # characters: a longer line is a story with one question
FEWEST_WORDS = 2


def halves(line: str) -> tuple[str, str] | None:
    """The two questions that a line may hold; None where it is not two in form."""
    if len(line) > LONGEST:
        return None
    cuts = [match for match in _CUT.finditer(line) if _is_question(line[: match.end()]) and line[match.end() :].strip()]
    if len(cuts) != 1:
        return None
    first, second = line[: cuts[0].start()].strip(), line[cuts[0].end() :].strip()
    return (first, second) if min(len(first.split()), len(second.split())) >= FEWEST_WORDS else None


def _is_question(part: str) -> bool:
    return "?" in part or _FIRST.search(part) is not None
