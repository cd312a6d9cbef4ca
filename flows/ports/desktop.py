"""What a desktop shows of other programs and lets us do there, whoever provides it. Values only; nothing is cached.

``flows.desktop.windows`` does it on Windows with messages to the controls, ``flows.desktop.practice`` is a stand-in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

if TYPE_CHECKING:
    from flows.base.secret import Secret

Role: TypeAlias = Literal["button", "edit", "text", "tabs", "other"]
"""``edit``: a field to type in or that only shows; ``text``: a label; ``tabs``: the row of tab titles."""

ServiceState: TypeAlias = Literal["absent", "stopped", "running", "changing"]
"""``absent``: no service of that name; ``changing``: it is starting, stopping or paused."""


@dataclass(frozen=True, slots=True)
class Process:
    """A running program. ``program`` and ``since`` (local time with its zone) are None where we may not know them."""

    number: int
    program: Path | None
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Window:
    """A visible top-level window; dialogs and message boxes are windows too. ``owner``: handle of the window under it.

    ``enabled`` is False while a modal dialog of it is open.
    """

    handle: int
    title: str
    process: Process
    owner: int | None
    enabled: bool


@dataclass(frozen=True, slots=True)
class Control:
    """A visible part of a window.

    ``text`` as people see it, without the ``&`` of its shortcut; of a ``hidden`` field (a password's) always "".
    ``enabled``: it takes a press or typing now; a field that is only to be read does not. ``label``: for an edit, the
    text of the nearest label left of it on its line, else above it; "" for anything else. ``tabs``: the titles of a
    row of tabs, and ``tab`` the one that is in front, "" for anything else.
    """

    handle: int
    role: Role
    text: str
    enabled: bool
    label: str = ""
    hidden: bool = False
    tabs: tuple[str, ...] = ()
    tab: str = ""


class Desktop(Protocol):
    """The windows of this user on this computer. Every method returns or raises within two seconds.

    Each may raise ``NotResponding``, ``NotAllowed`` or ``Gone``. Nothing waits for an effect: who calls polls.
    """

    def windows(self) -> tuple[Window, ...]:
        """Visible top-level windows of all programs of this desktop, those in front first."""

    def processes(self) -> tuple[Process, ...]:
        """Running programs, with a window or without."""

    def controls(self, window: Window) -> tuple[Control, ...]:
        """Its visible controls, of the tab in front only, in the order they stand in the window."""

    def press(self, control: Control) -> None:
        """Presses a button. Posted: a press that opens a dialog returns at once."""

    def turn_to(self, control: Control, title: str) -> None:
        """Turns a row of tabs to the tab of that title, with the events that a person's click gives."""

    def write(self, control: Control, text: str | Secret) -> None:
        """Replaces what a field holds, by messages to this one field: never keys, never the clipboard.

        A Secret is revealed for this message only: not read back, copied, logged or kept.
        """

    def close(self, window: Window) -> None:
        """Asks a window to close, as its X does (WM_CLOSE). Posted; the program may refuse or ask back."""

    def start(self, program: Path) -> None:
        """Starts a program, as a double click would. Raises NotAllowed when the system does not."""

    def service(self, name: str) -> ServiceState:
        """How the Windows service of that name is."""

    def start_service(self, name: str) -> None:
        """Asks the system to start it. Raises NotAllowed without an administrator's rights."""

    def stop_service(self, name: str) -> None:
        """Asks the system to stop it. Raises NotAllowed without an administrator's rights."""


class DesktopError(Exception):
    """Something on the desktop did not go; the message is for the log. Never holds a field's content."""


class NotResponding(DesktopError):  # noqa: N818  (what the window is)
    """A window that did not answer within its time: the program hangs or works."""


class NotAllowed(DesktopError):  # noqa: N818  (as above)
    """The system refuses: that program runs with higher rights than we do, or an administrator's are needed."""


class Gone(DesktopError):  # noqa: N818  (as above)
    """The window or control is no longer there: a dialog was closed between two looks."""
