"""What RaportNet shows now: which of its windows is which, told by the profile. Looks only."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from flows.desktop.profile import Profile, same
from flows.ports.desktop import Control, Desktop, DesktopError, Gone, Process, Window

SHOWN = 12
"""Labels of one window that are told to the user; more would bury them."""
SHOWN_CHARACTERS = 60

Kind = Literal["settings", "login", "message", "unknown"]


@dataclass(frozen=True, slots=True)
class Sight:
    """A window with its visible controls."""

    window: Window
    controls: tuple[Control, ...]

    def button(self, *labels: str) -> Control | None:
        """The first button with one of the labels."""
        buttons = (each for each in self.controls if each.role == "button")
        return next((each for each in buttons if any(same(each.text, label) for label in labels)), None)

    def field(self, label: str) -> Control | None:
        """The field beside the label; where two stand there, the one that can be typed in."""
        fields = [each for each in self.controls if each.role == "edit" and same(each.label, label)]
        return next((each for each in fields if each.enabled), fields[0] if fields else None)

    def tabs(self, title: str) -> Control | None:
        """The row of tabs that has a tab of this title."""
        rows = (each for each in self.controls if each.role == "tabs")
        return next((each for each in rows if any(same(tab, title) for tab in each.tabs)), None)

    @property
    def says(self) -> str:
        """The text of a message: its labels, not its buttons."""
        return " ".join(each.text.strip() for each in self.controls if each.role in {"text", "other"} and each.text)


@dataclass(frozen=True, slots=True)
class Scene:
    """RaportNet's main window and the other windows of the same process, those in front first."""

    main: Sight
    others: tuple[Sight, ...]

    def first(self, profile: Profile, kind: Kind) -> Sight | None:
        """The front window of that kind."""
        return next((each for each in self.others if kind_of(each, profile) == kind), None)


def kind_of(sight: Sight, profile: Profile) -> Kind:
    """What a window beside the main one is.

    A login is told by its title where the profile names it, else by asking for something hidden; a message has
    nothing to fill in and an OK.
    """
    if sight.tabs(profile.tab) is not None:
        return "settings"
    title = sight.window.title.casefold()
    if profile.login and profile.login.casefold() in title:
        return "login"
    if any(each.hidden for each in sight.controls):
        return "login"
    plain = not any(each.role in {"edit", "tabs"} for each in sight.controls)
    buttons = [each for each in sight.controls if each.role == "button"]
    if plain and len(buttons) == 1 and same(buttons[0].text, profile.ok):
        return "message"
    return "unknown"


def look(desktop: Desktop, profile: Profile, handle: int | None = None) -> Scene | None:
    """RaportNet as it stands on the screen; with ``handle`` only that main window. None when it is not there.

    Raises NotResponding and NotAllowed of RaportNet's own windows, and ``Several``.
    """
    windows = desktop.windows()
    mains = [_sight(desktop, each) for each in windows if each.handle == handle]
    if handle is None:
        answering, refused = _answering(desktop, _candidates(windows, profile))
        mains = [sight for sight in answering if _is_main(sight, profile)]
        if refused is not None and not mains:
            raise refused
    if len({each.window.process.number for each in mains}) > 1:
        raise Several([each.window for each in mains])
    if not mains:
        return None
    main = mains[0]
    mine = [each for each in windows if each.process.number == main.window.process.number]
    others = [_sight(desktop, each) for each in mine if each.handle != main.window.handle]
    return Scene(main, tuple(others))


class Several(Exception):  # noqa: N818  (what is seen)
    """More than one program on the screen could be RaportNet."""

    def __init__(self, windows: Sequence[Window]) -> None:
        super().__init__("more than one main window")
        self.windows = tuple(windows)


def _is_main(sight: Sight, profile: Profile) -> bool:
    known = sight.button(profile.start, *profile.stop, *profile.settings)
    return known is not None and sight.tabs(profile.tab) is None


def _candidates(windows: Sequence[Window], profile: Profile) -> list[Window]:
    """Windows that could be the main one: of the profile's program where its whole path is known, else by title too.

    A main window has no owner that shows (VB6 and Delphi give it a hidden one).
    """
    title, shown = profile.window.casefold(), {each.handle for each in windows}
    mine = [each for each in windows if each.owner not in shown]
    by_title = not Path(profile.program).is_absolute()
    return [each for each in mine if (by_title and title in each.title.casefold()) or _is_of(each.process, profile)]


def _is_of(process: Process, profile: Profile) -> bool:
    """Whether it is the profile's program: by the name of its file, or by its whole path where the profile has that."""
    wanted, running = Path(profile.program), process.program
    if not profile.program or running is None:
        return False
    if not wanted.is_absolute():
        return running.name.casefold() == wanted.name.casefold()
    if os.path.normcase(running) == os.path.normcase(wanted):
        return True
    with suppress(OSError):  # not there (any more), or not ours to look at
        return running.samefile(wanted)  # a mapped drive or PROGRA~1 are second names
    return False


def _answering(desktop: Desktop, windows: Sequence[Window]) -> tuple[list[Sight], DesktopError | None]:
    """Those that answer, and the error of one that hangs or is closed to us.

    A title that fits may be any program's (a folder of that name), so an error only counts where none else is it.
    """
    sights: list[Sight] = []
    refused: DesktopError | None = None
    for each in windows:
        try:
            sights.append(_sight(desktop, each))
        except Gone:
            continue
        except DesktopError as error:
            refused = error
    return sights, refused


def _sight(desktop: Desktop, window: Window) -> Sight:
    return Sight(window, desktop.controls(window))


def hidden_processes(desktop: Desktop, profile: Profile) -> tuple[Process, ...]:
    """Running programs of the profile's file, for when no window shows; () where the file is not known."""
    return tuple(each for each in desktop.processes() if _is_of(each, profile)) if profile.program else ()


def namesakes(desktop: Desktop, profile: Profile) -> tuple[str, ...]:
    """Windows that could be RaportNet's but for their buttons, for the user: whoever knows it sees what is amiss."""
    answering, _ = _answering(desktop, _candidates(desktop.windows(), profile))
    return tuple(_line(each) for each in answering if not _is_main(each, profile))


def describe(scene: Scene) -> tuple[str, ...]:
    """What is seen, for the user: titles and labels, never what a field holds."""
    return tuple(_line(each) for each in (*scene.others, scene.main))


def _line(sight: Sight) -> str:
    labels = [each.text for each in sight.controls if each.role in {"button", "text", "other"}]
    labels += [tab for each in sight.controls for tab in each.tabs]
    shown = [_short(label) for label in dict.fromkeys(labels) if label.strip()]
    more = "…" if len(shown) > SHOWN else ""
    return f"okno „{_short(sight.window.title)}”: {', '.join(shown[:SHOWN]) or 'bez napisów'}{more}"


def _short(text: str) -> str:
    cleaned = " ".join("".join(each if each.isprintable() else " " for each in text).split())
    return cleaned if len(cleaned) <= SHOWN_CHARACTERS else f"{cleaned[: SHOWN_CHARACTERS - 1]}…"
