"""``python -m tests.trust``: every flow, every changing call, every fault. See ``--help``."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from trust.crash import KINDS, Course, Tried, attempt, course
from trust.scenery import SCENARIOS, Scenes


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.trust", description=__doc__)
    parser.add_argument("--flows", nargs="*", default=list(SCENARIOS), help="only these")
    parser.add_argument("--kinds", nargs="*", default=list(KINDS), choices=list(KINDS), help="only these faults")
    parser.add_argument("--every", type=int, default=1, help="only each N-th call")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--json", type=Path, help="where the results go")
    asked = parser.parse_args()
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="trust-") as name, ProcessPoolExecutor(asked.workers) as pool:
        base = Path(name)
        scenes = Scenes(base / "scenes")
        tried: list[Tried] = []
        for flow in asked.flows:
            plan = course(flow, scenes, base / "course")
            jobs = []
            for kind in asked.kinds:
                for at in plan.points(KINDS[kind])[:: asked.every]:
                    jobs.append(pool.submit(attempt, plan, KINDS[kind], at, base / f"{flow}-{kind}-{at}"))
            done = [job.result() for job in jobs]
            tried += done
            bad = [each for each in done if each.wrong]
            print(
                f"{flow}: {len(plan.calls)} calls, {len(done)} tries, {len(bad)} wrong, {time.monotonic() - start:.0f} s"
            )
            for each in bad:
                print(f"  {each.kind} at {each.at} ({each.call}): status {each.status}; {'; '.join(each.wrong)}")
            sys.stdout.flush()
    return 1 if any(each.wrong for each in tried) else 0


if __name__ == "__main__":
    sys.exit(main())
