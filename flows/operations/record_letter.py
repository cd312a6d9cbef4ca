"""Step 3, first half: the e-mail's number and deadline into the journal, and a calendar file with reminders."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from flows.errors import FlowError, Problem
from flows.model import Answers, Plan, Probe, Progress, Result
from flows.operations.names import STAMP_FORMAT

if TYPE_CHECKING:
    from flows.operations.letters import Letter


@dataclass(frozen=True, slots=True)
class RecordLetter:
    """Answers: ``folder``, ``wiadomosc`` (a Letter). Links are not kept: whoever has them has the certificates."""

    now: Callable[[], datetime]
    name: str = "record-letter"

    def plan(self, answers: Answers) -> Plan:
        """What was read, what is doubtful, what will be written down. Raises FlowError for a letter of no use."""
        from flows.operations.files import check_folder  # start-up

        folder: Path = answers["folder"]
        letter: Letter = answers["wiadomosc"]
        _check_useful(letter)
        check_folder(folder)
        stamp = f"{self.now():{STAMP_FORMAT}}"
        writes = (folder / f"terminy-{stamp}.ics",) if letter.deadline is not None else ()
        details = {
            "kind": letter.kind,
            "number": letter.number,
            "received": letter.received.isoformat() if letter.received else None,
            "deadline": letter.deadline.isoformat() if letter.deadline else None,
        }
        return Plan(
            self.name,
            folder,
            "Zapiszę w dzienniku, co jest w wiadomości",
            (*_lines(letter), *(f"{path.name} – plik do kalendarza z przypomnieniami" for path in writes)),
            writes,
            "Można cofnąć: plik kalendarza zostanie odłożony do podfolderu.",
            details,
        )

    def apply(self, plan: Plan, answers: Answers, progress: Progress) -> None:
        """Writes the calendar; the journal keeps the rest with the plan itself."""
        from flows.deadlines import Event, calendar, reminders  # start-up
        from flows.operations.files import write_new

        for path in plan.writes:
            if not path.exists():
                end = date.fromisoformat(str(plan.details["deadline"]))
                event = Event("Termin pobrania certyfikatów P1 z wiadomości", end, reminders(end, "link"))
                write_new(path, calendar((event,), self.now()))

    def verify(self, plan: Plan, answers: Answers) -> Result:
        """Reads the calendar file back."""
        from flows.operations.files import read_file  # start-up

        for path in plan.writes:
            if str(plan.details["deadline"]).replace("-", "").encode() not in read_file(path):
                raise FlowError(
                    Problem("not-verified", f"Plik {path.name} nie zawiera terminu.", (), "Proszę spróbować ponownie.")
                )
        return Result(plan.writes, tuple(plan.lines))

    def probe(self, plan: Plan) -> Probe:
        """By the calendar file."""
        there = sum(path.exists() for path in plan.writes)
        return "not" if there == 0 else "done"

    def resume(self, plan: Plan, answers: Answers) -> Plan | None:
        """Read anew from the letter: that is cheap and sure."""
        return None


def _check_useful(letter: Letter) -> None:
    if letter.kind != "other":
        return
    if letter.suspicious:
        raise FlowError(
            Problem(
                "message-suspicious",
                "To nie jest wiadomość z Systemu P1. Odnośniki prowadzą poza ezdrowie.gov.pl: "
                f"{', '.join(letter.suspicious[:3])}.",
                ("ktoś podszywa się pod Centrum e-Zdrowia", "to zwykła wiadomość z innego miejsca"),
                "Proszę nie otwierać tych odnośników. Właściwa wiadomość ma tytuł "
                "„System P1 nadał dostęp do Systemu P1”.",
                page="granted-email",
                ask="wiadomosc",
            )
        )
    raise FlowError(
        Problem(
            "message-unknown",
            "To nie jest ani potwierdzenie wniosku, ani wiadomość z odnośnikami do certyfikatów.",
            ("zapisano inną wiadomość", "wklejono tylko część treści"),
            "Proszę podać wiadomość o tytule „System P1 nadał dostęp do Systemu P1”.",
            page="granted-email",
            ask="wiadomosc",
        )
    )


def _lines(letter: Letter) -> tuple[str, ...]:
    if letter.kind == "acknowledgement":
        number = f" Numer wniosku: {letter.number}." if letter.number else ""
        rows = [f"To dopiero potwierdzenie, że wniosek wpłynął.{number} Teraz trzeba czekać na drugą wiadomość."]
    else:
        rows = ["To właściwa wiadomość: „System P1 nadał dostęp do Systemu P1”."]
    if letter.received:
        rows.append(f"Data wiadomości: {letter.received:%d.%m.%Y}.")
    if letter.deadline:
        rows.append(f"Odnośniki działają do {letter.deadline:%d.%m.%Y}; potem trzeba zacząć od nowa.")
    if letter.suspicious:
        rows.append(
            f"Uwaga, odnośniki spoza ezdrowie.gov.pl, proszę ich nie otwierać: {', '.join(letter.suspicious[:3])}."
        )
    return (*rows, *letter.notes)
