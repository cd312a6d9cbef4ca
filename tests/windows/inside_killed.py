"""The assistant killed at each press of step 7, and what is left of it; run by a Windows Python (test_raportnet.py)."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pharmacy import Pharmacy, computer

from flows.folder import stopped

__all__ = ["computer"]  # a fixture

DIES = """
import ctypes, sys
from pathlib import Path
from pharmacy import *
mine, left = Pharmacy.again(Path(sys.argv[1])), [int(sys.argv[2])]
class Dying(type(DESKTOP)):
    pass
def dying(name):
    def done(self, *arguments):
        if left[0] == 0:
            ctypes.windll.kernel32.TerminateProcess(ctypes.c_void_p(-1), 137)
        left[0] -= 1
        getattr(DESKTOP, name)(*arguments)
    return done
for name in ("press", "write", "turn_to"):
    setattr(Dying, name, dying(name))
mine.operation, mine.computer = ReplaceInRaportNet(), hurried(1, Dying)
mine.perform()
"""


@pytest.mark.parametrize("step", range(12))
def test_killed_at_any_press_it_is_warned_of_and_completed(computer: Callable[..., Pharmacy], step: int) -> None:
    mine = computer()
    command = [sys.executable, "-c", DIES, str(mine.folder.parent), str(step)]
    path = os.pathsep.join((str(Path.cwd()), *sys.path))
    killed = subprocess.run(
        command, capture_output=True, timeout=120, check=False, env={**os.environ, "PYTHONPATH": path}
    )
    assert killed.returncode == 137, killed.stderr.decode()
    assert stopped.stands(mine.folder) is not None
    assert mine.events()[-1] == "stopped"
    plan = mine.prepare()
    assert plan.resumes is not None
    assert any("UWAGA" in line for line in plan.lines)
    assert mine.perform(plan).seen
    mine.assert_done()
