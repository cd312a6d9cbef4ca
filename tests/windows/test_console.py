"""The console of Windows and a pipe there, by a Windows Python under Wine: early keys, bursts, hidden lines.

What a green run cannot vouch for: how Windows' own console pastes, and what it reports of other keyboards.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from machine import UnderWine
from rig import Windows, fresh
from typing_in_a_console import Typed

from assistant.screen.sentences import DISCARDED

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
