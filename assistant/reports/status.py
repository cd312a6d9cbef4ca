"""``stan``: which of the seven steps the working folder proves, what is next, and until when things are valid."""

from __future__ import annotations

from datetime import date
from typing import Any

from assistant.reports.reminding import first, pressing
from assistant.screen import computer_sentences
from assistant.screen.undo_sentences import lies_aside
from flows.base.polish import long_date
from flows.catalogue import EVERY, FLOWS
from flows.folder.computers import STEP as INSTALLED
from flows.survey import StepEvidence, Survey

_MARK = {"done": "[x]", "said": "[~]", "partly": "[/]", "waiting": "[.]", "doubt": "[?]", "todo": "[ ]"}
_MARK |= {"skipped": "[-]", "not-applicable": "[-]"}
_ALARM_DAYS = {"link": 7, "certificate": 30, "old": 30, "profile": 14}
_RENEWAL_DAYS = 60
"""So long before the end of the certificates a finished renewal is no longer all there is to do."""
_LEGEND = "[x] zrobione, [~] zapisane na słowo, [/] w połowie, [.] czeka, [?] niepewne, [ ] do zrobienia"
_PASSED = "[-] pominięte albo nie dotyczy"


def summary(seen: Survey, today: date) -> str:
    """The state of the renewal as text, ending with what to type next."""
    return f"{state(seen, today)}\n{_next(seen, today)}"


def state(seen: Survey, today: date) -> str:
    """The same without what to type: for others to read, and inside a step, where „tak” answers its question."""
    doubt = [seen.standing.clock] if seen.standing.clock else []
    rows = [*first(seen.deadlines, today), *doubt, f"Folder: {seen.folder}"]
    rows += [f"{_mark(seen, step)} {FLOWS[step.flow].title} – {step.evidence}" for step in seen.steps]
    rows.append(f"{_LEGEND}, {_PASSED}" if any(_MARK[step.state] == "[-]" for step in seen.steps) else _LEGEND)
    rows += seen.warnings.values()
    if seen.number is not None:
        rows.append(f"Numer wniosku: {seen.number}.")
    rows += lies_aside(seen.aside)
    rows += [f"{deadline.what}: {long_date(deadline.day, today)}." for deadline in seen.deadlines]
    return "\n".join(rows)


def _mark(seen: Survey, step: StepEvidence) -> str:
    """Nothing is called finished while nobody said on how many computers."""
    return _MARK["partly" if step.flow == INSTALLED and seen.uncounted and step.state == "done" else step.state]


def hopeless(seen: Survey) -> list[str]:
    """Why it cannot come to an end as it stands; nothing where it can."""
    return [each for each in (seen.standing.lost, seen.standing.unread, seen.standing.over) if each]


def urgent(seen: Survey, today: date) -> list[str]:
    """Deadlines that a scheduled task should raise an alarm about: passed, or so near that somebody must act."""
    return [*seen.warnings.values(), *seen.standing.said] + [
        f"{deadline.what}: {long_date(deadline.day, today)}."
        for deadline in pressing(seen.deadlines, seen.next, today)
        if (deadline.day - today).days <= _ALARM_DAYS[deadline.kind]
    ]


def next_step(seen: Survey, today: date) -> str:
    """What to do now, in a few sentences; a doubt about the date comes first."""
    doubt = [seen.standing.clock] if seen.standing.clock else []
    return "\n".join([*first(seen.deadlines, today), *doubt, _next(seen, today)])


def _next(seen: Survey, today: date) -> str:
    if seen.standing.lost:
        return seen.standing.lost
    if seen.standing.unread and seen.urgent is None:
        return seen.standing.unread
    if seen.standing.over:
        return f"{seen.standing.over} Proszę wpisać „tak” albo „csr”."
    ending = [each.day for each in seen.deadlines if each.kind == "certificate"]
    if seen.next is None and ending and (ending[0] - today).days <= _RENEWAL_DAYS:
        day = long_date(ending[0], today)
        return f"Koniec ważności tych certyfikatów: {day}. Pora na nowe odnowienie; proszę wpisać „csr”."
    if seen.next is None and not seen.whole:
        return (
            "Na tym komputerze wszystkie kroki są zrobione lub zapisane jako zrobione. Jeśli apteka ma ich więcej, na "
            "każdym trzeba zrobić krok 6: proszę wpisać tam „windows”. Proszę zachować folder z plikami."
        )
    if seen.elsewhere:
        return computer_sentences.elsewhere(seen.computers, seen.offer, EVERY[seen.offer].title if seen.offer else "")
    if seen.next is None:
        return f"{_all_done(seen)} Proszę zachować folder z plikami."
    return f"Co dalej: {FLOWS[seen.next].title}. Proszę wpisać „tak” albo „{seen.next}”. Całość pokazuje „stan”."


def _all_done(seen: Survey) -> str:
    """A step that was skipped is none that was done."""
    skipped = [FLOWS[step.flow].title for step in seen.steps if step.state == "skipped"]
    if skipped:
        return f"Reszta jest zrobiona lub zapisana jako zrobiona. Pominięto: {'; '.join(skipped)}."
    ours = "Wszystkie kroki, które dotyczą tej apteki," if seen.foreign else "Wszystkie kroki"
    return f"{ours} są zrobione lub zapisane jako zrobione."


def as_json(seen: Survey, today: date) -> dict[str, Any]:
    """The same for scripts."""
    return {
        "folder": str(seen.folder),
        "steps": [
            {"flow": step.flow, "number": FLOWS[step.flow].number, "state": step.state, "evidence": step.evidence}
            for step in seen.steps
        ],
        "next": seen.next,
        "deadlines": [
            {"kind": each.kind, "what": each.what, "day": each.day.isoformat(), "days_left": (each.day - today).days}
            for each in seen.deadlines
        ],
        "whole": seen.whole,
        "computers": {
            "count": seen.computers.count,
            "ready": list(seen.computers.ready),
            "by_word": list(seen.computers.by_word),
            "left": seen.computers.left,
        },
        "number": seen.number,
        "warning": " ".join(seen.warnings.values()) or None,
        "doubts": list(seen.standing.said),
        "put_away": [{"folder": str(each.aside), "files": list(each.names)} for each in seen.aside],
    }
