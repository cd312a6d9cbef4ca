"""Rules for the content, by number: ``python -m kb.lint`` prints what is broken and ends with status 1.

KB1xx the head of a page, KB2xx its body, KB3xx its phrasings, KB4xx synonyms and foreign questions. tests/kb/lint
holds one failing file for each rule.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kb.build import outside
from kb.forms import synonyms
from kb.page import PAGES, Page, PageError, read_page
from kb.words import words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

FLOWS = frozenset({"csr", "sow", "mail", "p12", "zsmopl", "windows", "raportnet"})
SOURCES = frozenset("IOVT")  # instruction, official, vendors, tried by us; [?] is never stated
HOSTS = frozenset({"sow.ezdrowie.gov.pl", "zsmopl.ezdrowie.gov.pl", "rpwdl.ezdrowie.gov.pl", "ezdrowie.gov.pl"})
FEWEST_WORDS, MOST_WORDS = 50, 200
FEWEST_PHRASINGS, LONGEST_PHRASING, LONGEST_TITLE = 40, 400, 80
# Facts that the domain notes mark as unknown: nobody may read them here as if they were certain.
UNCONFIRMED = re.compile(r"\[[IOVT?]\]|\b(?:alias|CN=|2048|4096|SHA-\d+|usługa systemowa RaportNet)", re.IGNORECASE)
_ITEM = re.compile(r"(\d+)\. |- ")
_END = re.compile(r"[.!?:…](?:[”)*`]*)$")
_URL = re.compile(r"https?://([^/\s)>`]+)")
_LINK = re.compile(r"\]\(([^)\s]+)\)")


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken rule."""

    rule: str
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.rule} {self.what}"


def check_page(page: Page, slugs: Collection[str]) -> Iterator[Finding]:
    """The rules that one page can break by itself; `slugs` are all pages there are."""
    for rule, what in (*_head(page, slugs), *_body(page, slugs), *_phrasings(page)):
        yield Finding(rule, page.slug, what)


def check_lines(pages: Sequence[Page], foreign: Mapping[str, Sequence[str]]) -> Iterator[Finding]:
    """No line stands twice, whatever its case and diacritics: within a page, across pages, or as a foreign one."""
    owners: dict[str, str] = {}
    for page in pages:
        for line in page.phrasings:
            if (plain := _plain(line)) in owners:
                yield Finding("KB303", page.slug, f"phrasing also in {owners[plain]}: {line}")
            owners[plain] = page.slug
    seen: dict[str, str] = {}
    for group, lines in foreign.items():
        for line in lines:
            if (plain := _plain(line)) in seen:
                yield Finding("KB402", group, f"also in {seen[plain]}: {line}")
            elif plain in owners:
                yield Finding("KB403", group, f"is a phrasing of {owners[plain]}: {line}")
            seen[plain] = group


def check_synonyms(groups: Mapping[str, Sequence[str]]) -> Iterator[Finding]:
    """A word means one thing: it stands in one group, and it is a single word."""
    homes: dict[str, list[str]] = defaultdict(list)
    for name, members in groups.items():
        for word in members:
            homes[word].append(name)
            if len(words(word)) != 1:
                yield Finding("KB404", name, f"not a single word: {word}")
    for word, names in homes.items():
        if len(names) > 1:
            yield Finding("KB401", ", ".join(names), f"stands in more than one place: {word}")


def _head(page: Page, slugs: Collection[str]) -> Iterator[tuple[str, str]]:
    if not page.title or len(page.title) > LONGEST_TITLE or page.title[-1] in ".:!":
        yield "KB102", f"title is empty, over {LONGEST_TITLE} characters, or ends like a sentence"
    if page.flow is not None and page.flow not in FLOWS:
        yield "KB103", f"no such flow: {page.flow}"
    for neighbour in page.neighbours:
        if neighbour not in slugs or neighbour == page.slug:
            yield "KB104", f"no such neighbour: {neighbour}"
    if not page.neighbours:
        yield "KB104", "no neighbours"
    if not page.source or not set(page.source.split("+")) <= SOURCES:
        yield "KB105", f"source is not made of {', '.join(sorted(SOURCES))}: {page.source}"
    try:
        date.fromisoformat(page.reviewed)
    except ValueError:
        yield "KB106", f"reviewed is no date: {page.reviewed}"


def _body(page: Page, slugs: Collection[str]) -> Iterator[tuple[str, str]]:
    rows = [row.strip() for row in page.body.splitlines() if row.strip()]
    count = len(page.body.split())
    if not FEWEST_WORDS <= count <= MOST_WORDS:
        yield "KB201", f"{count} words, not {FEWEST_WORDS} to {MOST_WORDS}"
    if not rows or _ITEM.match(rows[0]) or rows[0][0] in "#>*":
        yield "KB202", "does not begin with a plain sentence that answers"
    for row in rows:
        if not _END.search(row):
            yield "KB203", f"no sentence end: …{row[-40:]}"
    if not rows or not rows[-1].startswith("**Co dalej:**"):
        yield "KB204", "does not end with a paragraph **Co dalej:**"
    if page.body.count("„") != page.body.count("”") or '"' in page.body:
        yield "KB205", "quotation marks are not „these” or not in pairs"
    for host in _URL.findall(page.body):
        if host.rstrip(".,;:") not in HOSTS:
            yield "KB206", f"address outside the known ones: {host}"
    for target in _LINK.findall(page.body):
        if not target.startswith("https://") and target not in slugs:
            yield "KB206", f"link leads nowhere: {target}"
    for unknown in UNCONFIRMED.findall(page.body):
        yield "KB207", f"states what is not confirmed: {unknown}"
    expected = 1
    for row in rows:
        item = _ITEM.match(row)
        if item and item[1]:
            if int(item[1]) not in {1, expected}:
                yield "KB208", f"item {item[1]} where {expected} should be"
            expected = int(item[1]) + 1
    if re.search(r"[^\S\n]{2,}|[ \t]+$|\t|\u00a0| [,.;:?!]", page.body, re.MULTILINE):
        yield "KB209", "double, trailing or misplaced blanks"


def _phrasings(page: Page) -> Iterator[tuple[str, str]]:
    if len(page.phrasings) < FEWEST_PHRASINGS:
        yield "KB301", f"{len(page.phrasings)} phrasings, fewer than {FEWEST_PHRASINGS}"
    for line in page.phrasings:
        if not words(line) or len(line) > LONGEST_PHRASING or not line.isprintable() or line != line.strip():
            yield "KB302", f"phrasing without words, too long or with stray characters: {line[:60]!r}"


def _plain(line: str) -> str:
    return " ".join(folded for _, folded in words(line))


def main() -> int:
    """Check everything under kb/."""
    slugs = frozenset(path.stem for path in PAGES.glob("*.md"))
    pages: list[Page] = []
    findings: list[Finding] = []
    for slug in sorted(slugs):
        try:
            pages.append(read_page(slug))
        except PageError as error:
            findings.append(Finding("KB101", slug, str(error)))
    for page in pages:
        findings += check_page(page, slugs)
    findings += [*check_lines(pages, outside()), *check_synonyms(synonyms())]
    for finding in findings:
        print(finding)  # noqa: T201  (a tool)
    return int(bool(findings))


if __name__ == "__main__":
    sys.exit(main())
