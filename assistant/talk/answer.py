"""What is made of a question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from kb.search import Candidate


@dataclass(frozen=True, slots=True)
class Answer:
    """What the knowledge base made of a question: the page, the pages to choose from, or nothing.

    Kind "act": the line is no new question, it does ``about`` with what was said or asked last; kind "here": it asks
    ``about`` this renewal (a ``Topic``).

    ``question`` is the line that was looked up; ``answer`` the id of the page's answer, "" for the page as a whole.
    ``bare``: without the yes or no that it opens with. ``say`` turns a foreign question away, where its subject is
    known, or adds that we speak Polish. ``ours``: it may be about our topics, and yet no page is probable.
    """

    kind: Literal["answer", "clarify", "unknown", "act", "here"]
    pages: tuple[str, ...]
    question: str = ""
    answer: str = ""
    bare: bool = False
    say: str = ""
    unknown_words: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    ours: bool = False
    about: str = ""
