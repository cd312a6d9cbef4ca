"""The lexical part of the search: BM25 over concepts, one document a page.

Weights are computed at build time, so a question only adds them up. Rare concepts come first and the common ones stop
at a budget of postings: with 10,000 pages a word that every page has decides nothing and would cost the most.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from kb import store
from kb.words import find

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

SATURATION, LENGTH = 1.2, 0.75  # BM25's usual k1 and b
BUDGET = 3_000  # postings read for a question


class Lexical:
    """Scores of pages for a question's concepts."""

    def __init__(self, arrays: dict[str, array[Any]], size: int) -> None:
        self._keys, self._starts = arrays["keys"], arrays["starts"]
        self._pages, self._weights, self._size = arrays["pages"], arrays["weights"], size

    @classmethod
    def open(cls, data: Path) -> Lexical:
        """The index that the build step wrote."""
        head, arrays = store.load(data / "lexical.bin")
        return cls(arrays, head["pages"])

    def scores(self, concepts: Iterable[int]) -> dict[int, float]:
        """Page number → 0..1: how much of what the question says (by rarity) the page says too."""
        places = [find(self._keys, concept) for concept in concepts]
        spans = sorted(
            (self._starts[place + 1] - self._starts[place], self._starts[place]) for place in places if place >= 0
        )
        whole = sum(_rarity(length, self._size) for length, _ in spans) + places.count(-1) * _rarity(0, self._size)
        scores: dict[int, float] = defaultdict(float)
        budget = BUDGET
        for length, start in spans:
            if budget < length < self._size and scores:
                break
            budget -= length
            for page, weight in zip(
                self._pages[start : start + length], self._weights[start : start + length], strict=True
            ):
                scores[page] += weight
        ceiling = whole * (SATURATION + 1) or 1.0
        return {page: score / ceiling for page, score in scores.items()}


def write(path: Path, documents: Sequence[Counter[int]]) -> None:
    """Write the index of documents given as concept → how often (weighted by field)."""
    average = sum(sum(document.values()) for document in documents) / max(len(documents), 1)
    postings: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for number, document in enumerate(documents):
        norm = SATURATION * (1 - LENGTH + LENGTH * sum(document.values()) / average)
        for concept, times in document.items():
            postings[concept].append((number, times * (SATURATION + 1) / (times + norm)))
    starts, pages, weights = array("I", [0]), array("H"), array("f")
    for concept in sorted(postings):
        rarity = _rarity(len(postings[concept]), len(documents))
        pages.extend(page for page, _ in postings[concept])
        weights.extend(rarity * weight for _, weight in postings[concept])
        starts.append(len(pages))
    arrays: dict[str, array[Any]] = {
        "keys": array("I", sorted(postings)),
        "starts": starts,
        "pages": pages,
        "weights": weights,
    }
    store.save(path, {"pages": len(documents)}, arrays)


def _rarity(holders: int, pages: int) -> float:
    """BM25's inverse document frequency, never below zero."""
    return math.log(1 + (pages - holders + 0.5) / (holders + 0.5))
