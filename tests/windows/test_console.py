"""The console of Windows and a pipe there, by a Windows Python under Wine: early keys, bursts, hidden lines.

What a green run cannot vouch for: how Windows' own console pastes, and what it reports of other keyboards.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from machine import UnderWine
from rig import Windows, fresh
from support.authority import PASSWORD as P12_PASSWORD
from support.authority import identity
from support.p12_files import p12
from typing_in_a_console import Typed

from assistant.screen.sentences import DISCARDED
from flows.folder.names import PURPOSES

WITH_A_CONSOLE = (  # of its own, without a window; its standard streams stay pipes
    "import subprocess as s, sys; sys.exit(s.run([sys.executable, *sys.argv[1:]], check=False, "
    "creationflags=s.CREATE_NO_WINDOW, stdin=s.DEVNULL, stdout=sys.stdout, stderr=sys.stderr).returncode)"
)
PROGRAM = ("-c", "from assistant.cli.main import run; run()")
PASSWORD = "kot pije mleko rano"
CHOICE = "„tak” albo „nie”"


@pytest.fixture
def windows(tmp_path: Path) -> Iterator[Windows]:
    made = fresh(tmp_path / "prefix")
    yield made
    made.close()


def test_keys_and_lines(windows: Windows) -> None:
    tests = ("-m", "pytest", "-q", "-o", "faulthandler_timeout=60", "-p", "no:cacheprovider")
    status, output, errors = windows.python("-c", WITH_A_CONSOLE, *tests, "tests/windows/inside_console.py")
    assert status == 0, output + errors
    assert " passed" in output
    assert " skipped" not in output


@pytest.mark.parametrize("flag", [(), ("--prosto",)], ids=["full", "plain"])
def test_yes_sent_with_the_second_password(windows: Windows, tmp_path: Path, flag: tuple[str, ...]) -> None:
    """And a burst at the plan; then the „tak” that counts."""
    folder = tmp_path / "certy"
    with Typed(UnderWine(windows), tmp_path / "tmux") as console:
        console.start(str(windows.home / "py/python.exe"), *PROGRAM, *flag)
        console.see("Dzień dobry!")
        console.enter("csr")
        console.see("W którym folderze")
        console.enter(f"Z:{folder}")
        console.see("hasło] >")
        console.enter(PASSWORD)
        console.see("to samo hasło jeszcze raz")
        console.settle()
        console.type(f"{PASSWORD}\rtak\rtak\r")
        console.see(DISCARDED)
        console.settle()
        console.type("tak\rtak\r")
        console.settle()
        assert PASSWORD not in console.screen()
        assert not folder.exists()
        console.enter("tak")
        console.see("Gotowe i sprawdzone")
    assert len(list(folder.glob("*.jks"))) == 2


def test_a_p12_that_was_double_clicked(windows: Windows, tmp_path: Path) -> None:
    """Its date, no word cut at the window's edge, and a way on that begins with the plan."""
    folder = tmp_path / "Certyfikaty"
    folder.mkdir()
    for purpose in PURPOSES:
        (folder / f"{purpose}-20261122-120000.p12").write_bytes(p12(purpose))
    until = f"{identity('tls').certificate.not_valid_after_utc.astimezone():%Y}"
    with Typed(UnderWine(windows), tmp_path / "tmux") as console:
        console.start(str(windows.home / "py/python.exe"), *PROGRAM, f"Z:{folder}/tls-20261122-120000.p12")
        console.see("widać dopiero po podaniu hasła do pliku")
        console.settle()
        console.enter("złe hasło")
        console.see("„koniec” zamyka okno")
        console.enter("koniec")
        console.start(str(windows.home / "py/python.exe"), *PROGRAM, f"Z:{folder}/tls-20261122-120000.p12")
        console.see("widać dopiero po podaniu hasła do pliku")
        console.settle()
        console.enter(P12_PASSWORD.reveal())
        console.see("ważny do: ")
        console.settle()
        shown = console.screen()
        assert until in shown
        assert any("tego pliku nikomu nie wysyłamy" in row for row in shown.splitlines())
        console.enter("windows")
        console.see("Proszę podać hasło do plików .p12")
        console.settle()
        console.enter(P12_PASSWORD.reveal())
        console.see("Zainstalować 2 certyfikaty")
