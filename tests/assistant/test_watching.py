"""Waiting for a download beside the keyboard: what a look costs, and that both consoles look while nobody types."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput
from support.authority import identity, pem
from support.running import at

from assistant.screen import console
from assistant.screen.console import Arrived, PlainConsole, Prompt
from assistant.talk.session import Session, Turn
from assistant.talk.watching import Watcher
from flows.catalogue import FLOWS
from flows.engine import progress
from flows.engine.plan import Result

HERE = at(download_places=tuple)


def waiting(folder: Path, downloads: Path) -> Session:
    """A session whose pending operation is the collecting of downloads."""
    flow = FLOWS["mail"]
    state = progress.start(flow, {"folder": folder, "pobrane": downloads, "wiadomosc": None})
    for name in ("zapis", "odnosnik1", "odnosnik2"):
        state = progress.record(state, name, Result((), ()))
    return Session(state=state, waiting="nic jeszcze nie ma")


@pytest.fixture
def downloads(tmp_path: Path) -> Path:
    folder = tmp_path / "Pobrane"
    folder.mkdir()
    return folder


def ended(path: Path, data: bytes = b"x") -> None:
    """A browser wrote the last byte of it a while ago."""
    path.write_bytes(data)
    os.utime(path, (time.time() - 2,) * 2)


def test_a_look_goes_closer_only_where_something_changed(tmp_path: Path, downloads: Path) -> None:
    looks: list[int] = []
    session = waiting(tmp_path / "Certyfikaty", downloads)

    def plan() -> Turn:
        looks.append(1)
        return Turn(session)

    watcher = Watcher(session, HERE, plan)
    assert not watcher.news()
    assert len(looks) == 1, "what came before the first look counts"
    for _ in range(3):
        assert not watcher.news()
    assert len(looks) == 1
    ended(downloads / "tls.pem")
    assert not watcher.news(), "nothing new is told while the same is missing"
    assert len(looks) == 2
    (tmp_path / "Certyfikaty").mkdir()
    ended(tmp_path / "Certyfikaty" / "wss.pem")
    watcher.news()
    assert len(looks) == 3, "the working folder is watched, too"


def test_a_growing_file_is_left_alone_until_its_end(tmp_path: Path, downloads: Path) -> None:
    session = waiting(tmp_path / "Certyfikaty", downloads)
    found = Turn(replace(session, waiting=""))
    watcher = Watcher(session, HERE, lambda: found)
    part = downloads / "tls.pem.crdownload"
    (downloads / "tls.pem").write_bytes(pem(identity("tls").certificate)[:200])
    part.write_bytes(b"")
    assert not watcher.news()
    part.unlink()
    ended(downloads / "tls.pem", pem(identity("tls").certificate))
    assert watcher.news()
    assert watcher.turn is found


def after(looks: int) -> Callable[[], bool]:
    """There is news at this look, and none before it."""
    left = iter(range(looks))
    return lambda: next(left, None) is None


@pytest.fixture(autouse=True)
def _looks_follow_each_other_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console, "POLL_SECONDS", 0.001)


@pytest.fixture
def typing() -> Iterator[Callable[[bytes], None]]:
    """A plain console on a terminal of its own, as ``typing.console``, and keys for it."""
    ours, its = os.openpty()
    with os.fdopen(its, "r", closefd=True) as source, Path(os.devnull).open("w", encoding="utf-8") as target:
        plain = PlainConsole(source, source)
        plain._target = target
        keys = partial(os.write, ours)
        keys.console = plain  # type: ignore[attr-defined]
        yield keys  # type: ignore[misc]
    os.close(ours)


def test_plain_lines_end_when_there_is_news(typing: Callable[[bytes], None]) -> None:
    plain: PlainConsole = typing.console  # type: ignore[attr-defined]
    with pytest.raises(Arrived):
        plain.ask(Prompt(">", news=after(3)))
    typing(b"dalej\n")
    assert plain.ask(Prompt(">", news=after(10**6))).text == "dalej"


@pytest.fixture
def keys() -> Iterator[PipeInput]:
    with create_pipe_input() as source, create_app_session(input=source, output=DummyOutput()):
        yield source


def test_the_full_screen_ends_when_there_is_news(keys: PipeInput, monkeypatch: pytest.MonkeyPatch) -> None:
    shell = _shell(monkeypatch)
    with pytest.raises(Arrived):
        shell.ask(Prompt(">", news=after(3)))


def test_the_full_screen_ends_no_line_that_was_begun(keys: PipeInput, monkeypatch: pytest.MonkeyPatch) -> None:
    shell = _shell(monkeypatch)
    looks: list[int] = []

    def news() -> bool:
        looks.append(1)
        if len(looks) == 2:
            keys.send_text("dal")
            return False
        return len(looks) > 2

    prompt = Prompt(">", news=news)
    import asyncio

    usual = asyncio.sleep
    begun: list[int] = []

    async def sleep(seconds: float) -> None:
        await usual(seconds)
        begun.append(len(looks))
        if len(begun) == 20:
            keys.send_text("ej\r")

    monkeypatch.setattr(asyncio, "sleep", sleep)
    assert shell.ask(prompt).text == "dalej"
    assert len(looks) == 2


def _shell(monkeypatch: pytest.MonkeyPatch) -> console.Console:
    from assistant.screen import shell

    class NoKeyboard:
        def waits(self) -> bool:
            return False

        def drained(self, grace: float = 0) -> str:
            return ""

    monkeypatch.setattr(shell, "keyboard", lambda _source: NoKeyboard())
    monkeypatch.setattr(shell, "no_echo", lambda: None)
    monkeypatch.setattr(shell, "_output", DummyOutput)
    return shell.Shell()
