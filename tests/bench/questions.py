"""How good the answers are, beside five peers on the same pages, and how fast.

uv run --group bench python tests/bench/questions.py            the development half
uv run --group bench python tests/bench/questions.py --unseen   the unseen half: at the end only, reported apart
uv run --group bench python tests/bench/questions.py --quick    without the latency at 1,000 and 10,000 pages
"""

from __future__ import annotations

import math
import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]

import peers  # noqa: E402  (found once the folders are on the path)
from support import measure, synthetic  # noqa: E402

from assistant.cli.ask import Desk  # noqa: E402
from assistant.talk import decision  # noqa: E402
from kb import build  # noqa: E402
from kb.page import Page, load_pages  # noqa: E402
from kb.search import DATA, Found, Library  # noqa: E402
from kb.words import fold  # noqa: E402

Rank = Callable[[str], list[tuple[str, float]]]  # best first


def ask(desk: Desk, question: measure.Question, text: str) -> measure.Outcome:
    reply = desk.reply(text)
    pages = dict.fromkeys([reply["page"]] if reply["page"] else [])
    pages |= dict.fromkeys(candidate["page"] for candidate in reply["candidates"])
    return measure.Outcome(question, reply["kind"], tuple(pages))


def interval(outcomes: Sequence[measure.Outcome], name: str) -> tuple[float, float]:
    """95 % bootstrap interval of a figure over 1,000 draws of the questions."""
    chance = random.Random(0)
    draws = sorted(measure.figures(chance.choices(outcomes, k=len(outcomes)))[name] for _ in range(1_000))
    return draws[25], draws[974]


def show_ours(outcomes: Sequence[measure.Outcome]) -> None:
    print(f"\n{len(outcomes)} questions of all styles\n{'':30}%    95 % interval")
    for name, value in measure.figures(outcomes).items():
        low, high = interval(outcomes, name)
        print(f"{name:27}{value:6.1%}  {low:6.1%} to {high:6.1%}")
    print("\nstyle            n  first  three  wrong  unknown")
    for style, count in Counter(outcome.question.style for outcome in outcomes).most_common():
        got = measure.figures([outcome for outcome in outcomes if outcome.question.style == style])
        if math.isnan(got["first"]):
            print(
                f"{style:13}{count:5}  answered {got['foreign answered']:.1%}, clarified {got['foreign clarified']:.1%}"
            )
        else:
            print(f"{style:13}{count:5}{got['first']:7.1%}{got['first three']:7.1%}{got['answered wrong']:7.1%}"
                  f"{got['unknown']:7.1%}")  # fmt: skip


def show_splits(questions: Sequence[measure.Question], library: Library) -> None:
    """Thresholds chosen on one half, reported on the other, 20 times: do the shipped constants hold?"""
    found = {question: library.search(question.text) for question in questions}
    names = ("answered right", "answered wrong", "right answered or offered", "foreign answered")
    rows = []
    for seed in range(20):
        shuffled = random.Random(seed).sample(questions, len(questions))
        half = len(shuffled) // 2
        best = max(
            ((a / 20, u / 20) for a in range(6, 17) for u in range(6, 17)),
            key=lambda pair: _worth(_decided(shuffled[:half], found, *pair)),
        )
        rows.append([measure.figures(_decided(shuffled[half:], found, *best))[name] for name in names])
    print("\n20 random splits, thresholds from one half, figures from the other")
    for name, values in zip(names, zip(*rows, strict=True), strict=True):
        print(f"{name:27}{statistics.mean(values):6.1%}  {min(values):6.1%} to {max(values):6.1%}")


def _decided(
    questions: Sequence[measure.Question], found: dict[measure.Question, Found], answer: float, unknown: float
) -> list[measure.Outcome]:
    outcomes = []
    for question in questions:
        seen = found[question]
        first = seen.candidates[0].score
        kind = "unknown" if seen.outside >= unknown else "answer" if first >= answer else "clarify"
        outcomes.append(measure.Outcome(question, kind, tuple(c.page for c in seen.candidates)))
    return outcomes


def _worth(outcomes: Sequence[measure.Outcome]) -> float:
    got = measure.figures(outcomes)
    return (
        got["answered right"] + got["right answered or offered"] - 2 * got["answered wrong"] - got["foreign answered"]
    )


def show_noise(questions: Sequence[measure.Question], desk: Desk) -> None:
    ours = [question for question in questions if question.ours]
    print("\nnoise             first  offered  wrong")
    changes: dict[str, Callable[[str], str]] = {
        "clean": str,
        "no diacritics": fold,
        "capitals": str.upper,
        "typing errors": lambda text: measure.mistyped(text, 7),
    }
    for name, change in changes.items():
        got = measure.figures([ask(desk, question, change(question.text)) for question in ours])
        print(f"{name:14}{got['first']:9.1%}{got['right answered or offered']:9.1%}{got['answered wrong']:7.1%}")


def show_peers(questions: Sequence[measure.Question], library: Library, pages: Sequence[Page]) -> None:
    def ours(text: str) -> list[tuple[str, float]]:
        found = library.search(text)
        return [(candidate.page, candidate.score * (1 - found.outside)) for candidate in found.candidates]

    rankings: dict[str, Rank] = {"ours": ours}
    for name, make in peers.ALL.items():
        rankings |= {f"{name}, pages": make(pages, by_line=False), f"{name}, lines": make(pages, by_line=True)}
    print("\n                          first  three  foreign told apart (AUC)    p50 ms   p99 ms")
    for name, rank in rankings.items():
        taken, outcomes, best = [], [], []
        for question in questions:
            taken.append(_milliseconds(rank, question.text))
            ranked = rank(question.text) or [("", 0.0)]
            outcomes.append(measure.Outcome(question, "answer", tuple(page for page, _ in ranked)))
            best.append((question.ours, ranked[0][1]))
        got = measure.figures(outcomes)
        p50, p99 = _percentiles(taken)
        print(f"{name:24}{got['first']:7.1%}{got['first three']:7.1%}{_auc(best):19.3f}{p50:17.2f}{p99:9.2f}")


def _auc(scored: Sequence[tuple[bool, float]]) -> float:
    """How often a question of ours scores above a foreign one."""
    ours = [score for is_ours, score in scored if is_ours]
    foreign = [score for is_ours, score in scored if not is_ours]
    return statistics.mean((a > b) + (a == b) / 2 for a in ours for b in foreign)


def _percentiles(taken: Sequence[float]) -> tuple[float, float]:
    ordered = sorted(taken)
    return ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.99)]


def show_growth(questions: Sequence[measure.Question], pages: Sequence[Page]) -> None:
    """Latency of ours and of the peers as pages are added; ours has a trained model only for the real pages."""
    texts = [question.text for question in questions] + [measure.mistyped(question.text, 3) for question in questions]
    print("\n pages                     build s  open ms   p50 ms   p99 ms")
    for count in (len(pages), 1_000, 10_000):
        some = list(pages) if count == len(pages) else synthetic.pages(count)
        with tempfile.TemporaryDirectory() as folder:
            before = time.perf_counter()
            build.write(some, [], {}, Path(folder), "bench")
            built = time.perf_counter() - before
            data = DATA if count == len(pages) else Path(folder)
            before = time.perf_counter()
            library = Library.open(data)
            opening = (time.perf_counter() - before) * 1_000
            rankings: dict[str, Callable[[str], object]] = {"ours": library.search}
            rankings |= {name: make(some, by_line=False) for name, make in peers.ALL.items()}
            for name, rank in rankings.items():
                p50, p99 = _percentiles([_milliseconds(rank, text) for text in ("rozgrzewka pomiearu", *texts)][1:])
                own = f"{built:9.1f}{opening:9.1f}" if name == "ours" else " " * 18
                print(f"{count:6} {name:18}{own}{p50:9.2f}{p99:9.2f}", flush=True)


def _milliseconds(rank: Callable[[str], object], text: str) -> float:
    """By the processor's clock: other work on the machine does not count."""
    before = time.process_time()
    rank(text)
    return (time.process_time() - before) * 1_000


def main() -> None:
    half = "unseen" if "--unseen" in sys.argv else "development"
    print(f"The {half} half; shipped thresholds: answer {decision.ANSWER}, unknown {decision.UNKNOWN}")
    questions, pages, desk, library = measure.read(half), load_pages(), Desk(), Library.open()
    outcomes = [ask(desk, question, question.text) for question in questions]
    show_ours(outcomes)
    show_noise(questions, desk)
    show_peers(questions, library, pages)
    if half == "development":
        show_splits(questions, library)
    if "--quick" not in sys.argv:
        show_growth(questions, pages)


if __name__ == "__main__":
    main()
