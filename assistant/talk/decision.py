"""Answer, ask back, or admit not knowing: probabilities of the search turned into one of three moves.

The constants were chosen on lines whose writer the search had not learned from, beside foreign questions of groups it
had not seen (docs/matching.md): of 1,000 settings one of those that answer wrong least often, 2.5 % of these hard
lines, while the right page is answered or offered for 94 % and 3 % of foreign questions are answered. On questions as
people ask them (the development half) the same setting answers none wrong and offers the right page for all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from kb.search import Found

ANSWER = 0.65  # the best page's share of what our pages have, from which it is shown at once
DOUBT = 0.07  # … unless "none of our topics" is more probable than this: then we ask back
UNKNOWN = 0.7  # the probability of "none of our topics" from which we say that we do not know
CHOICES = 3
NEAR = 0.02  # topics less probable than this are not worth naming beside "I do not know"


@dataclass(frozen=True, slots=True)
class Decision:
    """``pages``: the one to show, the ones to choose from, or the nearest topics when the answer is not known."""

    kind: Literal["answer", "clarify", "unknown"]
    pages: tuple[str, ...]


def decide(found: Found) -> Decision:
    """The move for what was found."""
    pages = tuple(candidate.page for candidate in found.candidates[:CHOICES])
    if found.outside >= UNKNOWN or not pages:
        return Decision("unknown", tuple(c.page for c in found.candidates[:CHOICES] if c.score >= NEAR))
    if found.outside <= DOUBT and found.candidates[0].score >= ANSWER * (1 - found.outside):
        return Decision("answer", pages[:1])
    return Decision("clarify", pages)
