"""Long matrices: a few of their cases are tried by a plain pytest, all of them by .ci/run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

LONG = pytest.mark.long


def few_of(values: Sequence[object]) -> list[Any]:
    """Parameters: the first, the middle and the last always, the others marked as ``long``."""
    always = {0, len(values) // 2, len(values) - 1}
    return [each if at in always else pytest.param(each, marks=LONG) for at, each in enumerate(values)]
