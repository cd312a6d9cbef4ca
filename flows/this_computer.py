"""The computer that the program runs on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flows.base.door import later
from flows.ports.computer import Clock, Computer
from flows.ports.place import this_place

_OPEN: Callable[[str], bool] = later("webbrowser:open")


@dataclass(frozen=True, slots=True)
class SystemBrowser:
    """The one that the system opens addresses with; ``opens`` says whether there is any."""

    opens: Callable[[str], bool] = _OPEN

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
    return Computer(
        now,
        this_place(),
        SystemBrowser(),
        later("flows.stores.choose:open_store"),
        later("flows.desktop.choose:open_desktop"),
        later("flows.folder.kept_form:kept_file"),
        later("flows.folder.download_places:download_places"),
    )
