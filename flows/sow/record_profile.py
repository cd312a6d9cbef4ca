"""Step 2: until when the manager's trusted profile is valid, into the journal; a warning when that is soon or over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flows.base.errors import FlowError, Problem
from flows.base.polish import days_to_go
from flows.engine.details import Details
from flows.engine.journal import entries_of
from flows.engine.plan import Answers, Plan, Progress, Result
from flows.engine.starts_anew import StartsAnew
from flows.folder.deadlines import Deadline, days_left, is_near
from flows.folder.history import profile_end
from flows.ports.computer import Computer


@dataclass(frozen=True, slots=True)
class ProfileEnd(Details):
    """The last day of the profile."""

    until: date


@dataclass(frozen=True, slots=True)
class RecordProfile(StartsAnew):
    """Answers: ``folder``, ``profil`` (its last day). Writes only into the journal."""

    name: str = "record-profile"

    def plan(self, answers: Answers, computer: Computer) -> Plan:
        """Raises FlowError ``profile-expired`` for a day that is over: nobody can sign with such a profile."""
        folder: Path = answers["folder"]
        until: date = answers["profil"]
        today = computer.now().date()
        left = days_left(until, today)
        if left < 0:
            raise _expired(until)
        near = is_near(Deadline("profile", "", until), today)
        known = profile_end(entries_of(folder)) == until
        return Plan(
            self.name,
            folder,
            "Zapamiętam w dzienniku tego folderu, do kiedy jest ważny Profil Zaufany",
            (
                f"Profil Zaufany kierownika jest ważny do {until:%d.%m.%Y}.",
                *((_warning(left),) if near else ()),
                "Przypomnę o tej dacie w „stan”, przy powitaniu i w pliku kalendarza.",
            ),
            (),
            "Aby to poprawić, wystarczy podać inną datę („zmień profil”).",
            ProfileEnd(until).to_json(),
            nothing_to_do=known and not near,
        )

    def noted(self, plan: Plan) -> str:
        """The day that was read out."""
        return f"Profil Zaufany jest ważny do {ProfileEnd.of(plan).until:%d.%m.%Y}"

    def apply(self, plan: Plan, answers: Answers, computer: Computer, progress: Progress) -> None:
        """The journal entry itself is the result."""

    def verify(self, plan: Plan, answers: Answers, computer: Computer) -> Result:
        """The date was read out by a person."""
        return Result((), plan.lines[:1], seen=False)


def _warning(left: int) -> str:
    return (
        f"Uwaga: {days_to_go(left).capitalize()}. Bez ważnego profilu zwykle nie da się podpisać wniosku, więc warto "
        "podpisać go od razu albo najpierw przedłużyć profil („profil zaufany wygasł”)."
    )


def _expired(until: date) -> FlowError:
    return FlowError(
        Problem(
            "profile-expired",
            f"Profil Zaufany stracił ważność {until:%d.%m.%Y}, więc zwykle nie da się nim podpisać wniosku.",
            ("profil traci zwykle ważność po 3 latach", "w dacie jest pomyłka"),
            "Proszę najpierw przedłużyć profil i podać nową datę. Jeśli kierownik podpisze e-dowodem albo podpisem "
            "kwalifikowanym, proszę wpisać „pomiń”.",
            page="trusted-profile-expired",
            ask="profil",
        )
    )
