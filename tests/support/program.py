"""The installed program as a process of its own, in a home of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROGRAM = Path(sys.executable).with_name("asystent-p1.exe" if os.name == "nt" else "asystent-p1")
_SECONDS = 60


@dataclass(frozen=True)
class Done:
    """What a run left: its exit status and all it said."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass(frozen=True)
class Home:
    """A place that the program takes for the user's own; nothing of the real one is seen or touched."""

    path: Path

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "PYTEST_"))}
        places = {"HOME": "", "USERPROFILE": "", "APPDATA": "r", "LOCALAPPDATA": "l", "TMPDIR": "tmp", "TEMP": "tmp"}
        places |= {f"XDG_{name}_HOME": name.lower() for name in ("CONFIG", "DATA", "STATE", "CACHE")}
        (self.path / "tmp").mkdir(exist_ok=True)
        return kept | {name: str(self.path / place) for name, place in places.items()}

    def run(self, *arguments: object, feed: str | bytes = "", **environment: str) -> Done:
        """Not on a terminal: the program's input is a pipe."""
        done = subprocess.run(
            [str(PROGRAM), *map(os.fsdecode, map(str, arguments))],
            input=feed.encode() if isinstance(feed, str) else feed,
            capture_output=True,
            env=self.environment | environment,
            cwd=self.path,
            timeout=_SECONDS,
            check=False,
        )
        return Done(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))
