"""Days that must not be missed: how many are left, and when to remind."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, TypeAlias, get_args

LINK_DAYS = 30
"""The link of the second e-mail works for this long (the instruction's step 3)."""

DeadlineKind: TypeAlias = Literal["certificate", "old", "link", "profile"]
KINDS: tuple[DeadlineKind, ...] = get_args(DeadlineKind)

_REMIND: dict[DeadlineKind, tuple[int, ...]] = {
    "certificate": (60, 30, 14, 7, 1),
    "old": (60, 30, 14, 7, 1),
    "link": (14, 7, 3, 1),
    "profile": (60, 30, 14, 7, 1),
}
_TITLES: dict[DeadlineKind, tuple[str, str]] = {
    "certificate": ("Koniec ważności certyfikatów P1", "Do tego dnia trzeba je odnowić: asystent-p1, krok 1."),
    "old": ("Koniec ważności dotychczasowych certyfikatów P1", "Do tego dnia nowe muszą być zainstalowane."),
    "link": (
        "Termin pobrania certyfikatów P1 z wiadomości",
        "Do tego dnia: asystent-p1, krok 3. Potem znowu krok 1.",
    ),
    "profile": ("Koniec ważności Profilu Zaufanego kierownika", "Bez niego zwykle nie da się podpisać wniosku w SOW."),
}
_NAMESPACE = uuid.UUID("6f1b7a52-3a4e-5c0d-9d55-2f0a3f3d8c11")  # ours alone; a change would duplicate entries


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day for something; ``what`` names it. ``renewal`` tells one renewal from another, "" when unknown."""

    kind: DeadlineKind
    what: str
    day: date
    renewal: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One day to be remembered, and the days on which a calendar reminds of it.

    Events of the same ``key`` are one entry of the calendar, also when the day has changed meanwhile.
    """

    title: str
    day: date
    alarms: tuple[date, ...]
    description: str = ""
    key: str = ""

    @property
    def uid(self) -> str:
        """The entry's UID (RFC 5545): the same each time, so that an import changes the entry and doubles nothing."""
        return f"{uuid.uuid5(_NAMESPACE, self.key or f'{self.day} {self.title}')}@asystent-p1"


def days_left(day: date, today: date) -> int:
    """Whole days until ``day``: 0 today, negative when it is over."""
    return (day - today).days


def link_deadline(received: date) -> date:
    """The last day on which the links of an e-mail received (Polish time) on that day work."""
    return received + timedelta(days=LINK_DAYS)


def reminders(end: date, kind: DeadlineKind) -> tuple[date, ...]:
    """The days on which to remind of ``end``, earliest first; a day of the year 1 has none so early before it."""
    return tuple(end - timedelta(days=days) for days in _REMIND[kind] if days <= (end - date.min).days)


def is_near(deadline: Deadline, today: date) -> bool:
    """Whether it is time to speak of it: from the first day of reminding on."""
    return days_left(deadline.day, today) <= max(_REMIND[deadline.kind])


def event_of(deadline: Deadline) -> Event:
    """The deadline as an entry of the calendar."""
    title, description = _TITLES[deadline.kind]
    key = f"{deadline.kind} {deadline.renewal}" if deadline.renewal else ""
    return Event(title, deadline.day, reminders(deadline.day, deadline.kind), description, key)
