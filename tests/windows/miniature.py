"""A program as ``build.py freeze`` leaves it, but tiny: ``wrap`` makes a setup of it within a second."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import tools
from rig import ROOT

_RECIPE = ROOT / "packaging/windows"


def program_in(folder: Path, version: str, *files: str) -> Path:
    """The program's folder with these files, its icon and an .exe that does nothing."""
    program = folder / f"asystent-p1-{version}"
    for name in ("asystent-p1.exe", "_internal/asystent-p1.ico", *files):
        (program / name).parent.mkdir(parents=True, exist_ok=True)
        (program / name).write_text(name, encoding="utf-8")
    draw = "import sys, icon; sys.stdout.buffer.write(icon.ico())"
    drawn = subprocess.run([sys.executable, "-c", draw], cwd=_RECIPE, check=True, capture_output=True).stdout
    (program / "_internal/asystent-p1.ico").write_bytes(drawn)
    return program


def wrap(folder: Path) -> Path:
    """The setup, by the recipe."""
    tools.need("makensis")
    subprocess.run([sys.executable, _RECIPE / "build.py", "wrap", folder], cwd=ROOT, check=True, timeout=900)
    (setup,) = folder.glob("*-setup.exe")
    return setup
