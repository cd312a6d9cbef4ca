"""Step 7 as the assistant does it, against the stand-in RaportNet; run by a Windows Python (see test_raportnet.py).

Every case ends verified or safely by hand, and with a program that runs.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from standin_program import DESKTOP, Standin, a_service, wait
from support.authority import PASSWORD, identity
from support.p12_files import p12
from support.refusal import refused
from support.running import clock

from flows import runner, standing
from flows.desktop.pace import Pace
from flows.desktop.profile import PRACTICE, SHIPPED
from flows.journal import FILE_NAME, Journal
from flows.model import Plan, Result
from flows.operations.current_set import days_of_end
from flows.operations.replace_raportnet import ReplaceInRaportNet

STAMP = "20261120-090000"
NEW = {f"{day:%d.%m.%Y}" for day in days_of_end(identity("wss").certificate)}
OLD = {"nazwa": "Apteka pod Lwem", "wazny": "20.11.2026"}
NAME = "Apteka pod Żółwiem WSS 0"


def hurried(times: int) -> Pace:
    """Waits that many times shorter than ours: the long ones are for a program that hangs."""
    return Pace(lambda: times * time.monotonic())


class Computer:
    """One pharmacy's: the program, the folder, and what the work said."""

    def __init__(self, root: Path, **ini: dict[str, object]) -> None:
        self.folder = root / "Łąka i las"
        self.folder.mkdir()
        for purpose in ("tls", "wss"):
            (self.folder / f"{purpose}-{STAMP}.p12").write_bytes(p12(purpose))
        self.profile = PRACTICE
        self.operation = ReplaceInRaportNet(clock, lambda: DESKTOP, hurried(1))
        self.said: list[str] = []
        self.program = Standin(root, **{"csioz": OLD, **ini})

    @classmethod
    def again(cls, root: Path) -> Computer:
        """The same one, for another process."""
        mine = cls.__new__(cls)
        mine.folder, mine.profile, mine.said = root / "Łąka i las", PRACTICE, []
        return mine

    @property
    def answers(self) -> dict[str, Any]:
        return {"folder": self.folder, "haslo": PASSWORD, "profil_okien": self.profile}

    def with_profile(self, *changes: tuple[str, str]) -> None:
        text = PRACTICE.read_text("utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        self.profile = self.folder.parent / "profil.toml"
        self.profile.write_text(text, "utf-8")

    def prepare(self) -> Plan:
        return runner.prepare(self.operation, self.answers, clock)

    def perform(self, plan: Plan | None = None) -> Result:
        return runner.perform(self.operation, plan or self.prepare(), self.answers, clock, self.said.append)

    def events(self) -> list[str]:
        return [entry["event"] for entry in Journal(self.folder, clock).entries()]

    def assert_done(self) -> None:
        assert (self.program.kept("nazwa"), {self.program.kept("wazny")} <= NEW) == (NAME, True)
        self.assert_works()
        assert self.events()[-1] == "verified"

    def assert_works(self) -> None:
        assert self.program.works()
        assert standing.stands(self.folder, clock) is None

    def assert_no_secret(self) -> None:
        texts = [self.program.log.read_text("utf-8"), *self.said]
        texts += [(self.folder / FILE_NAME).read_text("utf-8")] if (self.folder / FILE_NAME).exists() else []
        texts += [each.title for each in DESKTOP.windows()]
        assert not any(PASSWORD.reveal() in text for text in texts)


@pytest.fixture
def computer(tmp_path: Path) -> Iterator[Callable[..., Computer]]:
    begun: list[Computer] = []

    def begin(**ini: dict[str, object]) -> Computer:
        begun.append(Computer(tmp_path, **ini))
        return begun[-1]

    yield begin
    for each in begun:
        each.program.end()
        each.assert_no_secret()


@pytest.mark.parametrize(
    "ini",
    [
        {},
        {"csioz": {}},
        {"zachowanie": {"wolno": 700}},
        {"zachowanie": {"zapisano": 1}},
        {"zachowanie": {"klasy": 1}},
        {"zachowanie": {"okienko": "instalacja"}},
        {"zachowanie": {"zawiesza": "stop", "zawieszenie": 3000}},
        {"zachowanie": {"zawiesza": "ok", "zawieszenie": 3000}},
    ],
    ids=str,
)
def test_replaced(computer: Callable[..., Computer], ini: dict[str, dict[str, object]]) -> None:
    mine = computer(**ini)
    assert mine.perform().seen
    mine.assert_done()
    lines = mine.program.lines()
    assert [each for each in lines if each.startswith("password")] == ["password right"]
    assert lines.count("start") == lines.count("stop") == 1


def test_already_right(computer: Callable[..., Computer]) -> None:
    mine = computer(csioz={"nazwa": NAME, "wazny": min(NEW)})
    assert mine.perform().seen
    mine.assert_done()
    assert not any(each.startswith(("instalacja", "file")) for each in mine.program.lines())


@pytest.mark.parametrize(
    ("ini", "code"),
    [
        ({"zachowanie": {"odmawia": 1}}, "raportnet-refused"),
        ({"zachowanie": {"bez_skutku": 1}}, "raportnet-refused"),
        ({"csioz": {"wazny": "01.01.2099"}}, "raportnet-newer"),
        ({"csioz": {"wazny": "bezterminowo"}}, "raportnet-date-unreadable"),
        ({"zachowanie": {"logowanie": 1}}, "raportnet-asks-login"),
        *(({"zachowanie": {"okienko": point}}, "raportnet-looks-different") for point in ("stop", "konfiguracja")),
        *(
            ({"etykiety": {label: "Inaczej"}}, "raportnet-label-missing")
            for label in ("nazwa", "wazny", "lokalizacja", "haslo", "instaluj", "konfiguracja")
        ),
        ({"etykiety": {"zakladka": "NFZ"}}, "raportnet-looks-different"),
    ],
    ids=str,
)
def test_stopped_safely_and_started_again(
    computer: Callable[..., Computer], ini: dict[str, dict[str, object]], code: str
) -> None:
    mine = computer(**ini)
    before = mine.program.kept("wazny")
    plan = mine.prepare()
    with refused(code, ask="sposob") as problems:
        mine.perform(plan)
    assert "ręcznie" in problems[0].next
    assert mine.program.kept("wazny") == before
    mine.assert_works()
    assert mine.said[-1].startswith("RaportNet znów działa")


def test_hanging_a_while_it_is_started_again(computer: Callable[..., Computer]) -> None:
    mine = computer(zachowanie={"zawiesza": "stop", "zawieszenie": 7000})
    mine.operation = replace(mine.operation, pace=hurried(4))
    plan = mine.prepare()
    with refused("raportnet-hangs", ask="sposob"):
        mine.perform(plan)
    mine.assert_works()
    assert mine.said[-1].startswith("RaportNet znów działa")


@pytest.mark.parametrize("point", ["stop", "instalacja"])
def test_hanging_for_ever_it_is_said_and_a_person_starts_it(computer: Callable[..., Computer], point: str) -> None:
    mine = computer(zachowanie={"zawiesza": point})
    mine.operation = replace(mine.operation, pace=hurried(10))
    plan = mine.prepare()
    with refused("raportnet-hangs", ask="sposob"):
        mine.perform(plan)
    assert mine.said[-1].startswith("UWAGA")
    assert standing.stands(mine.folder, clock) is not None
    mine.program.end()
    mine.program.behave()
    mine.program.begin()
    mine.operation = replace(mine.operation, pace=hurried(1))
    assert mine.perform().seen
    mine.assert_done()


def test_a_message_after_start_is_not_taken_for_running(computer: Callable[..., Computer]) -> None:
    mine = computer(zachowanie={"okienko": "start"})
    mine.operation = replace(mine.operation, pace=hurried(5))
    plan = mine.prepare()
    with refused("raportnet-not-running", ask="sposob"):
        mine.perform(plan)
    assert mine.program.kept("wazny") in NEW
    assert mine.program.said("works")


def test_twice_there_or_not_at_all(computer: Callable[..., Computer], tmp_path: Path) -> None:
    mine = computer()
    (tmp_path / "drugi").mkdir()
    other = Standin(tmp_path / "drugi")
    with refused("raportnet-several", ask="sposob"):
        mine.prepare()
    for each in (other, mine.program):
        each.end()
    with refused("raportnet-not-found", ask="sposob"):
        mine.prepare()
    assert mine.events() == []


def test_it_ends_on_the_way_and_is_begun_again(computer: Callable[..., Computer]) -> None:
    """As when somebody closes it, or it crashes, after it was stopped."""
    mine = computer()
    turn = mine.operation.desktop().turn_to

    class Ends(type(DESKTOP)):  # type: ignore[misc]
        def turn_to(self, *arguments: Any) -> None:
            turn(*arguments)
            mine.program.end()

    mine.operation = ReplaceInRaportNet(clock, Ends, hurried(5))
    plan = mine.prepare()
    with refused("raportnet-gone", ask="sposob"):
        mine.perform(plan)
    mine.program.number = wait(mine.program.front).process.number
    assert mine.said[-1].startswith("RaportNet znów działa")
    mine.assert_works()


def test_a_configuration_behind_a_login_is_opened_by_a_person(computer: Callable[..., Computer]) -> None:
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


def test_a_service_is_stopped_and_started(computer: Callable[..., Computer]) -> None:
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


DIES = """
import ctypes, sys
from pathlib import Path
from inside_raportnet import *
mine, left = Computer.again(Path(sys.argv[1])), [int(sys.argv[2])]
class Dying(type(DESKTOP)):
    pass
def dying(name):
    def done(self, *arguments):
        if left[0] == 0:
            ctypes.windll.kernel32.TerminateProcess(ctypes.c_void_p(-1), 137)
        left[0] -= 1
        getattr(DESKTOP, name)(*arguments)
    return done
for name in ("press", "write", "turn_to"):
    setattr(Dying, name, dying(name))
mine.operation = ReplaceInRaportNet(clock, Dying, hurried(1))
mine.perform()
"""


@pytest.mark.parametrize("step", range(12))
def test_killed_at_any_press_it_is_warned_of_and_completed(computer: Callable[..., Computer], step: int) -> None:
    mine = computer()
    command = [sys.executable, "-c", DIES, str(mine.folder.parent), str(step)]
    path = os.pathsep.join((str(Path.cwd()), *sys.path))
    killed = subprocess.run(
        command, capture_output=True, timeout=120, check=False, env={**os.environ, "PYTHONPATH": path}
    )
    assert killed.returncode == 137, killed.stderr.decode()
    assert standing.stands(mine.folder, clock) is not None
    assert mine.events()[-1] == "stopped"
    plan = mine.prepare()
    assert plan.resumes is not None
    assert any("UWAGA" in line for line in plan.lines)
    assert mine.perform(plan).seen
    mine.assert_done()
