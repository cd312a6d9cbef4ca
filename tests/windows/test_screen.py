"""A test of windows that fails leaves pictures of the screen, from its beginning on, and says where."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from screen import a_screen

HERE = Path(__file__).parent
PNG = b"\x89PNG\r\n\x1a\n"


def test_a_failure_leaves_pictures_of_its_whole_run(tmp_path: Path) -> None:
    with a_screen(tmp_path) as screen:
        (tmp_path / "pictures").mkdir()
        where = {"SCREEN": str(screen.memory), "PICTURES": str(tmp_path / "pictures")}
        command = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(HERE / "inside_failing.py"))
        ran = subprocess.run(
            command, cwd=HERE.parents[1], env={**os.environ, **where}, capture_output=True, text=True, check=False
        )
    assert "1 failed, 1 passed" in ran.stdout, ran.stdout + ran.stderr
    (folder,) = (tmp_path / "pictures").iterdir()
    assert folder.name == "call-test-that-fails"
    assert f"2 pictures: {folder}" in ran.stdout
    before, after = sorted(folder.iterdir())
    assert before.read_bytes().startswith(PNG)
    assert before.stat().st_size > 1_000
    assert before.read_bytes() != after.read_bytes()
