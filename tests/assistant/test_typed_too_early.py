"""Keys and pastes that come too early, or all at once, through a real pseudo-terminal: they confirm nothing."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest
from support.authority import PASSWORD as READY
from support.matrix import few_of
from support.scenery import Place, prepare
from terminal import CTRL_C, Terminal, started

from assistant.screen.sentences import DISCARDED, PASTED

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminal for pexpect on Windows")
PASSWORD = "kot pije mleko rano"
CHOICE = "„tak” albo „nie”"
THREAD = "Dzień dobry,\rczy mam już wysłać pliki?\rPozdrawiam\rtak"
both = pytest.mark.parametrize("flag", [(), ("--prosto",)], ids=["full", "plain"])


def _to_second_password(terminal: Terminal, folder: Path) -> None:
    terminal.see("Dzień dobry!")
    terminal.enter("csr")
    terminal.see("W którym folderze")
    terminal.settle()
    terminal.enter(str(folder))
    terminal.see("hasło] >")
    terminal.settle()
    terminal.enter(PASSWORD)
    terminal.see("to samo hasło jeszcze raz")
    terminal.settle()


def _to_plan(terminal: Terminal, folder: Path) -> None:
    _to_second_password(terminal, folder)
    terminal.enter(PASSWORD)
    terminal.see(CHOICE)
    terminal.settle()


def _works(terminal: Terminal) -> None:
    """What is typed now, at the plan, is the „tak” that counts."""
    terminal.settle()
    terminal.enter("tak")
    terminal.see("Gotowe i sprawdzone")


@both
def test_yes_sent_with_the_second_password(tmp_path: Path, flag: tuple[str, ...]) -> None:
    with started(tmp_path, *flag) as terminal:
        _to_second_password(terminal, tmp_path / "certy")
        terminal.type(f"{PASSWORD}\rtak\rtak\r")
        terminal.see(DISCARDED)
        terminal.settle()
        assert not (tmp_path / "certy").exists()
        _works(terminal)


@both
def test_six_quick_yes_at_the_p12_plan(tmp_path: Path, flag: tuple[str, ...]) -> None:
    """Files at most: no page is opened, and nobody said that the certificate is imported."""
    place = Place(tmp_path)
    for what in ("csr", "pems"):
        prepare(place, what)
    with started(tmp_path, "--folder", str(place.folder), *flag) as terminal:
        terminal.see("Dzień dobry!")
        terminal.settle()
        terminal.enter("p12")
        terminal.see("hasło] >")
        terminal.settle()
        terminal.enter(READY.reveal())
        terminal.see(CHOICE)
        terminal.settle()
        for _ in range(6):
            terminal.type_at_once("tak\r")
            time.sleep(0.02)
        terminal.settle()
        terminal.enter("stan")
        terminal.see("Krok 5")
        assert "Otwieram" not in terminal.raw
        assert "zaimportowany" not in terminal.raw
    assert not any(entry.get("operation") == "open-zsmopl" for entry in place.entries())


@both
@pytest.mark.parametrize("burst", ["tak\rtak\r", "tak\rtak\rtak\rtak\rtak\rtak\r", f"{THREAD}\r", "\rtak\r\rtak"])
def test_a_burst_at_the_plan_is_one_paste(tmp_path: Path, flag: tuple[str, ...], burst: str) -> None:
    with started(tmp_path, *flag) as terminal:
        _to_plan(terminal, tmp_path / "certy")
        terminal.type(burst)
        terminal.settle()
        assert not (tmp_path / "certy").exists()
        terminal.enter("nie")
        terminal.settle()
        _works(terminal)


@both
def test_a_thread_without_its_last_enter(tmp_path: Path, flag: tuple[str, ...]) -> None:
    """The person presses Enter after the paste: „tak” had come with it."""
    with started(tmp_path, *flag) as terminal:
        _to_plan(terminal, tmp_path / "certy")
        terminal.type(THREAD)
        terminal.settle()
        terminal.enter("")
        terminal.settle()
        assert not (tmp_path / "certy").exists()


def test_a_bracketed_thread(tmp_path: Path) -> None:
    with started(tmp_path) as terminal:
        _to_plan(terminal, tmp_path / "certy")
        terminal.type("\x1b[200~\r\rtak\r\x1b[201~")
        terminal.enter("")
        terminal.see(PASTED)
        terminal.type("\x1b[200~tak\x1b[201~")
        terminal.enter("")
        terminal.see(PASTED, times=2)
        assert not (tmp_path / "certy").exists()
        _works(terminal)


@both
def test_keys_while_it_works(tmp_path: Path, flag: tuple[str, ...]) -> None:
    with started(tmp_path, *flag) as terminal:
        _to_plan(terminal, tmp_path / "certy")
        terminal.enter("tak")
        terminal.see("Tworzę klucze")
        terminal.stop()
        terminal.type("tak\rtak\rcofn")
        terminal.go_on()
        terminal.see("Gotowe i sprawdzone")
        terminal.see(DISCARDED)
        terminal.settle()
        terminal.enter("stan")
        terminal.see("Krok 1")
        assert "cofnstan" not in terminal.raw
        assert "Czy kierownik" not in terminal.raw
    assert len(list((tmp_path / "certy").glob("*.jks"))) == 2


@both
def test_the_cat_on_the_keyboard(tmp_path: Path, flag: tuple[str, ...]) -> None:
    with started(tmp_path, *flag) as terminal:
        _to_plan(terminal, tmp_path / "certy")
        for keys in ("gggggggggg\r\r\r\r", "tak", "]]]]\r", "\r" * 20, "\t\t\x7f\x7f\x15\r", "ttttttttt\rtak\r\r\r"):
            terminal.type(keys)
            terminal.settle()
        assert not (tmp_path / "certy").exists()
        assert "błąd" not in terminal.everything()


@both
def test_lines_typed_ahead_are_read_one_by_one(tmp_path: Path, flag: tuple[str, ...]) -> None:
    """An impatient typist at questions that „tak” does not answer loses nothing."""
    with started(tmp_path, *flag) as terminal:
        terminal.type("csr\r")
        terminal.type(f"{tmp_path / 'certy'}\r")
        terminal.see("Proszę wymyślić hasło")


def test_yes_and_ctrl_c_at_once(tmp_path: Path) -> None:
    """Who takes the „tak” back in the same moment is heard."""
    with started(tmp_path) as terminal:
        _to_plan(terminal, tmp_path / "certy")
        terminal.type(f"tak\r{CTRL_C}")
        terminal.settle()
        terminal.see("Odkładam ten krok")
        assert not (tmp_path / "certy").exists()


@both
@pytest.mark.parametrize(
    "keys",
    few_of(
        [
            *("\x1b[M   ", "\x1b[M\xff\xff\xff", "\x1b[M!", "\x1b[<0;1;1M", "\x1b[<999;1;1m", "\x1b[96;14;13M"),
            *("\x1b[1;1R", "\x1b[?1;2c", "\x1b]0;x\x07", "\x1b[I\x1b[O", "\x1b[99999;99999;99999M", "\x1bP+q\x1b\\"),
        ]
    ),
)
def test_reports_of_a_mouse_nobody_asked_for(tmp_path: Path, flag: tuple[str, ...], keys: str) -> None:
    with started(tmp_path, *flag) as terminal:
        terminal.see("Dzień dobry!")
        terminal.settle()
        terminal.type(keys)
        terminal.settle()
        terminal.type("\x15")
        terminal.enter("")
        terminal.settle()
        terminal.enter("csr")
        terminal.see("W którym folderze")
        terminal.settle()
        terminal.enter(str(tmp_path / "certy"))
        terminal.see("hasło] >")
        terminal.settle()
        terminal.type(keys)
        terminal.type("\x15")
        terminal.settle()
        assert not any(
            word in terminal.raw for word in ("Traceback", "Exception", "Error", "ENTER", "Warning", "WARNING")
        )
        assert "błąd" not in terminal.raw
