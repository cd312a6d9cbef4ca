"""How long step 7 takes with the stand-in RaportNet under Wine: uv run python tests/bench/raportnet.py  (medians).

Wanted: reading and comparing the fields in 1 s, the whole replacement in 10 s.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
sys.path.insert(0, str(Path(__file__).parent.parent / "windows"))

from rig import fresh
from screen import a_screen
from test_raportnet import build

RUNS = 7
INSIDE = """
import json, sys, tempfile, time
from pathlib import Path
sys.path[:0] = ["tests", "tests/windows"]
from pharmacy import NEW, Pharmacy
from standin_program import DESKTOP
from flows.desktop.csioz import Csioz
from flows.ports.pace import Pace
from flows.desktop.profile import PRACTICE, load_profile
from flows.desktop.raportnet import RaportNet
times = {"find and plan": [], "read and compare": [], "whole replacement": []}
def timed(name, do):
    before = time.perf_counter()
    result = do()
    times[name].append(time.perf_counter() - before)
    return result
for _ in range(int(sys.argv[1])):
    mine = Pharmacy(Path(tempfile.mkdtemp()))
    plan = timed("find and plan", mine.prepare)
    assert timed("whole replacement", lambda: mine.perform(plan)).seen
    mine.assert_done()
    program = RaportNet.find(DESKTOP, load_profile(PRACTICE), Pace())
    program.stop()
    assert timed("read and compare", lambda: f"{Csioz.open(program).read().day:%d.%m.%Y}" in NEW)
    mine.program.end()
print(json.dumps(times))
"""


def main() -> None:
    """Prints the figures."""
    with tempfile.TemporaryDirectory() as name, a_screen(Path(name)) as screen:
        built = build(Path(name))
        windows = fresh(Path(name) / "prefix", screen.display)
        status, output, errors = windows.python("-c", INSIDE, str(RUNS), STANDIN=f"Z:{built}")
        windows.close()
        if status:
            sys.exit(output + errors)
    for what, times in json.loads(output).items():
        print(f"{what}: {statistics.median(times):.2f} s (worst {max(times):.2f} s)")


if __name__ == "__main__":
    main()
