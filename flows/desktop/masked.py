"""A desktop on which a password cannot be read: whatever shows it, a title, a message or a field, shows dots instead.

A program may repeat what was typed into it. Masked where it is read, it is in no sentence, journal or log, however a
text is cut or put together afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from flows.base.secret import Secret
from flows.ports.desktop import Control, Desktop, Process, ServiceState, Window

DOTS = "•••"
SHORTEST = 4
"""Characters; a shorter one stands in labels by chance."""


@dataclass(frozen=True, slots=True)
class MaskedDesktop:
    """``flows.ports.desktop.Desktop`` of another one."""

    desktop: Desktop
    password: Secret

    def windows(self) -> tuple[Window, ...]:
        """Their titles masked."""
        return tuple(replace(each, title=self._masked(each.title)) for each in self.desktop.windows())

    def processes(self) -> tuple[Process, ...]:
        """As they are."""
        return self.desktop.processes()

    def controls(self, window: Window) -> tuple[Control, ...]:
        """Their texts and labels masked."""
        return tuple(
            replace(each, text=self._masked(each.text), label=self._masked(each.label))
            for each in self.desktop.controls(window)
        )

    def press(self, control: Control) -> None:
        """As it is."""
        self.desktop.press(control)

    def turn_to(self, control: Control, title: str) -> None:
        """As it is."""
        self.desktop.turn_to(control, title)

    def write(self, control: Control, text: str | Secret) -> None:
        """As it is."""
        self.desktop.write(control, text)

    def close(self, window: Window) -> None:
        """As it is."""
        self.desktop.close(window)

    def start(self, program: Path) -> None:
        """As it is."""
        self.desktop.start(program)

    def service(self, name: str) -> ServiceState:
        """As it is."""
        return self.desktop.service(name)

    def start_service(self, name: str) -> None:
        """As it is."""
        self.desktop.start_service(name)

    def stop_service(self, name: str) -> None:
        """As it is."""
        self.desktop.stop_service(name)

    def _masked(self, text: str) -> str:
        secret = self.password.reveal()
        return text.replace(secret, DOTS) if len(secret) >= SHORTEST else text
