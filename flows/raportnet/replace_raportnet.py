"""Step 7 through RaportNet's window: the new WSS certificate is there in the end, or nothing was changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from flows.base.clock import local
from flows.base.errors import FlowError
from flows.desktop import problems
from flows.desktop.csioz import Csioz, Wanted
from flows.desktop.masked import MaskedDesktop
from flows.desktop.profile import find_profile, load_profile
from flows.desktop.raportnet import RaportNet, needed
from flows.desktop.starting import start
from flows.engine.details import DetailsError
from flows.engine.journal import FILE_NAME
from flows.engine.plan import Answers, Plan, Probe, Progress, Result
from flows.folder import stopped
from flows.folder.ready_p12 import folder_changed
from flows.ports.computer import Computer
from flows.raportnet.again import find_again
from flows.raportnet.card_file import days, name_of, wss_file
from flows.raportnet.plans import Replacement, found, presses, timing

if TYPE_CHECKING:
    from flows.desktop.profile import Profile
    from flows.desktop.scene import Scene
    from flows.ports.desktop import Desktop

NO_UNDO = (
    "Nie da się cofnąć stąd: RaportNet nie oddaje poprzedniego certyfikatu. Stary można wybrać w nim tak samo, "
    "wskazując jego plik .p12."
)
_TRIES = 3


@dataclass(frozen=True, slots=True)
class ReplaceInRaportNet:
    """Answers: ``folder``, ``haslo`` (of the .p12 files), ``profil_okien`` and ``program`` (paths or None).

    The program is stopped in ``apply`` and started in ``verify``, after the field was read again; ``settle`` starts it
    whatever else happens. ``standing`` keeps in the journal that it may stand in between.
    """

    name: str = "replace-raportnet"

    def plan(self, answers: Answers, computer: Computer) -> Plan:
        """Opens the file, finds the program and every label it can see by now; says every press."""
        return self._plan(answers, computer, None)

    def _plan(self, answers: Answers, computer: Computer, before: frozenset[int] | None) -> Plan:
        """``before``: windows that were open before a run that was interrupted; the others are its own."""
        ready, other = wss_file(answers, computer.now())
        profile = _profile(answers)
        desktop = self._desktop(answers, computer)
        program = RaportNet.find(desktop, profile, computer.pace)
        scene = program.scene()
        with problems.told():
            standing_still = program.stands(scene)
            if profile.service and desktop.service(profile.service) == "absent":
                raise problems.no_service(profile.service)
        if before is None:
            _refuse(program, scene, stands=standing_still is True)
        main = scene.main.window
        details = Replacement(
            computer.place.computer,
            ready.path.name,
            ready.sha256,
            tuple(sorted(days(ready))),
            name_of(ready),
            other,
            str(main.process.program or ""),
            main.process.number,
            tuple(sorted(before if before is not None else {each.window.handle for each in scene.others})),
        )
        stopped = standing_still is True or scene.first(profile, "settings") is not None
        until = f"{local(ready.certificate.not_valid_after_utc):%d.%m.%Y}"
        lines = [found(scene, computer.place), f"Nowy certyfikat: {ready.path.name}, ważny do {until}."]
        lines += presses(profile, until, stopped=stopped, settings=scene.first(profile, "settings") is not None)
        lines += timing(profile, answers["folder"], computer.now)
        return Plan(
            self.name,
            answers["folder"],
            "Zmienię certyfikat w RaportNecie, przez jego okno",
            tuple(lines),
            (),
            NO_UNDO,
            details.to_json(),
        )

    def apply(self, plan: Plan, answers: Answers, computer: Computer, progress: Progress) -> None:
        """Stops it, reads the tab, and installs where the date is old or missing; leaves it for ``verify`` to read."""
        ready, _ = wss_file(answers, computer.now())
        details = Replacement.of(plan)
        if ready.sha256 != details.sha256:
            raise folder_changed(page="raportnet-replace")
        profile, wanted = _profile(answers), _wanted(plan)
        program = RaportNet.find(self._desktop(answers, computer), profile, computer.pace)
        stopped.note(stopped.STOPPED, plan.folder, computer)  # first: whatever happens, the next start warns
        if details.resumed:
            program.clear(frozenset(details.windows))
        ours = program.scene().first(profile, "settings") is None
        if ours:
            if not profile.by_ourselves:  # closed since the plan was shown
                raise problems.open_it_first(profile.tab)
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

    def verify(self, plan: Plan, answers: Answers, computer: Computer) -> Result:
        """Reads the field in the window again, closes it, presses START and sees the program work."""
        profile = _profile(answers)
        wanted = _wanted(plan)
        program = RaportNet.find(self._desktop(answers, computer), profile, computer.pace)
        tab = Csioz.open(program)
        reading = tab.read(wanted.shown)
        if not wanted.shown(reading):
            raise problems.not_kept(reading.shown)
        tab.close()
        started = start(program)
        stopped.note(stopped.RUNNING, plan.folder, computer)
        named = f" (nazwa: {reading.name[:80]})" if reading.name else ""
        lines = [
            f"Pole „{profile.valid_until}” pokazuje {reading.shown}, tak jak {Replacement.of(plan).file}{named}.",
            started,
        ]
        ours = wanted.is_ours(reading)
        if not ours:
            lines.append(f"W pliku jest inna nazwa ({wanted.name}): proszę sprawdzić, czy to certyfikat tej apteki.")
        facts = {"name": reading.name, "valid_until": str(reading.day), "running": True}
        return Result((), tuple(lines), seen=ours, facts={"raportnet": facts})

    def settle(self, plan: Plan, answers: Answers, computer: Computer, progress: Progress) -> None:
        """Starts the program where it may still stand, and says so; raises nothing. Ctrl-C is told to wait, twice."""
        for _ in range(_TRIES):
            try:
                if not _surely_works(plan.folder):
                    progress("Uruchamiam RaportNet ponownie")
                    progress(self._start_again(plan, answers, computer))
            except FlowError:
                break
            except KeyboardInterrupt:
                continue
            else:
                return
        progress("UWAGA: nie widzę, żeby RaportNet działał. Proszę samemu nacisnąć w jego oknie „START”")

    def _start_again(self, plan: Plan, answers: Answers, computer: Computer) -> str:
        """What was done and seen. Raises FlowError."""
        program = find_again(self._desktop(answers, computer), _profile(answers), computer.pace, plan)
        program.clear(frozenset(Replacement.of(plan).windows))
        started = start(program).replace("RaportNet działa", "RaportNet znów działa")
        try:
            stopped.note(stopped.RUNNING, plan.folder, computer)
        except FlowError:  # the folder is gone or full: that is no reason to doubt what was seen
            return f"{started} Nie udało się tego zapisać w dzienniku"
        return started

    def _desktop(self, answers: Answers, computer: Computer) -> Desktop:
        return MaskedDesktop(computer.open_desktop(), answers["haslo"])

    def noted(self, plan: Plan) -> str:
        """The program itself keeps what was put into it (``NO_UNDO``)."""
        return "RaportNet ma nowy certyfikat (w samym RaportNecie niczego to nie zmieni)"

    def probe(self, plan: Plan, computer: Computer) -> Probe:
        """Partly while the program may stand because of it; RaportNet itself is not asked."""
        try:
            here = Replacement.of(plan).computer == computer.place.computer
        except DetailsError:
            return "not"
        return "partly" if here and stopped.stands(plan.folder) is not None else "not"

    def resume(self, plan: Plan, answers: Answers, computer: Computer) -> Plan | None:
        """Planned anew; the windows that the interrupted run left open are its own to close."""
        begun = Replacement.of(plan)
        fresh = self._plan(answers, computer, frozenset(begun.windows))
        if begun.process != Replacement.of(fresh).process:  # the program was restarted: all it shows is new
            fresh = self._plan(answers, computer, None)
        return replace(fresh, details=replace(Replacement.of(fresh), resumed=True).to_json())


def _profile(answers: Answers) -> Profile:
    profile = load_profile(find_profile(answers.get("profil_okien")))
    program = answers.get("program")
    return profile if program is None else replace(profile, program=str(program))


def _wanted(plan: Plan) -> Wanted:
    details = Replacement.of(plan)
    return Wanted(frozenset(details.days), details.name, details.other)


def _surely_works(folder: Path) -> bool:
    """Whether the journal is there and tells of no stop: where it is gone, nobody can know."""
    try:
        return (folder / FILE_NAME).is_file() and stopped.stands(folder) is None
    except (FlowError, OSError):
        return False


def _refuse(program: RaportNet, scene: Scene, *, stands: bool) -> None:
    """A window in the way is the user's to read and close; what is to be pressed first has to be there."""
    profile = program.profile
    program.refuse_others(scene)
    if scene.first(profile, "settings") is not None:
        return
    if not profile.by_ourselves:
        raise problems.open_it_first(profile.tab)
    if not profile.service:  # with one, the buttons may change once it stands
        labels = profile.settings if stands else profile.stop
        needed(scene.main.button(*labels), labels, scene)
