"""The computer that the program runs on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flows.desktop.choose import open_desktop
from flows.folder.download_places import download_places
from flows.folder.kept_form import kept_file
from flows.ports.computer import Clock, Computer
from flows.ports.place import this_place
from flows.stores.choose import open_store


def _open(url: str) -> bool:
    import webbrowser  # start-up

    return webbrowser.open(url)


@dataclass(frozen=True, slots=True)
class SystemBrowser:
    """The one that the system opens addresses with; ``opens`` says whether there is any."""

    opens: Callable[[str], bool] = _open

    def announced(self, where: str) -> str:
        """That it will open."""
        return f"Otworzę w przeglądarce {where}"

    def open(self, where: str, url: str, progress: Callable[[str], None]) -> None:
        """Where there is none, the address is told all the same."""
        progress(f"Otwieram {where}")
        if not self.opens(url):
            progress("Przeglądarka się nie otworzyła")

    def opened(self, url: str) -> str:
        """The address, in case it did not."""
        return f"Jeśli strona się nie otworzyła, proszę wpisać jej adres w przeglądarce: {url}"


def this_computer(now: Clock) -> Computer:
    """With its real parts, and the time as ``now`` tells it (``clock.now``, or another day's)."""
    return Computer(now, this_place(), SystemBrowser(), open_store, open_desktop, kept_file, download_places)
