"""What a line does with what was said or asked last, in place of asking something new: doubts it, wants it shorter.

The lines are those of kb/acts.toml; a small linear model, trained beside that of the pages, tells them from questions.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from kb.features import features
from kb.linear import Linear

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from kb.words import Vocabulary

Act: TypeAlias = Literal["sure", "why", "shorter", "simpler", "example", "more", "where", "looks", "unsure", "missing"]
NAMES: tuple[Act, ...] = get_args(Act)


class Acts:
    """The trained model; without one no line is an act."""

    def __init__(self, data: Path, vocabulary: Vocabulary) -> None:
        self._model, self._vocabulary = Linear.open(data / "acts.bin"), vocabulary

    def chances(self, text: str) -> dict[Act, float]:
        """Probabilities; what is left to 1 is that the line asks something new."""
        seen = features(text, self._vocabulary)
        if self._model is None or not seen.grams:
            return dict.fromkeys(NAMES, 0.0)
        logits = self._model.logits(seen)
        top = max(logits)
        powers = [math.exp(each - top) for each in logits]
        whole = math.fsum(powers)
        return {name: power / whole for name, power in zip(NAMES, powers, strict=False)}

    def meant(self, text: str, possible: Collection[Act]) -> tuple[Act | None, float]:
        """The act among the possible ones that the line most probably is, and the probability (0..1) of it."""
        chances = self.chances(text)
        best = max(possible, key=chances.__getitem__, default=None)
        return best, chances[best] if best is not None else 0.0
