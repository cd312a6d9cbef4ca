"""Which of a few kinds a line is, by a small linear model trained beside that of the pages.

Two sets: ``acts`` asks nothing new and does something with what was said or asked last („krócej”, „skąd pan to wie?”);
``here`` asks what is true of this renewal („gdzie to się zapisało?”). Their lines: kb/acts.toml, kb/here.toml.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from kb.features import features
from kb.linear import Linear

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from kb.words import Vocabulary

NONE = "none"


class Kinds:
    """The trained model; without one no line is of any kind."""

    def __init__(self, path: Path, vocabulary: Vocabulary) -> None:
        self._model, self._vocabulary = Linear.open(path), vocabulary

    def chances(self, text: str) -> dict[str, float]:
        """Kind → its probability (0..1); NONE: a line that is none of them."""
        seen = features(text, self._vocabulary)
        if self._model is None or not seen.grams:
            return {}
        logits = self._model.logits(seen)
        top = max(logits)
        powers = [math.exp(each - top) for each in logits]
        whole = math.fsum(powers)
        return {name: power / whole for name, power in zip(self._model.names, powers, strict=True)}

    def meant(self, text: str, possible: Collection[str] = ()) -> tuple[str, float]:
        """The kind, among the possible ones (all when empty), that the line most probably is, and how probably."""
        found = {name: chance for name, chance in self.chances(text).items() if name != NONE}
        kept = {name: chance for name, chance in found.items() if not possible or name in possible}
        best = max(kept, key=kept.__getitem__, default="")
        return best, kept.get(best, 0.0)
