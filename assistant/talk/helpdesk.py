"""Questions to answers: opens the knowledge base once, when the first question comes."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from flows.base.door import Door, later

if TYPE_CHECKING:
    from collections.abc import Collection

    from assistant.talk.answer import Answer
    from kb.context import Context
    from kb.page import Page
    from kb.search import Library

MAX_QUESTION_CHARACTERS = 4_000
_LIBRARY = Door("kb.search:Library")
_LOOK_UP: Callable[..., tuple[Answer, ...]] = later("assistant.talk.finding:look_up")
_ON_PAGE: Callable[[Library, str, str], Answer] = later("assistant.talk.finding:on_page")


class Helpdesk:
    """Looks questions up; ``contact`` is whom to ask when it does not know."""

    def __init__(self, contact: str) -> None:
        self.contact = contact

    @cached_property
    def _library(self) -> Library:
        library: Library = _LIBRARY.opened.open()
        return library

    def look_up(
        self,
        line: str,
        context: Context | None = None,
        of_said: Collection[str] = (),
        of_asked: Collection[str] = (),
        *,
        here: bool = False,
    ) -> tuple[Answer, ...]:
        """The best the knowledge base has for the line, with the confidence already weighed.

        Two answers where the line holds two questions, and both are clear. `context`: what was spoken of before.
        ``of_said``, ``of_asked``: what a line can do now with what was said last, and with the question asked last;
        the second only where a list of pages would be all there is to say. ``here``: it may ask about the renewal here.
        """
        return _LOOK_UP(self._library, line[:MAX_QUESTION_CHARACTERS], context, of_said, of_asked, here=here)

    def on_page(self, slug: str, question: str) -> Answer:
        """That page, chosen from a list, and the answer of it that suits the question best."""
        return _ON_PAGE(self._library, slug, question)

    def page(self, slug: str) -> Page:
        """One page, read and parsed now."""
        return self._library.page(slug)

    def title(self, slug: str) -> str:
        """The page's title."""
        return self._library.title(slug)
