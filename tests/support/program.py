"""The installed program as a process of its own, in a home of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from support import matrix
from support.loaded import loaded

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
        words, data = [*map(os.fsdecode, map(str, arguments))], feed.encode() if isinstance(feed, str) else feed
        if hasattr(os, "fork") and not matrix.whole and not environment:
            status, out, err = loaded().run(words, data, self.environment, self.path, _SECONDS)
        else:
            status, out, err = self._start(words, data, self.environment | environment)
        return Done(status, out.decode("utf-8"), err.decode("utf-8"))

    def _start(self, words: list[str], feed: bytes, environment: dict[str, str]) -> tuple[int, bytes, bytes]:
        done = subprocess.run(
            [str(PROGRAM), *words],
            input=feed,
            capture_output=True,
            env=environment,
            cwd=self.path,
            timeout=_SECONDS,
            check=False,
        )
        return done.returncode, done.stdout, done.stderr
