"""What a line may be about when something was spoken of before: candidates of both, weighed together.

The pool: what the line finds alone, what it finds together with the question before it, the page that answered then,
its neighbours, and the pages on the question that a step has open. The weights are those of a logistic choice among
the pool, fitted by ``tests/bench/follow_ups.py``; docs/matching.md has the figures. Scores, decides nothing.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kb.after import Near

LEAST = 1e-3  # a probability below this says nothing more
_OPENS = re.compile(r"(?:a|i|to|no|ale|czyli|wiec|albo|oraz|tez|hm+|aha|ok|dobra)\b ?")
_POINTS = re.compile(
    r"\b(?:go|je|ja|jej|jego|ich|nim|nia|nimi|tam|tego|tej|tym|ten|ta|to|te|tych|tamt\w+|drug\w+|on[aoe]?|nich|niego|"
    r"stamtad|wtedy|potem|sam|ktor\w+|oba|obie|tu)\b"
)
_ELSE = re.compile(
    r"\b(?:inn[eya] (?:pytanie|spraw\w+|temat|rzecz)|z innej|jeszcze jedno|a tak w ogole|zmieniam temat|"
    r"(?:ostatnia|druga) (?:sprawa|rzecz)|drugie zgloszenie|teraz co innego|na marginesie|przy okazji)\b"
)
SHORT, MIDDLING = 4, 6  # words


@dataclass(frozen=True, slots=True)
class Context:
    """What was spoken of: the question before and the page that answered it; a step's open question.

    ``asked``: the pages on that question; ``flow``: the name of the step.
    """

    question: str = ""
    page: str = ""
    asked: tuple[str, ...] = ()
    flow: str = ""


class Weights(NamedTuple):
    """How much each sign counts, for a page of the pool; ``e`` stands for how elliptic the line is."""

    alone: float
    joint: float
    fit: float
    same: float
    same_e: float
    near: float
    near_e: float
    asked: float
    asked_near: float
    step: float
    after: float
    after_near: float
    fit_near: float
    alone_e: float
    outside: float


WEIGHTS = Weights(
    alone=0.64,
    joint=0.21,
    fit=0.47,
    same=1.5,
    same_e=0.89,
    near=0.72,
    near_e=0.65,
    asked=-0.55,
    asked_near=1.1,
    step=0.16,
    after=1.64,
    after_near=1.86,
    fit_near=0.6,
    alone_e=-0.37,
    outside=1.26,
)


class Signs(NamedTuple):
    """What the pool is weighed by: probabilities of the line alone and together, fits, likenesses, flows, by page."""

    alone: Mapping[str, float]
    joint: Mapping[str, float]
    fit: Mapping[str, float]
    after: Mapping[str, Near]
    flows: Mapping[str, str]


def ellipsis(folded: str) -> float:
    """How much a folded line leans on what was said before, 0..1: „a tam?” wholly, a full question not at all."""
    rest = _OPENS.sub("", folded, count=1)
    count = len(folded.split())
    signs = (rest != folded) + bool(_POINTS.search(rest)) + (1.0 if count <= SHORT else 0.5 * (count <= MIDDLING))
    return max(0.0, (signs - 1.5 * bool(_ELSE.search(folded))) / 3)


def vectors(
    pool: Sequence[str], signs: Signs, context: Context, neighbours: Mapping[str, Sequence[str]], e: float
) -> list[Weights]:
    """One vector a page of the pool, "" standing for "none of our topics"."""
    close = {page for page, others in neighbours.items() if context.page in others}
    close |= set(neighbours.get(context.page, ()))
    about = {other for page in context.asked for other in neighbours[page]}
    result = []
    for page in pool:
        alone = math.log(signs.alone.get(page, 0.0) + LEAST)
        joint = math.log(signs.joint.get(page, 0.0) + LEAST)
        if not page:
            result.append(Weights(alone, joint, *(0.0,) * 11, alone * e, 1.0))
            continue
        same, near = page == context.page, page in close
        asked, asked_near = page in context.asked, page in about
        here = same or near or asked or asked_near
        likeness = signs.after[page].likeness if page in signs.after else 0.0
        fit = signs.fit.get(page, 0.0)
        result.append(
            Weights(
                alone,
                joint,
                fit,
                float(same),
                same * e,
                float(near),
                near * e,
                float(asked),
                float(asked_near),
                float(bool(context.flow) and signs.flows.get(page) == context.flow),
                likeness,
                likeness * here,
                fit * here,
                alone * e,
                0.0,
            )
        )
    return result


def chances(found: Sequence[Weights], weights: Weights = WEIGHTS) -> list[float]:
    """Probabilities of the pool, in its order."""
    scores = [sum(a * b for a, b in zip(each, weights, strict=True)) for each in found]
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    whole = math.fsum(powers)
    return [power / whole for power in powers]
