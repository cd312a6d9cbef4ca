"""Step 7 through RaportNet's window: the new WSS certificate is there in the end, or nothing was changed."""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from flows import standing
from flows.clock import local
from flows.desktop.pace import Pace
from flows.errors import FlowError
from flows.operations.raportnet_file import days, wss_file
from flows.operations.raportnet_plan import found, presses, timing
from flows.operations.ready_p12 import folder_changed
from flows.plan import Answers, Plan, Probe, Progress, Result

if TYPE_CHECKING:
    from flows.desktop.csioz import Wanted
    from flows.desktop.model import Desktop
    from flows.desktop.profile import Profile
    from flows.desktop.raportnet import RaportNet
    from flows.desktop.scene import Scene
    from flows.secret import Secret

NO_UNDO = (
    "Nie da się cofnąć stąd: RaportNet nie oddaje poprzedniego certyfikatu. Stary można wybrać w nim tak samo, "
    "wskazując jego plik .p12."
)
_APPEARS = 15.0


@dataclass(frozen=True, slots=True)
class ReplaceInRaportNet:
    """Answers: ``folder``, ``haslo`` (of the .p12 files), ``profil_okien`` and ``program`` (paths or None).

    The program is stopped in ``apply`` and started in ``verify``, after the field was read again; ``settle`` starts it
    whatever else happens. ``standing`` keeps in the journal that it may stand in between.
    """

    now: Callable[[], datetime]
    desktop: Callable[[], Desktop]
    pace: Pace = Pace()  # noqa: RUF009  (frozen)
    name: str = "replace-raportnet"

    def plan(self, answers: Answers) -> Plan:
        """Opens the file, finds the program and every label it can see by now; says every press."""
        return self._plan(answers, None)

    def _plan(self, answers: Answers, before: frozenset[int] | None) -> Plan:
        """``before``: windows that were open before a run that was interrupted; the others are its own."""
        from flows.desktop import problems  # start-up
        from flows.desktop.raportnet import RaportNet

        ready, other = wss_file(answers, self.now())
        profile = _profile(answers)
        program = RaportNet.find(self.desktop(), profile, self.pace)
        scene = program.scene()
        with problems.told():
            standing_still = program.stands(scene)
        if before is None:
            _refuse(program, scene)
        main = scene.main.window
        details = {
            "computer": platform.node(),
            "file": ready.path.name,
            "sha256": ready.sha256,
            "days": sorted(day.isoformat() for day in days(ready)),
            "other": other,
            "program": str(main.process.program or ""),
            "process": main.process.number,
            "windows": sorted(before if before is not None else {each.window.handle for each in scene.others}),
        }
        stopped = standing_still is True or scene.first(profile, "settings") is not None
        until = f"{local(ready.certificate.not_valid_after_utc):%d.%m.%Y}"
        lines = [found(scene), f"Nowy certyfikat: {ready.path.name}, ważny do {until}."]
        lines += presses(profile, until, stopped=stopped, settings=scene.first(profile, "settings") is not None)
        lines += timing(profile, answers["folder"], self.now)
        return Plan(
            self.name,
            answers["folder"],
            "Zmienię certyfikat w RaportNecie, przez jego okno",
            tuple(lines),
            (),
            NO_UNDO,
            details,
        )

    def apply(self, plan: Plan, answers: Answers, progress: Progress) -> None:
        """Stops it, reads the tab, and installs where the date is old or missing; leaves it for ``verify`` to read."""
        from flows.desktop import problems  # start-up
        from flows.desktop.csioz import Csioz
        from flows.desktop.raportnet import RaportNet

        ready, _ = wss_file(answers, self.now())
        if ready.sha256 != plan.details["sha256"]:
            raise folder_changed(page="raportnet-replace")
        profile, wanted = _profile(answers), _wanted(plan)
        with _without(answers["haslo"]):
            program = RaportNet.find(self.desktop(), profile, self.pace)
            standing.note(standing.STOPPED, plan.folder, self.now)  # first: whatever happens, the next start warns
            if plan.details.get("resumed"):
                program.clear(_before(plan))
            ours = program.scene().first(profile, "settings") is None
            if ours:
                progress("Zatrzymuję RaportNet")
                program.stop()
            progress(f"Otwieram konfigurację, zakładka „{profile.tab}”")
            tab = Csioz.open(program)
            reading = tab.read()
            if not wanted.shown(reading):
                wanted.refuse_to_replace(reading, profile)
                progress(f"„{profile.valid_until}” pokazuje {reading.shown}; wskazuję {ready.path.name}")
                reading, said = tab.install(ready.path, answers["haslo"], wanted)
                if not wanted.shown(reading):
                    raise problems.refused(said, reading.shown)
            if ours:  # what a person opened might ask for a login again: it is read as it stands, and closed then
                tab.close()

    def verify(self, plan: Plan, answers: Answers) -> Result:
        """Reads the field in the window again, closes it, presses START and sees the program work."""
        from flows.desktop import problems  # start-up
        from flows.desktop.csioz import Csioz
        from flows.desktop.raportnet import RaportNet

        profile = _profile(answers)
        wanted = _wanted(plan)
        with _without(answers["haslo"]):
            program = RaportNet.find(self.desktop(), profile, self.pace)
            tab = Csioz.open(program)
            reading = tab.read(wanted.shown)
            if not wanted.shown(reading):
                raise problems.refused("", reading.shown)
            tab.close()
            program.start()
        standing.note(standing.RUNNING, plan.folder, self.now)
        named = f" (nazwa: {reading.name[:80]})" if reading.name else ""
        lines = (
            f"Pole „{profile.valid_until}” pokazuje {reading.shown}, tak jak {plan.details['file']}{named}.",
            "RaportNet działa: nacisnąłem „START” i widzę, że pracuje.",
        )
        return Result(
            (), lines, facts={"raportnet": {"name": reading.name, "valid_until": str(reading.day), "running": True}}
        )

    def settle(self, plan: Plan, answers: Answers, progress: Progress) -> None:
        """Starts the program where it may still stand, and says so; raises nothing."""
        with suppress(FlowError):  # a journal that cannot be read: then it was not stopped by us either
            if standing.stands(plan.folder, self.now) is None:
                return
        progress("Uruchamiam RaportNet ponownie")
        try:
            program = self._again(plan, _profile(answers))
            program.clear(_before(plan))
            program.start()
            standing.note(standing.RUNNING, plan.folder, self.now)
        except FlowError:
            progress("UWAGA: nie widzę, żeby RaportNet działał. Proszę samemu nacisnąć w jego oknie „START”")
        else:
            progress("RaportNet znów działa: nacisnąłem „START” i widzę, że pracuje")

    def _again(self, plan: Plan, profile: Profile) -> RaportNet:
        """The program; one that hangs is waited for, one that has ended is started from its file. Raises FlowError."""
        from flows.desktop import problems  # start-up
        from flows.desktop.model import DesktopError
        from flows.desktop.raportnet import RaportNet

        desktop = self.desktop()
        try:
            return RaportNet.find(desktop, profile, self.pace)
        except FlowError as error:
            file = plan.details.get("program")
            if error.problem.code == "raportnet-not-found" and isinstance(file, str) and file:
                with problems.told():
                    if any(each.number == plan.details.get("process") for each in desktop.processes()):
                        raise
                    desktop.start(Path(file))
            elif error.problem.code != "raportnet-hangs":
                raise
            with suppress(FlowError, DesktopError):
                self.pace.until(lambda: _appears(desktop, profile, self.pace), _APPEARS)
            return RaportNet.find(desktop, profile, self.pace)

    def probe(self, plan: Plan) -> Probe:
        """Partly while the program may stand because of it; RaportNet itself is not asked."""
        here = plan.details.get("computer") == platform.node()
        return "partly" if here and standing.stands(plan.folder, self.now) is not None else "not"

    def resume(self, plan: Plan, answers: Answers) -> Plan | None:
        """Planned anew; the windows that the interrupted run left open are its own to close."""
        listed = plan.details.get("windows")
        before = (
            frozenset(each for each in listed if isinstance(each, int)) if isinstance(listed, list) else frozenset()
        )
        fresh = self._plan(answers, before)
        if plan.details.get("process") != fresh.details["process"]:  # the program was restarted: all it shows is new
            fresh = self._plan(answers, None)
        return replace(fresh, details={**fresh.details, "resumed": True})


def _profile(answers: Answers) -> Profile:
    from flows.desktop.profile import find_profile, load_profile  # start-up

    profile = load_profile(find_profile(answers.get("profil_okien")))
    program = answers.get("program")
    return profile if program is None else replace(profile, program=str(program))


def _wanted(plan: Plan) -> Wanted:
    from flows.desktop.csioz import Wanted  # start-up

    return Wanted(frozenset(date.fromisoformat(day) for day in plan.details["days"]), plan.details["other"])


def _before(plan: Plan) -> frozenset[int]:
    return frozenset(each for each in plan.details["windows"] if isinstance(each, int))


def _appears(desktop: Desktop, profile: Profile, pace: Pace) -> RaportNet | None:
    from flows.desktop.raportnet import RaportNet  # start-up

    with suppress(FlowError):
        return RaportNet.find(desktop, profile, pace)
    return None


def _refuse(program: RaportNet, scene: Scene) -> None:
    """A window in the way is the user's to read and close."""
    from flows.desktop import problems  # start-up

    program.refuse_others(scene)
    if scene.first(program.profile, "settings") is None and not program.profile.by_ourselves:
        raise problems.open_it_first(program.profile.tab)


@contextmanager
def _without(password: Secret) -> Iterator[None]:
    """A window may show what was typed into it: the password is taken out of every text that we pass on."""
    try:
        yield
    except FlowError as error:
        found = error.problem
        clean = replace(found, what=found.what.replace(password.reveal(), "•••"))
        raise FlowError(clean, error.facts) from None
