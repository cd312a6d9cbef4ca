"""Clicks through the setup as a person does, and through its uninstaller; run by a Windows Python on a screen.

inside_wizard.py SETUP FOLDER: says what stands on each page, which must be what README promises. FOLDER: the program's.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from flows.desktop.windows import WindowsDesktop
from flows.ports.desktop import DesktopError, Window

T = TypeVar("T")
DESKTOP = WindowsDesktop()
_SECONDS = 90


def until(seen: Callable[[], T | None]) -> T:
    end = time.monotonic() + _SECONDS
    while time.monotonic() < end:
        try:
            if found := seen():
                return found
        except DesktopError:  # the page was being changed
            pass
        time.sleep(0.2)
    raise SystemExit(f"not seen; there is: {[each.title for each in DESKTOP.windows()]}")


def titled(title: str) -> Window | None:
    return next((each for each in DESKTOP.windows() if each.title.strip() == title), None)


def press(title: str, button: str, words: str = "") -> None:
    """Waits for the button and these words in the window (a page is built piece by piece), says all that stands there.

    Then it presses.
    """

    def pressed() -> bool:
        window = titled(title)
        controls = DESKTOP.controls(window) if window else ()
        if not any(words in control.text for control in controls):
            return False
        for each in controls:
            if each.role == "button" and each.text == button and each.enabled:
                print(" | ".join(control.text for control in controls if control.text))
                DESKTOP.press(each)
                return True
        return False

    until(pressed)


def main() -> None:
    setup, folder = sys.argv[1], Path(sys.argv[2])
    DESKTOP.start(Path(setup))
    press("Instalator Asystent P1", "Zainstaluj", "bez uprawnień administratora")
    press("Instalator Asystent P1", "Zakończ", "Skrót jest na pulpicie i w menu Start.")
    DESKTOP.close(until(lambda: titled("Asystent P1")))
    until(lambda: not titled("Asystent P1"))
    DESKTOP.start(folder / "odinstaluj.exe")
    press("Deinstalator Asystent P1", "Odinstaluj", "Certyfikaty, klucze i ustawienia zostają.")
    press("Deinstalator Asystent P1", "Zamknij")
    until(lambda: not folder.exists())


if __name__ == "__main__":
    main()
