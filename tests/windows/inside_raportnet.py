"""Step 7 as the assistant does it, against the stand-in RaportNet; run by a Windows Python (test_raportnet.py starts it).

Every case ends verified or safely by hand, and with a program that runs.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from standin_program import DESKTOP, Standin
from support.authority import PASSWORD, identity
from support.p12_files import p12
from support.refusal import refused
from support.running import clock

from flows import runner, standing
from flows.desktop.profile import PRACTICE
from flows.journal import FILE_NAME, Journal
from flows.model import Plan, Result
from flows.operations.current_set import days_of_end
from flows.operations.replace_raportnet import ReplaceInRaportNet

STAMP = "20261120-090000"
NEW = {f"{day:%d.%m.%Y}" for day in days_of_end(identity("wss").certificate)}
OLD = {"nazwa": "Apteka pod Lwem", "wazny": "20.11.2026"}
NAME = "Apteka pod Żółwiem WSS 0"


class Computer:
    """One pharmacy's: the program, the folder, and what the work said."""

    def __init__(self, root: Path, **ini: dict[str, object]) -> None:
        self.folder = root / "Łąka i las"
        self.folder.mkdir()
        for purpose in ("tls", "wss"):
            (self.folder / f"{purpose}-{STAMP}.p12").write_bytes(p12(purpose))
        self.profile = PRACTICE
        self.operation = ReplaceInRaportNet(clock, lambda: DESKTOP)
        self.said: list[str] = []
        self.program = Standin(root, **{"csioz": OLD, **ini})

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
        assert self.program.works()
        assert standing.stands(self.folder, clock) is None
        assert self.events()[-1] == "verified"

    def assert_untouched(self) -> None:
        assert self.program.works()
        assert standing.stands(self.folder, clock) is None
        assert not self.program.said("password right")

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
        ({"zachowanie": {"zawiesza": "stop", "zawieszenie": 9000}}, "raportnet-hangs"),
        ({"zachowanie": {"zawiesza": "konfiguracja", "zawieszenie": 9000}}, "raportnet-hangs"),
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
    assert mine.program.works()
    assert standing.stands(mine.folder, clock) is None
    assert mine.said[-1].startswith("RaportNet znów działa")
