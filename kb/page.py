"""A page of the knowledge base: a TOML head between two `+++` lines, the main text in Markdown, then its answers.

An answer is a section ``## id`` with the text that answers one narrow question; the head's table ``[answers.id]`` lists
the lines that ask it. Some ids are reserved: the reason, simpler words and an example need no lines of their own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGES = Path(__file__).parent / "pages"
LIMIT = 1 << 20  # bytes of one page
FENCE = "+++"
REASON, SIMPLER, EXAMPLE = "dlaczego", "prosciej", "przyklad"
RESERVED = frozenset({REASON, SIMPLER, EXAMPLE})
_SECTION = re.compile(r"^## (.*)$", re.MULTILINE)
_VERDICT = re.compile(r"(Tak|Nie)\b(?! wiadomo)")
# A sign that ends a sentence, with what closes after it, before something that begins one; not after „np.” and such.
_SENTENCE = re.compile(
    r".+?(?<!^\d)(?<!\bnp)(?<!\btel)(?<!\bok)(?<!\bm\.in)(?<!\bnr)(?<!\btzw)[.!?…][”)*`]*(?=\s+[-–„(*`\dA-ZĄĆĘŁŃÓŚŹŻ]|$)"
)


class PageError(Exception):
    """A page that cannot be read: no head, a broken head, or a field of the wrong kind."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One to three sentences that answer the ``questions``; ``source`` is the page's where the answer names none.

    ``after`` are lines that ask for it without naming the topic, said after it or a neighbour was spoken of.
    ``does``: what a conversation does instead of saying the text, "" for nothing.
    """

    id: str
    text: str
    questions: tuple[str, ...]
    source: str
    after: tuple[str, ...] = ()
    does: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One topic. ``body`` is the main text, ``phrasings`` ask about it as a whole; ``flow`` is the flow it offers.

    ``known`` is false where the page holds what nobody outside knows: its answers say that it is not known. ``does``
    is what a conversation does where the page as a whole is asked for („co teraz” looks at the folder), "" for nothing.
    """

    slug: str
    title: str
    body: str
    flow: str | None
    neighbours: tuple[str, ...]
    phrasings: tuple[str, ...]
    source: str
    reviewed: str  # RRRR-MM-DD
    answers: tuple[Answer, ...] = ()
    known: bool = True
    after: tuple[str, ...] = ()
    does: str = ""

    @property
    def lead(self) -> str:
        """The first paragraph of the main text: the answer to the general question."""
        return self.body.split("\n\n", 1)[0].strip()

    @property
    def lines(self) -> tuple[str, ...]:
        """Every line that leads to this page, whichever answer it asks for."""
        return (*self.phrasings, *(line for answer in self.answers for line in answer.questions))

    def answer(self, ident: str | None) -> Answer | None:
        """The answer of that name; None where there is none."""
        return next((answer for answer in self.answers if answer.id == ident), None)


def verdict(text: str) -> str:
    """„tak” or „nie” where a text opens with one, else ""; „nie wiadomo” is neither."""
    opens = _VERDICT.match(text)
    return opens[1].lower() if opens else ""


def first_sentence(text: str) -> str:
    """The first sentence of a text in Markdown, on one line."""
    flat = " ".join(text.strip().split("\n\n", 1)[0].split())
    match = _SENTENCE.match(flat)
    return match[0] if match else flat


def parse_page(text: str, slug: str) -> Page:
    """The page that `text` holds; raises PageError with the reason."""
    start, fence, rest = text.partition(f"{FENCE}\n")
    head, closing, body = rest.partition(f"\n{FENCE}\n")
    if start or not fence or not closing:
        raise PageError(f"{slug}: no head between two {FENCE} lines")
    import tomllib  # a search reads no page, and has no door: kb knows no other room

    try:
        fields = tomllib.loads(head)
    except (ValueError, RecursionError) as error:  # also a number of 5,000 digits, a list in a list in a list…
        raise PageError(f"{slug}: {error}") from error
    source = _string(fields, "source", slug)
    main, *sections = _SECTION.split(body)
    return Page(
        slug=slug,
        title=_string(fields, "title", slug),
        body=main.strip() + "\n",
        flow=_string(fields, "flow", slug) if "flow" in fields else None,
        neighbours=_strings(fields, "neighbours", slug),
        phrasings=_strings(fields, "phrasings", slug),
        source=source,
        reviewed=str(fields.get("reviewed", "")),
        answers=_answers(fields.get("answers", {}), dict(_pairs(sections, slug)), source, slug),
        known=fields.get("known", True) is not False,
        after=_strings(fields, "after", slug),
        does=_string(fields, "does", slug),
    )


def _pairs(sections: list[str], slug: str) -> Iterator[tuple[str, str]]:
    """Names and texts of the sections as `_SECTION` took them apart."""
    names = [name.strip() for name in sections[::2]]
    if len(set(names)) < len(names):
        raise PageError(f"{slug}: a section twice")
    return zip(names, (text.strip() for text in sections[1::2]), strict=True)


def _answers(tables: Any, texts: dict[str, str], source: str, slug: str) -> tuple[Answer, ...]:
    """The answers in the order of the head, then sections without a table; a table without a section has no text."""
    if not isinstance(tables, dict) or not all(isinstance(table, dict) for table in tables.values()):
        raise PageError(f"{slug}: answers is not a group of tables")
    return tuple(
        Answer(
            ident,
            texts.get(ident, ""),
            _strings(table, "questions", slug),
            _string(table, "source", slug) or source,
            _strings(table, "after", slug),
            _string(table, "does", slug),
        )
        for ident, table in ({**tables, **{ident: {} for ident in texts if ident not in tables}}).items()
    )


def read_page(slug: str, folder: Path = PAGES) -> Page:
    """The page from `folder`; raises PageError, also when there is none of that name."""
    path = folder / f"{slug}.md"
    try:
        data = path.read_bytes()
    except OSError as error:
        raise PageError(f"{slug}: {error.strerror}") from error
    if len(data) > LIMIT:
        raise PageError(f"{slug}: longer than {LIMIT} bytes")
    try:
        return parse_page(data.decode().replace("\r\n", "\n"), slug)
    except UnicodeDecodeError as error:
        raise PageError(f"{slug}: not UTF-8") from error


def load_pages(folder: Path = PAGES) -> tuple[Page, ...]:
    """All pages of the folder in the order of their slugs. For build and checks: parsing 64 heads takes 100 ms."""
    return tuple(read_page(path.stem, folder) for path in sorted(folder.glob("*.md")))


def _string(fields: dict[str, Any], name: str, slug: str) -> str:
    value = fields.get(name, "")
    if not isinstance(value, str):
        raise PageError(f"{slug}: {name} is not text")
    return value


def _strings(fields: dict[str, Any], name: str, slug: str) -> tuple[str, ...]:
    value = fields.get(name, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise PageError(f"{slug}: {name} is not a list of texts")
    return tuple(value)
