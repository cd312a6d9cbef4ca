"""Writes ``docs/trust.md`` from the results in ``docs/trust/*.json``: ``python -m tests.trust page``.

``crash.json``: by flow its changing calls, and tries, losses and harmless passes by fault. ``fuzzing.json``: a list of
objects with ``reader``, ``executions``, ``seconds``, ``finds``. ``mutation.json``: by module ``mutants``, ``killed``,
``survived``, ``score`` (0..1). A file that is not there leaves its chapter out.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parents[2] / "docs"
DATA = DOCS / "trust"
_KINDS = {
    "kill": "the power goes before the call",
    "torn": "the power goes in the middle of a write",
    "kill-one": "a tool of NSS dies, ours lives on",
    "ENOSPC": "the disk is full from here on; a write gets half its bytes there first",
    "EIO": "the call fails once with EIO",
    "EACCES": "rights are taken away: every later call on a name fails",
    "EROFS": "the disk becomes read-only",
    "vanish": "the folder is pulled away and comes back after the run",
    "year-on": "the power goes, and the clock is a year ahead when the work is taken up",
    "year-back": "the same, a year behind",
}
_INTRODUCTION = """# Trust: what was tried, and what came of it

Generated from `docs/trust/*.json` by the command that makes those results:
`uv run --group fuzz --group mutate python -m tests.trust` (hours; its parts: `tests/trust/__main__.py`).
CI runs an even share: `tests/trust/test_crash.py`, `tests/fuzz/test_readers.py`.
"""
_CRASHES = """## Crash at every point

Each flow runs as a real process and is struck at every system call that changes something in the working folder, the
home, the temporary folder, the downloads or the share – its own calls and those of the tools it starts. Then it is
looked at, finished without faults, and looked at again. What must hold:

- no key is lost or replaced, every request keeps its keystore, nothing that was there before is gone;
- no half file stands under a final name (every new file is parsed; keystores are opened with the password);
- the journal only grows, at most one line of it is torn, and `stan` names the right step;
- after finishing, everything that an undisturbed run leaves is there, nothing more, and nothing temporary;
- the password stands in no file;
- a fault is told in Polish with status 1, or the run was complete all the same.

The tracer (`tests/trust/tracer.py`) uses ptrace and seccomp as strace does. strace's own `inject` counts the calls of
each process apart and filters by whole paths only, so it cannot name a call on a temporary file with a random name;
`test_tracer.py` checks that both see the same calls. SIGKILL strikes before the call is carried out: killed after one
call is killed before the next. A flow's row is of its last complete run, on the code of that day.
"""


_FUZZING = """## Hostile input

Each reader of bytes or text from outside is fuzzed by atheris: guided by coverage, a process of its own, checksums and
structure repaired after blind changes. A find is a crash, more than a second, more than 100 MB above base, or something
accepted that is wrong. Every find is mended and kept under `tests/fuzz/found/`, where pytest tries it again. Executions
are those of all runs, each on the code of its day; a reader that costs microseconds gets through more than one that
opens a keystore."""
_MUTATION = """## Mutation

The core is broken bit by bit (mutmut) and its own tests are run. Sentences for people and what only Windows runs are
left out (why: `tests/trust/mutate.py`). Every survivor stands in `mutation.json` with the change, and why it lives.
"""
_OTHERS = (
    (
        "„gotowe” only after reading back: what each operation made is broken before `verify`, and refused",
        "`tests/trust/test_honesty.py`",
    ),
    (
        "a canary password through every flow is in no file, log, history, argument, environment, screen or dump",
        "`tests/trust/test_secrets.py`",
    ),
    (
        "„cofnij” and „przywróć” twice, after a crash, and of what was changed by hand meanwhile",
        "`tests/trust/test_undoing.py`, `tests/flows/test_undo.py`, `test_undo_files.py`, `test_redo.py`",
    ),
    (
        "two programs in a folder, eight on a share, a stale lock, a cloud that renames",
        "`tests/trust/test_two_at_once.py`",
    ),
    ("RaportNet runs again, the assistant killed at each press", "`tests/windows/test_raportnet.py`"),
    (
        "libraries: pinned, licensed, no code at installation",
        "`tests/trust/test_supply.py`, [licences](trust/licences.md)",
    ),
)


PAGE = DOCS / "trust.md"


def write() -> None:
    """Puts the page in its place."""
    PAGE.write_text(page(), "utf-8")


def page() -> str:
    """The page, from whatever results there are."""
    parts = [_INTRODUCTION]
    for name, chapter in (("crash", _crashes), ("fuzzing", _fuzzing), ("mutation", _mutation)):
        path = DATA / f"{name}.json"
        if path.exists():
            parts.append(chapter(json.loads(path.read_text("utf-8"))))
    told = "## What else is proved, with every run of the tests"
    parts.append(f"{told}\n\n{_table(('what', 'where'), _OTHERS)}\n")
    return "\n".join(parts)


def _crashes(flows: dict[str, Any]) -> str:
    kinds = [kind for kind in _KINDS if any(kind in each["kinds"] for each in flows.values())]
    rows = [
        [name, each["calls"], *(each["kinds"].get(kind, {}).get("tried", "–") for kind in kinds), _wrong(each)]
        for name, each in flows.items()
    ]
    total = ["**all**", sum(each["calls"] for each in flows.values())]
    total += [sum(each["kinds"].get(kind, {}).get("tried", 0) for each in flows.values()) for kind in kinds]
    total.append(sum(_wrong(each) for each in flows.values()))
    tried = sum(sum(kind["tried"] for kind in each["kinds"].values()) for each in flows.values())
    told = f"{tried:,} tries: {len(flows)} flows × {total[1]} calls × {len(kinds)} faults, as far as a fault can "
    told += "happen to a call (a full disk refuses what grows, a missing right what has a name)."
    legend = "\n".join(f"- `{kind}`: {_KINDS[kind]}" for kind in kinds)
    return "\n".join(
        [
            _CRASHES,
            told,
            "",
            _table(["flow", "calls", *kinds, "losses"], [*rows, total]),
            "",
            legend,
            "",
            _passed(flows),
        ]
    )


def _wrong(flow: dict[str, Any]) -> int:
    return sum(len(kind["wrong"]) for kind in flow["kinds"].values())


def _passed(flows: dict[str, Any]) -> str:
    from trust.crash import why_harmless

    reasons: dict[str, int] = {}
    passed = [(kind, each["passed"]) for flow in flows.values() for kind, each in flow["kinds"].items()]
    for kind, calls in passed:
        for call, times in calls.items():
            reason = why_harmless(f"{kind}: {call}") or f"unexplained: {call}"
            reasons[reason] = reasons.get(reason, 0) + times
    rows = [[reason, times] for reason, times in sorted(reasons.items())]
    return "\n".join(
        [
            "### Faults that did not matter",
            "",
            "The program said done, and everything was there:",
            "",
            _table(["what failed, and why it may", "times"], rows),
            "",
        ]
    )


def _fuzzing(readers: Sequence[dict[str, Any]]) -> str:
    names = ("reader", "executions", "seconds", "finds")
    rows = [[each.get(name, "") for name in names] for each in readers]
    rows.append(["**all**", *(sum(each.get(name, 0) for each in readers) for name in names[1:])])
    return f"{_FUZZING}\n\n{_table(names, rows)}\n"


def _mutation(modules: dict[str, dict[str, Any]]) -> str:
    names = ("mutants", "killed", "survived")
    rows = [[name, *(each[count] for count in names), f"{each['score']:.1%}"] for name, each in modules.items()]
    total = [sum(each[count] for each in modules.values()) for count in names]
    rows.append(["**all**", *total, f"{total[1] / total[0]:.1%}"])
    return f"{_MUTATION}\n{_table(('module', *names, 'score'), rows)}\n"


def _table(head: Sequence[object], rows: Sequence[Sequence[object]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def _cell(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)
