"""How well questions are answered: the questions of tests/kb/questions.tsv in two halves, outcomes, noise.

The halves are fixed by a hash of the question's text: the development half may be looked at and tuned on; the unseen
half is run at the end only and reported apart.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

QUESTIONS = Path(__file__).parents[1] / "kb" / "questions.tsv"
FOREIGN = "OOS"
OFFERED = 3
_NEIGHBOURS = {"a": "qsz", "e": "wrd", "i": "uok", "o": "ipl", "s": "adz", "n": "bm", "t": "ry", "r": "et", "z": "xa"}


@dataclass(frozen=True, slots=True)
class Question:
    """A question, the pages that answer it (OOS: none does) and the style it is written in."""

    text: str
    expected: frozenset[str]
    style: str

    @property
    def ours(self) -> bool:
        return FOREIGN not in self.expected


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was replied to a question: best pages first, whatever the kind."""

    question: Question
    kind: str  # answer, clarify, unknown
    pages: tuple[str, ...]

    @property
    def first(self) -> bool:
        return self.pages[0] in self.question.expected

    @property
    def offered(self) -> bool:
        return bool(self.question.expected & set(self.pages[:OFFERED]))


def read(half: str) -> list[Question]:
    """The questions of a half: "development", "unseen" or "both"."""
    rows = (row.split("\t") for row in QUESTIONS.read_text("utf-8").splitlines()[1:])
    questions = [Question(text, frozenset(expected.split("|")), style) for text, expected, style in rows]
    return [question for question in questions if half in {"both", half_of(question.text)}]


def half_of(text: str) -> str:
    return "unseen" if hashlib.sha256(text.encode()).digest()[0] % 2 else "development"


def figures(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """Shares, 0..1, in the words of the goals."""
    ours = [outcome for outcome in outcomes if outcome.question.ours]
    foreign = [outcome for outcome in outcomes if not outcome.question.ours]

    def share(of: Sequence[Outcome], holds: Callable[[Outcome], bool]) -> float:
        return sum(map(holds, of)) / len(of) if of else float("nan")

    return {
        "first": share(ours, lambda o: o.first),
        "first three": share(ours, lambda o: o.offered),
        "answered right": share(ours, lambda o: o.kind == "answer" and o.first),
        "answered wrong": share(ours, lambda o: o.kind == "answer" and not o.first),
        "clarified, right offered": share(ours, lambda o: o.kind == "clarify" and o.offered),
        "right answered or offered": share(
            ours, lambda o: (o.kind == "answer" and o.first) or (o.kind == "clarify" and o.offered)
        ),
        "unknown": share(ours, lambda o: o.kind == "unknown"),
        "foreign answered": share(foreign, lambda o: o.kind == "answer"),
        "foreign clarified": share(foreign, lambda o: o.kind == "clarify"),
        "foreign turned away": share(foreign, lambda o: o.kind == "unknown"),
    }


def mistyped(text: str, seed: int) -> str:
    """One typing error for every 20 characters: a swap, a lost, a doubled or a neighbouring letter."""
    chance = random.Random(f"{seed} {text}")
    signs = list(text)
    for _ in range(max(1, round(len(text) / 20))):
        places = [i for i in range(1, len(signs) - 1) if signs[i].isalpha() and signs[i + 1].isalpha()]
        if not places:
            break
        place = chance.choice(places)
        match chance.randrange(4):
            case 0:
                signs[place], signs[place + 1] = signs[place + 1], signs[place]
            case 1:
                del signs[place]
            case 2:
                signs.insert(place, signs[place])
            case _:
                signs[place] = chance.choice(_NEIGHBOURS.get(signs[place].lower(), "e"))
    return "".join(signs)
