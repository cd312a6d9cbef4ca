"""Plurals against the rule of Polish grammar, dates in words, folding."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.screen import sentences
from flows.base.polish import days_to_go, fold, in_days, long_date, plural

TODAY = date(2026, 11, 22)


def _rule(count: int) -> str:
    """1 → singular; 2–4, 22–24, 32–34… but not 12–14 → few; all else → many."""
    if count == 1:
        return "plik"
    digits = f"{count:02}"
    if digits[-1] in "234" and digits[-2] != "1":
        return "pliki"
    return "plików"


def test_plural_follows_the_rule() -> None:
    for count in range(1001):
        assert plural(count, "plik", "pliki", "plików") == f"{count} {_rule(count)}"


@given(st.text(max_size=200))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="aąbcćeęlłnńoósśzźż ", max_size=60))
def test_folding_takes_all_polish_letters(text: str) -> None:
    assert set(fold(text)) <= set("abcelnosz ")
    assert fold(text) == fold(text.upper())


def test_fold() -> None:
    assert fold("  Zażółć\tGĘŚLĄ  jaźń ") == "zazolc gesla jazn"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "dziś"),
        (1, "jutro"),
        (-1, "wczoraj"),
        (2, "za 2 dni"),
        (12, "za 12 dni"),
        (730, "za 730 dni"),
        (-2, "2 dni temu"),
    ],
)
def test_in_days(days: int, words: str) -> None:
    assert in_days(TODAY + timedelta(days), TODAY) == words
    assert long_date(TODAY + timedelta(days), TODAY).endswith(f"({words})")


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "to dzisiaj"), (1, "to już jutro"), (3, "zostały 3 dni"), (12, "zostało 12 dni"), (22, "zostały 22 dni")],
)
def test_days_to_go(days: int, words: str) -> None:
    assert days_to_go(days) == words


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (0, "Nie został już żaden krok."),
        (1, "Został 1 krok z 7."),
        (3, "Zostały 3 kroki z 7."),
        (5, "Zostało 5 kroków z 7."),
    ],
)
def test_how_many_steps_are_left(left: int, said: str) -> None:
    assert sentences.left(left, 7) == said
