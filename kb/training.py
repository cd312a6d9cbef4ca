"""Build time only: trains the linear model from the pages' phrasings and the questions that are none of ours.

Needs the dependency group "train" (scikit-learn); everything else of the build and the program do without it.
"""

from __future__ import annotations

import hashlib
import math
from array import array
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kb import store
from kb.linear import ZERO

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kb.features import Features

STRENGTH = 10.0  # scikit-learn's C; 5 to 40 measure alike
MEANINGS = 1.3  # weight of concepts against character n-grams
FAINT = (
    0.33  # the share of features left out because their weights are the smallest: measures the same, a third less data
)
RARE = 3  # a feature of fewer lines than this says nothing about others; 2 measures no better and is a third more data


@dataclass(frozen=True, slots=True)
class Example:
    """One line with the number of its class; the last class is "none of our topics"."""

    seen: Features
    label: int


def digest(examples: Sequence[Example]) -> str:
    """Changes with anything that training could notice."""
    whole = hashlib.sha256(f"{STRENGTH} {MEANINGS} {RARE} {FAINT}".encode())
    for example in examples:
        whole.update(repr((example.label, sorted(example.seen.grams), sorted(example.seen.meanings))).encode())
    return whole.hexdigest()


def train(path: Path, examples: Sequence[Example], names: Sequence[str]) -> None:
    """Fit the model of these classes and write it: one signed byte a weight around ZERO, with a unit common to all."""
    import numpy as np
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    holders = Counter(feature for example in examples for feature in example.seen.grams | example.seen.meanings)
    keys = sorted(feature for feature, lines in holders.items() if lines >= RARE)
    column = {feature: number for number, feature in enumerate(keys)}
    rarity = [1 + math.log((1 + len(examples)) / (1 + holders[feature])) for feature in keys]
    values: list[float] = []
    columns: list[int] = []
    starts = [0]
    for example in examples:
        for block, factor in ((example.seen.grams, 1.0), (example.seen.meanings, MEANINGS)):
            known = sorted(column[feature] for feature in block if feature in column)
            length = math.sqrt(sum(rarity[number] ** 2 for number in known)) or 1.0
            columns += known
            values += [rarity[number] * factor / length for number in known]
        starts.append(len(columns))
    matrix = csr_matrix((values, columns, starts), shape=(len(examples), len(keys)))
    model = LogisticRegression(C=STRENGTH, max_iter=1000, tol=1e-4).fit(matrix, [example.label for example in examples])
    if list(model.classes_) != list(range(len(names))):
        raise ValueError("every page needs a phrasing to learn from")
    meanings = frozenset[int]().union(*(example.seen.meanings for example in examples))
    factors = [value * (MEANINGS if feature in meanings else 1.0) for feature, value in zip(keys, rarity, strict=True)]
    weights = model.coef_.T * np.array(factors)[:, None]
    unit = float(np.quantile(np.abs(weights), 0.9999)) / (ZERO - 1)
    rows = np.clip(np.round(weights / unit), -ZERO + 1, ZERO - 1).astype(int)
    strength = np.linalg.norm(rows, axis=1)
    kept = np.flatnonzero(strength > np.quantile(strength, FAINT))
    arrays: dict[str, array[Any]] = {
        "keys": array("I", [keys[number] for number in kept]),
        "squares": array("f", [rarity[number] ** 2 for number in kept]),
        "rows": array("B", (rows[kept] + ZERO).astype("uint8").tobytes()),
        "bias": array("f", model.intercept_.tolist()),
    }
    store.save(path, {"unit": unit, "trained": digest(examples), "names": list(names)}, arrays)
