"""Waiting for a download: found soon after its end, given up on Ctrl-C."""

import datetime as dt
import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest
from scenery import helpdesk
from support.authority import identity, pem

from assistant.screen.console import Prompt
from assistant.screen.render import Reply
from assistant.talk.actions import MakePlan, Watch
from assistant.talk.effects import perform
from assistant.talk.session import Session, Turn
from assistant.talk.world import World
from flows.catalogue import FLOWS
from flows.desktop.pace import Pace
from flows.engine import progress
from flows.engine.plan import Result


def now() -> dt.datetime:
    return dt.datetime.now().astimezone()


class Screen:
    def show(self, reply: Reply) -> None: ...

    def ask(self, prompt: Prompt) -> str:
        raise EOFError

    def secret(self, prompt: Prompt) -> str:
        raise EOFError

    def progress(self, text: str) -> None: ...


@pytest.fixture
def places(tmp_path: Path) -> tuple[Path, Path]:
    folder, downloads = tmp_path / "Certyfikaty", tmp_path / "Pobrane"
    folder.mkdir()
    downloads.mkdir()
    for purpose in ("tls", "wss"):
        (folder / f"{purpose}.jks").write_bytes(identity(purpose).jks())
        (folder / f"{purpose}.csr").write_bytes(identity(purpose).csr_pem)
    return folder, downloads


def waiting(folder: Path, downloads: Path) -> Session:
    """A session whose pending operation is the collecting of downloads."""
    flow = FLOWS["mail"]
    state = progress.start(flow, {"folder": folder, "pobrane": downloads, "wiadomosc": None})
    for name in ("zapis", "odnosnik1", "odnosnik2"):
        state = progress.record(state, name, Result((), ()))
    session = Session(state=state)
    assert session.pending is flow.item("pobranie")
    return session


@dataclass
class Events:
    """Time that only waiting moves: at each wait the next thing happens, if any is left."""

    left: list[Callable[[], object]] = field(default_factory=list)
    seconds: float = 0

    def wait(self, seconds: float) -> None:
        self.seconds += seconds
        if self.left:
            self.left.pop(0)()


def start(folder: Path, downloads: Path, patience: float, *events: Callable[[], object]) -> tuple[World, Turn, Events]:
    """What happens during the waiting, a look after each of it."""
    passing = Events(list(events))
    world = World(Screen(), now, helpdesk(), patience, Pace(lambda: passing.seconds, passing.wait))
    return world, perform(waiting(folder, downloads), MakePlan(), world), passing


def ended(*paths: Path) -> None:
    """A browser wrote the last byte of them a while ago."""
    for path in paths:
        os.utime(path, (time.time() - 1,) * 2)


def test_a_download_is_found_at_the_next_look_after_its_end(places: tuple[Path, Path]) -> None:
    folder, downloads = places
    parts = [downloads / f"{purpose}.pem.crdownload" for purpose in ("tls", "wss")]
    whole = [downloads / f"{purpose}.pem" for purpose in ("tls", "wss")]
    events: list[Callable[[], object]] = []
    for purpose, part, final in zip(("tls", "wss"), parts, whole, strict=True):
        events += [partial(part.write_bytes, piece) for piece in (b"", pem(identity(purpose).certificate))]
        events.append(partial(part.rename, final))
    world, turn, passing = start(folder, downloads, 30, *events, lambda: ended(*whole))
    assert isinstance(turn.action, Watch)
    turn = perform(turn.session, turn.action, world)
    assert turn.session.state is not None
    assert "pobranie" in turn.session.state.plans
    assert passing.seconds <= len(events) + 1


def test_that_only_one_has_come_is_told_once(places: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    folder, downloads = places
    told: list[str] = []
    monkeypatch.setattr(Screen, "progress", lambda _self, text: told.append(text))
    one, other = downloads / "tls.pem", downloads / "obraz.png"

    def comes(path: Path, content: bytes) -> None:
        path.write_bytes(content)
        ended(path)

    # Something else comes, too: that is no news.
    news = (lambda: comes(one, pem(identity("tls").certificate)), lambda: None, lambda: comes(other, b"x"))
    world, turn, passing = start(folder, downloads, 5, *news)
    assert turn.action is not None
    turn = perform(turn.session, turn.action, world)
    assert told == ["Jest tylko jeden certyfikat; brakuje WSS."]
    assert "Przestaję czekać" in turn.replies[0].text
    assert passing.seconds == 5


def test_ctrl_c_ends_the_waiting_and_nothing_else(places: tuple[Path, Path]) -> None:
    world, turn, passing = start(*places, 30, lambda: os.kill(os.getpid(), signal.SIGINT))
    assert turn.action is not None
    turn = perform(turn.session, turn.action, world)
    assert turn.session.pending is FLOWS["mail"].item("pobranie")
    assert "Przestaję czekać" in turn.replies[0].text
    assert passing.seconds == 1


def test_certificates_of_another_request_end_the_waiting_with_the_reason(places: tuple[Path, Path]) -> None:
    folder, downloads = places
    other = downloads / "tls.pem"
    come = (lambda: other.write_bytes(pem(identity("tls", 1).certificate)), lambda: ended(other))
    world, turn, _ = start(folder, downloads, 30, *come)
    assert turn.action is not None
    turn = perform(turn.session, turn.action, world)
    assert "nie pasuje do kluczy" in turn.replies[0].text


def test_in_a_pipe_nobody_waits(places: tuple[Path, Path]) -> None:
    _, turn, passing = start(*places, 0)
    assert turn.action is None
    assert passing.seconds == 0
