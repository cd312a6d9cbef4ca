"""Waiting for a download: found soon after its end, given up on Ctrl-C."""

import datetime as dt
import os
import signal
import threading
import time
from pathlib import Path

import pytest
from scenery import helpdesk
from support.authority import identity, pem

from assistant.screen.console import Prompt
from assistant.screen.render import Reply
from assistant.talk.effects import perform
from assistant.talk.session import MakePlan, Session, Turn, Watch
from assistant.talk.world import World
from flows.catalogue import FLOWS
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


def start(folder: Path, downloads: Path, patience: float) -> tuple[World, Turn]:
    world = World(Screen(), now, helpdesk(), patience)
    return world, perform(waiting(folder, downloads), MakePlan(), world)


def test_a_download_is_found_soon_after_its_end(places: tuple[Path, Path]) -> None:
    folder, downloads = places
    world, turn = start(folder, downloads, 30)
    assert isinstance(turn.action, Watch)
    ended: list[float] = []

    def browser() -> None:
        for purpose in ("tls", "wss"):
            partial = downloads / f"{purpose}.pem.crdownload"
            for piece in (b"", pem(identity(purpose).certificate)):
                partial.write_bytes(piece)
                time.sleep(0.3)
            partial.rename(downloads / f"{purpose}.pem")
        ended.append(time.monotonic())

    thread = threading.Thread(target=browser)
    thread.start()
    turn = perform(turn.session, turn.action, world)
    found = time.monotonic()
    thread.join()
    assert turn.session.state is not None
    assert "pobranie" in turn.session.state.plans
    assert found - ended[0] <= 10  # measured 0.5 to 1.3 s; a busy machine is no fault of the program


def test_that_only_one_has_come_is_told_once(places: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    folder, downloads = places
    told: list[str] = []
    monkeypatch.setattr(Screen, "progress", lambda _self, text: told.append(text))
    world, turn = start(folder, downloads, 5)
    (downloads / "tls.pem").write_bytes(pem(identity("tls").certificate))
    # Something else comes, too: that is no news.
    threading.Timer(2.5, (downloads / "obraz.png").write_bytes, (b"x",)).start()
    assert turn.action is not None
    turn = perform(turn.session, turn.action, world)
    assert told == ["Jest tylko jeden certyfikat; brakuje WSS."]
    assert "Przestaję czekać" in turn.replies[0].text


def test_ctrl_c_ends_the_waiting_and_nothing_else(places: tuple[Path, Path]) -> None:
    world, turn = start(*places, 30)
    threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()
    assert turn.action is not None
    turn = perform(turn.session, turn.action, world)
    assert turn.session.pending is FLOWS["mail"].item("pobranie")
    assert "Przestaję czekać" in turn.replies[0].text


def test_certificates_of_another_request_end_the_waiting_with_the_reason(places: tuple[Path, Path]) -> None:
    folder, downloads = places
    world, turn = start(folder, downloads, 30)
    threading.Timer(0.3, (downloads / "tls.pem").write_bytes, (pem(identity("tls", 1).certificate),)).start()
    assert turn.action is not None
    turn = perform(turn.session, turn.action, world)
    assert "nie pasuje do kluczy" in turn.replies[0].text


def test_in_a_pipe_nobody_waits(places: tuple[Path, Path]) -> None:
    _, turn = start(*places, 0)
    assert turn.action is None
