"""Long matrices: a few of their cases are tried by a plain pytest, all of them by .ci/run (pytest -m "")."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

LONG = pytest.mark.long
whole = True
"""Whether this run leaves nothing out (tests/conftest.py knows)."""


def few_of(values: Sequence[object]) -> list[Any]:
    """Parameters, a tuple being several: the first, the middle and the last always, the others marked as ``long``."""
    always = {0, len(values) // 2, len(values) - 1}
    several = [each if isinstance(each, tuple) else (each,) for each in values]
    return [pytest.param(*each, marks=[] if at in always else LONG) for at, each in enumerate(several)]


def examples(every: int) -> int:
    """How many examples Hypothesis tries where .ci/run tries ``every``: a quarter of them in a plain pytest."""
    return every if whole else every // 4
