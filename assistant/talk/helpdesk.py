"""Questions to answers: opens the knowledge base once, when the first question comes."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from kb.page import Page
    from kb.search import Library

MAX_QUESTION_CHARACTERS = 4_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What the knowledge base made of a question: the page, the pages to choose from, or nothing."""

    kind: Literal["answer", "clarify", "unknown"]
    pages: tuple[str, ...]
    unknown_words: tuple[str, ...] = field(default=())


class Helpdesk:
    """Looks questions up; ``contact`` is whom to ask when it does not know."""

    def __init__(self, contact: str) -> None:
        self.contact = contact

    @cached_property
    def _library(self) -> Library:
        from kb.search import Library  # start-up

        return Library.open()

    def look_up(self, question: str) -> Answer:
        """The best the knowledge base has for the question, with the confidence already weighed."""
        from assistant.talk.decision import decide  # start-up

        found = self._library.search(question[:MAX_QUESTION_CHARACTERS])
        decision = decide(found)
        return Answer(decision.kind, decision.pages, found.unknown_words)

    def page(self, slug: str) -> Page:
        """One page, read and parsed now."""
        return self._library.page(slug)

    def title(self, slug: str) -> str:
        """The page's title."""
        return self._library.title(slug)
