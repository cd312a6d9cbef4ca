"""„Co dalej: … proszę wpisać: csr” at the end of a page: good advice outside a step, a way out of it inside."""

from __future__ import annotations

import re

from flows.base.patterns import regex

_ADVICE = regex(r"\n*^\*\*Co dalej:\*\*[^\n]*$", re.MULTILINE)


def without_advice(body: str) -> str:
    """The page without that paragraph: inside a step its own question says what comes next."""
    return _ADVICE.sub("", body)
