"""Steps that a person goes past: skipped for now, or not for this pharmacy. Their own word, until it is taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

from flows.engine.journal import Entry, taken_back
from flows.engine.undo import NOT_APPLICABLE, SKIPPED
from flows.folder.history import day_of

Passed: TypeAlias = Literal["skipped", "not-applicable"]

_EVENTS: dict[str, Passed] = {SKIPPED: "skipped", NOT_APPLICABLE: "not-applicable"}


def foreign(entries: Sequence[Entry]) -> frozenset[str]:
    """The steps that are none of this pharmacy's."""
    return frozenset(name for name, (how, _) in passed_over(entries).items() if how == "not-applicable")


def passed_over(entries: Sequence[Entry]) -> dict[str, tuple[Passed, str]]:
    """For each step that was passed over: how, and since when, as DD.MM.RRRR. The last word on a step counts."""
    undone = taken_back(entries)
    return {
        str(entry.get("flow")): (_EVENTS[entry["event"]], day_of(entry))
        for entry in entries
        if entry["event"] in _EVENTS and entry["id"] not in undone
    }
