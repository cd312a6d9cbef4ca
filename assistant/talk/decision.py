"""Answer, ask back, or admit not knowing: probabilities of the search turned into one of three moves.

The constants were chosen on lines left out of the build, beside foreign questions left out likewise
(docs/matching.md). Where no answer of the page is clearly the best one, the page as a whole answers: that is never a
wrong yes or no.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.answers import Choice
    from kb.search import Candidate, Found

ANSWER = 0.45  # the best page's share of what our pages have, from which it answers
VAGUE = 0.1  # so much more where only the page as a whole answers
SINGLE = 0.8  # … and the share from which it answers a single word: „plik” and „certyfikat” are better asked back
LEADS, SURE, FITS = 0.3, 0.45, 2.2  # … or a smaller share, where one answer is clear: its score and its fit
DOUBT = 0.07  # … unless "none of our topics" is more probable than this: then we ask back
PLAIN, LITTLE_DOUBT = (0.8, 0.8, 3.0), 0.3  # … or than this, where the page, its answer and its fit are so good
UNKNOWN = 0.6  # the probability of "none of our topics" from which we say that we do not know
CLEAR = 0.4  # the score from which an answer is given instead of the page's first paragraph
VERDICT, OPPOSED = 0.65, 2.0  # its yes or no is said from this score, and with that many times its best contradiction's
BARE = 0.35  # … and from here without that word: what follows it is true by itself, whatever was asked
KNOWN_GROUP = 0.5  # the score from which a foreign question's group is taken for certain
RETOLD = frozenset({"prosciej", "przyklad"})  # they tell the page over again, for whoever asks for just that
CHOICES = 3
LISTED = 0.5  # the probability that one of the choices is meant, from which they are listed at all
LISTED_AFTER = 0.35  # … and so in a context, where „a po co dwa?” is vague, and meant all the same
RIVAL = 0.1  # of the best choice's probability: one that has less is a stranger in the list
NEAR = 0.02  # topics less probable than this are not worth naming beside "I do not know"


@dataclass(frozen=True, slots=True)
class Decision:
    """``pages``: the one that answers, the ones to choose from, or the nearest topics when the answer is not known.

    ``answer`` is the id of the page's answer, "" for the page as a whole; ``group`` what a foreign question is about;
    ``bare``: without the yes or no that the answer opens with, as that word might be wrong. ``ours``: the answer is not
    known, though the question may well be about our topics.
    """

    kind: Literal["answer", "clarify", "unknown"]
    pages: tuple[str, ...]
    answer: str = ""
    group: str = ""
    bare: bool = False
    ours: bool = False


def decide(found: Found, *, single: bool = False, after: bool = False) -> Decision:
    """The move for what was found. ``single``: for one word; ``after``: in a context."""
    best = found.candidates[:CHOICES]
    pages = tuple(candidate.page for candidate in best if candidate.score >= RIVAL * best[0].score)
    if found.outside >= UNKNOWN or not pages:
        near = tuple(c.page for c in found.candidates[:CHOICES] if c.score >= NEAR)
        sure = bool(found.groups) and found.groups[0].score >= KNOWN_GROUP
        return Decision("unknown", near, group=found.groups[0].id if sure else "")
    decision = answered(pages[0], found.candidates[0].answers)
    least = SINGLE if single and not after else ANSWER if decision.answer else ANSWER + VAGUE
    if is_clear(found.candidates[0], found.outside, least, single=single and after):
        return decision
    listed = sum(candidate.score for candidate in best) >= (LISTED_AFTER if after else LISTED)
    return Decision("clarify", pages) if listed else Decision("unknown", (), ours=True)


def is_clear(best: Candidate, outside: float, least: float, *, single: bool = False) -> bool:
    """Whether the best page may answer, beside its rivals and the probability that it is none of our topics.

    A ``single`` word in a context has its page by its share alone: every answer that says „plik” fits „plik”.
    """
    share = best.score / (1 - outside)
    first = best.answers[0] if best.answers else None
    score, fit = (first.score, first.fit) if first is not None and first.id else (0.0, 0.0)
    plain = all(value >= least for value, least in zip((share, score, fit), PLAIN, strict=True))
    if outside > (LITTLE_DOUBT if plain else DOUBT):
        return False
    return share >= least or (not single and share >= LEADS and score >= SURE and fit >= FITS)


def answered(page: str, answers: Sequence[Choice]) -> Decision:
    """That page, and of its answers the one that is clearly the best; where none is, the page as a whole."""
    answers = [each for each in answers if each.id not in RETOLD]
    if not answers:
        return Decision("answer", (page,))
    best = answers[0]
    against = max((each.score for each in answers if each.verdict not in {"", best.verdict}), default=0.0)
    if best.score < (BARE if best.verdict else CLEAR):
        return Decision("answer", (page,))
    doubtful = not best.agrees or best.score < max(VERDICT, OPPOSED * against)
    return Decision("answer", (page,), best.id, bare=bool(best.verdict) and doubtful)
