"""Step 5: the date that ZSMOPL shows against the certificate that was imported there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from datetime import date as Day  # noqa: N812  (a field has the other name)
from pathlib import Path
from typing import TYPE_CHECKING

from flows.base.clock import local
from flows.base.errors import FlowError, Problem
from flows.engine.details import Details
from flows.engine.plan import Answers, Plan, Progress, Result
from flows.engine.starts_anew import StartsAnew
from flows.folder import portal_gap
from flows.folder.current_set import CurrentPair, current_set, days_of_end
from flows.folder.recognise import scan_folder
from flows.ports.computer import Computer

if TYPE_CHECKING:
    from cryptography import x509


class NoWssCertificateError(FlowError):
    """No WSS certificate for a key of step 1 lies in the folder; the .p12 files alone may."""


def wss_pair(folder: Path) -> tuple[CurrentPair, x509.Certificate, Path]:
    """The WSS pair of the folder with its certificate and the file of it. Raises FlowError ``no-certificate``."""
    pair = current_set(scan_folder(folder)).get("wss") if folder.is_dir() else None
    if pair is None or pair.certificate is None or pair.certificate_file is None:
        raise NoWssCertificateError(
            Problem(
                "no-certificate",
                f"W folderze {folder} nie ma certyfikatu WSS pasującego do klucza z kroku 1.",
                ("pliki PEM nie zostały jeszcze pobrane", "są w innym folderze"),
                "Proszę wpisać „mail”, aby dokończyć krok 3, albo „zmień folder”.",
                page="zsmopl-which-file",
            )
        )
    return pair, pair.certificate, pair.certificate_file


def _mend(folder: Path, path: Path) -> str:
    """What to do in the portal; where the old certificate is known to be deleted, nothing is deleted again."""
    act = f"zaimportować {path.name} i nacisnąć „Zapisz i wyślij”."
    if portal_gap.stands(folder) is not None:
        return f"Jeśli portal nie pokazuje nowej daty, proszę {act} Niczego nie trzeba już usuwać."
    return f"Jeśli portal nadal pokazuje stary certyfikat, proszę go usunąć, {act}"


COMPARED = "Zapisane i porównane z datą, którą Państwo odczytali:"
"""The reading is a person's, the comparison ours."""


@dataclass(frozen=True, slots=True)
class Compared(Details):
    """The day that the portal showed, and the file of our certificate."""

    date: Day
    certificate: str = ""


@dataclass(frozen=True, slots=True)
class ComparePortal(StartsAnew):
    """Answers: ``folder``, ``data`` (the day that the portal shows). Writes only into the journal."""

    name: str = "compare-portal"

    def plan(self, answers: Answers, computer: Computer) -> Plan:
        """Raises FlowError ``portal-date-differs`` when the portal still shows another certificate."""
        folder: Path = answers["folder"]
        _, certificate, path = wss_pair(folder)
        shown: date = answers["data"]
        end = certificate.not_valid_after_utc
        if shown not in days_of_end(certificate):
            raise FlowError(
                Problem(
                    "portal-date-differs",
                    f"ZSMOPL pokazuje {shown:%d.%m.%Y}, a nowy certyfikat WSS jest ważny do {local(end):%d.%m.%Y}.",
                    (
                        "w portalu jest jeszcze stary certyfikat",
                        "nie naciśnięto „Zapisz i wyślij”",
                        "literówka w dacie",
                    ),
                    f"Proszę najpierw odczytać datę jeszcze raz. {_mend(folder, path)}",
                    page="zsmopl-check",
                    ask="data",
                )
            )
        return Plan(
            self.name,
            folder,
            "Zapiszę w dzienniku, że ZSMOPL ma nowy certyfikat",
            (f"Data z portalu ({shown:%d.%m.%Y}) zgadza się z certyfikatem {path.name}.",),
            (),
            "Nie ma czego cofać: to tylko wpis w dzienniku.",
            Compared(shown, path.name).to_json(),
        )

    def noted(self, plan: Plan) -> str:
        """The day that was read out."""
        return f"ZSMOPL pokazuje {Compared.of(plan).date:%d.%m.%Y}, czyli nowy certyfikat"

    def apply(self, plan: Plan, answers: Answers, computer: Computer, progress: Progress) -> None:
        """The journal entry itself is the result."""

    def verify(self, plan: Plan, answers: Answers, computer: Computer) -> Result:
        """The portal was read by a person, not by us."""
        return Result((), tuple(plan.lines), seen=False, head=COMPARED)
