"""RaportNet's window driven for real: our code in a Windows Python against the stand-in, under Wine and Xvfb."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import tools
from rig import Windows, finish, fresh
from screen import Screen, a_screen

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


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The stand-in program and the service, as Windows programs."""
    folder = tmp_path_factory.mktemp("built")
    common = ("-O1", "-s", "-municode", "-mwindows", "-Wall", "-Wextra", "-Werror")
    for name, *libraries in (("raportnet", "-lcrypt32", "-lcomctl32", "-lgdi32"), ("service", "-ladvapi32")):
        tools.run(GCC, *common, "-o", folder / f"{name}.exe", HERE / f"standin/{name}.c", *libraries)
    return folder


def test_inside_windows(computers: Callable[[str], Windows], built: Path, screen: Screen) -> None:
    """Side by side, so that the waits of one leave time to the other."""
    where = {"STANDIN": f"Z:{built}", "SCREEN": f"Z:{screen.memory}", "PICTURES": f"Z:{tempfile.gettempdir()}"}
    command = ("python", "-m", "pytest", "-q", "--durations=5", "-p", "no:cacheprovider")
    files = [f"tests/windows/{name}.py" for name in ("inside_raportnet", "inside_desktop", "inside_killed")]
    begun = [computers("inside").begin(*command, file, **where) for file in files]
    for running in begun:
        status, output, errors = finish(running)
        print(output)
        assert status == 0, output + errors
        assert " passed" in output
        assert " skipped" not in output
