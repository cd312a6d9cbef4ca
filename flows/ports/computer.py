"""The computer that the work is done on, as one value: what practice and tests replace part by part."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias

from flows.ports.pace import Pace
from flows.ports.place import Place

if TYPE_CHECKING:
    from flows.ports.desktop import Desktop
    from flows.ports.store import CertificateStore

Clock: TypeAlias = Callable[[], datetime]
"""Local time with its zone."""


class Browser(Protocol):
    """The user's own browser. ``where`` is what is opened, in Polish, as it stands after „otworzę”."""

    def announced(self, where: str) -> str:
        """What will be done, as a plan's summary."""

    def open(self, where: str, url: str, progress: Callable[[str], None]) -> None:
        """Opens the page, as far as it can; raises nothing."""

    def opened(self, url: str) -> str:
        """What to say afterwards: nobody can see whether the page is there."""


class OpenStore(Protocol):
    """How a certificate store is reached."""

    def __call__(self, name: str, *, machine: bool = False) -> CertificateStore:
        """The store of that name; ``machine``: the computer's instead of the user's. Raises FlowError."""


@dataclass(frozen=True, slots=True)
class Standpoint:
    """When and where somebody looks, or writes into a journal."""

    now: Clock
    place: Place


@dataclass(frozen=True, slots=True)
class Computer(Standpoint):
    """What operations touch besides files.

    ``open_desktop`` raises FlowError where there is no desktop that we know how to drive. ``pace`` is how seconds of
    waiting pass. ``kept_form`` says where the user's own file with the pharmacy's data stands; it may not exist.
    ``download_places`` are folders where a browser may have put something, the likeliest first.
    """

    browser: Browser
    open_store: OpenStore
    open_desktop: Callable[[], Desktop]
    kept_form: Callable[[], Path]
    download_places: Callable[[], tuple[Path, ...]]
    pace: Pace = Pace()  # noqa: RUF009  (frozen)
