"""The wheel: built, installed by uv where no compiler is, and at work far from the sources."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from functools import cache
from pathlib import Path

import pytest
import tools
from support.program import Home

from kb.page import PAGES

ROOT = Path(__file__).parents[2]
NO_TWOFISH = ROOT / "packaging/bez-twofish.txt"
_SECONDS = 300


def _uv() -> str:
    """uv names itself to what it runs; else as README installs it."""
    beside = ROOT / ".uv/bin/uv"
    found = os.environ.get("UV") or shutil.which("uv") or (str(beside) if beside.exists() else None)
    return found or tools.lack("uv is not installed")


def _run(*arguments: object, **variables: str) -> None:
    """uv from its cache; where that is not enough, with the network."""
    kept = {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"}
    # No compiler: what needs one fails, on every machine.
    environment = kept | {"CC": str(ROOT / "no-compiler"), "CXX": str(ROOT / "no-compiler")} | variables
    said = ""
    for more in (["--offline"], []):
        command = [_uv(), *map(str, arguments), *more]
        done = subprocess.run(command, capture_output=True, env=environment, timeout=_SECONDS, check=False, cwd="/")
        said = done.stderr.decode()
        if done.returncode == 0:
            return
    pytest.fail(said)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kolo")
    _run("build", "--quiet", "--wheel", "--out-dir", folder, ROOT)
    (made,) = folder.glob("asystent_p1-*-py3-none-any.whl")
    return made


@pytest.fixture(scope="module")
def pinned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The versions that the project is tested with, so that the cache has them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    path = tmp_path_factory.mktemp("wersje") / "constraints.txt"
    path.write_text("\n".join(project["tool"]["uv"]["constraint-dependencies"]), encoding="utf-8")
    return path


@cache
def _names(wheel: Path) -> frozenset[str]:
    with zipfile.ZipFile(wheel) as archive:
        return frozenset(archive.namelist())


def test_everything_needed_is_inside(wheel: Path) -> None:
    names = _names(wheel)
    assert {f"kb/pages/{page.name}" for page in PAGES.glob("*.md")} <= names
    kept = [path for room in ("kb", "flows", "assistant") for path in (ROOT / room).rglob("*") if path.is_file()]
    data = {path.relative_to(ROOT).as_posix() for path in kept if path.parent.name == "data"}
    assert {"kb/data/linear.bin", "kb/data/NOTICE", "flows/data/passphrase-words.txt"} <= data <= names
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


def test_nothing_else_is_inside(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in _names(wheel)}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"assistant", "flows", "kb"}
    assert not [name for name in _names(wheel) if "__pycache__" in name or name.startswith("tests/")]


def test_its_own_description(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [each for each in archive.namelist() if each.endswith("/METADATA")]
        text = archive.read(name).decode()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert "License-Expression: MIT" in text
    assert text.count("Requires-Dist: ") == len(project["dependencies"])


def _works(program: Path, home: Home) -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [program, *arguments], capture_output=True, env=home.environment, cwd=home.path, timeout=60, check=False
        )

    version = run("--version")
    assert (version.returncode, version.stderr) == (0, b"")
    assert version.stdout.count(b".") == 2
    answer = run("zapytaj", "ile", "to", "kosztuje?")
    assert "bezpłatny" in answer.stdout.decode(), answer
    health = run("diagnoza", "--folder", str(home.path))
    assert "Próba kluczy i podpisu: w porządku" in health.stdout.decode(), health
    assert "Biblioteki: w porządku" in health.stdout.decode()


def test_it_installs_without_a_compiler_and_works(wheel: Path, pinned: Path, home: Home, tmp_path: Path) -> None:
    environment = tmp_path / "venv"
    _run("venv", "--quiet", "--python", sys.executable, environment)
    folder = environment / ("Scripts" if os.name == "nt" else "bin")
    python = ("--python", folder / "python")
    _run("pip", "install", "--quiet", *python, "--overrides", NO_TWOFISH, "--constraints", pinned, wheel)
    _works(folder / "asystent-p1", home)


def test_it_installs_as_a_tool_as_readme_says(wheel: Path, pinned: Path, home: Home, tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert "uv tool install --overrides packaging/bez-twofish.txt ." in readme
    assert "uv tool install --overrides bez-twofish.txt asystent_p1-" in readme, "both files of a release"
    assert "cp packaging/bez-twofish.txt dist" in (ROOT / ".github/workflows/release.yml").read_text("utf-8")
    places = {"UV_TOOL_DIR": str(tmp_path / "narzedzia"), "UV_TOOL_BIN_DIR": str(tmp_path / "bin")}
    options = ("--python", sys.executable, "--overrides", NO_TWOFISH, "--constraints", pinned)
    _run("tool", "install", "--quiet", *options, wheel, **places)
    _works(tmp_path / "bin/asystent-p1", home)


def test_the_override_is_the_projects_own() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    lines = [line for line in NO_TWOFISH.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert lines == project["tool"]["uv"]["override-dependencies"]
