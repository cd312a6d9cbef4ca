"""``python -m tests.trust crash``: every flow, every changing call, every fault.

An hour and a half of two cores; ``--flows``, ``--kinds`` and ``--every`` choose a part. The results of each flow go
into ``docs/trust/crash.json`` as soon as it is done, in the place of those of an earlier run with the same faults.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from trust import report
from trust.crash import KINDS, Course, Tried, attempt, course
from trust.scenery import SCENARIOS, Scenes

_SHOWN = 6  # of what went wrong in each flow; all of it stands in the JSON
_RESULTS = report.DATA / "crash.json"


def main(arguments: Sequence[str]) -> int:
    """Exit status 1 when anything was wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.trust crash", description=__doc__)
    parser.add_argument("--flows", nargs="*", default=list(SCENARIOS), choices=list(SCENARIOS))
    parser.add_argument("--kinds", nargs="*", default=list(KINDS), choices=list(KINDS))
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only each N-th call")
    parser.add_argument(
        "--tools-every", type=int, default=1, metavar="N", help="of calls of NSS's tools each N-th only"
    )
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--json", type=Path, default=_RESULTS)
    asked = parser.parse_args(arguments)
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="trust-") as name, ProcessPoolExecutor(asked.workers) as pool:
        base = Path(name)
        scenes = Scenes(base / "scenes")
        for flow in asked.flows:
            start = time.monotonic()
            plan = course(flow, scenes, base / "course")
            jobs = [
                pool.submit(attempt, plan, KINDS[kind], at, base / f"{flow}-{kind}-{at}")
                for kind in asked.kinds
                for at in _chosen(plan, kind, asked.every, asked.tools_every)
            ]
            done = [job.result() for job in jobs]
            wrong += _tell(plan, done, time.monotonic() - start)
            _keep(asked.json, plan, done, time.monotonic() - start)
    return 1 if wrong else 0


def _chosen(plan: Course, kind: str, every: int, of_tools: int) -> list[int]:
    """The points of a fault: each ``every``-th, and of the tools' calls each ``of_tools``-th of those."""
    points = plan.points(KINDS[kind])
    ours = [at for at in points if plan.calls[at - 1].program == plan.calls[0].program]
    theirs = [at for at in points if at not in set(ours)]
    return ours[::every] + theirs[:: every * of_tools]


def _tell(plan: Course, done: Sequence[Tried], seconds: float) -> int:
    bad = [each for each in done if each.wrong]
    print(f"{plan.name}: {len(plan.calls)} calls, {len(done)} tries, {len(bad)} wrong, {seconds:.0f} s", flush=True)
    for each in bad[:_SHOWN]:
        print(f"  {each.kind} at {each.at} ({each.call}): status {each.status}; {'; '.join(each.wrong)}", flush=True)
    return len(bad)


def _keep(path: Path, plan: Course, done: Sequence[Tried], seconds: float) -> None:
    """Into the file; what was tried of this flow with other faults stays."""
    results: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    flow = results.setdefault(plan.name, {"calls": 0, "seconds": 0, "kinds": {}})
    flow["calls"], flow["seconds"] = len(plan.calls), flow["seconds"] + round(seconds)
    for name in dict.fromkeys(each.kind for each in done):
        tried = [each for each in done if each.kind == name]
        flow["kinds"][name] = {
            "tried": len(tried),
            "wrong": [each.as_json() for each in tried if each.wrong],
            "passed": Counter(each.call for each in tried if each.passed),
        }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", "utf-8")
