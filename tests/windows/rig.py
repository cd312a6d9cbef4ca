"""A real Windows Python under Wine: built once by provision.sh outside the repository, a fresh prefix for each test."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
import tomllib
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import tools

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
_TOOLS = ("wine", "wineboot", "wineserver", "x86_64-w64-mingw32-gcc", "localedef")
_NO_WINDOW_MANAGER = '\n[Software\\\\Wine\\\\X11 Driver]\n"Managed"="N"\n'
"""Else Wine waits 2 s for one whenever a window closes."""
_PROVISION_SECONDS, _RUN_SECONDS = 600, 300


@dataclass(frozen=True, slots=True)
class Windows:
    """One Windows: its own registry, hence its own certificate stores and keys. ``home`` is the rig's folder.

    ``display`` is the X server that shows its windows; without one nothing can have a window.
    """

    home: Path
    prefix: Path
    display: str = ""

    def python(self, *arguments: str, feed: str = "", **variables: str) -> tuple[int, str, str]:
        """Runs the Windows Python in the repository; status, output, errors. Std handles are pipes: Wine needs it."""
        running = self.begin("python", *arguments, **variables)
        with running.stdin:
            running.stdin.write(feed.encode())
        return finish(running)

    def begin(self, *command: str, **variables: str) -> subprocess.Popen[bytes]:
        """Starts a program, ``python`` for ours, and does not wait for it; its number is the real process's."""
        program = str(self.home / "py/python.exe") if command[0] == "python" else command[0]
        return subprocess.Popen(
            [tools.need("wine"), program, *command[1:]],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            env=self.environment() | variables,
        )

    def close(self) -> None:
        """Ends this prefix's processes, and no others."""
        subprocess.run([tools.need("wineserver"), "-k"], env=self.environment(), timeout=60, check=False)

    def environment(self) -> dict[str, str]:
        """All that a program sees."""
        kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "USER", "CI"}}
        return kept | {
            "WINEPREFIX": str(self.prefix),
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree,mshtml=",
            "LC_ALL": "pl_PL.UTF-8",
            "PYTHONUTF8": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
            **({"DISPLAY": self.display} if self.display else {}),
        }


def finish(running: subprocess.Popen[bytes], seconds: float = _RUN_SECONDS) -> tuple[int, str, str]:
    """Waits for the program itself, not for those that it started: under Wine they hold its pipes open."""
    taken = {stream: bytearray() for stream in (running.stdout, running.stderr)}
    for stream in taken:
        os.set_blocking(stream.fileno(), False)
    end = time.monotonic() + seconds
    status = None
    while status is None:
        status = running.poll()  # before reading: what it wrote last is read as well
        for stream, content in taken.items():
            with suppress(BlockingIOError):
                while chunk := os.read(stream.fileno(), 65536):
                    content.extend(chunk)
        if status is None and time.monotonic() > end:
            running.kill()
            status = running.wait()
        time.sleep(0.01)
    for stream in (running.stdin, *taken):
        stream.close()
    output, errors = (content.decode("utf-8", "replace") for content in taken.values())
    # What Wine says of the disk itself when asked for its kind; Windows says nothing.
    errors = "".join(row for row in errors.splitlines(True) if not row.startswith("wine: Read access"))
    return status, output, errors


def fresh(prefix: Path, display: str = "") -> Windows:
    """A Windows that nobody used before. Registry and user folders are copied, the system's files only linked."""
    home = _rig()
    shutil.copytree(home / "prefix", prefix, symlinks=True, copy_function=_link_or_copy)
    for place in prefix.glob("drive_c/users/*/*"):
        if place.is_symlink():  # the desktop and its like: Wine's lead to the home of whoever runs the tests
            place.unlink()
            place.mkdir()
    with (prefix / "user.reg").open("a", encoding="ascii") as registry:
        registry.write(_NO_WINDOW_MANAGER)
    return Windows(home, prefix, display)


def _link_or_copy(source: str, target: str) -> None:
    if "/drive_c/windows/" in source:
        try:
            os.link(source, target)
        except OSError:  # the cache is on another disk
            shutil.copy2(source, target)
    else:
        shutil.copy2(source, target)


@cache
def _rig() -> Path:
    import fcntl  # not on Windows, where nobody comes here

    for tool in _TOOLS:
        tools.need(tool)
    if sys.version_info[:3] != (3, 11, 7):
        tools.lack("the rig takes the stdlib of CPython 3.11.7, and the tests run on another")
    parts = [(HERE / name).read_bytes() for name in ("provision.sh", "assemble.py", "launcher.c", "packages.txt")]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    parts.append("".join(project["tool"]["uv"]["constraint-dependencies"]).encode())
    cache_home = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    home = cache_home / "asystent-p1" / f"wine-{hashlib.sha256(b''.join(parts)).hexdigest()[:12]}"
    home.mkdir(parents=True, exist_ok=True)
    with (home / "lock").open("w") as lock:  # of several workers one builds, the others wait
        fcntl.flock(lock, fcntl.LOCK_EX)
        _provide(home)
    return home


def _provide(home: Path) -> None:
    if not (home / "ready").exists():
        done = subprocess.run(
            [HERE / "provision.sh", home],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=_PROVISION_SECONDS,
            check=False,
            env=os.environ | {"PYTHON": f"{sys.base_prefix}/bin/python3"},  # ours has no pip
        )
        if done.returncode:
            tools.lack(f"provision.sh failed:\n{done.stdout.decode('utf-8', 'replace')[-2000:]}")
