"""How long a message of 1 MiB takes to be read, beside what Python's own parser takes for the same bytes.

    uv run python tests/bench/messages.py [--runs 15]

Prints medians in milliseconds and ends with status 1 where one is over the goal of 100 ms. A busy machine misses it.
"""

from __future__ import annotations

import argparse
import email
import email.policy
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from letters.test_hostile import ONE_MIB

from flows.mail.letters.letter import read_letter

GOAL = 0.1
TODAY = date(2026, 11, 22)


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    missed = 0
    print(f"{'1 MiB of':<15}{'ours':>8}{'email':>8}   ms, medians of {runs}")
    for name, data in ONE_MIB.items():
        ours, theirs = [], []
        for _ in range(runs):  # in turns: a busy moment meets both
            ours.append(seconds(lambda data=data: read_letter(data, TODAY)))
            theirs.append(seconds(lambda data=data: email.message_from_bytes(data, policy=email.policy.default)))
        mine = statistics.median(ours)
        missed += mine > GOAL
        print(
            f"{name:<15}{1000 * mine:8.1f}{1000 * statistics.median(theirs):8.1f}{'   over the goal' * (mine > GOAL)}"
        )
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
