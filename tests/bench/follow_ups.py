"""How well lines are understood that lean on what was said before; ``--fit`` works out the weights of kb/context.py.

The talks of tests/kb/talks.tsv were written by people who had not seen the pages. Its "unseen" half is never fitted on.
``uv run --group train python tests/bench/follow_ups.py [--fit] [--wrong]``.
"""

import csv
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kb.context import WEIGHTS, Context, Weights, chances
from kb.page import load_pages
from kb.search import Library

TALKS = Path(__file__).parent.parent / "kb" / "talks.tsv"
QUESTIONS = TALKS.with_name("questions.tsv")
FOREIGN = TALKS.with_name("foreign.txt")
FLOWS = {page.slug: page.flow or "" for page in load_pages()}
FLOWS |= {"where-to-save": "csr", "sow-find-identifiers": "sow", "raportnet-check": "raportnet"}  # asked in these steps
OTHERS = {"style", "sure", "listref"}  # kinds of turns that no page search answers
WISHES = {"shorter", "simpler", "example", "same", "choice2"}
LINES, SWITCHES, TIMES = 800, 500, 2  # drawn for the fit; the talks count so many times
STRENGTH = 0.003  # of the pull towards "alone counts one, nothing else counts"
ITSELF = 0.999


@dataclass(frozen=True)
class Case:
    kind: str
    line: str
    context: Context
    pages: tuple[str, ...]
    half: tuple[str, ...] = ()
    below: float = 1.01


def talks(half: str) -> Iterator[Case]:
    """The later turns of the talks; what was spoken of is taken to be what would have been right."""
    chain, question, page = "", "", ""
    for row in csv.DictReader(TALKS.open(encoding="utf-8"), delimiter="\t"):
        if row["set"] != half:
            continue
        pages, asked = tuple(row["pages"].split()), tuple(row["asked"].split())
        if row["chain"] != chain:
            chain, question, page = row["chain"], "", ""
        if (question or asked) and pages and row["kind"] not in OTHERS and not set(row["behaviour"].split()) & WISHES:
            context = Context(question, page, asked, FLOWS.get(asked[0], "") if asked else "")
            yield Case(row["kind"], row["line"], context, pages, tuple(row["half"].split()))
        if pages:
            question, page = row["line"], pages[0]


def drawn(library: Library) -> Iterator[Case]:
    """Lines of the pages said after the page or a neighbour, and questions said after something else altogether."""
    pages, draw = {page.slug: page for page in load_pages()}, random.Random(5)
    back = {slug: [other.slug for other in pages.values() if slug in other.neighbours] for slug in pages}
    lines = [(slug, line) for slug, page in pages.items() for line in (*page.after, *_afters(page))]
    for slug, line in draw.sample(lines, min(LINES, len(lines))):
        where = draw.random()
        near = slug if where < 0.5 else draw.choice(back[slug] or [slug] if where < 0.8 else pages[slug].neighbours)
        context = (
            Context(draw.choice(pages[near].lines), near) if where < 0.9 else Context(asked=(near,), flow=FLOWS[near])
        )
        yield Case("drawn", line, context, (slug,), below=ITSELF)
    rows = list(csv.DictReader(QUESTIONS.open(encoding="utf-8"), delimiter="\t"))
    for _ in range(SWITCHES):
        one, other = draw.choice(rows), draw.choice(rows)
        page = one["expected"].split("|")[0]
        wanted = tuple(slug for slug in other["expected"].split("|") if slug in pages)
        if page in pages and wanted:
            yield Case("drawn switch", other["question"], Context(one["question"], page), wanted)
    for line in FOREIGN.read_text(encoding="utf-8").splitlines():
        one = draw.choice(rows)
        if (page := one["expected"].split("|")[0]) in pages:
            yield Case("foreign", line, Context(one["question"], page), ("",))


def _afters(page: object) -> Iterator[str]:
    for answer in page.answers:
        yield from answer.after


def weighed(cases: Sequence[Case], library: Library) -> list[tuple[Case, list[str], list[Weights]]]:
    return [(case, *library.pool(case.line, case.context, library.search(case.line), case.below)) for case in cases]


def fit(ready: Sequence[tuple[Case, list[str], list[Weights]]]) -> Weights:
    import numpy as np
    from scipy.optimize import minimize

    start = np.array(Weights(1.0, *(0.0,) * (len(Weights._fields) - 1)))
    rows = [
        (
            np.array(found),
            [n for n, page in enumerate(pool) if page in case.pages],
            [n for n, page in enumerate(pool) if page in case.half],
        )
        for case, pool, found in ready
        if set(pool) & set(case.pages)
    ]

    def loss(weights: np.ndarray) -> float:
        total = 0.0
        for matrix, right, half in rows:
            scores = matrix @ weights
            powers = np.exp(scores - scores.max())
            powers /= powers.sum()
            total -= np.log(max(powers[right].sum() + 0.5 * powers[half].sum(), 1e-9))
        return total / len(rows) + STRENGTH * float(((weights - start) ** 2).sum())

    return Weights(*(round(float(each), 2) for each in minimize(loss, start, method="L-BFGS-B").x))


def report(name: str, ready: Sequence[tuple[Case, list[str], list[Weights]]], weights: Weights, wrong: bool) -> None:
    from assistant.talk.decision import ANSWER  # noqa: F401  (the decision is the assistant's)

    count: Counter[str] = Counter()
    for case, pool, found in ready:
        best = sorted(zip(chances(found, weights), pool, strict=True), reverse=True)
        count["first"] += best[0][1] in case.pages
        count["first three"] += bool({page for _, page in best[:3]} & set(case.pages))
        count["pool"] += bool(set(pool) & set(case.pages))
        if wrong and best[0][1] not in case.pages:
            where = case.context.page or case.context.asked
            print(f"  {case.kind} „{case.line}” after {where} → {best[0][1]} {best[0][0]:.2f}, not {case.pages}")
    print(f"{name}: {len(ready)} lines,", ", ".join(f"{key} {value / len(ready):.1%}" for key, value in count.items()))


def main(arguments: Sequence[str]) -> None:
    library = Library.open()
    tuned, unseen = weighed(list(talks("tuned")), library), weighed(list(talks("unseen")), library)
    weights = WEIGHTS
    if "--fit" in arguments:
        lines = weighed(list(drawn(library)), library)
        weights = fit([*lines, *tuned * TIMES])
        print(weights)
        report("drawn", lines, weights, False)
    alone = Weights(1.0, *(0.0,) * (len(Weights._fields) - 1))
    for name, ready in (("tuned", tuned), ("unseen", unseen)):
        report(f"{name}, alone", ready, alone, False)
        report(name, ready, weights, "--wrong" in arguments and name == "tuned")


if __name__ == "__main__":
    main(sys.argv[1:])
