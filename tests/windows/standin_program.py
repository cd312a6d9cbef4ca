"""The stand-in RaportNet as a Windows Python sees it: begun with a behaviour, looked at, ended."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from flows.desktop.windows import WindowsDesktop
from flows.ports.desktop import Control, Window
from flows.ports.pace import Pace

assert sys.platform == "win32"

BUILT = Path(os.environ["STANDIN"])
DESKTOP = WindowsDesktop()
Found = TypeVar("Found")
POINTS = ("stop", "konfiguracja", "zakladka", "instalacja", "ok", "start")
"""Of the stand-in's life, in their order (raportnet.c)."""


def wait(look: Callable[[], Found | None], seconds: float = 10) -> Found:
    found = Pace().until(look, seconds)
    assert found, "did not come"
    return found


class Standin:
    """A program of its own, running; ``ini`` are the sections of raportnet.ini (see raportnet.c)."""

    def __init__(self, folder: Path, **ini: dict[str, object]) -> None:
        self.program = folder / "raportnet.exe"
        self.ini = folder / "raportnet.ini"
        self.log = folder / "raportnet.log"
        shutil.copy(BUILT / "raportnet.exe", self.program)
        self.behave(**ini)
        self.begin()

    def behave(self, **ini: dict[str, object]) -> None:
        """From the next point on."""
        parts = ("\n".join([f"[{each}]", *(f"{key}={value}" for key, value in ini[each].items())]) for each in ini)
        self.ini.write_text("\n".join(parts), encoding="utf-16")

    def begin(self) -> None:
        DESKTOP.start(self.program)
        self.number = wait(self.front).process.number

    def front(self) -> Window | None:
        """The window in front."""
        return next((each for each in DESKTOP.windows() if each.process.program == self.program), None)

    def control(self, text: str = "", role: str = "button", label: str = "") -> Control:
        """In the window in front, as soon as it is there."""

        def look() -> Control | None:
            window = self.front()
            shown = DESKTOP.controls(window) if window else ()
            wanted = (each for each in shown if (each.role, each.label) == (role, label))
            return next((each for each in wanted if text in each.text), None)

        return wait(look)

    def lines(self) -> list[str]:
        """What it wrote down, without the times."""
        return [line.partition(" ")[2] for line in self.log.read_text("utf-8").splitlines()]

    def said(self, what: str) -> bool:
        return what in self.lines()

    def kept(self, key: str) -> str:
        """What its configuration holds."""
        text = ctypes.create_unicode_buffer(300)
        ctypes.windll.kernel32.GetPrivateProfileStringW("csioz", key, "", text, 300, str(self.ini))
        return text.value

    def configure(self) -> Window:
        """To the tab CSIOZ."""
        DESKTOP.press(self.control("STOP"))
        wait(lambda: self.said("stands"))
        DESKTOP.press(self.control("Konfiguracja"))
        DESKTOP.turn_to(self.control(role="tabs"), "CSIOZ")
        self.control("Instaluj")
        window = self.front()
        assert window
        return window

    def works(self) -> bool:
        """Whether it is running in the end, with nothing but its main window."""
        shown = [each for each in DESKTOP.windows() if each.process.number == self.number]
        states = [line for line in self.lines() if line in {"works", "stands"}]
        return len(shown) == 1 and shown[0].enabled and states[-1] == "works"

    def end(self) -> None:
        """As in a crash; again is harmless."""
        kernel32 = ctypes.windll.kernel32
        process = kernel32.OpenProcess(0x1, False, self.number)
        kernel32.TerminateProcess(process, 1)
        kernel32.CloseHandle(process)
        wait(lambda: self.number not in {each.number for each in DESKTOP.processes()})


@contextmanager
def a_service(name: str, milliseconds: int) -> Iterator[str]:
    """A service of that name, which takes so long to stop (see service.c); stopped still."""
    path = f'"{BUILT / "service.exe"}" {name} {milliseconds}'
    subprocess.run(["sc", "create", name, "binPath=", path], check=True, capture_output=True, timeout=60)
    try:
        yield name
    finally:
        subprocess.run(["sc", "delete", name], check=True, capture_output=True, timeout=60)
