"""Two questions in one line: „ile kosztuje i kiedy przyjdzie?”. Where it may be cut; whether it is, others decide."""

from __future__ import annotations

import re

from flows.base.patterns import regex

_HOW = r"jak(?=\s+(?:si[ęe]|d[łl]ugo|cz[ęe]sto|wygl|(?:\S+\s+)?\S+[ćc]\b))"  # „jak sprawdzić”, not „jak nie przyjdzie”
_ASKS = (
    rf"(?:czy|ile|ilu|{_HOW}|jaki\w*|jaka|kiedy|kto|kogo|komu|gdzie|sk[ąa]d|dok[ąa]d|co|czego|czym|kt[óo]r\w+|dlaczego|czemu|"
    r"po co|na czym|do kiedy|od kiedy|na ilu|w kt[óo]r\w+|mog[ęe]|musz[ęe])\b"
)
_AND = r"(?:a tak[żz]e|oraz|i|a|ale|no i|i jeszcze|a poza tym|poza tym|plus)"
_CUT = regex(rf"\?+\s+(?=\S+\s+\S)|,?\s+{_AND}\s+(?={_ASKS})|[,;]\s+(?={_ASKS})", re.IGNORECASE)
_FIRST = regex(_ASKS, re.IGNORECASE)
LONGEST = 200  # characters: a longer line is a story with one question
FEWEST_WORDS = 2
_SUBORDINATE = regex(r"(?:pyta\w*|wie\w*|powie\w*|ciekaw\w*|sprawdzi\w*|napis\w*|rozumiem|zapyta\w*)$", re.IGNORECASE)
"""„Kto mi powie, czy…” is one question."""


def halves(line: str) -> tuple[str, str] | None:
    """The two questions that a line may hold; None where it is not two in form."""
    if len(line) > LONGEST:
        return None
    cuts = [match for match in _CUT.finditer(line) if _is_question(line[: match.end()]) and line[match.end() :].strip()]
    if len(cuts) != 1:
        return None
    first, second = line[: cuts[0].start()].strip(), line[cuts[0].end() :].strip()
    if min(len(first.split()), len(second.split())) < FEWEST_WORDS or _SUBORDINATE.search(first):
        return None
    return first, second


def _is_question(part: str) -> bool:
    return "?" in part or _FIRST.search(part) is not None
