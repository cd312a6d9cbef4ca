"""A script as a process of its own, for what only a killed process shows."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).parent.parent


def run_script(script: str, *arguments: object, seconds: float = 60) -> subprocess.CompletedProcess[bytes]:
    """Runs it with Python at the root of the project; it finds ``support`` as tests do."""
    path = os.pathsep.join((str(TESTS), os.environ.get("PYTHONPATH", ""))).rstrip(os.pathsep)
    return subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)],
        cwd=TESTS.parent,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        timeout=seconds,
        check=False,
    )
