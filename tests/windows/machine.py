"""A Windows to install programs on: this computer where it is one, else Wine."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from typing import Protocol

from rig import Windows, finish, fresh

SECONDS = 120
_WINES_OWN = ("windows/", "users/Public/", "/Temp/")  # below drive_c; and where a setup unpacks itself
_VOLATILE = r"Software\Wine\Temporary System Parameters"
_OURS_AMONG_OTHERS = (r"HKCU\Software\Classes", r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall")
_APP_PATHS = r"HKCU\Software\Microsoft\Windows\CurrentVersion\App Paths"
_OF_EVERY_WINDOWS = tuple(
    rf"HKCU\Software\Microsoft\SystemCertificates\MY\{each}" for each in ("Certificates", "CRLs", "CTLs")
)


class Machine(Protocol):
    """What a test of the setup needs. ``trees``: the parts of the registry that only we change meanwhile."""

    profile: Path
    trees: tuple[str, ...]

    def run(self, program: str, *arguments: str, feed: str = "") -> tuple[int, str, str]:
        """Status, output and errors of a program; its input and outputs are pipes."""

    def named(self, path: Path) -> str:
        """A file of ours as Windows names it."""

    def files(self) -> set[str]:
        """Everything that programs of this user could have put somewhere."""


@dataclass(frozen=True)
class UnderWine:
    """A prefix that nobody used before."""

    windows: Windows
    trees: tuple[str, ...] = ("HKCU",)

    @classmethod
    def made(cls, prefix: Path) -> UnderWine:
        """Copies the rig's prefix and lets Wine write there what it writes at its first start."""
        machine = cls(fresh(prefix))
        for key in _OURS_AMONG_OTHERS + _OF_EVERY_WINDOWS:
            machine.run("reg", "add", key, "/f")
        (machine.profile / "AppData/Local/Programs").mkdir()
        return machine

    @property
    def profile(self) -> Path:
        return next(path.parent for path in self.windows.prefix.glob("drive_c/users/*/AppData") if path.is_dir())

    def run(self, program: str, *arguments: str, feed: str = "") -> tuple[int, str, str]:
        running = self.windows.begin(program, *arguments, **self.variables())
        assert running.stdin is not None
        with running.stdin:
            running.stdin.write(feed.encode())
        return finish(running, SECONDS)

    def variables(self) -> dict[str, str]:
        """No menu entries on this computer's own desktop; and no UTF-8 that a pharmacy's Windows would not have."""
        return {"WINEDLLOVERRIDES": "mscoree,mshtml,winemenubuilder.exe=", "PYTHONUTF8": ""}

    def named(self, path: Path) -> str:
        return str(PureWindowsPath(f"Z:{path.absolute()}"))

    def files(self) -> set[str]:
        root = self.windows.prefix / "drive_c"
        found = (path.relative_to(root).as_posix() for path in root.rglob("*"))
        return {name for name in found if not any(part in f"{name}/" for part in _WINES_OWN)}


@dataclass(frozen=True)
class ThisComputer:
    """A Windows runner of the release; only where CI=true, for it installs and removes for real."""

    trees: tuple[str, ...] = (*_OURS_AMONG_OTHERS, _APP_PATHS)

    @property
    def profile(self) -> Path:
        return Path.home()

    def run(self, program: str, *arguments: str, feed: str = "") -> tuple[int, str, str]:
        done = subprocess.run(
            [program, *arguments], input=feed.encode(), capture_output=True, check=False, timeout=SECONDS
        )
        return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")

    def named(self, path: Path) -> str:
        return str(path.absolute())

    def files(self) -> set[str]:
        menu = self.profile / "AppData/Roaming/Microsoft/Windows/Start Menu"
        places = (menu, self.profile / "Desktop", self.profile / "AppData/Local/Programs")
        return {str(path.relative_to(self.profile)) for place in places for path in place.rglob("*")}


def registry(machine: Machine, folder: Path) -> set[str]:
    """Keys and values of the user's registry, each value after its key; of a tree that is not there, nothing."""
    rows: set[str] = set()
    for number, tree in enumerate(machine.trees):
        exported = folder / f"registry-{number}.reg"
        exported.unlink(missing_ok=True)
        machine.run("reg", "export", tree, machine.named(exported), "/y")
        if not exported.exists():
            continue
        key = ""
        for row in exported.read_text(encoding="utf-16").splitlines():
            key = row if row.startswith("[") else key
            if row and _VOLATILE not in key:
                rows.add(f"{key} {row}" if row != key else row)
    return rows


def until(true: Callable[[], object], seconds: float = SECONDS) -> None:
    """Waits for what another process does."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.1)


def machine_for(folder: Path) -> Machine:
    """Wine on Linux; on Windows the computer itself."""
    if sys.platform != "win32":
        return UnderWine.made(folder / "prefix")
    assert os.environ.get("CI") == "true", "this installs and removes programs: only on a machine of CI"
    return ThisComputer()
