"""RaportNet's window driven for real: our code in a Windows Python against the stand-in, under Wine and Xvfb."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import tools
from rig import Windows, fresh
from screen import Screen, a_screen

HERE = Path(__file__).parent
GCC = "x86_64-w64-mingw32-gcc"


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    with a_screen(tmp_path_factory.mktemp("screen")) as shown:
        yield shown


@pytest.fixture(scope="module")
def windows(tmp_path_factory: pytest.TempPathFactory, screen: Screen) -> Iterator[Windows]:
    made = fresh(tmp_path_factory.mktemp("windows") / "prefix", screen.display)
    yield made
    made.close()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The stand-in program and the service, as Windows programs."""
    folder = tmp_path_factory.mktemp("built")
    common = ("-O1", "-s", "-municode", "-mwindows", "-Wall", "-Wextra", "-Werror")
    for name, *libraries in (("raportnet", "-lcrypt32", "-lcomctl32", "-lgdi32"), ("service", "-ladvapi32")):
        tools.run(GCC, *common, "-o", folder / f"{name}.exe", HERE / f"standin/{name}.c", *libraries)
    return folder


@pytest.mark.parametrize("file", ["inside_desktop", "inside_raportnet"])
def test_inside_windows(windows: Windows, built: Path, screen: Screen, file: str) -> None:
    command = ("-m", "pytest", "-q", "--durations=40", "-p", "no:cacheprovider", f"tests/windows/{file}.py")
    pictures = f"Z:{tempfile.gettempdir()}"
    status, output, errors = windows.python(
        *command, STANDIN=f"Z:{built}", SCREEN=f"Z:{screen.memory}", PICTURES=pictures
    )
    print(output)
    assert status == 0, output + errors
    assert " passed" in output
    assert " skipped" not in output
