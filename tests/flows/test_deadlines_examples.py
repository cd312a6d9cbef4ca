"""The calendar file, line by line, and when it is time to speak of a deadline. Properties: ``test_deadlines.py``."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from flows.folder.calendar_text import calendar
from flows.folder.deadlines import Deadline, Event, event_of, is_near, reminders

NOW = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)
DAY = date(2026, 12, 20)
MINUTES = int((NOW - datetime(2020, 1, 1, tzinfo=UTC)).total_seconds()) // 60


def text(*events: Event, now: datetime = NOW) -> list[str]:
    return calendar(events, now).decode().replace("\r\n ", "").split("\r\n")


def test_the_whole_file() -> None:
    event = Event("Odnośniki", DAY, (DAY - timedelta(1), DAY, DAY - timedelta(3)), "Potem nie działają.", "link x")
    other = Event("Odnośniki", date(2030, 1, 1), (), key="link x")
    assert other.uid == event.uid
    assert text(event) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//asystent-p1//terminy//PL",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        "SUMMARY:Odnośniki",
        "DTSTART;VALUE=DATE:20261220",
        "DTEND;VALUE=DATE:20261221",
        "DTSTAMP:20261122T103000Z",
        f"UID:{event.uid}",
        f"SEQUENCE:{MINUTES}",
        "DESCRIPTION:Potem nie działają.",
        "TRANSP:TRANSPARENT",
        *alarm("-P2DT15H", "zostały 3 dni"),
        *alarm("-PT15H", "to już jutro"),
        *alarm("PT9H", "to dzisiaj"),
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def alarm(trigger: str, words: str) -> list[str]:
    return [
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:Odnośniki: {words}",
        f"TRIGGER:{trigger}",
        "END:VALARM",
    ]


def test_what_is_left_out() -> None:
    today = NOW.date()
    rows = text(Event("X", DAY, (today - timedelta(1), today, today)))
    assert rows.count("BEGIN:VALARM") == 1  # not yesterday's, and today's once
    assert not any(row.startswith("DESCRIPTION:") and "zostało" not in row for row in rows)
    assert not any(row.startswith("DTEND") for row in text(Event("Nigdy", date.max, ())))
    assert any(row.startswith("DTEND") for row in text(Event("Prawie", date.max - timedelta(1), ())))
    assert "SEQUENCE:0" in text(Event("X", DAY, ()), now=datetime(2019, 1, 1, tzinfo=UTC))
    assert "SEQUENCE:1" in text(Event("X", DAY, ()), now=datetime(2020, 1, 1, 0, 1, 30, tzinfo=UTC))


def test_an_entry_is_known_by_its_key_else_by_day_and_title() -> None:
    one = Event("X", DAY, ())
    assert one.uid == Event("X", DAY, (DAY,), "inaczej").uid
    assert one.uid.endswith("@asystent-p1")
    assert (
        len({one.uid, Event("Y", DAY, ()).uid, Event("X", NOW.date(), ()).uid, Event("X", DAY, (), "", "k").uid}) == 4
    )


@pytest.mark.parametrize(
    ("kind", "title", "description", "first"),
    [
        (
            "certificate",
            "Koniec ważności certyfikatów P1",
            "Do tego dnia trzeba je odnowić: asystent-p1, krok 1.",
            60,
        ),
        ("old", "Koniec ważności dotychczasowych certyfikatów P1", "Do tego dnia nowe muszą być zainstalowane.", 60),
        (
            "link",
            "Termin pobrania certyfikatów P1 z wiadomości",
            "Do tego dnia: asystent-p1, krok 3. Potem znowu krok 1.",
            14,
        ),
        (
            "profile",
            "Koniec ważności Profilu Zaufanego kierownika",
            "Bez niego zwykle nie da się podpisać wniosku w SOW.",
            60,
        ),
    ],
)
def test_a_deadline_as_an_entry_and_from_when_on_it_is_spoken_of(
    kind: Any, title: str, description: str, first: int
) -> None:
    deadline = Deadline(kind, "", DAY, "klucz")
    assert event_of(deadline) == Event(title, DAY, reminders(DAY, kind), description, f"{kind} klucz")
    assert event_of(Deadline(kind, "", DAY)).key == ""
    assert reminders(DAY, kind)[0] == DAY - timedelta(first)
    assert is_near(deadline, DAY - timedelta(first))
    assert not is_near(deadline, DAY - timedelta(first + 1))
    assert is_near(deadline, DAY + timedelta(5))


def test_no_reminder_before_the_first_of_days() -> None:
    assert reminders(date.min + timedelta(7), "link") == tuple(date.min + timedelta(days) for days in (0, 4, 6))
    assert reminders(date.min, "certificate") == ()
