"""RaportNet driven through its main window: found, stopped, cleared; each step looks first and waits until it is seen.

Nothing here decides whether to replace the certificate; the operation ``replace-raportnet`` does.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from flows.base.errors import FlowError
from flows.desktop import problems
from flows.desktop.profile import Profile
from flows.desktop.scene import Scene, Sight, describe, hidden_processes, kind_of, look, namesakes
from flows.ports.desktop import Control, Desktop, Gone
from flows.ports.pace import Pace

STOPS, OPENS, CLOSES = 15.0, 15.0, 10.0
"""Seconds to wait for an effect: generous, since nearly always it is there at once."""
ANSWERS: Final = 5.0
"""Seconds after which a window that does not answer hangs."""
APPEARS: Final = 2.0
"""Seconds in which a window is found that is there; one that hangs takes the desktop's own time."""
MAX_DIALOGS: Final = 5
_MESSAGE_CHARACTERS = 300


@dataclass(frozen=True, slots=True)
class RaportNet:
    """The program found on the desktop. ``handle`` is its main window's, known again when START is no longer seen."""

    desktop: Desktop
    profile: Profile
    pace: Pace
    handle: int

    @classmethod
    def find(cls, desktop: Desktop, profile: Profile, pace: Pace) -> RaportNet:
        """Raises FlowError when it is not there, is there twice, hangs or is closed to us."""
        with problems.told():
            scene = pace.until(lambda: look(desktop, profile), APPEARS)
            if scene is None:
                raise _no_window(desktop, profile)
            return cls(desktop, profile, pace, scene.main.window.handle)

    def now(self) -> Scene:
        """What is seen at this moment. Raises DesktopError."""
        found = look(self.desktop, self.profile, self.handle)
        if found is None:
            raise Gone("the main window")
        return found

    def scene(self) -> Scene:
        """What is seen as soon as it answers. Raises FlowError."""
        with problems.told():
            found = self.pace.until(self.now, ANSWERS)
            if found is None:
                raise Gone("the main window")
            return found

    def seen(self) -> tuple[str, ...]:
        """What is seen, for the user."""
        return describe(self.scene())

    def stands(self, scene: Scene) -> bool | None:
        """Whether it is stopped: by its service where it has one, by the profile's words, else by its buttons.

        START that can be pressed: it stands. A stop button that can: it works; where that one is not known, START that
        cannot, with no other window over it. None: cannot be told. Raises DesktopError.
        """
        profile = self.profile
        if profile.service:
            return {"stopped": True, "running": False}.get(self.desktop.service(profile.service))
        texts = " ".join(each.text for each in scene.main.controls).casefold()
        if any(word.casefold() in texts for word in profile.working):
            return False
        start, stop = scene.main.button(profile.start), scene.main.button(*profile.stop)
        if start is not None and start.enabled:
            return True
        if profile.working:
            return None
        if profile.stop:
            return False if stop is not None and stop.enabled else None
        return False if start is not None and not scene.others else None

    def stop(self) -> None:
        """Stops it; nothing where it stands. Raises FlowError."""
        scene = self.scene()
        with problems.told():
            if self.stands(scene):
                return
            if self.profile.service:
                self.desktop.stop_service(self.profile.service)
            else:
                self.desktop.press(needed(scene.main.button(*self.profile.stop), self.profile.stop, scene))
            stopped = self.pace.until(self.expecting(self.stands), STOPS)
        if stopped is None:
            raise problems.did_not(f"Nie widzę, żeby RaportNet stał: nie ma „{self.profile.start}”.", self.seen())

    def confirm(self) -> str:
        """Reads and confirms messages until there are none; what they said, shortened."""
        said: list[str] = []
        for _ in range(MAX_DIALOGS):
            scene = self.scene()
            self.refuse_strangers(scene)
            message = scene.first(self.profile, "message")
            if message is None:
                break
            said.append(message.says)
            ok = needed(message.button(self.profile.ok), (self.profile.ok,), scene)
            self.dismiss(message, partial(self.desktop.press, ok))
        return " ".join(" ".join(said).split())[:_MESSAGE_CHARACTERS]

    def expecting(self, done: Callable[[Scene], bool | None]) -> Callable[[], bool | None]:
        """A look that is true once it is done, and raises FlowError as soon as a window shows that nobody expected."""

        def looking() -> bool | None:
            scene = self.now()
            if done(scene):
                return True
            self.refuse_others(scene)
            return None

        return looking

    def refuse_strangers(self, scene: Scene) -> None:
        """Raises FlowError for a login and for a window that the profile does not know."""
        for each in scene.others:
            kind = kind_of(each, self.profile)
            if kind == "login":
                raise problems.asks_login(each.window.title)
            if kind == "unknown":
                raise problems.strange(describe(scene))

    def refuse_others(self, scene: Scene) -> None:
        """Raises FlowError for these and for a message, where nothing of ours calls for one."""
        self.refuse_strangers(scene)
        if scene.first(self.profile, "message") is not None:
            raise problems.strange(describe(scene))

    def dismiss(self, dialog: Sight, how: Callable[[], None]) -> None:
        """Does what closes a dialog and waits until something has changed there. Raises DesktopError."""
        before = {each.window.handle for each in self.now().others}
        how()
        self.pace.until(lambda: self._changed(dialog, before), CLOSES)

    def _changed(self, dialog: Sight, before: Container[int]) -> bool:
        handles = {each.window.handle for each in self.now().others}
        return dialog.window.handle not in handles or any(each not in before for each in handles)

    def clear(self, before: Container[int]) -> None:
        """Takes away what was left open: messages are confirmed, the configuration and what came since is closed.

        As by their X, so nothing is saved. Windows ``before`` that the profile does not know stay. Never raises: what
        is in the way is seen by ``start``.
        """
        try:
            with problems.told():
                for _ in range(MAX_DIALOGS):
                    top = next((each for each in self.scene().others if self._may_close(each, before)), None)
                    if top is None:
                        return
                    self._close(top)
        except FlowError:
            return

    def _close(self, dialog: Sight) -> None:
        ok = dialog.button(self.profile.ok)
        if kind_of(dialog, self.profile) == "message" and ok is not None:
            self.dismiss(dialog, lambda: self.desktop.press(ok))
        else:
            self.dismiss(dialog, lambda: self.desktop.close(dialog.window))

    def _may_close(self, dialog: Sight, before: Container[int]) -> bool:
        known = kind_of(dialog, self.profile) in {"settings", "message"}
        return dialog.window.enabled and (known or dialog.window.handle not in before)


def needed(control: Control | None, labels: tuple[str, ...], scene: Scene) -> Control:
    """The button, able to be pressed. Raises FlowError with what is seen instead."""
    if control is None or not control.enabled:
        raise problems.missing(" / ".join(labels), describe(scene))
    return control


def _no_window(desktop: Desktop, profile: Profile) -> FlowError:
    """Why there is no window to be seen."""
    if profile.service and desktop.service(profile.service) == "absent":
        return problems.no_service(profile.service)
    seen = namesakes(desktop, profile)
    if not seen and hidden_processes(desktop, profile):
        return problems.without_window(profile.program)
    if not seen and Path(profile.program).is_absolute():
        return problems.not_started(profile.program)
    return problems.not_found(profile.window, seen)
