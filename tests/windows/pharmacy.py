"""A pharmacy's computer, as a Windows Python sees it: the stand-in RaportNet, a folder with both files, step 7."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from standin_program import DESKTOP, Standin
from support.authority import PASSWORD, identity
from support.p12_files import p12
from support.running import HERE, at

from flows.desktop.profile import PRACTICE
from flows.engine import runner
from flows.engine.journal import FILE_NAME, Journal
from flows.engine.plan import Plan, Result
from flows.folder import stopped
from flows.folder.current_set import days_of_end
from flows.ports.computer import Computer
from flows.ports.pace import Pace
from flows.raportnet.replace_raportnet import ReplaceInRaportNet

STAMP = "20261120-090000"
NEW = {f"{day:%d.%m.%Y}" for day in days_of_end(identity("wss").certificate)}
OLD = {"nazwa": "Apteka pod Lwem", "wazny": "20.11.2026"}
NAME = "Apteka pod Żółwiem WSS 0"


def hurried(times: int, desktop: Callable[[], Any] = lambda: DESKTOP) -> Computer:
    """It waits that many times shorter than ours: the long ones are for a program that hangs."""
    return at(open_desktop=desktop, pace=Pace(lambda: times * time.monotonic()))


class Pharmacy:
    """One pharmacy's: the program, the folder, and what the work said."""

    def __init__(self, root: Path, **ini: dict[str, object]) -> None:
        self.folder = root / "Łąka i las"
        self.folder.mkdir()
        for purpose in ("tls", "wss"):
            (self.folder / f"{purpose}-{STAMP}.p12").write_bytes(p12(purpose))
        self.profile = PRACTICE
        self.operation, self.computer = ReplaceInRaportNet(), hurried(1)
        self.said: list[str] = []
        self.file: Path | None = None
        self.program = Standin(root, **{"csioz": OLD, **ini})

    @classmethod
    def again(cls, root: Path) -> Pharmacy:
        """The same one, for another process."""
        mine = cls.__new__(cls)
        mine.folder, mine.profile, mine.said, mine.file = root / "Łąka i las", PRACTICE, [], None
        return mine

    @property
    def answers(self) -> dict[str, Any]:
        return {"folder": self.folder, "haslo": PASSWORD, "profil_okien": self.profile, "program": self.file}

    def with_profile(self, *changes: tuple[str, str]) -> None:
        text = PRACTICE.read_text("utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        self.profile = self.folder.parent / "profil.toml"
        self.profile.write_text(text, "utf-8")

    def prepare(self) -> Plan:
        return runner.prepare(self.operation, self.answers, self.computer)

    def perform(self, plan: Plan | None = None) -> Result:
        return runner.perform(self.operation, plan or self.prepare(), self.answers, self.computer, self.said.append)

    def events(self) -> list[str]:
        return [entry["event"] for entry in Journal(self.folder, HERE).entries()]

    def assert_done(self) -> None:
        assert (self.program.kept("nazwa"), {self.program.kept("wazny")} <= NEW) == (NAME, True)
        self.assert_works()
        assert self.events()[-1] == "verified"

    def assert_works(self) -> None:
        assert self.program.works()
        assert stopped.stands(self.folder) is None

    def assert_no_secret(self) -> None:
        texts = [self.program.log.read_text("utf-8"), *self.said]
        texts += [(self.folder / FILE_NAME).read_text("utf-8")] if (self.folder / FILE_NAME).exists() else []
        texts += [each.title for each in DESKTOP.windows()]
        assert not any(PASSWORD.reveal() in text for text in texts)


@pytest.fixture
def computer(tmp_path: Path) -> Iterator[Callable[..., Pharmacy]]:
    begun: list[Pharmacy] = []

    def begin(**ini: dict[str, object]) -> Pharmacy:
        begun.append(Pharmacy(tmp_path, **ini))
        return begun[-1]

    yield begin
    for each in begun:
        each.program.end()
        each.assert_no_secret()
