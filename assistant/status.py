"""``stan``: which of the seven steps the working folder proves, what is next, and until when things are valid."""

from __future__ import annotations

from datetime import date
from typing import Any

from assistant.polish import long_date
from flows.catalogue import FLOWS
from flows.evidence import Survey

_MARK = {"done": "[x]", "said": "[~]", "partly": "[/]", "doubt": "[?]", "todo": "[ ]"}
_LEGEND = "[x] zrobione, [~] zapisane na słowo, [/] w połowie, [?] niepewne, [ ] do zrobienia"


def summary(seen: Survey, today: date) -> str:
    """The state of the renewal as text, ending with what to type next."""
    rows = [f"Folder: {seen.folder}"]
    rows += [f"{_MARK[step.state]} {FLOWS[step.flow].title} – {step.evidence}" for step in seen.steps]
    rows.append(_LEGEND)
    if seen.valid_until is not None:
        rows.append(f"Nowe certyfikaty są ważne do {long_date(seen.valid_until, today)}.")
    return "\n".join([*rows, next_step(seen)])


def next_step(seen: Survey) -> str:
    """What to do now, in one sentence or two."""
    if seen.next is None:
        return "Wszystkie kroki są zrobione lub zapisane jako zrobione. Proszę zachować folder z plikami."
    return f"Co dalej: {FLOWS[seen.next].title}. Proszę wpisać „tak” albo „{seen.next}”. Całość pokazuje „stan”."


def as_json(seen: Survey) -> dict[str, Any]:
    """The same for scripts."""
    return {
        "folder": str(seen.folder),
        "steps": [
            {"flow": step.flow, "number": FLOWS[step.flow].number, "state": step.state, "evidence": step.evidence}
            for step in seen.steps
        ],
        "next": seen.next,
        "valid_until": seen.valid_until.isoformat() if seen.valid_until else None,
    }
