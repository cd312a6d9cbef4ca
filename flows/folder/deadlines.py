"""Days that must not be missed: how many are left, when to remind, and a file for the pharmacy's calendar."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from flows.base.polish import days_to_go

if TYPE_CHECKING:
    from collections.abc import Iterable

    from icalendar import Alarm
    from icalendar import Event as CalendarEvent

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
_ALARM_HOUR = 9
"""Not midnight: nobody is there then, and an hour lost or won by summer time would make it another day."""
_FIRST = datetime(2020, 1, 1, tzinfo=UTC)
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


def calendar(events: Iterable[Event], now: datetime) -> bytes:
    """An iCalendar file (RFC 5545): all-day events with alarms at nine in the morning, local time of whoever reads it.

    Alarms of days before ``now`` are left out. SEQUENCE grows with the time: of two files the later one counts.
    """
    from icalendar import Calendar

    file = Calendar()
    file.add("prodid", "-//asystent-p1//terminy//PL")
    file.add("version", "2.0")
    file.add("calscale", "GREGORIAN")
    file.add("method", "PUBLISH")
    for event in events:
        file.add_component(_entry(event, now))
    return bytes(file.to_ical())


def _entry(event: Event, now: datetime) -> CalendarEvent:
    from icalendar import Event as CalendarEvent

    entry = CalendarEvent()
    entry.add("uid", event.uid)
    entry.add("dtstamp", now.astimezone(UTC))
    entry.add("sequence", max(0, int((now - _FIRST).total_seconds()) // 60))
    entry.add("dtstart", event.day)
    if event.day < date.max:  # "never" has no next day; without an end an entry lasts its day (RFC 5545, 3.6.1)
        entry.add("dtend", event.day + timedelta(days=1))
    entry.add("summary", event.title)
    if event.description:
        entry.add("description", event.description)
    entry.add("transp", "TRANSPARENT")  # the day stays free for everything else
    for day in sorted(set(event.alarms)):
        if day >= now.date():
            entry.add_component(_alarm(event, day))
    return entry


def _alarm(event: Event, day: date) -> Alarm:
    from icalendar import Alarm

    left = days_left(event.day, day)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"{event.title}: {days_to_go(left)}")
    alarm.add("trigger", timedelta(days=-left, hours=_ALARM_HOUR))
    return alarm
