"""``diagnoza`` and what only Windows can say, by a Windows Python under Wine: version, code pages, the window."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from machine import UnderWine
from rig import Windows, fresh
from support.p12_files import p12
from typing_in_a_console import Typed

PROGRAM = ("-c", "from assistant.cli.main import run; run()")
HOST = "from assistant.screen import host; print(host.windows_version(), host.code_pages(), host.draws())"


@pytest.fixture(scope="module")
def windows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Windows]:
    """One for all: nothing here leaves anything behind."""
    made = fresh(tmp_path_factory.mktemp("windows") / "prefix")
    yield made
    made.close()


def test_the_computer_is_looked_at(windows: Windows, tmp_path: Path) -> None:
    folder = tmp_path / "Łąka i las"
    folder.mkdir()
    status, output, errors = windows.python(*PROGRAM, "diagnoza", "--folder", f"Z:{folder}", "--json")
    assert errors == ""
    found = {check["name"]: check for check in json.loads(output)["checks"]}
    good = ("windows", "terminal", "folder", "settings", "temporary", "store", "crypto")
    assert {name: found[name]["state"] for name in good} == dict.fromkeys(good, "ok"), output
    assert found["windows"]["found"].startswith("Windows 1")
    assert "strona kodowa okna brak, starych programów 1250" in found["terminal"]["found"]
    assert "state" not in found, "settings and memory share a folder there"
    assert status == (1 if "bad" in {check["state"] for check in found.values()} else 0)
    assert list(folder.iterdir()) == []


def test_a_file_on_the_icon_and_no_window_to_hold(windows: Windows, tmp_path: Path) -> None:
    """Without a console of its own the program must not wait for Enter: it would wait for ever."""
    path = tmp_path / "tls ą.p12"
    path.write_bytes(p12("tls"))
    status, output, errors = windows.python(*PROGRAM, f"Z:{path}")
    assert (status, errors) == (0, "")
    assert output.startswith("tls ą.p12: plik PKCS#12")
    assert "Enter" not in output
    status, _, errors = windows.python(*PROGRAM, r"C:\nie ma\tls.p12")
    assert status == 2
    assert r"nie ma pliku C:\nie ma\tls.p12" in errors


def test_the_host_answers(windows: Windows) -> None:
    status, output, errors = windows.python("-c", HOST)
    assert status == 0, errors
    assert output.startswith("(1")


def test_a_window_of_our_own_waits_for_enter(windows: Windows, tmp_path: Path) -> None:
    """A real Wine console with nobody else in it, as Explorer makes one: what only prints an answer stays."""
    path = tmp_path / "notatka.txt"
    path.write_text("mleko, chleb\n", "utf-8")
    with Typed(UnderWine(windows), tmp_path / "tmux") as console:
        console.start(str(windows.home / "py/python.exe"), *PROGRAM, "sprawdz", f"Z:{path}")
        console.see("Aby zamknąć to okno, proszę nacisnąć Enter.")
        assert "notatka.txt: nieznany plik" in console.screen()
        assert "ENDED" not in console.screen()
        console.enter("")
        console.see("ENDED")
