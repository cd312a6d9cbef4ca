"""RaportNet's window driven for real: our code in a Windows Python against the stand-in, under Wine and Xvfb."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import tools
from rig import Windows, finish, fresh
from screen import Screen, a_screen
from support.authority import PASSWORD
from support.p12_files import p12

HERE = Path(__file__).parent
GCC = "x86_64-w64-mingw32-gcc"


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    with a_screen(tmp_path_factory.mktemp("screen")) as shown:
        yield shown


@pytest.fixture(scope="module")
def computers(tmp_path_factory: pytest.TempPathFactory, screen: Screen) -> Iterator[Callable[[str], Windows]]:
    """Each a Windows of its own: none sees the windows of another, though one screen shows them."""
    made: list[Windows] = []

    def make(name: str) -> Windows:
        made.append(fresh(tmp_path_factory.mktemp(name) / "prefix", screen.display))
        return made[-1]

    yield make
    for each in made:
        each.close()


def build(folder: Path) -> Path:
    """The stand-in program and the service, as Windows programs."""
    common = ("-O1", "-s", "-municode", "-mwindows", "-Wall", "-Wextra", "-Werror")
    for name, *libraries in (("raportnet", "-lcrypt32", "-lcomctl32", "-lgdi32"), ("service", "-ladvapi32")):
        tools.run(GCC, *common, "-o", folder / f"{name}.exe", HERE / f"standin/{name}.c", *libraries)
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("built"))


def test_inside_windows(computers: Callable[[str], Windows], built: Path, screen: Screen) -> None:
    """Side by side, so that the waits of one leave time to the other."""
    where = {"STANDIN": f"Z:{built}", "SCREEN": f"Z:{screen.memory}", "PICTURES": f"Z:{tempfile.gettempdir()}"}
    command = ("python", "-m", "pytest", "-q", "--durations=5", "-p", "no:cacheprovider")
    names = ("raportnet", "in_the_way", "desktop", "killed")
    files = [f"tests/windows/inside_{name}.py" for name in names]
    begun = [computers("inside").begin(*command, file, **where) for file in files]
    for running in begun:
        status, output, errors = finish(running)
        print(output)
        assert status == 0, output + errors
        assert " passed" in output
        assert " skipped" not in output


PROGRAM = ("python", "-c", "from assistant.cli.main import run; run()")
WORD = PASSWORD.reveal()


class Counter:
    """A pharmacy's computer seen from outside: the stand-in runs, the assistant is started as a user does."""

    def __init__(self, windows: Windows, built: Path, root: Path) -> None:
        self.windows, self.folder, self.place = windows, root / "Łąka", root / "RaportNet"
        for each in (self.folder, self.place):
            each.mkdir()
        for purpose in ("tls", "wss"):
            (self.folder / f"{purpose}-20261120-090000.p12").write_bytes(p12(purpose))
        self.word = root / "haslo.txt"
        self.word.write_text(WORD)
        shutil.copy(built / "raportnet.exe", self.place)
        ini = "[zachowanie]\nwolno=600\n[csioz]\nwazny=20.11.2026\n"
        (self.place / "raportnet.ini").write_text(ini, "utf-16")
        self.standin = windows.begin(str(self.place / "raportnet.exe"))
        self.wait_for("works")

    def lines(self) -> list[str]:
        log = self.place / "raportnet.log"
        return [line.partition(" ")[2] for line in log.read_text("utf-8").splitlines()] if log.exists() else []

    def wait_for(self, line: str) -> None:
        end = time.monotonic() + 60
        while line not in self.lines():
            assert time.monotonic() < end, f"{line} did not come: {self.lines()}"
            time.sleep(0.02)

    def begin(self) -> subprocess.Popen[bytes]:
        command = ("krok", "raportnet", "--sposob", "okno", "--tak", "--json", "--folder", f"Z:{self.folder}")
        profile = f"Z:{HERE.parent.parent / 'flows/data/raportnet-cwiczenie.toml'}"
        return self.windows.begin(*PROGRAM, *command, "--haslo-plik", f"Z:{self.word}", "--profil", profile)

    def journal(self) -> list[dict[str, Any]]:
        text = (self.folder / "asystent-p1.jsonl").read_text("utf-8")
        return [json.loads(line) for line in text.splitlines()]


def shown_by_the_system(prefix: Path) -> list[bytes]:
    """Command lines and environments of all programs of that Windows."""
    seen = []
    for each in Path("/proc").glob("[0-9]*"):
        try:
            environment = (each / "environ").read_bytes()
            if str(prefix).encode() in environment:
                seen += [environment, (each / "cmdline").read_bytes()]
        except OSError:  # it has just ended
            continue
    return seen


@pytest.fixture
def counter(computers: Callable[[str], Windows], built: Path, tmp_path: Path) -> Iterator[Counter]:
    made = Counter(computers("counter"), built, tmp_path)
    yield made
    made.standin.kill()
    finish(made.standin)


def test_as_a_user_starts_it_killed_warned_of_and_completed(counter: Counter) -> None:
    """A real kill from outside, where the password was typed and where the program stands; no trace of the password."""
    windows = counter.windows
    told = b""
    for line in ("stands", "password right"):
        running = counter.begin()
        counter.wait_for(line)
        shown = shown_by_the_system(windows.prefix)
        assert len(shown) > 4
        running.kill()
        status, output, errors = finish(running)
        assert status == -9
        told += b"".join(shown) + output.encode() + errors.encode()
        assert counter.journal()[-1]["event"] == "stopped"
    assert counter.lines()[-1] != "works"

    _, output, errors = windows.python(*PROGRAM[1:], "stan", "--folder", f"Z:{counter.folder}")
    assert "RaportNet" in output
    assert "może być zatrzymany" in output, errors
    told += output.encode() + errors.encode()

    status, output, errors = finish(counter.begin())
    assert (status, json.loads(output)["status"]) == (0, "done"), output + errors
    told += output.encode() + errors.encode()
    assert counter.lines()[-1] == "works"
    assert [each["event"] for each in counter.journal()][-2:] == ["running", "verified"]

    kept = [each for root in (windows.prefix, counter.folder, counter.place) for each in root.rglob("*")]
    ours = [each for each in kept if each.is_file() and "/drive_c/windows/" not in str(each)]
    assert counter.place / "raportnet.log" in ours
    texts = [told, *(each.read_bytes() for each in ours)]
    assert not any(WORD.encode(code) in text for text in texts for code in ("utf-8", "utf-16-le"))
