"""Steps that a person goes past: skipped for now, or not for this pharmacy. Their own word, until it is taken back.

Without steps 1 to 4 and 6 there are no certificates, or none that work: only the others can be passed over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from flows.engine.journal import Entry, taken_back
from flows.engine.undo import NOT_APPLICABLE, SKIPPED
from flows.folder.history import day_of

Passed: TypeAlias = Literal["skipped", "not-applicable"]

_EVENTS: dict[str, Passed] = {SKIPPED: "skipped", NOT_APPLICABLE: "not-applicable"}


@dataclass(frozen=True, slots=True)
class PassingOver:
    """What it costs to skip the step, when the step is none of a pharmacy's, and what such a pharmacy does instead."""

    cost: str
    foreign: str
    instead: str


STEPS = {
    "zsmopl": PassingOver(
        "Bez nowego certyfikatu w ZSMOPL apteka nie wyśle tam raportów, gdy stary wygaśnie.",
        "Krok 5 nie dotyczy apteki tylko wtedy, gdy jej certyfikatem w ZSMOPL zajmuje się ktoś inny, na przykład "
        "centrala.",
        "Temu, kto się tym zajmuje, potrzebny jest nowy plik wss*.pem, zanim stary certyfikat wygaśnie.",
    ),
    "raportnet": PassingOver(
        "RaportNet zostanie przy starym certyfikacie i przestanie wysyłać raporty, gdy ten wygaśnie.",
        "Krok 7 dotyczy tylko aptek z RaportNetem.",
        "W innym programie nowy certyfikat wczytuje się po swojemu: jak, powie jego dostawca. Potrzebne są pliki z "
        "kroku 4.",
    ),
}


def passed_over(entries: Sequence[Entry]) -> dict[str, tuple[Passed, str]]:
    """For each step that was passed over: how, and since when, as DD.MM.RRRR. The last word on a step counts."""
    undone = taken_back(entries)
    return {
        str(entry.get("flow")): (_EVENTS[entry["event"]], day_of(entry))
        for entry in entries
        if entry["event"] in _EVENTS and entry["id"] not in undone and entry.get("flow") in STEPS
    }
