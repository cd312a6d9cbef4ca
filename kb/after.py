"""Lines said right after a topic, without its name („a jak nie przyjdzie?”), and how near a text comes to them.

They decide nothing alone: the same words follow many topics. kb/context.py weighs them with what was spoken of.
"""

from __future__ import annotations

import math
from array import array
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from kb import store
from kb.words import find

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

ITSELF = 1.01  # above any likeness


class Line(NamedTuple):
    """One line: the number of its page, the id of the answer it asks for ("": the page as a whole), its marks."""

    page: int
    answer: str
    marks: Mapping[int, float]


class Near(NamedTuple):
    """How near the nearest line comes (cosine, 0..1) and the answer it asks for."""

    likeness: float
    answer: str


class After:
    """The lines of all pages."""

    def __init__(self, arrays: dict[str, array[Any]], answers: Sequence[str]) -> None:
        self._keys, self._ends, self._holders = arrays["keys"], arrays["ends"], arrays["holders"]
        self._pages, self._lengths, self._answers = arrays["pages"], arrays["lengths"], answers

    @classmethod
    def open(cls, data: Path) -> After:
        """The index that the build step wrote."""
        head, arrays = store.load(data / "after.bin")
        return cls(arrays, head["answers"])

    def nearest(self, wanted: Mapping[int, float], below: float = ITSELF) -> dict[int, Near]:
        """Page number → its nearest line; lines as like as `below` are passed over (to test a line without itself)."""
        count, square, shared = len(self._pages), 0.0, defaultdict[int, float](float)
        for mark, weight in wanted.items():
            place = find(self._keys, mark)
            if place < 0:
                square += (weight * _rarity(0, count)) ** 2
                continue
            start, end = self._ends[place - 1] if place else 0, self._ends[place]
            squared = (weight * _rarity(end - start, count)) ** 2
            square += squared
            for line in self._holders[start:end]:
                shared[line] += squared
        length = math.sqrt(square) or 1.0
        found: dict[int, Near] = {}
        for line, product in shared.items():
            likeness, page = product / (length * self._lengths[line]), self._pages[line]
            if likeness < below and (page not in found or likeness > found[page].likeness):
                found[page] = Near(likeness, self._answers[line])
        return found


def write(path: Path, lines: Sequence[Line]) -> None:
    """Write the index."""
    holders: dict[int, list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        for mark in line.marks:
            holders[mark].append(number)
    rarity = {mark: _rarity(len(numbers), len(lines)) for mark, numbers in holders.items()}
    lengths = [math.hypot(*(weight * rarity[mark] for mark, weight in line.marks.items())) for line in lines]
    keys = array("I", sorted(holders))
    ends, postings = array("I"), array("H")
    for mark in keys:
        postings.extend(holders[mark])
        ends.append(len(postings))
    arrays: dict[str, array[Any]] = {
        "keys": keys,
        "ends": ends,
        "holders": postings,
        "pages": array("H", [line.page for line in lines]),
        "lengths": array("f", lengths),
    }
    store.save(path, {"answers": [line.answer for line in lines]}, arrays)


def _rarity(holders: int, lines: int) -> float:
    """BM25's inverse document frequency."""
    return math.log(1 + (lines - holders + 0.5) / (holders + 0.5))
