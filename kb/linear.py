"""The learned part of the search: one weight of eight bits for each feature and class, added up as big integers.

A row holds the weights of one feature for all classes. Widened to 32 bits a weight, a row is one Python integer, and
adding integers adds all classes at once: 250 features times 65 classes take 0.1 ms without numpy.
"""

from __future__ import annotations

import math
from array import array
from typing import TYPE_CHECKING, Any

from kb import store
from kb.words import find

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from kb.features import Features

ZERO = 128  # the byte that stands for the weight 0
_LANE = 4  # bytes of a sum: holds 2^24 features


class Linear:
    """Logistic regression over the features; the last class is "none of these"."""

    def __init__(self, arrays: dict[str, array[Any]], unit: float, names: Sequence[str] = ()) -> None:
        self._keys, self._squares, self._bias = arrays["keys"], arrays["squares"], arrays["bias"]
        self._rows = memoryview(arrays["rows"])
        self._unit, self.names = unit, names
        self.classes = len(self._bias)

    @classmethod
    def open(cls, path: Path) -> Linear | None:
        """The trained model, or None when the library was built without one."""
        if not path.exists():
            return None
        head, arrays = store.load(path)
        return cls(arrays, head["unit"], head["names"])

    def logits(self, seen: Features) -> list[float]:
        """One number a class; the probabilities are in proportion to their exponentials."""
        grams, meanings = self._sum(seen.grams), self._sum(seen.meanings)
        return [bias + a + b for bias, a, b in zip(self._bias, grams, meanings, strict=True)]

    def _sum(self, keys: Iterable[int]) -> Sequence[float]:
        """Weights of the known features added up, divided by the length of their vector."""
        width, square, total = self.classes, 0.0, 0
        for wanted in keys:
            place = find(self._keys, wanted)
            if place >= 0:
                row = bytearray(width * _LANE)
                row[::_LANE] = self._rows[place * width : (place + 1) * width]
                total += int.from_bytes(row, "little")
                square += self._squares[place]
        if not square:
            return [0.0] * width
        lanes = array("I")
        lanes.frombytes(total.to_bytes(width * _LANE, "little"))
        factor = self._unit / math.sqrt(square)
        return [lane * factor for lane in lanes]  # too big by ZERO a feature, for all classes alike: that cancels out
