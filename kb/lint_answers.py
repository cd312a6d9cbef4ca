"""Rules for the answers of pages, KB5xx: an answer is short, stands alone, and says its verdict first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.page import EXAMPLE, RESERVED, first_sentence
from kb.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kb.page import Answer, Page

LONGEST_ANSWER = 560  # characters: six lines of a hundred columns
SHORTEST_SENTENCE = 30
MOSTLY = 0.7  # the share of yes/no questions from which an answer has to open with its verdict
_STEPS = re.compile(r"^\d\. ", re.MULTILINE)
_OPENINGS = re.compile(r"(?:Tak|Nie|To zależy|Tego|Tego nie wiadomo|Nie wiadomo)\b")
_YES_NO = re.compile(r"(?:a |i |no |to |ale )?(?:czy|moge|mozna|musze|trzeba|wystarczy|wolno|da sie)\b")
_ASKS_MORE = re.compile(
    r"\b(?:kto|kogo|komu|kiedy|gdzie|skad|ile|ilu|jak\w*|ktor\w+|co|czego|czym|dlaczego|czemu|albo|lub)\b"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken rule."""

    rule: str
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.rule} {self.what}"


def check_answers(page: Page) -> Iterator[tuple[str, str]]:
    """The rules that the answers of one page can break."""
    for answer in page.answers:
        if not answer.text:
            yield "KB501", f"answer without a section: {answer.id}"
            continue
        if not answer.questions and answer.id not in RESERVED:
            yield "KB502", f"section without an answer's questions: {answer.id}"
        if len(answer.text) > LONGEST_ANSWER and not _STEPS.search(answer.text):
            yield "KB507", f"{answer.id}: {len(answer.text)} characters, over {LONGEST_ANSWER}"
        if answer.id == EXAMPLE and not re.search(r"przykład|\bnp\.", answer.text, re.IGNORECASE):
            yield "KB508", "the example does not call itself one"
        if answer.id not in RESERVED and _wants_verdict(answer) and not _OPENINGS.match(answer.text):
            yield "KB503", f"{answer.id}: asked for yes or no, and does not open with its verdict"


def _wants_verdict(answer: Answer) -> bool:
    yes_no = [line for line in map(fold, answer.questions) if _YES_NO.match(line) and not _ASKS_MORE.search(line)]
    return len(yes_no) > MOSTLY * len(answer.questions)


def check_first_sentences(pages: Sequence[Page]) -> Iterator[Finding]:
    """Each text is told by its first sentence: long enough to say something, and the only one of its kind."""
    owners: dict[str, str] = {}
    for page in pages:
        for ident, text in (("", page.body), *((answer.id, answer.text) for answer in page.answers if answer.text)):
            sentence = fold(first_sentence(text))
            if len(sentence) < SHORTEST_SENTENCE:
                yield Finding("KB505", page.slug, f"{ident or 'main text'}: short first sentence: {sentence}")
            where = f"{page.slug} {ident}".strip()
            if owners.setdefault(sentence, where) != where:
                yield Finding("KB506", page.slug, f"{ident or 'main text'} opens like {owners[sentence]}: {sentence}")
