"""What waiting for a download costs: processor time of a look at a folder of 1,000 files, once a second.

uv run python tests/bench/downloads.py
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from flows.folder.snapshots import settled, snapshot

FILES = 1_000
LOOKS = 50
GOAL_PERCENT = 1.0  # of one processor, at a look a second


def main() -> int:
    """Prints the median and says whether the goal is kept."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number in range(FILES):
            (folder / f"zdjecie-{number}.jpg").write_bytes(b"x" * 100)
        taken = []
        for _ in range(LOOKS):
            before = time.process_time()
            settled(snapshot(folder))
            taken.append(time.process_time() - before)
    percent = statistics.median(taken) * 100
    print(f"a look at {FILES} files: median {statistics.median(taken) * 1000:.2f} ms, {percent:.2f} % of a processor")
    print("goal kept" if percent <= GOAL_PERCENT else "GOAL MISSED")
    return 0 if percent <= GOAL_PERCENT else 1


if __name__ == "__main__":
    sys.exit(main())
