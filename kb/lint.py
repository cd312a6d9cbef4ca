"""Rules for the content, by number: ``python -m kb.lint`` prints what is broken and ends with status 1.

KB1xx the head of a page, KB2xx its texts, KB3xx its lines, KB4xx synonyms and foreign questions, KB5xx its answers
(kb/lint_answers.py). tests/kb/lint holds one failing file for each rule.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from kb.forms import synonyms
from kb.lint_answers import Finding, check_answers, check_first_sentences
from kb.outside import Group, read_outside
from kb.page import PAGES, Page, PageError, read_page
from kb.words import words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

SOURCES = frozenset("IOVT")  # instruction, official, vendors, tried by us; [?] is never stated
HOSTS = frozenset(
    {"sow.ezdrowie.gov.pl", "zsmopl.ezdrowie.gov.pl", "rpwdl.ezdrowie.gov.pl", "ezdrowie.gov.pl", "incydent.cert.pl"}
)
FEWEST_WORDS, MOST_WORDS = 40, 200  # of the main text
FEWEST_LINES, LONGEST_LINE, LONGEST_TITLE, LONGEST_LEAD = 60, 400, 80, 420
# Facts that the domain notes mark as unknown: nobody may read them here as if they were certain.
UNCONFIRMED = re.compile(  # „co najmniej 2048” is what ZSMOPL asks for; how long the generator's keys are, nobody says
    r"\[[IOVT?]\]|\b(?:alias\w* (?:to |jest |ma |brzmi )?[„`]|CN=|(?<!co najmniej )2048|4096|SHA-\d+|"
    r"usługa systemowa RaportNet)",
    re.IGNORECASE,
)
_ITEM = re.compile(r"(\d+)\. |- ")
_END = re.compile(r"[.!?:…](?:[”)*`]*)$")
_URL = re.compile(r"https?://([^/\s)>`]+)")
_NO_OPENING = re.compile(r"(?:Tak|Nie)\b|Widać to|W tej części")
_LINK = re.compile(r"\]\(([^)\s]+)\)")


def check_page(page: Page, slugs: Collection[str]) -> Iterator[Finding]:
    """The rules that one page can break by itself; `slugs` are all pages there are."""
    for rule, what in (*_head(page, slugs), *_body(page), *_texts(page, slugs), *_lines(page), *check_answers(page)):
        yield Finding(rule, page.slug, what)


def check_lines(pages: Sequence[Page], foreign: Sequence[Group]) -> Iterator[Finding]:
    """No line stands twice, whatever its case and diacritics: within a page, across pages, or as a foreign one."""
    owners: dict[str, tuple[str, str]] = {}
    for page in pages:
        parts = [("", page.phrasings), *((answer.id, answer.questions) for answer in page.answers)]
        for owner, line in (((page.slug, ident), line) for ident, lines in parts for line in lines):
            slug, ident = owners.setdefault(_plain(line), owner)
            if slug == page.slug and ident != owner[1]:
                yield Finding("KB509", page.slug, f"line of {ident or 'the page'} also in {owner[1]}: {line}")
            elif owners[_plain(line)] is not owner:
                yield Finding("KB303", page.slug, f"line also in {slug} {ident}: {line}")
    seen: dict[str, str] = {}
    for group in foreign:
        if not group.say:
            yield Finding("KB405", group.name, "does not say whom to ask")
        for line in group.questions:
            if (plain := _plain(line) or line) in seen:
                yield Finding("KB402", group.name, f"also in {seen[plain]}: {line}")
            elif plain in owners:
                yield Finding("KB403", group.name, f"is a line of {owners[plain][0]}: {line}")
            seen[plain] = group.name


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


def _body(page: Page) -> Iterator[tuple[str, str]]:
    rows = _rows(page.body)
    count = len(page.body.split())
    if not FEWEST_WORDS <= count <= MOST_WORDS:
        yield "KB201", f"{count} words, not {FEWEST_WORDS} to {MOST_WORDS}"
    if not rows or _ITEM.match(rows[0]) or rows[0][0] in "#>*":
        yield "KB202", "does not begin with a plain sentence that answers"
    if not rows or not rows[-1].startswith("**Co dalej:**"):
        yield "KB204", "does not end with a paragraph **Co dalej:**"
    if _NO_OPENING.match(page.body):
        yield "KB210", "opens with a verdict or an empty phrase: the first sentence must say the point"
    if len(page.lead) > LONGEST_LEAD:
        yield "KB211", f"first paragraph of {len(page.lead)} characters, over {LONGEST_LEAD}"


def _texts(page: Page, slugs: Collection[str]) -> Iterator[tuple[str, str]]:
    for text in (page.body, *(answer.text for answer in page.answers)):
        for row in _rows(text):
            if not _END.search(row):
                yield "KB203", f"no sentence end: …{row[-40:]}"
        if text.count("„") != text.count("”") or '"' in text:
            yield "KB205", f"quotation marks are not „these” or not in pairs: {text[:40]}"
        for host in _URL.findall(text):
            if host.rstrip(".,;:") not in HOSTS:
                yield "KB206", f"address outside the known ones: {host}"
        for target in _LINK.findall(text):
            if not target.startswith("https://") and target not in slugs:
                yield "KB206", f"link leads nowhere: {target}"
        for unknown in UNCONFIRMED.findall(text) if not text.startswith(("Nie wiadomo", "Tego nie wiadomo")) else ():
            yield "KB207", f"states what is not confirmed: {unknown}"
        yield from _numbering(text)
        if re.search(r"[^\S\n]{2,}|[ \t]+$|\t|\u00a0| [,.;:?!]", text.replace("\n   ", "\n"), re.MULTILINE):
            yield "KB209", f"double, trailing or misplaced blanks: {text[:40]}"


def _numbering(text: str) -> Iterator[tuple[str, str]]:
    expected = 1
    for row in _rows(text):
        item = _ITEM.match(row)
        if item and item[1]:
            if int(item[1]) not in {1, expected}:
                yield "KB208", f"item {item[1]} where {expected} should be"
            expected = int(item[1]) + 1


def _rows(text: str) -> list[str]:
    return [row.strip() for row in text.splitlines() if row.strip()]


def _lines(page: Page) -> Iterator[tuple[str, str]]:
    if len(page.lines) < FEWEST_LINES:
        yield "KB301", f"{len(page.lines)} lines, fewer than {FEWEST_LINES}"
    for line in page.lines:
        if not words(line) or len(line) > LONGEST_LINE or not line.isprintable() or line != line.strip():
            yield "KB302", f"line without words, too long or with stray characters: {line[:60]!r}"


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
    findings += check_first_sentences(pages)
    findings += [*check_lines(pages, read_outside()), *check_synonyms(synonyms())]
    for finding in findings:
        print(finding)  # noqa: T201  (a tool)
    return int(bool(findings))


if __name__ == "__main__":
    sys.exit(main())
