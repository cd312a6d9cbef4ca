"""The words of an answer: one of the page's answers, its first paragraph, or that with the steps when asked how.

Every sentence stands in the page; nothing is written here. Light: ``zapytaj`` needs this and no flow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.base.patterns import regex
from flows.base.polish import fold

if TYPE_CHECKING:
    from kb.page import Page

# „jak zrobić…”, „co zrobić, żeby…”; not „jak długo”, „jak się nazywa”, „jak drogo”
_HOW = regex(
    r"\b(?:jak|w jaki sposob)\b(?! (?:dlug|szybk|czest|duz|wiel|bardz|daleko|drog|wyglada|sie nazyw|nazyw))"
    r"|\bco (?:mam |trzeba |nalezy |musze )?(?:zrobic|robic)\b|\bkrok po kroku\b|\bpo kolei\b|\binstrukcj|\bpoprowadz"
)

_VERDICT = regex(r"^(?:Tak|Nie), ")


def words_of(page: Page, ident: str, asked: str, *, bare: bool = False) -> str:
    """What answers the question, in Markdown; ``ident`` is the answer's id, "" for the page as a whole.

    ``bare``: without the yes or no that it opens with; what follows is true by itself.
    """
    chosen = page.answer(ident)
    if chosen is not None:
        said = _VERDICT.sub("", chosen.text, count=1) if bare else chosen.text
        return said[:1].upper() + said[1:]
    return with_steps(page) if asks_how(asked) else page.lead


def asks_how(asked: str) -> bool:
    """Whether the steps are wanted, not only the point."""
    return _HOW.search(fold(asked)) is not None


def with_steps(page: Page) -> str:
    """The first paragraph and the numbered steps; alone where the page has none."""
    steps = [part for part in page.body.split("\n\n") if part.startswith("1. ")]
    return "\n\n".join([page.lead, *steps[:1]]).strip()


def rest_of(page: Page, told: str) -> str:
    """The page's main text without what was told already, "" where nothing is left."""
    body = page.body.strip()
    return body.removeprefix(told).strip() if told in {page.lead, with_steps(page), body} else body
