"""Questions to answers: opens the knowledge base once, when the first question comes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Collection

    from kb.context import Context
    from kb.page import Page
    from kb.search import Candidate, Library

MAX_QUESTION_CHARACTERS = 4_000
KIND, KIND_INSTEAD = 0.5, 0.2  # so probable, a line is of a kind; and so, where no page clearly answers it …
KIND_OVER_PLAIN, PLAIN = 0.7, 0.95  # … and so, where a page is so probable
FOREIGN_LANGUAGE = "obce języki"  # the group of kb/outside.toml whose sentence says that we speak Polish


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


class Helpdesk:
    """Looks questions up; ``contact`` is whom to ask when it does not know."""

    def __init__(self, contact: str) -> None:
        self.contact = contact

    @cached_property
    def _library(self) -> Library:
        from kb.search import Library  # start-up

        return Library.open()

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
        from assistant.talk.halves import halves  # start-up

        text = line[:MAX_QUESTION_CHARACTERS]
        act, chance = self._library.acts.meant(text, of_said) if of_said else ("", 0.0)
        topic, likely = self._library.here.meant(text) if here and " " in text else ("", 0.0)
        whole = self._answer(text, context)
        plain = whole.kind == "answer" and whole.candidates[0].score >= PLAIN
        if max(chance, likely) >= (KIND_OVER_PLAIN if plain else KIND):
            return (_of_kind(text, act, chance, topic, likely),)
        if whole.kind == "clarify" and of_asked:
            act, chance = self._library.acts.meant(text, {*of_said, *of_asked})
        doubtful = whole.kind != "answer" and not (whole.unknown_words or whole.say)
        if doubtful and max(chance, likely) >= KIND_INSTEAD:
            return (_of_kind(text, act, chance, topic, likely),)
        parts = halves(text)
        if parts is None or not whole.candidates:
            return (whole,)
        both = tuple(self._answer(part, context) for part in parts)
        clear = all(each.kind == "answer" for each in both) and len({(each.pages, each.answer) for each in both}) > 1
        return both if clear else (whole,)

    def _answer(self, text: str, context: Context | None) -> Answer:
        from assistant.talk.decision import decide  # start-up
        from assistant.talk.language import is_foreign
        from assistant.talk.pasted import recognised, words_only

        words = words_only(text)
        found = self._library.search(words) if context is None else self._library.search_after(words, context)
        known = recognised(text)
        if known is not None:
            return Answer("answer", known[:1], text, known[1], candidates=found.candidates)
        single = len(words.split()) == 1
        decision = decide(found, single=single, after=context is not None)
        group = FOREIGN_LANGUAGE if is_foreign(text) else decision.group
        return Answer(
            decision.kind,
            decision.pages,
            text,
            decision.answer,
            decision.bare,
            self._library.say(group) if group else "",
            found.unknown_words,
            found.candidates,
            decision.ours,
        )

    def on_page(self, slug: str, question: str) -> Answer:
        """That page, chosen from a list, and the answer of it that suits the question best."""
        from assistant.talk.decision import answered  # start-up

        decision = answered(slug, self._library.answers(slug, question))
        return Answer("answer", (slug,), question, decision.answer, decision.bare)

    def page(self, slug: str) -> Page:
        """One page, read and parsed now."""
        return self._library.page(slug)

    def title(self, slug: str) -> str:
        """The page's title."""
        return self._library.title(slug)


def _of_kind(text: str, act: str, chance: float, topic: str, likely: float) -> Answer:
    return Answer("act", (), text, about=act) if chance >= likely else Answer("here", (), text, about=topic)
