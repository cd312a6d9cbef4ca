"""Days as people say them, on Sunday 22.11.2026."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.base.errors import FlowError
from flows.engine.days import read_day
from flows.engine.spoken_days import find_spoken, read_future_day, read_past_day

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TODAY = NOW.date()
PAST = {
    "dziś": 0, "dzisiaj rano": 0, "Wczoraj.": 1, "wczoraj wieczorem przyszedł": 1, "przedwczoraj": 2, "w piątek": 2,
    "w zeszły wtorek": 5, "w ubiegłą środę": 4, "we wtorek": 5, "w niedzielę": 7, "z poniedziałku": 6,
    "tydzień temu": 7,
    "3 dni temu": 3, "trzy dni temu": 3, "dwa tygodnie temu": 14, "20 listopada": 2, "20.11": 2,
    "dostałam go 19.11.": 3,
    "nie wczoraj, tylko przedwczoraj": 2, "wczoraj, nie dziś": 1, "to nie 20.11, tylko 19.11": 3, "22 listopada": 0,
    "20.11.2026": 2, "2026-11-20": 2, "ten z czwartku": 3,
}  # fmt: skip
DOUBT = ["chyba we wtorek, nie jestem pewna", "koniec miesiąca", "na początku listopada", "kilka dni temu", "dawno",
         "wczoraj albo przedwczoraj", "31 lutego", "99.99", "w piątek, 20.10.2026", "", "nie wiem",
         "półtora tygodnia temu"]  # fmt: skip


@pytest.mark.parametrize(("line", "ago"), PAST.items())
def test_past(line: str, ago: int) -> None:
    said = find_spoken(line)
    assert said is not None
    assert read_past_day(said, TODAY) == TODAY - timedelta(days=ago)


def test_a_day_without_its_year_is_the_last_such_day() -> None:
    assert read_past_day("28 listopada", TODAY) == date(2025, 11, 28)
    assert read_past_day("23.11", TODAY) == date(2025, 11, 23)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("za dwa lata", date(2028, 11, 22)),
        ("za rok", date(2027, 11, 22)),
        ("za 3 miesiące", date(2027, 2, 22)),
        ("jutro", date(2026, 11, 23)),
        ("za tydzień", date(2026, 11, 29)),
        ("3 stycznia 2028", date(2028, 1, 3)),
    ],
)
def test_future(line: str, day: date) -> None:
    assert read_future_day(str(find_spoken(line)), TODAY) == day


@pytest.mark.parametrize("line", DOUBT)
def test_doubt_is_asked_back(line: str) -> None:
    with pytest.raises(FlowError, match="bad-date"):
        read_past_day(line, TODAY)


@pytest.mark.parametrize("line", ["28 listopada", "28.11", "koniec miesiąca", "koniec roku"])
def test_the_year_of_a_future_day_is_asked_back(line: str) -> None:
    with pytest.raises(FlowError, match="bad-date"):
        read_future_day(line, TODAY)


def test_the_doubtful_day_is_named() -> None:
    with pytest.raises(FlowError) as caught:
        read_past_day("chyba we wtorek, nie jestem pewna", TODAY)
    assert "17.11.2026" in caught.value.problem.next


@pytest.mark.parametrize("line", ["po co?", "nie mam", "gdzie to znajdę", "w którym miejscu", "anuluj"])
def test_no_day_is_found(line: str) -> None:
    assert find_spoken(line) is None


@given(st.integers(0, 300))
def test_so_many_days_ago(ago: int) -> None:
    assert read_past_day(f"{ago} dni temu" if ago else "dziś", TODAY) == TODAY - timedelta(days=ago)


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_a_whole_date_is_read_as_ever(day: date) -> None:
    for text in (f"{day:%d.%m.%Y}", day.isoformat()):
        assert read_past_day(text, TODAY) == read_future_day(text, TODAY) == read_day(text) == day


@given(st.dates(date(2025, 11, 23), TODAY))
def test_a_past_day_without_its_year(day: date) -> None:
    if (day.month, day.day) != (2, 29):
        assert read_past_day(f"{day.day}.{day.month:02}", TODAY) == day


@given(st.text(max_size=60))
def test_any_text_is_a_day_or_asked_back(text: str) -> None:
    for read in (read_past_day, read_future_day):
        try:
            assert isinstance(read(text, TODAY), date)
        except FlowError:  # whatever else is raised is a bug
            continue
