"""Step 7 as the assistant does it, against the stand-in RaportNet; run by a Windows Python (see test_raportnet.py).

Every case ends verified or safely by hand, and with a program that runs.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pharmacy import NAME, NEW, Pharmacy, computer, hurried
from standin_program import DESKTOP, POINTS, Standin, a_service, wait
from support.refusal import refused

from flows.desktop.profile import SHIPPED

__all__ = ["computer"]  # a fixture


@pytest.mark.parametrize(
    "ini",
    [
        {},
        {"csioz": {}},
        {"zachowanie": {"wolno": 700}},
        {"zachowanie": {"zapisano": 1}},
        {"zachowanie": {"klasy": 1}},
        {"zachowanie": {"dymek": 1}},
        *({"zachowanie": {"okienko": point}} for point in ("instalacja", "ok")),
        *({"zachowanie": {"zawiesza": point, "zawieszenie": 3000}} for point in POINTS),
    ],
    ids=str,
)
def test_replaced(computer: Callable[..., Pharmacy], ini: dict[str, dict[str, object]]) -> None:
    mine = computer(**ini)
    assert mine.perform().seen
    mine.assert_done()
    lines = mine.program.lines()
    assert [each for each in lines if each.startswith("password")] == ["password right"]
    assert lines.count("start") == lines.count("stop") == 1


def test_already_right(computer: Callable[..., Pharmacy]) -> None:
    mine = computer(csioz={"nazwa": NAME, "wazny": min(NEW)})
    assert mine.perform().seen
    mine.assert_done()
    assert not any(each.startswith(("instalacja", "file")) for each in mine.program.lines())


def test_a_message_at_start_is_read_confirmed_and_told(computer: Callable[..., Pharmacy]) -> None:
    mine = computer(zachowanie={"okienko": "start"})
    result = mine.perform()
    assert result.seen
    assert "nowa wersja programu" in result.lines[1]
    mine.assert_done()


def test_twice_there_or_not_at_all(computer: Callable[..., Pharmacy], tmp_path: Path) -> None:
    mine = computer()
    (tmp_path / "drugi").mkdir()
    other = Standin(tmp_path / "drugi")
    with refused("raportnet-several", ask="sposob"):
        mine.prepare()
    for each in (other, mine.program):
        each.end()
    with refused("raportnet-not-found", ask="program"):
        mine.prepare()
    assert mine.events() == []


def test_found_by_its_program_under_another_title(computer: Callable[..., Pharmacy]) -> None:
    """And while it is closed, that is said."""
    mine = computer(etykiety={"tytul": "Raporty apteczne"})
    with refused("raportnet-not-found", ask="program"):
        mine.prepare()
    mine.file = mine.program.program
    assert mine.perform().seen
    mine.assert_done()
    mine.program.end()
    with refused("raportnet-not-started"):
        mine.prepare()


def test_it_ends_on_the_way_and_is_begun_again(computer: Callable[..., Pharmacy]) -> None:
    """As when somebody closes it, or it crashes, after it was stopped."""
    mine = computer()
    turn = mine.computer.open_desktop().turn_to

    class Ends(type(DESKTOP)):  # type: ignore[misc]
        def turn_to(self, *arguments: Any) -> None:
            turn(*arguments)
            mine.program.end()

    mine.computer = hurried(5, Ends)
    plan = mine.prepare()
    with refused("raportnet-gone", ask="sposob"):
        mine.perform(plan)
    mine.program.number = wait(mine.program.front).process.number
    assert mine.said[-1].startswith("RaportNet znów działa")
    mine.assert_works()


def test_a_configuration_behind_a_login_is_opened_by_a_person(computer: Callable[..., Pharmacy]) -> None:
    """With the profile that is shipped, which knows neither the button that stops it nor the login."""
    mine = computer(zachowanie={"logowanie": 1})
    mine.profile = SHIPPED
    with refused("raportnet-settings-closed", ask="sposob"):
        mine.prepare()
    DESKTOP.press(mine.program.control("STOP"))
    wait(lambda: mine.program.said("stands"))
    DESKTOP.press(mine.program.control("Konfiguracja"))
    wait(lambda: mine.program.said("login"))
    with refused("raportnet-asks-login", ask="sposob"):
        mine.prepare()
    DESKTOP.press(mine.program.control("OK"))
    wait(lambda: mine.program.said("configuration"))
    assert mine.perform().seen
    mine.assert_done()


def test_a_service_is_stopped_and_started(computer: Callable[..., Pharmacy]) -> None:
    """The window is only its configuration: START and STOP in it are left alone."""
    mine = computer(zachowanie={"dziala": 0})
    with a_service("RaportNetUsluga", 300) as name:
        DESKTOP.start_service(name)
        wait(lambda: DESKTOP.service(name) == "running")
        mine.with_profile(('usluga = ""', f'usluga = "{name}"'))
        assert mine.perform().seen
        assert DESKTOP.service(name) == "running"
        assert mine.program.kept("wazny") in NEW
        assert not mine.program.said("start")
    with a_service("RaportNetUparty", -1) as name:
        DESKTOP.start_service(name)
        wait(lambda: DESKTOP.service(name) == "running")
        mine.with_profile(('usluga = ""', f'usluga = "{name}"'))
        plan = mine.prepare()
        with refused("raportnet-not-allowed", ask="sposob"):
            mine.perform(plan)
        assert DESKTOP.service(name) == "running"
