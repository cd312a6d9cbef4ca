"""What is installed with the program: known versions, known licences, and no code that runs while it is installed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import tools
from trust import supply


def test_every_licence_may_be_handed_on() -> None:
    assert len(supply.parts()) > 15
    assert {part.name: part.licence for part in supply.parts() if part.licence not in supply.ALLOWED} == {}


def test_every_version_is_the_one_that_is_fixed() -> None:
    fixed = supply.pinned()
    assert {part.name: part.version for part in supply.parts()} == {
        part.name: fixed[part.name] for part in supply.parts()
    }


@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="newer Pythons need fewer libraries")
def test_the_list_for_people_is_up_to_date() -> None:
    assert supply.LIST.read_text("utf-8") == supply.as_page(supply.parts()), "uv run python tests/trust/supply.py"


def test_nothing_is_built_where_it_is_installed(tmp_path: Path) -> None:
    """uv may take ready packages only, from its cache: a source package, whose code would run, is refused."""
    uv = shutil.which("uv") or tools.lack("the program uv is not on the path")
    pins, but = tmp_path / "pins.txt", tmp_path / "but.txt"
    pins.write_text("\n".join(f"{part.name}=={part.version}" for part in supply.parts()), "utf-8")
    but.write_text("".join(f"{name} ; sys_platform == 'never'\n" for name in supply.LEFT_OUT), "utf-8")
    command = [uv, "pip", "install", "--offline", "--no-build", "--dry-run", "--python", sys.executable]
    command += ["--target", tmp_path / "nowhere", "--override", but, "--requirement", pins]
    done = subprocess.run(command, capture_output=True, check=False, timeout=60, cwd=tmp_path)
    said = done.stderr.decode()
    if "cache" in said and done.returncode:
        tools.lack(f"uv's cache is not here: {said[-300:]}")
    assert done.returncode == 0, said
    assert f"Would install {len(supply.parts())} packages" in said


def test_our_own_package_runs_no_code_either() -> None:
    """Hatchling reads pyproject.toml; a build hook, a setup.py or a plug-in would be code at installation."""
    settings = (supply.ROOT / "pyproject.toml").read_text("utf-8")
    assert 'build-backend = "hatchling.build"' in settings
    assert "build.hooks" not in settings
    assert "metadata.hooks" not in settings
    assert not (supply.ROOT / "setup.py").exists()
