"""All deadlines of the working folder as one calendar file, to be imported again and again without doubling."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from flows.base.errors import FlowError, Problem
from flows.base.files import check_folder
from flows.engine.details import Details
from flows.engine.plan import Answers, Plan, Probe, Progress, Result, Written
from flows.folder import calendar_file
from flows.folder.deadlines import Event, event_of
from flows.folder.due import deadlines
from flows.folder.seen import look
from flows.ports.computer import Computer, Standpoint

if TYPE_CHECKING:
    from flows.folder.deadlines import Deadline

_IMPORT = "Aby terminy trafiły do kalendarza, proszę otworzyć ten plik podwójnym kliknięciem albo go zaimportować."


def _all_of(folder: Path, here: Standpoint) -> tuple[Deadline, ...]:
    """All that the folder knows, whatever day it is."""
    return deadlines(look(folder, here)) if folder.is_dir() else ()


@dataclass(frozen=True, slots=True)
class Calendar(Details):
    """The file, and each entry: title, day, description, key and the days of its reminders."""

    file: str
    events: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class WriteCalendar:
    """Answers: ``folder``. ``deadlines`` finds what the folder knows, whatever day it is."""

    deadlines: Callable[[Path, Standpoint], tuple[Deadline, ...]] = _all_of
    name: str = "write-calendar"

    def plan(self, answers: Answers, computer: Computer) -> Plan:
        """Which deadlines, with which reminders. Raises FlowError ``no-deadlines`` when none lies ahead."""
        folder: Path = answers["folder"]
        today = computer.now().date()
        events = [event_of(each) for each in self.deadlines(folder, computer) if each.day >= today]
        if not events:
            raise _nothing()
        check_folder(folder, must_exist=True)
        there = calendar_file.that_holds(folder, events)
        path = there or calendar_file.new_name(folder, computer.now())
        return Plan(
            self.name,
            folder,
            f"Plik {path.name} z tymi terminami już jest" if there else f"Zapiszę terminy do pliku {path.name}",
            tuple(_line(event, today) for event in events),
            () if there else (path,),
            "Można cofnąć: plik kalendarza zostanie odłożony do podfolderu. Tego, co już jest w kalendarzu, "
            "program nie usunie.",
            Calendar(path.name, tuple(map(_row, events))).to_json(),
            nothing_to_do=there is not None,
        )

    def apply(self, plan: Plan, answers: Answers, computer: Computer, progress: Progress) -> Written:
        """Writes the file of the plan, unless it is there."""
        written = {}
        for path in plan.writes:
            if not path.exists():
                written[path] = calendar_file.write(path, _events(plan), computer.now())
        return written

    def verify(self, plan: Plan, answers: Answers, computer: Computer) -> Result:
        """Reads the file back."""
        path = plan.folder / Calendar.of(plan).file
        calendar_file.check(path, _events(plan))
        return Result((path,), (*plan.lines, f"Plik: {path}", _IMPORT))

    def probe(self, plan: Plan, computer: Computer) -> Probe:
        """By the file."""
        return plan.files_there

    def resume(self, plan: Plan, answers: Answers, computer: Computer) -> Plan | None:
        """The same deadlines under the same name; None when they have changed meanwhile."""
        fresh = self.plan(answers, computer)
        events = Calendar.of(fresh).events
        if events != Calendar.of(plan).events or len(plan.writes) != 1:
            return None
        details = Calendar(plan.writes[0].name, events).to_json()
        return replace(fresh, writes=plan.writes, details=details, nothing_to_do=False)


def _line(event: Event, today: date) -> str:
    ahead = [f"{day:%d.%m.%Y}" for day in event.alarms if day >= today]
    reminded = f"przypomnienia: {', '.join(ahead)}" if ahead else "bez przypomnień, bo to już dziś"
    return f"{event.title}: {event.day:%d.%m.%Y} ({reminded})"


def _row(event: Event) -> tuple[str, ...]:
    return (event.title, event.day.isoformat(), event.description, event.key, *map(str, event.alarms))


def _events(plan: Plan) -> list[Event]:
    return [
        Event(title, date.fromisoformat(day), tuple(map(date.fromisoformat, alarms)), description, key)
        for title, day, description, key, *alarms in Calendar.of(plan).events
    ]


def _nothing() -> FlowError:
    return FlowError(
        Problem(
            "no-deadlines",
            "W tym folderze nie ma jeszcze żadnego terminu do zapisania w kalendarzu.",
            ("nie przyszła jeszcze wiadomość z odnośnikami", "certyfikaty nie zostały jeszcze pobrane"),
            "Proszę wrócić do tego po kroku 3 („mail”); „co dalej” mówi, co teraz.",
            page="link-validity",
        )
    )
