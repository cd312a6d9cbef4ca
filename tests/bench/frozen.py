"""How soon the frozen program asks its first question, under Wine. Run: uv run python tests/bench/frozen.py FOLDER

FOLDER is what packaging/windows/build.py left: the program's folder, its ZIP and its setup. Goals: the first prompt
within 1.0 s when the program was started before (median of 15), setup at most 20 MB, installed at most 50 MB.
``--check`` ends with status 1 where a goal is missed. A Python that does nothing and Wine's own cmd say how much of
it is Wine's.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[1] / "windows"))

from machine import UnderWine

RUNS = 15
GOAL_SECONDS, GOAL_SETUP, GOAL_INSTALLED = 1.0, 20_000_000, 50_000_000


def first_prompt(machine: UnderWine, *command: str) -> float:
    """Seconds until „> ” stands at the end of what was said; until the end where nothing asks."""
    started = time.perf_counter()
    running = machine.windows.begin(*command, **machine.variables())
    assert running.stdin is not None
    assert running.stdout is not None
    said = b""
    while not said.endswith(b"> ") and (chunk := os.read(running.stdout.fileno(), 65_536)):
        said += chunk
    taken = time.perf_counter() - started
    running.stdin.close()
    running.wait(60)
    return taken


def main() -> int:
    """Measures and prints."""
    folder = Path(sys.argv[1])
    (program,) = (path for path in folder.glob("asystent-p1-*") if path.is_dir())
    (setup,) = folder.glob("*-setup.exe")
    installed = sum(path.stat().st_size for path in program.rglob("*") if path.is_file())
    print(f"setup {setup.stat().st_size / 1e6:.1f} MB, installed {installed / 1e6:.1f} MB")
    with tempfile.TemporaryDirectory() as temporary:
        machine = UnderWine.made(Path(temporary) / "prefix")
        # Somebody at work keeps Wine's services running, as Windows' always do.
        keeper = machine.windows.begin("cmd", "/k")
        contenders = {
            "prompt": (machine.named(program / "asystent-p1.exe"), "--prosto"),
            "version": (machine.named(program / "asystent-p1.exe"), "--version"),
            "python": ("python", "-S", "-c", "pass"),
            "cmd": ("cmd", "/c", "exit"),
        }
        cold = first_prompt(machine, *contenders["prompt"])
        taken: dict[str, list[float]] = {name: [] for name in contenders}
        for _ in range(RUNS):
            for name, command in contenders.items():
                taken[name].append(first_prompt(machine, *command))
        keeper.kill()
        machine.windows.close()
    print(f"first prompt, first time: {cold:.2f} s")
    for name, times in taken.items():
        print(f"{name:8} median {statistics.median(times):.2f} s, least {min(times):.2f} s, most {max(times):.2f} s")
    kept = (
        statistics.median(taken["prompt"]) <= GOAL_SECONDS
        and setup.stat().st_size <= GOAL_SETUP
        and installed <= GOAL_INSTALLED
    )
    print("goals kept" if kept else "GOALS MISSED")
    return 0 if kept or "--check" not in sys.argv else 1


if __name__ == "__main__":
    sys.exit(main())
