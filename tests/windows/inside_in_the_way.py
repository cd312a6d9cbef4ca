"""Step 7 where something is in the way, against the stand-in RaportNet; run by a Windows Python (test_raportnet.py).

Every case ends safely by hand, and with a program that runs, or that is said to stand.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pharmacy import Pharmacy, computer, hurried
from standin_program import POINTS, wait
from support.refusal import refused

from flows.folder import stopped

__all__ = ["computer"]  # a fixture


@pytest.mark.parametrize(
    ("ini", "code"),
    [
        ({"zachowanie": {"odmawia": 1}}, "raportnet-refused"),
        ({"zachowanie": {"bez_skutku": 1}}, "raportnet-refused"),
        ({"csioz": {"wazny": "01.01.2099"}}, "raportnet-newer"),
        ({"csioz": {"wazny": "bezterminowo"}}, "raportnet-date-unreadable"),
        ({"zachowanie": {"logowanie": 1}}, "raportnet-asks-login"),
        *(({"zachowanie": {"okienko": point}}, "raportnet-looks-different") for point in POINTS[:3]),
        *(
            ({"etykiety": {label: "Inaczej"}}, "raportnet-label-missing")
            for label in ("nazwa", "wazny", "lokalizacja", "haslo", "instaluj", "konfiguracja")
        ),
        ({"etykiety": {"zakladka": "NFZ"}}, "raportnet-looks-different"),
    ],
    ids=str,
)
def test_stopped_safely_and_started_again(
    computer: Callable[..., Pharmacy], ini: dict[str, dict[str, object]], code: str
) -> None:
    mine = computer(**ini)
    mine.computer = hurried(3)
    before = mine.program.kept("wazny")
    plan = mine.prepare()
    with refused(code, ask="sposob") as problems:
        mine.perform(plan)
    assert "ręcznie" in problems[0].next
    assert mine.program.kept("wazny") == before
    mine.assert_works()
    assert mine.said[-1].startswith("RaportNet znów działa")


def test_a_tooltip_is_no_window_in_the_way(computer: Callable[..., Pharmacy]) -> None:
    mine = computer(zachowanie={"dymek": 1})
    wait(lambda: mine.program.log.exists() and mine.program.said("works"))
    assert mine.program.said("tooltip shown")
    mine.prepare()


@pytest.mark.parametrize("point", POINTS[:3])
def test_hanging_a_while_it_is_started_again(computer: Callable[..., Pharmacy], point: str) -> None:
    mine = computer(zachowanie={"zawiesza": point, "zawieszenie": 7000})
    mine.computer = hurried(4)
    plan = mine.prepare()
    with refused("raportnet-hangs", ask="sposob"):
        mine.perform(plan)
    mine.assert_works()
    assert mine.said[-1].startswith("RaportNet znów działa")


def test_hanging_for_ever_it_is_said_and_a_person_starts_it(computer: Callable[..., Pharmacy]) -> None:
    mine = computer(zachowanie={"zawiesza": "instalacja"})
    mine.computer = hurried(10)
    plan = mine.prepare()
    with refused("raportnet-hangs", ask="sposob"):
        mine.perform(plan)
    assert mine.said[-1].startswith("UWAGA")
    assert stopped.stands(mine.folder) is not None
    mine.program.end()
    mine.program.behave()
    mine.program.begin()
    mine.computer = hurried(1)
    assert mine.perform().seen
    mine.assert_done()
