"""All deadlines in one calendar file: what is in it, that an import changes and never doubles, that it is read back."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from support.refusal import refused
from support.running import HERE, at, clock, do

from flows.calendar.write_calendar import WriteCalendar
from flows.engine import runner
from flows.folder import calendar_file
from flows.folder.calendar_text import calendar
from flows.folder.deadlines import KINDS, Deadline, Event, event_of, is_near, link_deadline, reminders

_WARSAW = ZoneInfo("Europe/Warsaw")
_NOW = clock().astimezone(_WARSAW)
_KIND = st.sampled_from(KINDS)
_DAYS = st.dates(date(2020, 1, 1), date(2060, 1, 1))
_MONTH_ENDS = st.sampled_from([date(2027, 1, 31), date(2028, 2, 29), date(2027, 2, 28), date(2027, 12, 31)])


def _operation(*deadlines: Deadline) -> WriteCalendar:
    return WriteCalendar(lambda _folder, _now: deadlines)


def _entries(data: bytes) -> dict[str, date]:
    return {str(each["uid"]): each.decoded("dtstart") for each in Calendar.from_ical(data).walk("VEVENT")}


@settings(deadline=None)
@given(_KIND, _DAYS | _MONTH_ENDS, _DAYS, st.text("0123456789abcdef", min_size=1, max_size=64))
def test_a_deadline_that_moved_is_still_the_same_entry(kind: str, day: date, other: date, renewal: str) -> None:
    first, moved = (event_of(Deadline(kind, "", each, renewal)) for each in (day, other))  # type: ignore[arg-type]
    assert first.uid == moved.uid
    assert _entries(calendar((moved,), _NOW)) == {first.uid: other}


@settings(deadline=None)
@given(_KIND, _KIND, _DAYS, st.text(max_size=64), st.text(max_size=64))
def test_other_deadlines_are_other_entries(one: str, two: str, day: date, a: str, b: str) -> None:
    uids = {event_of(Deadline(kind, "", day, key)).uid for kind, key in ((one, a), (two, b))}  # type: ignore[arg-type]
    assert len(uids) == (1 if (one, a) == (two, b) else 2)


@settings(deadline=None)
@given(_DAYS | _MONTH_ENDS)
def test_thirty_days_are_thirty_midnights_whatever_the_clocks_do(received: date) -> None:
    end = link_deadline(received)
    start, stop = (datetime.combine(day, datetime.min.time(), _WARSAW) for day in (received, end))
    nights = sum(1 for hours in range(24 * 31 + 2) if _is_midnight(start, hours) and _local(start, hours) <= stop)
    assert nights == 30 == (end - received).days
    assert received < min(reminders(end, "link"))


def _local(start: datetime, hours: int) -> datetime:
    return (start.astimezone(UTC) + timedelta(hours=hours)).astimezone(_WARSAW)


def _is_midnight(start: datetime, hours: int) -> bool:
    return hours > 0 and _local(start, hours).hour == 0


@settings(deadline=None)
@given(_KIND, _DAYS | _MONTH_ENDS, st.integers(-400, 400))
def test_it_is_spoken_of_from_the_first_reminder_on(kind: str, day: date, days: int) -> None:
    deadline = Deadline(kind, "", day)  # type: ignore[arg-type]
    today = day - timedelta(days=days)
    assert is_near(deadline, today) == (today >= min(event_of(deadline).alarms))


def test_of_two_files_the_later_one_counts() -> None:
    event = event_of(Deadline("profile", "", date(2027, 1, 31), "a"))
    sequences = [
        int(each["sequence"])
        for days in (0, 1)
        for each in Calendar.from_ical(calendar((event,), _NOW + timedelta(days=days))).walk("VEVENT")
    ]
    assert sequences[0] < sequences[1] < 2**31


_SET = ("certificate", "link", "profile")


@pytest.mark.parametrize("moment", ["2027-03-28 00:30", "2027-03-28 03:30", "2026-10-25 02:30", "2026-12-31 23:59"])
def test_written_in_the_night_of_the_change_of_clocks(tmp_path: Path, moment: str) -> None:
    now = datetime.fromisoformat(moment).replace(tzinfo=_WARSAW)
    today = now.date()
    deadlines = tuple(
        Deadline(kind, "", today + timedelta(days=days), kind) for days, kind in zip((0, 1, 61), _SET, strict=True)
    )
    result = do(_operation(*deadlines), {"folder": tmp_path}, at(lambda: now))
    (path,) = result.files
    assert sorted(_entries(path.read_bytes()).values()) == [each.day for each in deadlines]
    alarms = [
        len(each.walk("VALARM"))
        for each in sorted(Calendar.from_ical(path.read_bytes()).walk("VEVENT"), key=lambda e: e.decoded("dtstart"))
    ]
    assert alarms == [0, 1, 5]  # today: none is left; tomorrow: the last one, today at nine; far: all


def test_a_new_deadline_makes_a_new_file_and_importing_both_doubles_none(tmp_path: Path) -> None:
    certificate = Deadline("certificate", "", date(2028, 11, 21), "a")
    profile = Deadline("profile", "", date(2027, 1, 31), "a")
    do(_operation(certificate), {"folder": tmp_path})
    plan = runner.prepare(_operation(certificate), {"folder": tmp_path}, HERE)
    assert plan.nothing_to_do
    do(_operation(certificate, profile), {"folder": tmp_path})
    files = sorted(tmp_path.glob("*.ics"))
    assert len(files) == 2
    together = [uid for path in files for uid in _entries(path.read_bytes())]
    assert (len(together), len(set(together))) == (3, 2)


def test_what_is_over_is_left_out(tmp_path: Path) -> None:
    yesterday = Deadline("link", "", clock().date() - timedelta(days=1), "a")
    with refused("no-deadlines"):
        _operation(yesterday).plan({"folder": tmp_path}, HERE)
    (path,) = do(_operation(yesterday, Deadline("profile", "", clock().date(), "a")), {"folder": tmp_path}).files
    assert list(_entries(path.read_bytes()).values()) == [clock().date()]


def test_a_file_that_does_not_hold_the_deadlines_is_noticed(tmp_path: Path) -> None:
    answers = {"folder": tmp_path}
    operation = _operation(Deadline("certificate", "", date(2028, 11, 21), "a"))
    plan = operation.plan(answers, HERE)
    (path,) = plan.writes
    other = Event("Imieniny", date(2028, 11, 21), ())
    moved = event_of(Deadline("certificate", "", date(2028, 11, 22), "a"))
    for data in (calendar((other,), _NOW), calendar((moved,), _NOW), b"", b"\xff\x00", b"BEGIN:VCALENDAR\r\nX"):
        path.write_bytes(data)
        with refused("not-verified"):
            operation.verify(plan, answers, HERE)


@settings(deadline=None)
@given(st.binary(max_size=300) | st.text("BEGIN:VCALENDARTSUID;=\r\n0123456789", max_size=300).map(str.encode))
def test_somebody_elses_calendar_is_no_error(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("kalendarz")
    (folder / "terminy-cudze.ics").write_bytes(data)
    assert calendar_file.that_holds(folder, [event_of(Deadline("link", "", date(2027, 1, 1), "a"))]) is None
