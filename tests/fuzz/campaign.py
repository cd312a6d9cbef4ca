"""The long run: each reader for its share of the time, every execution counted, what was found kept and confirmed."""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
REPORT = ROOT / "docs" / "trust" / "fuzzing.json"
FOUND = Path(__file__).parent / "found"
WORK = ROOT / ".fuzz"
_EXECUTED = re.compile(r"stat::number_of_executed_units: (\d+)")
_PROGRESS = re.compile(r"^#(\d+)\s.*? cov: (\d+) ft: (\d+)", re.MULTILINE)
_FIND = re.compile(r"^FIND .*", re.MULTILINE)
_HOW = (
    "atheris: coverage-guided, one process a reader; checksums and structure repaired after blind changes; "
    "executions of all runs, on the version of each day"
)


def main(arguments: Sequence[str]) -> int:
    """Exit status 1 when something was found that still is a defect."""
    parser = argparse.ArgumentParser(prog="python -m tests.trust fuzz", description=__doc__)
    parser.add_argument("--seconds", type=int, default=600, help="altogether, shared evenly by the readers")
    parser.add_argument("--names", action="store_true", help="the readers' names, and nothing else")
    parser.add_argument("--lines", action="store_true", help="also count the lines that the corpus reaches (slow)")
    parser.add_argument("readers", nargs="*")
    given = parser.parse_args(arguments)
    from fuzz.registry import READERS

    if given.names:
        print("\n".join(READERS))
        return 0
    unknown = set(given.readers) - set(READERS)
    if unknown:
        parser.error(f"no such reader: {', '.join(sorted(unknown))}")
    names = given.readers or list(READERS)
    share = max(1, given.seconds // len(names))
    return int(sum(_fuzz(name, share, lines=given.lines) for name in names) > 0)


def _fuzz(name: str, seconds: int, *, lines: bool) -> bool:
    """Whether something new was found that a process without instrumentation finds too."""
    corpus, finds = (WORK / name / each for each in ("corpus", "finds"))
    for folder in (corpus, finds):
        folder.mkdir(parents=True, exist_ok=True)
    for old in finds.iterdir():
        old.unlink()
    print(f"{name}: {seconds} s …", flush=True)
    command = [sys.executable, "-m", "fuzz.worker", name, str(seconds), str(corpus), str(finds)]
    done = subprocess.run(command, capture_output=True, env=_environment(), cwd=WORK, check=False)
    shutil.rmtree(WORK / "tmp", ignore_errors=True)  # libFuzzer ends its process at once, and nothing is tidied there
    said = done.stderr.decode("utf-8", "replace")
    steps = _PROGRESS.findall(said)
    total = _EXECUTED.search(said)
    executions = int(total.group(1)) if total else int(steps[-1][0]) if steps else 0
    edges = int(steps[-1][1]) if steps else 0
    (WORK / name / "log.txt").write_text(said, "utf-8")
    confirmed = _confirm(name, finds)
    for line in _FIND.findall(said):
        print(f"  {line}")
    for path, error in confirmed:
        print(f"  CONFIRMED {path}: {error}")
    reached = _measure(name, corpus) if lines else {}
    print(f"  {executions} executions, {edges} edges, {reached}, {len(confirmed)} finds", flush=True)
    if not total and not confirmed:
        print(said[-2_000:])
    _add(name, executions, seconds, edges, reached)
    return bool(confirmed)


def _confirm(name: str, finds: Path) -> list[tuple[Path, str]]:
    """Each find alone in a fresh process: being slow under instrumentation is no defect."""
    confirmed = []
    for path in sorted(finds.iterdir()):
        done = _alone("replay", name, path)
        if done.returncode:
            confirmed.append((path, done.stderr.strip().rpartition("\n")[2][:300]))
    return confirmed


def _measure(name: str, corpus: Path) -> dict[str, str]:
    """How many lines of the watched modules the corpus reaches."""
    done = _alone("lines", name, corpus)
    return dict(json.loads(done.stdout)) if done.returncode == 0 else {}


def _alone(what: str, name: str, path: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "fuzz.replay", what, name, str(path)]
    return subprocess.run(command, capture_output=True, text=True, env=_environment(), cwd=WORK, check=False)


def _environment() -> dict[str, str]:
    """Where the program is used: a moment in the last hour of the year 9999 has none later there."""
    (WORK / "tmp").mkdir(exist_ok=True)
    path = os.pathsep.join((str(ROOT), str(ROOT / "tests")))
    return {**os.environ, "PYTHONPATH": path, "TMPDIR": str(WORK / "tmp"), "TZ": "Europe/Warsaw"}


def _add(name: str, executions: int, seconds: int, edges: int, lines: dict[str, str]) -> None:
    """The report grows with every run; ``finds`` are the cases kept under ``tests/fuzz/found``, all mended."""
    rows: dict[str, dict[str, Any]] = {}
    if REPORT.exists():
        rows = {row["reader"]: row for row in json.loads(REPORT.read_text("utf-8"))}
    before = rows.get(name, {"executions": 0, "seconds": 0, "coverage": {"edges": 0, "lines": {}}})
    rows[name] = {
        "reader": name,
        "executions": before["executions"] + executions,
        "seconds": before["seconds"] + seconds,
        "finds": 0,
        "coverage": {
            "edges": max(edges, before["coverage"]["edges"]),
            "lines": lines or before["coverage"]["lines"],
        },
    }
    for each, row in rows.items():
        row["finds"] = len(list((FOUND / each).glob("*")))
        row["how"] = _HOW
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_text(json.dumps(sorted(rows.values(), key=lambda row: row["reader"]), indent=1) + "\n", "utf-8")
