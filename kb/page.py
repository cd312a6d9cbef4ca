"""A page of the knowledge base: a TOML head between two `+++` lines, then the answer in Markdown."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

PAGES = Path(__file__).parent / "pages"
LIMIT = 1 << 20  # bytes of one page
FENCE = "+++"


class PageError(Exception):
    """A page that cannot be read: no head, a broken head, or a field of the wrong kind."""


@dataclass(frozen=True, slots=True)
class Page:
    """One answer. ``phrasings`` are lines as people type them; ``flow`` is the flow the page offers, if any."""

    slug: str
    title: str
    body: str
    flow: str | None
    neighbours: tuple[str, ...]
    phrasings: tuple[str, ...]
    source: str
    reviewed: str  # RRRR-MM-DD


def parse_page(text: str, slug: str) -> Page:
    """The page that `text` holds; raises PageError with the reason."""
    import tomllib

    start, fence, rest = text.partition(f"{FENCE}\n")
    head, closing, body = rest.partition(f"\n{FENCE}\n")
    if start or not fence or not closing:
        raise PageError(f"{slug}: no head between two {FENCE} lines")
    try:
        fields = tomllib.loads(head)
    except (ValueError, RecursionError) as error:  # also a number of 5,000 digits, a list in a list in a list…
        raise PageError(f"{slug}: {error}") from error
    return Page(
        slug=slug,
        title=_string(fields, "title", slug),
        body=body.strip() + "\n",
        flow=_string(fields, "flow", slug) if "flow" in fields else None,
        neighbours=_strings(fields, "neighbours", slug),
        phrasings=_strings(fields, "phrasings", slug),
        source=_string(fields, "source", slug),
        reviewed=str(fields.get("reviewed", "")),
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
