"""The tab "CSIOZ" of RaportNet's configuration: opened, read, filled in and closed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from flows.base.errors import FlowError
from flows.base.secret import Secret
from flows.desktop import problems
from flows.desktop.profile import Profile, same
from flows.desktop.raportnet import MAX_DIALOGS, OPENS, RaportNet, needed
from flows.desktop.scene import Scene, Sight, describe, kind_of
from flows.ports.desktop import Control, DesktopError, Gone

FILLS: Final = 3.0
"""Seconds that an empty field may take to fill by itself."""
INSTALLS: Final = 30.0
"""Seconds until the installation says or shows something."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the tab shows: "Nazwa:" and "Ważny do:" as they stand, and the day where there is one."""

    name: str
    text: str
    day: date | None

    @property
    def shown(self) -> str:
        """The day, for people."""
        return f"{self.day:%d.%m.%Y}" if self.day else f"„{self.text[:40]}”" if self.text else "puste miejsce"


@dataclass(frozen=True, slots=True)
class Wanted:
    """The certificate that should be there: the days that count as its last, its name, and that of the ``other``.

    Both of a pair end on the same day; where "Nazwa:" shows the other's name, it is that one ("": not to be told).
    """

    days: frozenset[date]
    name: str
    other: str

    def shown(self, reading: Reading) -> bool:
        """Whether the tab shows it."""
        other = bool(self.other) and self.other.casefold() in reading.name.casefold()
        return reading.day in self.days and not other

    def is_ours(self, reading: Reading) -> bool:
        """Whether "Nazwa:" holds its name, or nothing. How RaportNet names a certificate is not known."""
        return not reading.name or self.name.casefold() in reading.name.casefold()

    def refuse_to_replace(self, reading: Reading, profile: Profile) -> None:
        """Raises FlowError unless it shows an older date, or none at all."""
        ours = max(self.days)
        if reading.day is None and reading.text:
            raise problems.unreadable(profile.valid_until)
        if reading.day is not None and reading.day > ours:
            raise problems.newer(f"{reading.day:%d.%m.%Y}", f"{ours:%d.%m.%Y}")


@dataclass(frozen=True, slots=True)
class Csioz:
    """The tab in front. Every method raises FlowError."""

    program: RaportNet

    @classmethod
    def open(cls, program: RaportNet) -> Csioz:
        """Opens the configuration where it is closed, turns to the tab and sees both fields there; no other change."""
        profile = program.profile
        scene = program.scene()
        with problems.told():
            if scene.first(profile, "settings") is None:
                program.refuse_others(scene)
                if not profile.settings:
                    raise problems.open_it_first(profile.tab)
                program.desktop.press(needed(scene.main.button(*profile.settings), profile.settings, scene))
                opened = program.expecting(lambda now: now.first(profile, "settings") is not None)
                if program.pace.until(opened, OPENS) is None:
                    raise problems.did_not("Konfiguracja RaportNetu się nie otworzyła.", program.seen())
            tab = cls(program)
            tab._turn()
            program.refuse_others(program.scene())  # over it, or from now on under it
            return tab

    def read(self, good: Callable[[Reading], bool] = lambda reading: bool(reading.text)) -> Reading:
        """The fields as soon as they are good (show anything at all), else as they are when their time is over."""
        with problems.told():

            def settled() -> Reading | None:
                reading = self._reading()
                return reading if good(reading) else None

            found = self.program.pace.until(settled, FILLS)
            return found or self._reading()

    def check_form(self) -> None:
        """All that ``install`` needs is there and takes input; changes nothing."""
        profile, scene = self.program.profile, self.program.scene()
        sight = _settings(self.program, scene)
        for label in (profile.location, profile.password):
            field = sight.field(label)
            if field is None or not field.enabled:
                raise problems.missing(label, describe(scene))
        needed(sight.button(profile.install), (profile.install,), scene)
        needed(sight.button(profile.ok), (profile.ok,), scene)

    def install(self, file: Path, password: Secret, wanted: Wanted) -> tuple[Reading, str]:
        """Fills both fields, presses "Instaluj certyfikat", confirms messages; the fields then, and what was said.

        Where the wanted one does not come, the password is taken out of its field again.
        """
        self.check_form()
        profile, pace = self.program.profile, self.program.pace
        done = False
        try:
            with problems.told():
                self._write(profile.location, str(file))
                if pace.until(lambda: self._field(profile.location).text == str(file), FILLS) is None:
                    raise problems.did_not(f"Pole „{profile.location}” nie przyjęło pliku.", self.program.seen())
                self._write(profile.password, password)
                scene = self.program.scene()
                sight = _settings(self.program, scene)
                self.program.desktop.press(needed(sight.button(profile.install), (profile.install,), scene))
                pace.until(lambda: self._dialogs() or wanted.shown(self._reading()), INSTALLS)
                said = self.program.confirm()
            reading = self.read(wanted.shown)
            done = wanted.shown(reading)
            return reading, said
        finally:
            if not done:
                with suppress(DesktopError, FlowError):
                    self._write(profile.password, "")

    def close(self) -> None:
        """OK in the configuration, and in what it says then, until only the main window is left."""
        program = self.program
        with problems.told():
            for _ in range(MAX_DIALOGS):
                scene = program.scene()
                program.refuse_strangers(scene)
                if not scene.others:
                    return
                top = scene.first(program.profile, "message") or scene.others[0]
                ok = needed(top.button(program.profile.ok), (program.profile.ok,), scene)
                program.dismiss(top, _pressing(program, ok))
        raise problems.did_not("Okna konfiguracji nie chcą się zamknąć.", program.seen())

    def _turn(self) -> None:
        program, profile = self.program, self.program.profile
        row = _settings(program, program.scene()).tabs(profile.tab)
        if row is None:
            raise Gone("the row of tabs")
        title = next(each for each in row.tabs if same(each, profile.tab))
        if row.tab != title:
            program.pace.doing(lambda: program.desktop.turn_to(row, title), OPENS)
        fields = (profile.name, profile.valid_until)
        if program.pace.until(lambda: all(self._sight().field(each) for each in fields), OPENS) is None:
            scene = program.scene()
            sight = _settings(program, scene)
            lacking = next((each for each in fields if sight.field(each) is None), profile.tab)
            raise problems.missing(lacking, describe(scene))

    def _sight(self) -> Sight:
        found = self.program.now().first(self.program.profile, "settings")
        if found is None:
            raise Gone("the configuration")
        return found

    def _field(self, label: str) -> Control:
        found = self._sight().field(label)
        if found is None:
            raise Gone("a field")
        return found

    def _reading(self) -> Reading:
        sight, profile = self._sight(), self.program.profile
        name, until = sight.field(profile.name), sight.field(profile.valid_until)
        if name is None or until is None:
            raise Gone("a field")
        return Reading(name.text.strip(), until.text.strip(), profile.day(until.text))

    def _write(self, label: str, text: str | Secret) -> None:
        """Again while the window does not answer: writing twice is as good as once."""
        self.program.pace.doing(lambda: self.program.desktop.write(self._field(label), text), FILLS)

    def _dialogs(self) -> list[Sight]:
        scene = self.program.now()
        return [each for each in scene.others if kind_of(each, self.program.profile) != "settings"]


def _settings(program: RaportNet, scene: Scene) -> Sight:
    found = scene.first(program.profile, "settings")
    if found is None:
        raise problems.missing(program.profile.tab, describe(scene))
    return found


def _pressing(program: RaportNet, control: Control) -> Callable[[], None]:
    return lambda: program.desktop.press(control)
