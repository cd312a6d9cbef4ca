"""Step 7 in a test: a folder with both .p12 files and RaportNet on paper, on a clock that only waiting moves."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from support.authority import PASSWORD, identity
from support.p12_files import p12
from support.running import HERE, at

from flows.desktop.paper import Behaviour
from flows.desktop.practice import PaperDesktop
from flows.desktop.profile import PRACTICE
from flows.engine import runner
from flows.engine.journal import Journal
from flows.engine.plan import Plan, Result
from flows.folder import stopped
from flows.ports.computer import Computer
from flows.ports.pace import Pace
from flows.raportnet.replace_raportnet import ReplaceInRaportNet

STAMP = "20261120-090000"
NEW = f"{identity('wss').certificate.not_valid_after_utc.astimezone():%d.%m.%Y}"
OLD = "20.11.2026"


@dataclass
class Seconds:
    """Time that passes only while somebody waits, or as each look costs."""

    moment: float = 1000.0

    def __call__(self) -> float:
        self.moment += 0.001
        return self.moment

    def sleep(self, seconds: float) -> None:
        self.moment += seconds


@dataclass
class Counter:
    """One pharmacy's computer: the program, the folder and what the work said."""

    root: Path
    behaviour: Behaviour = field(default_factory=Behaviour)
    until: str = OLD
    profile: Path = PRACTICE
    program: Path | None = None
    name: str = "Apteka ćwiczebna"
    seconds: Seconds = field(default_factory=Seconds)
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.folder = self.root / "certyfikaty"
        if not self.folder.is_dir():
            self.folder.mkdir()
            for purpose in ("tls", "wss"):
                (self.folder / f"{purpose}-{STAMP}.p12").write_bytes(p12(purpose))
        self.desktop = PaperDesktop(self.root / "raportnet.json", self.seconds)
        if not (self.root / "raportnet.json").exists():
            self.desktop.install(until=self.until, name=self.name, behaviour=self.behaviour)
        self.operation = ReplaceInRaportNet()

    @property
    def computer(self) -> Computer:
        """With this RaportNet; time passes only while somebody waits."""
        return at(open_desktop=lambda: self.desktop, pace=Pace(self.seconds, self.seconds.sleep))

    @property
    def answers(self) -> dict[str, Any]:
        return {"folder": self.folder, "haslo": PASSWORD, "profil_okien": self.profile, "program": self.program}

    @property
    def state(self) -> dict[str, Any]:
        return self.desktop.state

    @property
    def log(self) -> list[str]:
        log: list[str] = self.state["log"]
        return log

    @property
    def stands(self) -> bool:
        return stopped.stands(self.folder) is not None

    def events(self) -> list[str]:
        return [entry["event"] for entry in Journal(self.folder, HERE).entries()]

    def prepare(self) -> Plan:
        return runner.prepare(self.operation, self.answers, self.computer)

    def perform(self, plan: Plan | None = None) -> Result:
        return runner.perform(self.operation, plan or self.prepare(), self.answers, self.computer, self.said.append)
