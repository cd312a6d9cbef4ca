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
    r"\b(?:inn[eya] (?:pytanie|spraw\w+|temat|rzecz)|z innej(?: beczki)?|jeszcze jedno|a tak w ogole|zmieniam temat|"
    r"(?:ostatni[ae]|drug[ae]) (?:sprawa|rzecz|pytanie)|drugie zgloszenie|teraz co innego|na marginesie|przy okazji)\b"
)
SHORT, MIDDLING = 4, 6  # words
TELLING = 2.0  # rare words from which a line says what it is about


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
    """How much each sign counts, for a page of the pool.

    ``e``: how elliptic the line is; ``doubt``: how doubtful its topic is alone;
    ``bare``: how few telling words it has.
    """

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
    doubt_same: float
    doubt_near: float
    cover_same: float
    cover_near: float
    clear: float
    fit_same: float
    after_same: float
    bare_same: float
    bare_near: float
    bare_alone: float
    outside: float


NOTHING = Weights(*(0.0,) * len(Weights._fields))
WEIGHTS = Weights(
    alone=0.89,
    joint=0.21,
    fit=0.49,
    same=1.18,
    same_e=0.6,
    near=0.34,
    near_e=0.42,
    asked=-0.24,
    asked_near=0.99,
    step=0.3,
    after=1.54,
    after_near=1.78,
    fit_near=0.16,
    alone_e=-0.33,
    doubt_same=0.95,
    doubt_near=0.93,
    cover_same=0.5,
    cover_near=0.33,
    clear=0.62,
    fit_same=0.2,
    after_same=1.06,
    bare_same=0.53,
    bare_near=0.3,
    bare_alone=-0.45,
    outside=0.89,
)


class Fits(NamedTuple):
    """How well a page's answers fit the line: the best one's fit and score, the greatest cover (kb/answers.py)."""

    fit: float
    score: float
    cover: float


class Signs(NamedTuple):
    """What the pool is weighed by: probabilities of the line alone and together, fits, likenesses, flows, by page.

    ``says``: how much the line says, in words that are as rare as can be (kb/answers.py).
    """

    alone: Mapping[str, float]
    joint: Mapping[str, float]
    fits: Mapping[str, Fits]
    after: Mapping[str, Near]
    flows: Mapping[str, str]
    says: float


def ellipsis(folded: str) -> float:
    """How much a folded line leans on what was said before, 0..1: „a tam?” wholly, a full question not at all."""
    rest = _OPENS.sub("", folded, count=1)
    count = len(folded.split())
    return ((rest != folded) + bool(_POINTS.search(rest)) + (1.0 if count <= SHORT else 0.5 * (count <= MIDDLING))) / 3


def own_topic(folded: str) -> str:
    """What is left of a folded line that says it is about something else („inna sprawa”, „z innej beczki”), else ""."""
    rest = _ELSE.sub("", folded).strip()
    return "" if rest == folded else rest or folded


def vectors(
    pool: Sequence[str], signs: Signs, context: Context, neighbours: Mapping[str, Sequence[str]], e: float
) -> list[Weights]:
    """One vector a page of the pool, "" standing for "none of our topics"."""
    close = {page for page, others in neighbours.items() if context.page in others}
    close |= set(neighbours.get(context.page, ()))
    about = {other for page in context.asked for other in neighbours[page]}
    doubt = 1 - max((chance for page, chance in signs.alone.items() if page), default=0.0)
    bare = math.exp(-signs.says / TELLING)
    result = []
    for page in pool:
        alone = math.log(signs.alone.get(page, 0.0) + LEAST)
        joint = math.log(signs.joint.get(page, 0.0) + LEAST)
        if not page:
            result.append(
                NOTHING._replace(alone=alone, joint=joint, alone_e=alone * e, bare_alone=bare * alone, outside=1.0)
            )
            continue
        same, near = float(page == context.page), float(page in close)
        asked, asked_near = float(page in context.asked), float(page in about)
        here = float(bool(same or near or asked or asked_near))
        after = signs.after[page].likeness if page in signs.after else 0.0
        fit, score, cover = signs.fits[page]
        result.append(
            Weights(
                alone=alone,
                joint=joint,
                fit=fit,
                same=same,
                same_e=same * e,
                near=near,
                near_e=near * e,
                asked=asked,
                asked_near=asked_near,
                step=float(bool(context.flow) and signs.flows.get(page) == context.flow),
                after=after,
                after_near=after * here,
                fit_near=fit * here,
                alone_e=alone * e,
                doubt_same=doubt * same,
                doubt_near=doubt * near,
                cover_same=cover * same,
                cover_near=cover * near,
                clear=score * max(same, near),
                fit_same=fit * same,
                after_same=after * same,
                bare_same=bare * same,
                bare_near=bare * near,
                bare_alone=bare * alone,
                outside=0.0,
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
