"""Events as a file for the pharmacy's calendar (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar
from icalendar import Event as CalendarEvent

from flows.base.polish import days_to_go
from flows.folder.deadlines import Event, days_left

_FIRST = datetime(2020, 1, 1, tzinfo=UTC)
_ALARM_HOUR = 9
"""Not midnight: nobody is there then, and an hour lost or won by summer time would make it another day."""


def calendar(events: Iterable[Event], now: datetime) -> bytes:
    """An iCalendar file (RFC 5545): all-day events with alarms at nine in the morning, local time of whoever reads it.

    Alarms of days before ``now`` are left out. SEQUENCE grows with the time: of two files the later one counts.
    """
    file = Calendar()
    file.add("prodid", "-//asystent-p1//terminy//PL")
    file.add("version", "2.0")
    file.add("calscale", "GREGORIAN")
    file.add("method", "PUBLISH")
    for event in events:
        file.add_component(_entry(event, now))
    return bytes(file.to_ical())


def _entry(event: Event, now: datetime) -> CalendarEvent:
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
    left = days_left(event.day, day)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"{event.title}: {days_to_go(left)}")
    alarm.add("trigger", timedelta(days=-left, hours=_ALARM_HOUR))
    return alarm
