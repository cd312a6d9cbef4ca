"""``krok NAZWA``: one flow from the command line, answers from flags; what is missing ends with status 3."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from assistant import sentences
from assistant.statuses import CANCELLED, DONE, MISSING_ANSWER, PROBLEM
from flows import progress
from flows.catalogue import FLOWS
from flows.errors import Cancelled, FlowError, Problem
from flows.model import Ask, AskSecret, Do, Flow, Item, Plan
from flows.progress import State
from flows.secret import Secret

MAX_PASSWORD_FILE_BYTES = 4_096


@dataclass(slots=True)
class _Outcome:
    """What ``--json`` prints; ``status`` is the process's."""

    flow: str
    state: str
    status: int
    files: tuple[Path, ...] = ()
    problem: Problem | None = None
    plan: Plan | None = None
    lines: tuple[str, ...] = ()


def krok(arguments: argparse.Namespace, now: Callable[[], datetime]) -> int:
    """Runs the flow and reports. Status as in interface.md."""
    flow = FLOWS[arguments.flow]
    outcome = _run(flow, arguments, now)
    if arguments.json:
        print(json.dumps(_as_json(outcome), ensure_ascii=False))
    elif outcome.problem is None:
        if outcome.plan is not None:
            print(sentences.plan(outcome.plan))
        if outcome.lines:
            print("\n".join(outcome.lines))
    if outcome.problem is not None:
        print(sentences.problem(outcome.problem), file=sys.stderr)
    return outcome.status


def read_password(path: Path) -> str:
    """The first line of the file, without its line end or a byte order mark. Raises FlowError."""
    from flows.operations.files import read_file  # start-up

    data = read_file(path, MAX_PASSWORD_FILE_BYTES)
    try:
        return data.decode("utf-8-sig").split("\n", 1)[0].rstrip("\r")
    except UnicodeDecodeError:
        return data.split(b"\n", 1)[0].decode("cp1250", "replace").rstrip("\r")  # saved by an old Notepad


def answers_from(flow: Flow, arguments: argparse.Namespace) -> dict[str, Any]:
    """The parsed answers and options that the flags give. Raises FlowError for the first bad one."""
    answers: dict[str, Any] = {}
    for item in flow.items:
        given = getattr(arguments, item.name, None)
        if given is None:
            continue
        if isinstance(item, Ask):
            answers[item.name] = item.parse(given)
        elif isinstance(item, AskSecret):
            answers[item.name] = item.parse(read_password(given))
    for option in flow.options:
        given = getattr(arguments, option.name, None)
        if given is not None:
            answers[option.name] = option.parse(given)
    return answers


def _run(flow: Flow, arguments: argparse.Namespace, now: Callable[[], datetime]) -> _Outcome:
    plan: Plan | None = None
    try:
        state = progress.start(flow, answers_from(flow, arguments))
        files: list[Path] = []
        lines: list[str] = []
        while (item := progress.pending(flow, state)) is not None:
            if not isinstance(item, Do):
                return _Outcome(flow.name, "problem", MISSING_ANSWER, problem=_missing(flow, item))
            plan = _prepare(item, state, now)
            if arguments.plan:
                return _Outcome(flow.name, "waiting", DONE, plan=plan)
            if not arguments.tak and not plan.nothing_to_do:
                return _Outcome(flow.name, "problem", MISSING_ANSWER, problem=_unconfirmed(plan), plan=plan)
            result = _perform(item, plan, state, now, quiet=arguments.json)
            files.extend(result.files)
            lines.append(sentences.done(result))
            state = progress.record(state, item.name, result)
    except FlowError as error:
        return _Outcome(flow.name, "problem", PROBLEM, problem=error.problem, plan=plan)
    except Cancelled:
        return _Outcome(flow.name, "cancelled", CANCELLED, lines=(sentences.INTERRUPTED,))
    return _Outcome(flow.name, "done", DONE, tuple(files), plan=plan, lines=tuple(lines))


def _prepare(item: Do, state: State, now: Callable[[], datetime]) -> Plan:
    from flows import runner  # start-up

    return runner.prepare(item.operation, progress.uses(item, state), now)


def _perform(item: Do, plan: Plan, state: State, now: Callable[[], datetime], *, quiet: bool) -> Any:
    from flows import runner  # start-up

    def say(text: str) -> None:
        if not quiet:
            print(f"… {text}", file=sys.stderr)

    return runner.perform(item.operation, plan, progress.uses(item, state), now, say)


def _missing(flow: Flow, item: Item) -> Problem:
    if isinstance(item, Ask | AskSecret):
        return Problem(
            "answer-missing",
            f"Brakuje odpowiedzi: {item.question}",
            (),
            f"Proszę dodać {item.flag} albo uruchomić rozmowę: asystent-p1",
            page=flow.page,
            ask=item.name,
        )
    return Problem(
        "by-hand",
        f"{flow.title}: ten krok wykonuje człowiek, a nie program.",
        (),
        f"Proszę uruchomić asystent-p1 i wpisać „{flow.name}”: pokaże, co zrobić, i zapisze, że krok jest wykonany.",
        page=flow.page,
    )


def _unconfirmed(plan: Plan) -> Problem:
    return Problem(
        "confirmation-missing",
        f"Bez zgody nic nie zmieniam. {plan.summary}.",
        (),
        "Proszę obejrzeć plan (--plan) i dodać --tak, aby go wykonać.",
    )


def _as_json(outcome: _Outcome) -> dict[str, Any]:
    result: dict[str, Any] = {
        "flow": outcome.flow,
        "status": outcome.state,
        "files": [str(path) for path in outcome.files],
        "problem": sentences.problem_json(outcome.problem),
    }
    if outcome.plan is not None:
        result["plan"] = {
            "summary": outcome.plan.summary,
            "lines": list(outcome.plan.lines),
            "writes": [str(path) for path in outcome.plan.writes],
            "undo": outcome.plan.undo,
        }
    return result


def passwords_from(path: Path | None) -> tuple[Secret, ...]:
    """The password file of ``sprawdz``, when one was given."""
    return (Secret(read_password(path)),) if path is not None else ()
