"""How fast a question is answered, by the processor's clock, so that a busy machine does not matter."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from support import measure

from kb import build
from kb.page import Page
from kb.search import DATA, Found, Library


def slowest(search: Callable[[str], Found], questions: Sequence[str]) -> float:
    """The 99th percentile in milliseconds, the best of three rounds."""
    rounds = []
    for _ in range(3):
        taken = []
        for question in questions:
            before = time.process_time()
            search(question)
            taken.append(time.process_time() - before)
        rounds.append(sorted(taken)[int(len(taken) * 0.99)])
    return min(rounds) * 1_000


def many_pages(count: int) -> list[Page]:
    """Pages of random known words, rare and common as in our own."""
    chance = random.Random(1)
    words = (DATA / "spellings.txt").read_text("utf-8").split("\n")
    weights = [1 / (rank + 1) for rank in range(len(words))]

    def text(size: int) -> str:
        return " ".join(chance.choices(words, weights, k=size))

    return [
        Page(f"p{number:05}", text(5), text(80), None, (), tuple(text(8) for _ in range(4)), "T", "2026-11-22")
        for number in range(count)
    ]


def questions() -> list[str]:
    texts = [question.text for question in measure.read("development")]
    return texts + [measure.mistyped(text, 1) for text in texts]


def test_our_pages_take_3_ms() -> None:
    library = Library.open()
    library.search("rozgrzewka przed pomiearm")  # reads the spellings and rapidfuzz
    assert slowest(library.search, questions()) < 3


def test_ten_thousand_pages_take_10_ms(tmp_path: Path) -> None:
    build.write(many_pages(10_000), [], {}, tmp_path, "test")
    library = Library.open(tmp_path)
    library.search("rozgrzewka przed pomiearm")
    assert slowest(library.search, questions()) < 10
