"""Which answer of a page a question asks for: BM25 over the page's answers, each one document of its lines and text.

The documents of a page compete only with each other, so a word that all of them share decides nothing. What is weighed
are concepts, pairs of concepts, beginnings of words and the question's shape (kb/shape.py). The groups of questions
that are none of ours are the documents of one more page. Nothing is trained; docs/matching.md says what was tried.
"""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kb import store
from kb.shape import has_shape, polarity, shape
from kb.words import find, key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from kb.features import Features

SATURATION, LENGTH = 4.0, 0.75  # BM25's k1 and b; 1.2 is usual, but an answer has few lines: worth a point and a half
CONCEPT, PAIR, BEGINNING, SHAPE = 1.3, 0.6, 1.5, 1.0
SHARPNESS = 2.3  # makes the scores probabilities that hold for lines left out
WHOLE = 0.3  # granted to the page as a whole: in doubt nothing narrow is said
STEM, WORD = 5, 4  # letters of a word's beginning, and of a word that has one; 4 and 3 measure alike
_STEPS = 255  # a weight is a byte


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer of a page, by its id, and the probability (0..1) that it is the one; "" is the page as a whole.

    ``fit``: how much of what the question says the answer says too; unlike `score` it does not rest on its rivals.
    ``verdict``: „tak” or „nie” where the answer opens with it; it ``agrees`` where one of the answer's own lines asks
    in the same way: „nie muszę?” may have the answer of „muszę?”, and not its yes. ``cover``: the share (0..1) of the
    words, weighed by their rarity among all lines, that the answer has: it may be compared between pages.
    """

    id: str
    score: float
    fit: float = 0.0
    verdict: str = ""
    agrees: bool = True
    cover: float = 0.0


def marks(seen: Features) -> dict[int, float]:
    """What is weighed of a text, with the weight of its kind."""
    weights = dict.fromkeys(seen.meanings, PAIR)
    weights |= dict.fromkeys(seen.concepts, CONCEPT)
    telling = (word for word in seen.words if len(word) >= WORD and not has_shape(word))
    weights |= dict.fromkeys((key(f"^{word[:STEM]}") for word in telling), BEGINNING)
    return weights | dict.fromkeys(shape(seen.words), SHAPE)


class Answers:
    """The answers of all pages and how well they fit a question."""

    def __init__(
        self,
        arrays: dict[str, array[Any]],
        names: Sequence[Sequence[tuple[str, str, list[int]]]],
        units: Sequence[float],
    ) -> None:
        self._starts, self._keys, self._ends = arrays["starts"], arrays["keys"], arrays["ends"]
        self._bases, self._owners, self._weights = arrays["bases"], arrays["owners"], arrays["weights"]
        self._words, self._rarities = arrays["words"], arrays["rarities"]
        self._names, self._units = names, units

    @classmethod
    def open(cls, data: Path) -> Answers:
        """The index that the build step wrote."""
        head, arrays = store.load(data / "answers.bin")
        return cls(arrays, head["names"], head["units"])

    def asked(self, seen: Features) -> Asked:
        """What is weighed of a question on whatever page."""
        wanted = marks(seen)
        telling = tuple((mark, kind, self._telling(mark) if kind > SHAPE else 0) for mark, kind in wanted.items())
        says = sum(words for _, kind, words in telling if kind == CONCEPT) / _STEPS
        return Asked(wanted, telling, sum(words for _, _, words in telling) or 1, says, polarity(seen.words))

    def choose(self, page: int, asked: Asked) -> tuple[Choice, ...]:
        """The answers of the page of that number, best first."""
        names, first, end, base = self._names[page], self._starts[page], self._starts[page + 1], self._bases[page]
        keys, ends, owners, weights = self._keys, self._ends, self._owners, self._weights
        count = len(names)
        scores, covers, square = [0] * count, [0] * count, 0.0
        for mark, kind, telling in asked.marks:
            place = bisect_left(keys, mark, first, end)
            if place == end or keys[place] != mark:
                square += (kind * _rarity(0, count)) ** 2
                continue
            start, stop = base + (ends[place - 1] if place > first else 0), base + ends[place]
            square += (kind * _rarity(stop - start, count)) ** 2
            for posting in range(start, stop):
                scores[owners[posting]] += weights[posting]
                covers[owners[posting]] += telling
        unit = self._units[page] / math.sqrt(square or 1.0)
        fits = [unit * score + (0.0 if ident else WHOLE) for (ident, _, _), score in zip(names, scores, strict=True)]
        top = max(fits)
        chances = [math.exp(SHARPNESS * (fit - top)) for fit in fits]
        whole = math.fsum(chances)
        found = (
            Choice(ident, chance / whole, fit, opens, not opens or asked.lean in own, cover / asked.words)
            for (ident, opens, own), chance, fit, cover in zip(names, chances, fits, covers, strict=True)
        )
        return tuple(sorted(found, key=lambda choice: -choice.score))

    def _telling(self, mark: int) -> int:
        """How rare the word is among all lines, 0..255."""
        place = find(self._words, mark)
        return _STEPS if place < 0 else self._rarities[place]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as answers weigh it.

    ``weights``: its marks with the weights of their kinds; ``marks``: the same with the rarity of those that are words,
    ``words`` all of it together; ``says``: the rarity of its concepts, 1 a rare one; ``lean``: the way it leans.
    """

    weights: Mapping[int, float]
    marks: tuple[tuple[int, float, int], ...]
    words: int
    says: float
    lean: int


@dataclass(frozen=True, slots=True)
class Document:
    """One answer: its id, the verdict it opens with, the marks of its lines and text, the polarities of its lines."""

    id: str
    verdict: str
    lines: tuple[dict[int, float], ...]
    leans: frozenset[int] = frozenset()


def write(path: Path, pages: Sequence[Sequence[Document]]) -> None:
    """Write the index; every page has at least the document of the page as a whole."""
    starts, keys, ends = array("I", [0]), array("I"), array("H")
    bases, owners, weights, units = array("I"), array("B"), array("B"), []
    for documents in pages:
        bases.append(len(owners))
        postings = _postings(documents)
        unit = max((weight for each in postings.values() for _, weight in each), default=1.0) / _STEPS
        for mark in sorted(postings):
            keys.append(mark)
            owners.extend(owner for owner, _ in postings[mark])
            weights.extend(round(weight / unit) for _, weight in postings[mark])
            ends.append(len(owners) - bases[-1])
        starts.append(len(keys))
        units.append(unit)
    arrays = {"starts": starts, "keys": keys, "ends": ends, "bases": bases, "owners": owners, "weights": weights}
    arrays |= _words([line for documents in pages for document in documents for line in document.lines])
    names = [[(each.id, each.verdict, sorted(each.leans)) for each in documents] for documents in pages]
    store.save(path, {"names": names, "units": units}, arrays)


def _words(lines: Sequence[dict[int, float]]) -> dict[str, array[Any]]:
    """Every word of the lines (concepts and beginnings), and how rare it is among them, a byte each."""
    holders = Counter(mark for line in lines for mark, kind in line.items() if kind > SHAPE)
    top = _rarity(0, len(lines))
    words = sorted(holders)
    rarities = [round(_STEPS * _rarity(holders[mark], len(lines)) / top) for mark in words]
    return {"words": array("I", words), "rarities": array("B", rarities)}


def _postings(documents: Sequence[Document]) -> dict[int, list[tuple[int, float]]]:
    """Mark → the documents that have it, with BM25's weight of it there."""
    counts = [Counter(mark for line in document.lines for mark in line) for document in documents]
    average = sum(count.total() for count in counts) / max(len(counts), 1) or 1.0
    holders = Counter(mark for count in counts for mark in count)
    kinds = {mark: kind for document in documents for line in document.lines for mark, kind in line.items()}
    postings: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for owner, count in enumerate(counts):
        norm = SATURATION * (1 - LENGTH + LENGTH * count.total() / average)
        for mark, times in count.items():
            rarity = kinds[mark] * _rarity(holders[mark], len(counts))
            postings[mark].append((owner, rarity * times * (SATURATION + 1) / (times + norm)))
    return postings


@lru_cache(maxsize=8192)
def _rarity(holders: int, documents: int) -> float:
    """BM25's inverse document frequency, never below zero."""
    return math.log(1 + (documents - holders + 0.5) / (holders + 0.5))
