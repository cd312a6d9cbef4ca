"""Days that must not be missed: how many are left, when to remind, and a file for the pharmacy's calendar."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

    from icalendar import Alarm
    from icalendar import Event as CalendarEvent

LINK_DAYS = 30
"""The link of the second e-mail works for this long (the instruction's step 3)."""

DeadlineKind: TypeAlias = Literal["certificate", "link"]

_REMIND: dict[DeadlineKind, tuple[int, ...]] = {"certificate": (60, 30, 14, 7, 1), "link": (14, 7, 3, 1)}
_ALARM_HOUR = 9
"""Not midnight: nobody is there then, and an hour lost or won by summer time would make it another day."""
_NAMESPACE = uuid.UUID("6f1b7a52-3a4e-5c0d-9d55-2f0a3f3d8c11")  # ours alone; a change would duplicate entries


@dataclass(frozen=True, slots=True)
class Event:
    """One day to be remembered, and the days on which a calendar reminds of it."""

    title: str
    day: date
    alarms: tuple[date, ...]
    description: str = ""


def days_left(day: date, today: date) -> int:
    """Whole days until ``day``: 0 today, negative when it is over."""
    return (day - today).days


def link_deadline(received: date) -> date:
    """The last day on which the links of an e-mail received (Polish time) on that day work."""
    return received + timedelta(days=LINK_DAYS)


def reminders(end: date, kind: DeadlineKind) -> tuple[date, ...]:
    """The days on which to remind of ``end``, earliest first."""
    return tuple(end - timedelta(days=days) for days in _REMIND[kind])


def calendar(events: Iterable[Event], now: datetime) -> bytes:
    """An iCalendar file (RFC 5545): all-day events with alarms at nine in the morning, local time of whoever reads it.

    Alarms of days before ``now`` are left out. An event's UID follows from its title and day, so that a second import
    changes the first one's entries instead of doubling them.
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
    entry.add("uid", f"{uuid.uuid5(_NAMESPACE, f'{event.day} {event.title}')}@asystent-p1")
    entry.add("dtstamp", now.astimezone(UTC))
    entry.add("dtstart", event.day)
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
    alarm.add("description", f"{event.title}: {_in_days(left)}")
    alarm.add("trigger", timedelta(days=-left, hours=_ALARM_HOUR))
    return alarm


def _in_days(days: int) -> str:
    return {0: "to dzisiaj", 1: "to już jutro"}.get(days, f"zostało {days} dni")
