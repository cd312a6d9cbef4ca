"""A test of windows that fails leaves a picture of the screen, and says where."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from screen import a_screen

HERE = Path(__file__).parent
PNG = b"\x89PNG\r\n\x1a\n"


def test_a_failure_leaves_a_picture(tmp_path: Path) -> None:
    with a_screen(tmp_path) as screen:
        (tmp_path / "pictures").mkdir()
        where = {"SCREEN": str(screen.memory), "PICTURES": str(tmp_path / "pictures")}
        command = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(HERE / "inside_failing.py"))
        ran = subprocess.run(
            command, cwd=HERE.parents[1], env={**os.environ, **where}, capture_output=True, text=True, check=False
        )
    assert "1 failed, 1 passed" in ran.stdout, ran.stdout + ran.stderr
    (picture,) = (tmp_path / "pictures").iterdir()
    assert picture.name == "call-test-that-fails.png"
    assert str(picture) in ran.stdout
    assert picture.read_bytes().startswith(PNG)
    assert picture.stat().st_size > 1_000
