"""Step 3, first half: the e-mail's number and deadline into the journal, and a calendar file with reminders."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from flows.base.errors import FlowError, Problem
from flows.base.file_problems import not_verified
from flows.base.files import check_folder
from flows.engine.details import Details
from flows.engine.journal import entries_of
from flows.engine.plan import Answers, Plan, Probe, Progress, Result, Written
from flows.folder import calendar_file
from flows.folder.current_set import current_set, renewal_of
from flows.folder.deadlines import Deadline, event_of, link_deadline
from flows.folder.recognise import scan_folder
from flows.mail import telling
from flows.ports.computer import Computer

if TYPE_CHECKING:
    from flows.folder.deadlines import Event
    from flows.mail.letters.letter import Letter


@dataclass(frozen=True, slots=True)
class Noted(Details):
    """What is kept of a letter: no link, for whoever has one can fetch the certificates."""

    kind: str
    number: str | None
    received: date | None
    deadline: date | None


@dataclass(frozen=True, slots=True)
class RecordLetter:
    """Answers: ``folder``, ``wiadomosc`` (a Letter), and its day ``data_wiadomosci`` where the letter has none.

    Links are not kept: whoever has them can fetch the certificates.
    """

    name: str = "record-letter"

    def plan(self, answers: Answers, computer: Computer) -> Plan:
        """What was read, what is doubtful, what will be written down. Raises FlowError for a letter of no use."""
        folder: Path = answers["folder"]
        letter: Letter = answers["wiadomosc"]
        telling.check_useful(letter)
        doubt = telling.doubt(letter)
        received, deadline = _days(letter, answers.get("data_wiadomosci"), computer.now().date())
        check_folder(folder)
        events = _events(folder, deadline)
        there = calendar_file.that_holds(folder, events) if events else None
        writes = (calendar_file.new_name(folder, computer.now()),) if events and there is None else ()
        details = Noted(letter.kind, letter.number, received, deadline).to_json()
        return Plan(
            self.name,
            folder,
            _despite(letter) if doubt else "Zapiszę w dzienniku, co jest w wiadomości",
            (
                *telling.lines(letter, received, deadline, computer.now().date()),
                *(f"{path.name} – plik do kalendarza z przypomnieniami" for path in writes),
                *((f"{there.name} – plik do kalendarza już jest",) if there is not None else ()),
            ),
            writes,
            "Można cofnąć: plik kalendarza zostanie odłożony do podfolderu.",
            details,
            doubt=doubt,
        )

    def noted(self, plan: Plan) -> str:
        """A letter that made no calendar: the first one, or one that was read again."""
        return "przyszła wiadomość z urzędu"

    def apply(self, plan: Plan, answers: Answers, computer: Computer, progress: Progress) -> Written:
        """Writes the calendar; the journal keeps the rest with the plan itself."""
        written: dict[Path, str] = {}
        for path in plan.writes:
            if not path.exists():
                written[path] = calendar_file.write(path, _planned(plan), computer.now())
        return written

    def verify(self, plan: Plan, answers: Answers, computer: Computer) -> Result:
        """Reads back what the journal has of the letter, and the calendar."""
        noted = [entry.get("plan") for entry in entries_of(plan.folder)]
        if not any(isinstance(each, dict) and each.get("details") == dict(plan.details) for each in noted):
            raise _not_noted(plan.folder)
        events = _planned(plan)
        if events and not plan.writes and calendar_file.that_holds(plan.folder, events) is None:
            raise _no_calendar(plan.folder)
        for path in plan.writes:
            calendar_file.check(path, events)
        return Result(plan.writes, tuple(plan.lines))

    def probe(self, plan: Plan, computer: Computer) -> Probe:
        """By the calendar file."""
        return plan.files_there

    def resume(self, plan: Plan, answers: Answers, computer: Computer) -> Plan | None:
        """The same entry under the same file name when it is the same letter; None when it is another."""
        fresh = self.plan(answers, computer)
        return replace(fresh, writes=plan.writes) if dict(fresh.details) == dict(plan.details) else None


def _despite(letter: Letter) -> str:
    """What „tak” agrees to names the doubt."""
    what = "termin z niej" if letter.kind == "grant" else "jej numer i datę"
    return f"Choć wiadomość jest podejrzana ({letter.reasons[0]}), zapiszę w dzienniku {what}"


def _not_noted(folder: Path) -> FlowError:
    return not_verified(
        f"W dzienniku w folderze {folder} nie ma zapisu o tej wiadomości.",
        "Proszę wczytać wiadomość jeszcze raz.",
        page="where-to-save",
    )


def _no_calendar(folder: Path) -> FlowError:
    return not_verified(
        f"W folderze {folder} nie ma pliku kalendarza z tym terminem.",
        "Proszę wczytać wiadomość jeszcze raz: utworzę nowy plik.",
        page="link-validity",
        causes=("plik usunął albo zmienił inny program",),
    )


def _days(letter: Letter, told: date | None, today: date) -> tuple[date | None, date | None]:
    """When the letter came and until when its links work. Raises FlowError ``letter-undated`` for a grant without."""
    if letter.kind != "grant":
        return letter.received, None
    if letter.received is not None:
        return letter.received, link_deadline(letter.received)
    doubt = f"{telling.doubt(letter)} " if telling.doubt(letter) else ""
    if told is not None and told > today:
        raise FlowError(
            Problem(
                "letter-undated",
                f"Podana data wiadomości ({told:%d.%m.%Y}) jest w przyszłości: ten komputer pokazuje dziś "
                f"{today:%d.%m.%Y}.",
                ("literówka w dacie", "zegar komputera się spóźnia"),
                "Proszę odczytać datę wiadomości w poczcie i ją wpisać, a datę komputera porównać z telefonem.",
                page="wrong-clock",
                ask="data_wiadomosci",
            )
        )
    if told is None:
        raise FlowError(
            Problem(
                "letter-undated",
                f"{doubt}W tej wiadomości nie ma daty, a od niej liczy się 30 dni na pobranie plików.",
                ("wklejono samą treść, bez nagłówka", "data jest zapisana nietypowo"),
                "Proszę odczytać datę wiadomości w poczcie i ją wpisać.",
                page="link-validity",
                ask="data_wiadomosci",
            )
        )
    return told, link_deadline(told)


def _events(folder: Path, deadline: date | None) -> tuple[Event, ...]:
    """The links' last day as an entry of the calendar; people read a letter again until the files are there."""
    if deadline is None:
        return ()
    found = scan_folder(folder) if folder.is_dir() else ()
    return (event_of(Deadline("link", "", deadline, renewal_of(current_set(found)))),)


def _planned(plan: Plan) -> tuple[Event, ...]:
    return _events(plan.folder, Noted.of(plan).deadline)
