"""What the talk is about: the context in which a line is looked up, and lines that point into what was said.

Pure. „Punkt 3” and „a ostatni?” point into a list; „nie o to pytam, chodzi o login” names what was meant instead.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.talk.asides import about
from flows.base.patterns import regex
from flows.base.polish import bare_words
from flows.engine.model import ByHand
from kb.context import Context

if TYPE_CHECKING:
    from assistant.talk.session import Session

_ORDINALS = (
    ("pierwsz", 1),
    ("drug", 2),
    ("trzec", 3),
    ("czwart", 4),
    ("piat", 5),
    ("szost", 6),
    ("siodm", 7),
    ("osm", 8),
)
_AROUND = (
    r"(?:a|i|no|to|ten|ta|te|tego|tej|o|w|co|z|ze|jak|jeszcze|raz|prosze|rozwin|opisz|wyjasnij|wytlumacz|pokaz|powiedz|"
    r"mi|cos|wiecej|szerzej|dokladniej|blizej|troche|punkt\w*|krok\w*|numer|nr|pozycj\w+|rzecz|jest|niej|nim|"
    r"rozumiem|nie|bo|byl[aoy]?)"
)
_POINTS = regex(
    rf"(?:{_AROUND} )*(?:(?P<word>(?:{'|'.join(stem for stem, _ in _ORDINALS)})\w{{0,4}}|ostatni\w*)|(?P<digit>[1-8]))"
    rf"(?: {_AROUND})*"
)


def spoken_of(session: Session) -> Context | None:
    """What a question is asked after: the last answer and the pages on the pending question; None where neither is."""
    asked, flow = _asked(session), session.flow.name if session.flow is not None else ""
    said = session.said
    if said is None:
        return Context(asked=asked, flow=flow) if asked else None
    return Context(said.question, said.page, asked, flow)


def _asked(session: Session) -> tuple[str, ...]:
    """The pages on the question that a step has open, the nearest first."""
    item, flow = session.pending, session.flow
    if item is None or flow is None:
        return ()
    pages = (about(session).page, item.page if isinstance(item, ByHand) else None, flow.page)
    return tuple(dict.fromkeys(page for page in pages if page is not None))


def pointed_at(line: str, items: int) -> int:
    """The number of the item of a list of that length that the whole line points at, from 1; 0 for none."""
    match = _POINTS.fullmatch(bare_words(line))
    if match is None:
        return 0
    word = match["word"] or ""
    number = int(match["digit"] or 0) or next((value for stem, value in _ORDINALS if word.startswith(stem)), items)
    return number if number <= items else 0


def listed(body: str) -> tuple[str, ...]:
    """The texts of the numbered items of a page."""
    return tuple(row.partition(". ")[2] for row in body.splitlines() if re.match(r"\d+\. ", row))
