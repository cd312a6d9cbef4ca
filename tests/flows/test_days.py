"""Days as people type them."""

from datetime import date

import pytest

from flows.base.errors import FlowError
from flows.engine.days import EMPTY, find_correction, find_day, find_shown, read_day, read_shown


@pytest.mark.parametrize(
    "text",
    [
        *("22.11.2026", "2026-11-22", " 2026-11-22 ", "22-11-2026", "22. 11. 2026", "22.11.2026 r.", "22.11.2026 roku"),
        *("22 listopada 2026", "22 LISTOPADA 2026 r.", "22 lis 2026"),
    ],
)
def test_days(text: str) -> None:
    assert read_day(text) == date(2026, 11, 22)


@pytest.mark.parametrize("text", ["", "jutro", "31.02.2026", "9999-12-31", "0001-01-01", "01.01.1999", "03/04/2026"])
def test_what_is_no_day_of_a_certificate(text: str) -> None:
    with pytest.raises(FlowError, match="bad-date"):
        read_day(text)


def test_months_with_and_without_their_letters() -> None:
    assert read_day("3 października 2028") == read_day("3 pazdziernika 2028") == date(2028, 10, 3)
    assert read_day("1 maja 2028") == date(2028, 5, 1)
    assert read_day("1 marca 2028") == date(2028, 3, 1)


def test_two_digits_are_a_year_of_this_century() -> None:
    assert read_day("22.11.28") == read_day("22-11-28") == read_day("22 listopada 28") == date(2028, 11, 22)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Ważny do: 21.11.2028 23:59:59", "21.11.2028"),
        ("pokazuje 21 listopada 2028, tak", "21 listopada 2028"),
        ("jest 21-11-2028.", "21-11-2028"),
        ("21.11.2028 (2028-11-21)", "21.11.2028"),
        ("nie ma 21.11.2028, jest 20.11.2026", "nie ma 21.11.2028, jest 20.11.2026"),
        ("dopiero 31.02.2028", "31.02.2028"),
        ("nie ma 21.11.2028", "nie ma 21.11.2028"),
        ("powinno być 21.11.2028, ale jest pusto", "powinno być 21.11.2028, ale jest pusto"),
        ("ma być 21.11.2028", "ma być 21.11.2028"),
        ("nie wiem", None),
    ],
)
def test_the_day_in_a_sentence(line: str, found: str | None) -> None:
    assert find_day(line) == found


@pytest.mark.parametrize(
    "line",
    [
        *("puste", "Pusto.", "pole jest puste", "to pole jest puste", "jest puste", "brak", "nic", "nic tam nie ma"),
        *("puste pole", "nadal puste", "nie ma nic", "nie pokazuje daty", "brak danych", "w polu nie ma daty", "-"),
        *("brak daty", "nie ma", "nie ma daty", "nie ma żadnej daty", "nie ma tam zadnej daty", "daty nie ma"),
    ],
)
def test_an_empty_field_in_words(line: str) -> None:
    assert find_shown(line) == EMPTY
    assert read_shown(line) is None
    assert read_shown(EMPTY) is None


@pytest.mark.parametrize("line", ["nie ma RaportNetu", "nie ma 21.11.2028", "puste czy nie, nie wiem", "nie"])
def test_what_does_not_say_that_a_field_is_empty(line: str) -> None:
    assert find_shown(line) == find_day(line)
    with pytest.raises(FlowError, match="bad-date"):
        read_shown(line)


@pytest.mark.parametrize(
    "line",
    [
        *("nie, jednak 5.12.2028", "nie jednak 5.12.2028", "Jednak 5.12.2028.", "nie, 5.12.2028", "pomyłka, 5.12.2028"),
        *("pomyliłam się, jest 5 grudnia 2028", "oj, 2028-12-05", "nie 20.11.2026, tylko 5.12.2028", "5.12.2028"),
        *("nie jest 20.11.2026, ale 5.12.2028", "sorry, nie, jednak 5.12.2028"),
    ],
)
def test_a_correction_is_no_denial(line: str) -> None:
    for found in (find_day(line), find_correction(line)):
        assert found is not None
        assert read_day(found) == date(2028, 12, 5)


@pytest.mark.parametrize(
    "line",
    [
        *("nie 5.12.2028", "nie ma 5.12.2028", "nie, nie ma 5.12.2028", "nie, jednak nie 5.12.2028", "jednak"),
        *("nie ma 21.11.2028, jest 20.11.2026", "nie, powinno być 5.12.2028", "nie, jednak 35.12.2028", "35.12.2028"),
        *("jest 5.12.2028 czy 6.12.2028", "kiedy to jest", ""),
    ],
)
def test_what_is_no_correction(line: str) -> None:
    assert find_correction(line) is None
    with pytest.raises(FlowError, match="bad-date"):
        read_day(find_day(line) or "")
