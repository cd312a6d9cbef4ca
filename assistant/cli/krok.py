"""``krok NAZWA``: one flow from the command line, answers from flags; what is missing ends with status 3."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from assistant.cli.given import clock_of
from assistant.cli.krok_answers import FieldCheck, answers_from, check_form, read_form
from assistant.screen import sentences, step_sentences
from assistant.screen.render import shown
from assistant.screen.statuses import CANCELLED, DONE, MISSING_ANSWER, PROBLEM
from flows.base.errors import Cancelled, FlowError, NotYetError, Problem
from flows.catalogue import EVERY
from flows.engine import progress, runner
from flows.engine.journal import entries_of
from flows.engine.model import Ask, AskSecret, ByHand, Do, Flow, Item
from flows.engine.plan import Plan, Result
from flows.engine.progress import State
from flows.folder import history
from flows.folder.passed_over import foreign
from flows.ports.computer import Computer
from flows.this_computer import this_computer


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What ``--json`` prints; ``status`` is the process's. ``extra`` are a flow's own keys."""

    flow: str
    state: str
    status: int
    files: tuple[Path, ...] = ()
    problem: Problem | None = None
    plan: Plan | None = None
    lines: tuple[str, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)


def krok(arguments: argparse.Namespace) -> int:
    """Runs the flow and reports. Status as in interface.md."""
    computer = this_computer(clock_of(arguments))
    outcome = _run(EVERY[arguments.flow], arguments, computer)
    if arguments.json:
        print(json.dumps(_as_json(outcome), ensure_ascii=False))
    elif outcome.problem is None or outcome.state == "waiting":
        if outcome.plan is not None:
            print(shown(step_sentences.plan(outcome.plan)))
        if outcome.lines:
            print(shown("\n".join(outcome.lines)))
    if outcome.problem is not None and outcome.state == "waiting":
        said = shown(f"{outcome.problem.what} {outcome.problem.next}")
        print(said, file=sys.stderr if arguments.json else sys.stdout)
    elif outcome.problem is not None:
        print(shown(sentences.problem(outcome.problem)), file=sys.stderr)
    return outcome.status


def _run(flow: Flow, arguments: argparse.Namespace, computer: Computer) -> _Outcome:
    extra: dict[str, Any] = {}
    form = getattr(arguments, "dane", None)
    today = computer.now().date()
    checks: dict[str, FieldCheck] = {}
    checked: dict[str, Any] = {}
    try:
        if form is not None:
            checks, checked = check_form(flow, read_form(form), today)
            extra["fields"] = {name: {"ok": check.ok, "message": check.message} for name, check in checks.items()}
        answers = {**answers_from(flow, arguments, today), **checked}
    except FlowError as error:
        return _Outcome(flow.name, "problem", PROBLEM, problem=error.problem, extra=extra)
    wrong = [name for name, check in checks.items() if not check.ok]
    if wrong:
        outcome = _Outcome(flow.name, "problem", PROBLEM, problem=_invalid(checks, wrong))
    else:
        outcome = _passed(flow, answers, _walk(flow, progress.start(flow, answers), arguments, computer, extra))
    lines = tuple(f"{name}: {check.message or 'w porządku.'}" for name, check in checks.items())
    if flow.scripted is not None and (form is not None or not _has_form(flow)):
        facts = flow.scripted.facts(answers, computer.now)
        extra |= facts
        lines = (*lines, *flow.scripted.lines(facts))
    return replace(outcome, extra=extra, lines=(*lines, *outcome.lines))


def _passed(flow: Flow, answers: Mapping[str, Any], outcome: _Outcome) -> _Outcome:
    """In a step that was marked as none of this pharmacy's nothing is missed, and nobody is waited for.

    Whoever gives it more than the folder and a password wants it done all the same.
    """
    folder = answers.get("folder")
    wanted = any(isinstance(item, Ask) and item.name in answers and item.name != "folder" for item in flow.items)
    if flow.passing is None or wanted or outcome.plan is not None or not isinstance(folder, Path):
        return outcome
    if flow.name not in foreign(history.this_renewal(entries_of(folder))):
        return outcome
    return _Outcome(flow.name, "done", DONE, lines=(step_sentences.PASSED_BEFORE,), extra=outcome.extra)


def _has_form(flow: Flow) -> bool:
    return any(isinstance(item, Ask) and item.in_form for item in flow.items)


def _invalid(checks: Mapping[str, FieldCheck], wrong: Sequence[str]) -> Problem:
    return Problem(
        "fields-invalid",
        f"We wniosku trzeba poprawić: {', '.join(wrong)}.",
        tuple(f"{name}: {checks[name].message}" for name in wrong),
        "Proszę poprawić te dane w pliku i sprawdzić jeszcze raz.",
        page="sow-manager-data",
    )


def _walk(
    flow: Flow, state: State, arguments: argparse.Namespace, computer: Computer, extra: dict[str, Any]
) -> _Outcome:
    """Item after item; what operations saw goes into ``extra``."""
    plan: Plan | None = None
    files: list[Path] = []
    lines: list[str] = []
    try:
        while (item := _pending(flow, state)) is not None:
            match item:
                case Ask(skippable=True):
                    state = progress.decline(state, item.name)
                case Do(offered=name) if name and not state.answers.get(name):
                    state = progress.decline(state, item.name)
                case Ask(name="folder") if flow.scripted and (
                    aloud := flow.scripted.aloud(state.answers, computer.now)
                ):
                    return _Outcome(flow.name, "waiting", DONE, lines=aloud)
                case Ask() | AskSecret():
                    return _Outcome(flow.name, "problem", MISSING_ANSWER, problem=_missing(flow, item))
                case ByHand(recorded=False):
                    state = progress.report_done(state, item.name)  # a question to a person; a script answers none
                case ByHand():
                    return _Outcome(flow.name, "waiting", DONE, tuple(files), _by_hand(flow), plan, tuple(lines))
                case Do(attended=True):
                    state = progress.record(state, item.name, Result((), (), seen=False))
                case Do():
                    _check(flow, state)
                    plan = _agreed(flow, _prepare(item, state, computer), state)
                    if arguments.plan:
                        return _Outcome(flow.name, "waiting", DONE, plan=plan)
                    if not arguments.tak and not plan.nothing_to_do:
                        return _Outcome(flow.name, "problem", MISSING_ANSWER, problem=_unconfirmed(plan), plan=plan)
                    result = _perform(item, plan, state, computer, quiet=arguments.json)
                    files.extend(result.files)
                    extra.update(result.facts)
                    lines.append(step_sentences.done(result))
                    state = progress.record(state, item.name, result)
    except FlowError as error:
        extra.update(error.facts)
        waits = isinstance(error, NotYetError)
        state_name, status = ("waiting", DONE) if waits else ("problem", PROBLEM)
        problem = error.problem
        asked = next((each for each in flow.items if each.name == problem.ask), None)
        if isinstance(asked, Ask | AskSecret):
            problem = replace(problem, next=f"{problem.next} Odpowiedź podaje się przez {asked.flag}.")
            status = status if asked.name in state.answers else MISSING_ANSWER
        return _Outcome(flow.name, state_name, status, tuple(files), problem, plan, tuple(lines))
    except (Cancelled, KeyboardInterrupt):  # the latter while looking: nothing was begun
        return _Outcome(flow.name, "cancelled", CANCELLED, lines=(sentences.INTERRUPTED,))
    ended = "waiting" if flow.scripted is not None and flow.scripted.waits(state.answers) else "done"
    return _Outcome(flow.name, ended, DONE, tuple(files), plan=plan, lines=tuple(lines))


def _pending(flow: Flow, state: State) -> Item | None:
    """Where the flow stands; what a person has to do does not keep a script from the extras that it asked for."""
    item = progress.pending(flow, state)
    if not isinstance(item, ByHand) or not item.recorded:
        return item
    extras = (each for each in flow.items if isinstance(each, Do) and state.answers.get(each.offered))
    return next((each for each in extras if not progress.met(each, state)), item)


def _check(flow: Flow, state: State) -> None:
    """What the conversation checks with each answer; here only once nothing is missing. Raises FlowError."""
    for item in flow.items:
        if isinstance(item, Ask) and item.check is not None and item.name in state.answers:
            item.check(state.answers[item.name], state.answers)


def _prepare(item: Do, state: State, computer: Computer) -> Plan:
    return runner.prepare(item.operation, progress.uses(item, state), computer)


def _agreed(flow: Flow, plan: Plan, state: State) -> Plan:
    """The plan, where no doubt keeps ``--tak`` from counting for it. Raises FlowError."""
    if plan.doubt and flow.scripted is not None:
        flow.scripted.agreed(state.answers)
    return plan


def _perform(item: Do, plan: Plan, state: State, computer: Computer, *, quiet: bool) -> Result:
    def say(text: str) -> None:
        if not quiet:
            print(f"… {shown(text)}", file=sys.stderr)

    return runner.perform(item.operation, plan, progress.uses(item, state), computer, say)


def _missing(flow: Flow, item: Ask | AskSecret) -> Problem:
    return Problem(
        "answer-missing",
        f"Brakuje odpowiedzi: {item.question}",
        (),
        f"Proszę dodać {item.flag} albo uruchomić rozmowę: asystent-p1",
        page=flow.page,
        ask=item.name,
    )


def _by_hand(flow: Flow) -> Problem:
    return Problem(
        "by-hand",
        f"{flow.title}: resztę tego kroku wykonuje człowiek, a nie program.",
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
        page="operation-safety",
    )


def _as_json(outcome: _Outcome) -> dict[str, Any]:
    result: dict[str, Any] = {
        "flow": outcome.flow,
        "status": outcome.state,
        "files": [str(path) for path in outcome.files],
        "problem": outcome.problem and outcome.problem.to_json(),
    }
    if outcome.plan is not None:
        result["plan"] = {
            "summary": outcome.plan.summary,
            "lines": list(outcome.plan.lines),
            "writes": [str(path) for path in outcome.plan.writes],
            "undo": outcome.plan.undo,
        }
    return result | dict(outcome.extra)
