"""Pages of random known words, rare and common as in our own: only for measuring how the time grows."""

from __future__ import annotations

import random

from kb.page import Page
from kb.search import DATA


def pages(count: int) -> list[Page]:
    """That many pages with four phrasings each, the same at every call."""
    chance = random.Random(1)
    words = (DATA / "spellings.txt").read_text("utf-8").split("\n")
    weights = [1 / (rank + 1) for rank in range(len(words))]

    def text(size: int) -> str:
        return " ".join(chance.choices(words, weights, k=size))

    return [
        Page(f"p{number:05}", text(5), text(80), None, (), tuple(text(8) for _ in range(4)), "T", "2026-11-22")
        for number in range(count)
    ]
