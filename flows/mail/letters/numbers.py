"""The application's number, as people and offices write one: „2026/118204”, „AB 12/2026”, „123 456”."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from flows.base.patterns import regex

if TYPE_CHECKING:
    from flows.mail.letters.message import Body

_MOST = 200
_LONGEST = 40
_BEFORE = 150
_NAMED = regex(
    r"\b(?:numer(?:ze|em|u)?|nr\.?)(?P<own>\s+(?:pana\s+|pani\s+|pa\S{1,3}stwa\s+)?wnios\w{1,4})?\s*[:#]?\s*(?:nr\.?\s*)?(?=[a-z0-9])"
)
_PIECE = regex(r"[A-Za-z0-9._/\\-]{1,40}")
_GAP = regex(r"[ \t\u00a0]{1,3}")
_GAP_OR_LINE = regex(r"[ \t\u00a0]{1,3}|\n")
_CAPITALS = regex(r"[A-Z]{1,4}")
_NO_PART_OF_IT = frozenset(("O", "Z", "W", "I", "DO", "NA", "DNIA", "OD"))
_JOINING = ("/", "-", "\\")


def number_of(bodies: tuple[Body, ...]) -> str | None:
    """The first that has a digit and speaks of an application („wniosek” before it, or „numer wniosku”)."""
    for body in bodies:
        for match in islice(_NAMED.finditer(body.low), _MOST):
            spoken_of = match["own"] or "wnios" in body.low[max(0, match.start() - _BEFORE) : match.start()]
            if spoken_of and (number := _number(body.text, match.end())):
                return number
    return None


def _number(text: str, at: int) -> str:
    """Pieces one after another while they may belong to it; what follows the last digit is the sentence's."""
    ends, piece = at, _PIECE.match(text, at)
    while piece is not None and piece.end() - at <= _LONGEST:
        if any(sign.isdigit() for sign in piece[0]):
            ends = piece.end()
        gap = (_GAP_OR_LINE if piece[0].endswith(_JOINING) else _GAP).match(text, piece.end())
        following = _PIECE.match(text, gap.end()) if gap and not piece[0].endswith(".") else None
        piece = following if following and _belongs(following[0]) else None
    return " ".join(text[at:ends].replace("\n", "").split()).rstrip("./-_\\")


def _belongs(piece: str) -> bool:
    if piece in _JOINING:
        return True
    if any(sign.isdigit() for sign in piece):
        return not re.fullmatch(r"\d{1,2}[.:]\d\d(?:\.\d{2,4})?\.?", piece)  # a date or an hour
    return _CAPITALS.fullmatch(piece) is not None and piece not in _NO_PART_OF_IT
