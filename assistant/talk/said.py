"""What was said last: what a short wish („krócej”, „na pewno?”) or an elliptic question is about."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """The answer that was given last: the page, the id of its answer ("": the page as a whole), the line that asked.

    ``whole``: the page's main text was shown. ``among``: the page whose list it was chosen from („punkt 3”), else "".
    ``bare``: it was said without the yes or no that it opens with.
    """

    page: str
    answer: str = ""
    question: str = ""
    whole: bool = False
    among: str = ""
    bare: bool = False
