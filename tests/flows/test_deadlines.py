from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from flows.folder.calendar_text import calendar
from flows.folder.deadlines import DeadlineKind, Event, days_left, link_deadline, reminders

_WARSAW = ZoneInfo("Europe/Warsaw")
_NOW = datetime(2026, 11, 22, 10, 30, tzinfo=_WARSAW)
_DAYS = st.dates(date(2020, 1, 1), date(2060, 1, 1))
_KINDS: tuple[DeadlineKind, ...] = ("certificate", "link")


def _alarms(data: bytes) -> list[list[datetime]]:
    """When each event's alarms ring in Warsaw: a trigger counts from local midnight (RFC 5545, 3.8.6.3)."""
    found = []
    for event in Calendar.from_ical(data).walk("VEVENT"):
        midnight = datetime.combine(event.decoded("dtstart"), datetime.min.time())
        found.append([(midnight + alarm.decoded("trigger")).replace(tzinfo=_WARSAW) for alarm in event.walk("VALARM")])
    return found


def _uids(data: bytes) -> list[str]:
    return [str(event["uid"]) for event in Calendar.from_ical(data).walk("VEVENT")]


def _link(end: date) -> Event:
    return Event("Koniec ważności linku", end, reminders(end, "link"))


@pytest.mark.parametrize(
    ("kind", "days"), [("certificate", (60, 30, 14, 7, 1)), ("link", (14, 7, 3, 1))], ids=("certificate", "link")
)
def test_reminders_are_these_days_before(kind: DeadlineKind, days: Sequence[int]) -> None:
    end = date(2027, 3, 1)
    assert [days_left(end, day) for day in reminders(end, kind)] == list(days)


def test_the_link_works_for_30_days() -> None:
    assert link_deadline(date(2026, 11, 22)) == date(2026, 12, 22)
    assert link_deadline(date(2028, 2, 1)) == date(2028, 3, 2)  # a leap year


@settings(deadline=None)
@given(_DAYS, _DAYS)
def test_days_left(day: date, today: date) -> None:
    assert today + timedelta(days=days_left(day, today)) == day


@settings(deadline=None)
@given(_DAYS, st.sampled_from(_KINDS), st.text(st.characters(codec="utf-8", exclude_categories=("C",)), max_size=200))
def test_a_calendar_reads_back_as_it_was_meant(end: date, kind: DeadlineKind, title: str) -> None:
    event = Event(title, end, reminders(end, kind), "Opis; z przecinkiem, i średnikiem")
    data = calendar((event,), datetime(2019, 1, 1, tzinfo=UTC))
    (read,) = Calendar.from_ical(data).walk("VEVENT")
    assert str(read["summary"]) == title
    assert str(read["description"]) == event.description
    assert read.decoded("dtstart") == end
    assert read.decoded("dtend") == end + timedelta(days=1)
    assert _alarms(data) == [[datetime(day.year, day.month, day.day, 9, tzinfo=_WARSAW) for day in event.alarms]]


@settings(deadline=None)
@given(_DAYS)
def test_every_line_ends_as_the_format_wants_and_is_short(end: date) -> None:
    data = calendar((_link(end), Event("Zażółć gęślą jaźń " * 9, end, ())), _NOW)
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert data.count(b"\n") == data.count(b"\r\n") == data.count(b"\r")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))


def test_two_imports_make_one_entry() -> None:
    first, second = _link(date(2026, 12, 22)), _link(date(2026, 12, 23))
    later = _NOW + timedelta(days=5)
    assert _uids(calendar((first, second), _NOW)) == _uids(calendar((first, second), later))
    assert len(set(_uids(calendar((first, second), _NOW)))) == 2
    assert calendar((first,), _NOW) == calendar((first,), _NOW)


def test_the_alarms_text_counts_the_days() -> None:
    (event,) = Calendar.from_ical(calendar((_link(date(2026, 12, 22)),), _NOW)).walk("VEVENT")
    texts = [str(alarm["description"]) for alarm in event.walk("VALARM")]
    assert [text.removeprefix("Koniec ważności linku: ") for text in texts] == [
        "zostało 14 dni",
        "zostało 7 dni",
        "zostały 3 dni",
        "to już jutro",
    ]


def test_days_that_are_over_are_not_rung_for() -> None:
    end = date(2026, 11, 25)
    ringing = _alarms(calendar((_link(end),), _NOW))
    assert [moment.date() for moment in ringing[0]] == [date(2026, 11, 22), date(2026, 11, 24)]


@pytest.mark.parametrize("end", [date(2027, 3, 29), date(2026, 10, 26), date(2027, 3, 28), date(2026, 10, 25)])
def test_an_hour_more_or_less_by_summer_time_is_still_the_same_day(end: date) -> None:
    data = calendar((_link(end),), datetime(2026, 1, 1, tzinfo=UTC))
    for nominal, day in zip(_alarms(data)[0], reminders(end, "link"), strict=True):
        for shifted in (nominal, nominal - timedelta(hours=1), nominal + timedelta(hours=1)):
            assert shifted.date() == day
    # A program that counts exact hours from the event's local midnight:
    midnight = datetime(end.year, end.month, end.day, tzinfo=_WARSAW).astimezone(UTC)
    (event,) = Calendar.from_ical(data).walk("VEVENT")
    exact = [(midnight + alarm.decoded("trigger")).astimezone(_WARSAW) for alarm in event.walk("VALARM")]
    assert [moment.date() for moment in exact] == list(reminders(end, "link"))
    assert {moment.hour for moment in exact} <= {8, 9, 10}
