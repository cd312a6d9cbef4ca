"""Search: which pages a text may be about, with probabilities. It decides nothing; the assistant does."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, replace
from functools import cached_property
from heapq import nlargest
from pathlib import Path
from typing import TYPE_CHECKING

from kb.after import ITSELF, After, Near
from kb.answers import Answers, Asked, Choice
from kb.context import Context, Fits, Signs, Weights, chances, ellipsis, own_topic, vectors
from kb.features import features
from kb.kinds import Kinds
from kb.lexical import Lexical
from kb.linear import Linear
from kb.page import Page, read_page
from kb.words import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping

DATA = Path(__file__).parent / "data"
SHOWN = 10  # candidates given back
ALIKE = 0.6  # the likeness to a line said after a topic from which its answer is taken
PLAIN, PAIR = 0.998, 0.98  # so probable a page alone, or a pair for a line that is only short, needs no context
LIKELY = 0.7  # so probable a page alone, and the best together too, is not made doubtful by what was spoken of
FAR, SHORT = 0.8, 0.34  # so surely none of our topics; elliptic at most by being short
NEAR = 0.02  # a page so much less probable than the best is not looked into
READ = 3  # of which so many are looked into for the answer
WEIGHED = 100  # best pages whose probabilities are worked out; the rest of a big library would add nothing
# Measured by leaving out one writer of phrasings at a time (docs/matching.md):
LEXICAL = 4.0  # weight of the lexical score (0..1) beside the linear model's logits; 2 to 6 measure alike
FOREIGN = 0.4  # lexical score granted to "none of our topics"
# A page gains when its best answer fits better, and has more of the words, than usual: worth a point of first choices.
FIT, USUAL_FIT = 0.4, 2.3
COVER, USUAL_COVER = 1.5, 0.65
STANDS_OUT, USUAL_SCORE = 1.0, 0.4  # … and when that answer stands out among its page's: half a point of answers more
SHARPNESS = 1.3  # makes the fused scores probabilities that hold: the likelihood of the lines left out is highest


@dataclass(frozen=True, slots=True)
class Candidate:
    """A page, the probability (0..1) that the text is about it, and its answers, best first.

    Each has the probability that it is the one, given the page. Only the best three pages are looked into.
    """

    page: str
    score: float
    answers: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """Best candidates first; `outside`: the probability (0..1) that the text is about none of our topics.

    ``unknown_words``: the words, as typed, that our pages and the table of forms do not know. ``groups``: what it is
    about if it is none of ours, best first.
    """

    candidates: tuple[Candidate, ...]
    outside: float
    unknown_words: tuple[str, ...]
    groups: tuple[Choice, ...] = ()


class Library:
    """The pages and how to find them. Opening reads the data files and parses none of the pages."""

    def __init__(self, data: Path) -> None:
        head = json.loads((data / "pages.json").read_text("utf-8"))
        self._titles: dict[str, str] = head["titles"]
        self._slugs = tuple(self._titles)
        self._says: dict[str, str] = head["outside"]
        self._data, self._folder = data, data.parent / "pages"
        self._vocabulary, self._lexical, self._linear = (
            Vocabulary.open(data),
            Lexical.open(data),
            Linear.open(data / "linear.bin"),
        )
        self._answers, self._after = Answers.open(data), After.open(data)
        self._neighbours: dict[str, list[str]] = head["neighbours"]
        self._flows: dict[str, str] = head["flows"]
        self._numbers = {slug: number for number, slug in enumerate(self._slugs)}

    @classmethod
    def open(cls, data: Path | None = None) -> Library:
        """The library whose data the build step wrote into `data`; the pages lie in ``pages`` beside it."""
        return cls(data or DATA)

    def slugs(self) -> tuple[str, ...]:
        """Names of all pages, in alphabetical order."""
        return self._slugs

    def title(self, slug: str) -> str:
        """The title of a page; KeyError when there is none of that name."""
        return self._titles[slug]

    def say(self, group: str) -> str:
        """The sentence that turns a question of that group away; KeyError when there is no such group."""
        return self._says[group]

    @cached_property
    def acts(self) -> Kinds:
        """What a line does with what was said or asked last, in place of asking something new."""
        return Kinds(self._data / "acts.bin", self._vocabulary)

    @cached_property
    def here(self) -> Kinds:
        """What a line asks of the renewal that is under way."""
        return Kinds(self._data / "here.bin", self._vocabulary)

    def page(self, slug: str) -> Page:
        """That page, read and parsed now; raises PageError when there is none of that name."""
        return read_page(slug, self._folder)

    def answers(self, slug: str, text: str) -> tuple[Choice, ...]:
        """The answers of that page, best first, for a text."""
        asked = self._answers.asked(features(text, self._vocabulary))
        return self._answers.choose(self._numbers[slug], asked)

    def search(self, text: str) -> Found:
        """Candidates for a text of any kind. Nothing recognisable is a sure "none of our topics"."""
        seen = features(text, self._vocabulary)
        lexical = self._lexical.scores(seen.concepts)
        if self._linear is None:  # a library without a trained model: only pages that share a word
            scores = {page: LEXICAL * score for page, score in lexical.items()}
            foreign = LEXICAL * FOREIGN
        else:
            *logits, foreign = self._linear.logits(seen)
            scores = {page: logit + LEXICAL * lexical.get(page, 0.0) for page, logit in enumerate(logits)}
            foreign += LEXICAL * FOREIGN
        best = nlargest(WEIGHED, scores, key=scores.__getitem__)
        top = max(foreign, scores[best[0]]) if best else foreign
        chances = {page: math.exp(SHARPNESS * (scores[page] - top)) for page in best}
        alien = math.exp(SHARPNESS * (foreign - top))
        asked = self._answers.asked(seen)
        near = [page for page in best[:READ] if chances[page] >= NEAR * chances[best[0]]]
        answers = {page: self._answers.choose(page, asked) for page in near}
        for page, choices in answers.items():
            fit, cover = choices[0].fit, max(choice.cover for choice in choices)
            clear = (choices[0].score / USUAL_SCORE) ** STANDS_OUT
            chances[page] *= clear * math.exp(FIT * (fit - USUAL_FIT) + COVER * (cover - USUAL_COVER))
        whole = alien + math.fsum(chances.values())
        nothing = not any(lexical.values()) and not seen.grams
        return Found(
            candidates=tuple(
                Candidate(self._slugs[page], chances[page] / whole, answers.get(page, ()))
                for page in nlargest(SHOWN, chances, key=chances.__getitem__)
            ),
            outside=1.0 if nothing else alien / whole,
            unknown_words=seen.unknown,
            groups=self._answers.choose(len(self._slugs), asked) if alien > whole / 2 and self._says else (),
        )

    def search_after(self, text: str, context: Context) -> Found:
        """The same for a line said after something: what it finds alone, weighed with what was spoken of."""
        alone, seen = self.search(text), features(text, self._vocabulary)
        folded = " ".join(seen.words)
        if own := own_topic(folded):
            return self.search(own)
        leans = ellipsis(folded)
        one, pair = (sum(each.score for each in alone.candidates[:count]) for count in (1, 2))
        if one >= PLAIN or (pair >= PAIR and leans <= SHORT):
            return alone  # a topic of its own, or a pair of them, is never pulled back
        if len(seen.words) == 1 and alone.outside < FAR:
            return alone  # „plik” by itself is better asked back, whatever was spoken of
        if alone.outside >= FAR and leans <= SHORT:
            return alone  # nor is what is none of ours
        asked = self._answers.asked(seen)
        pool, found = self.pool(text, context, alone)
        scored = sorted(zip(chances(found), pool, strict=True), reverse=True)
        first = alone.candidates[0] if alone.candidates else None
        if first is not None and first.page == scored[0][1] and first.score > max(scored[0][0], LIKELY):
            return alone
        near = self._after.nearest(asked.weights)
        return Found(
            candidates=tuple(
                Candidate(page, score, self._answers_after(page, asked, near)) for score, page in scored if page
            )[:SHOWN],
            outside=next(score for score, page in scored if not page),
            unknown_words=alone.unknown_words,
            groups=alone.groups,
        )

    def pool(self, text: str, context: Context, alone: Found, below: float = ITSELF) -> tuple[list[str], list[Weights]]:
        """The pages that the line may be about, "" for none of ours, with what is weighed of each."""
        before = context.question or (self.title(context.asked[0]) if context.asked else "")
        joint = self.search(f"{before} {text}")
        seen = features(text, self._vocabulary)
        asked = self._answers.asked(seen)
        near = {self._slugs[page]: each for page, each in self._after.nearest(asked.weights, below).items()}
        likely = sorted(near, key=lambda page: -near[page].likeness)[:READ]
        close = [page for page in (context.page, *context.asked) if page]
        pool = dict.fromkeys(
            [
                *(each.page for each in alone.candidates),
                *(each.page for each in joint.candidates),
                *close,
                *(other for page in close for other in self._neighbours[page]),
                *(page for page, others in self._neighbours.items() if context.page in others),
                *likely,
            ]
        )
        signs = Signs(
            {"": alone.outside, **{each.page: each.score for each in alone.candidates}},
            {"": joint.outside, **{each.page: each.score for each in joint.candidates}},
            {page: _fits(self._answers.choose(self._numbers[page], asked)) for page in pool},
            near,
            self._flows,
            asked.says,
        )
        pages = [*pool, ""]
        return pages, vectors(pages, signs, context, self._neighbours, ellipsis(" ".join(seen.words)))

    def _answers_after(self, page: str, asked: Asked, near: Mapping[int, Near]) -> tuple[Choice, ...]:
        """The page's answers; first the one that a very like line asks for."""
        number = self._numbers[page]
        choices = self._answers.choose(number, asked)
        nearest = near.get(number)
        if nearest is None or nearest.likeness < ALIKE:
            return choices
        first = next(each for each in choices if each.id == nearest.answer)
        rest = [replace(each, score=each.score * (1 - nearest.likeness)) for each in choices if each is not first]
        return (replace(first, score=max(first.score, nearest.likeness), agrees=True), *rest)


def _fits(choices: tuple[Choice, ...]) -> Fits:
    return Fits(choices[0].fit, choices[0].score, max(each.cover for each in choices))
