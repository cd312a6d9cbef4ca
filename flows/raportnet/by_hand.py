"""Step 7 by hand: the checklist with its labels, then the date that RaportNet shows against the certificate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from flows.base.errors import FlowError, Problem
from flows.desktop.profile import SHIPPED, find_profile, load_profile
from flows.engine.details import Details
from flows.engine.plan import Answers, Plan, Progress, Result
from flows.engine.starts_anew import StartsAnew
from flows.folder import stopped
from flows.folder.current_set import days_of_end
from flows.folder.names import purpose_in
from flows.folder.ready_p12 import ready_files
from flows.ports.computer import Computer
from flows.raportnet.answers import WINDOW
from flows.raportnet.plans import timing
from flows.zsmopl.compare_portal import COMPARED, NoWssCertificateError, wss_pair

if TYPE_CHECKING:
    from cryptography import x509

    from flows.desktop.profile import Profile

CONTENTS = (".p12", ".pfx")
_NOTED = "Zapisane w dzienniku; resztę robi człowiek:"
_LOGIN = "login („RN_…”, z e-maila z wdrożenia) i hasło; zapomniane hasło ustawia się w Sertum"


@dataclass(frozen=True, slots=True)
class GuideRaportNet(StartsAnew):
    """Answers: ``folder``, ``profil_okien``; ``haslo`` where there are only .p12 files. Notes that it stops."""

    name: str = "guide-raportnet"

    def plan(self, answers: Answers, computer: Computer) -> Plan:
        """The checklist with the labels of the profile, the file and the date to be seen in the end."""
        folder: Path = answers["folder"]
        certificate = _certificate(answers, computer.now())
        profile = _profile(answers)
        day = f"{certificate.not_valid_after_utc.astimezone():%d.%m.%Y}"
        return Plan(
            self.name,
            folder,
            "Poprowadzę przez zmianę w RaportNecie; zapiszę, że jest zatrzymywany, i przypomnę o „START”",
            (*_checklist(profile), *timing(profile, folder, computer.now)),
            (),
            "Nie ma czego cofać: to lista czynności i wpis w dzienniku.",
            card=(("Plik WSS do pola „Lokalizacja”", _file(folder)), ("Data, która ma się pojawić", day)),
            changes=False,
        )

    def apply(self, plan: Plan, answers: Answers, computer: Computer, progress: Progress) -> None:
        """From now on it may stand."""
        stopped.note(stopped.STOPPED, plan.folder, computer)

    def verify(self, plan: Plan, answers: Answers, computer: Computer) -> Result:
        """A person does it."""
        line = "Teraz punkty od 1 do 4 z listy. Zatrzymany RaportNet nie wysyła raportów, aż do „START”."
        return Result((), (line,), seen=False, card=plan.card, head=_NOTED)


@dataclass(frozen=True, slots=True)
class OpenByHand(StartsAnew):
    """Answers: ``folder``, ``profil_okien``. Notes that a person is about to stop it, for us to work in its window."""

    name: str = "open-raportnet-by-hand"

    def plan(self, answers: Answers, computer: Computer) -> Plan:
        """What to open; the labels that would let us do it are not known."""
        folder: Path = answers["folder"]
        profile = _profile(answers)
        lines = (
            f"1. Po „tak” proszę zatrzymać RaportNet i otworzyć jego konfigurację. Zapyta o swój {_LOGIN}.",
            f"2. Proszę zostawić ją otwartą: zakładkę „{profile.tab}” znajdę w niej sam.",
            f"3. Resztę, z „{profile.start}” na końcu, pokażę i zrobię po następnym „tak”.",
        )
        return Plan(
            self.name,
            folder,
            "Zapiszę, że RaportNet jest zatrzymywany, i przypomnę o „START”",
            (*lines, *timing(profile, folder, computer.now)),
            (),
            "Nie ma czego cofać: to wpis w dzienniku.",
            changes=False,
        )

    def apply(self, plan: Plan, answers: Answers, computer: Computer, progress: Progress) -> None:
        """From now on it may stand."""
        stopped.note(stopped.STOPPED, plan.folder, computer)

    def verify(self, plan: Plan, answers: Answers, computer: Computer) -> Result:
        """A person does it."""
        return Result((), ("Teraz proszę zatrzymać RaportNet i otworzyć jego konfigurację.",), seen=False, head=_NOTED)


@dataclass(frozen=True, slots=True)
class ReadOut(Details):
    """The day in the field."""

    day: date


@dataclass(frozen=True, slots=True)
class CompareRaportNet(StartsAnew):
    """Answers: ``folder``, ``data_raportnet`` (the day in "Ważny do:", None: empty), ``profil_okien``; ``haslo``."""

    name: str = "compare-raportnet"

    def plan(self, answers: Answers, computer: Computer) -> Plan:
        """Raises FlowError ``raportnet-date-differs`` while it still shows another certificate."""
        folder: Path = answers["folder"]
        certificate = _certificate(answers, computer.now())
        shown: date | None = answers["data_raportnet"]
        if shown is None or shown not in days_of_end(certificate):
            raise _differs(shown, certificate, _profile(answers), _file(folder))
        return Plan(
            self.name,
            folder,
            "Zapiszę w dzienniku, że RaportNet pokazuje nowy certyfikat",
            (f"Data z RaportNetu ({shown:%d.%m.%Y}) zgadza się z nowym certyfikatem WSS.",),
            (),
            "Nie ma czego cofać: to tylko wpis w dzienniku.",
            ReadOut(shown).to_json(),
        )

    def noted(self, plan: Plan) -> str:
        """The day that was read out."""
        return f"RaportNet pokazuje {ReadOut.of(plan).day:%d.%m.%Y}, czyli nowy certyfikat"

    def apply(self, plan: Plan, answers: Answers, computer: Computer, progress: Progress) -> None:
        """The journal entry itself is the result."""

    def verify(self, plan: Plan, answers: Answers, computer: Computer) -> Result:
        """The window was read by a person, not by us."""
        return Result((), tuple(plan.lines), seen=False, head=COMPARED)


def opened_by_a_person(answers: Answers) -> bool:
    """Whether the profile does not tell how to open the configuration. A spoilt one is told of with the plan."""
    try:
        return (
            answers.get("sposob") == WINDOW and not load_profile(find_profile(answers.get("profil_okien"))).by_ourselves
        )
    except FlowError:
        return False


def _certificate(answers: Answers, now: datetime) -> x509.Certificate:
    """The new WSS certificate: from its PEM, or where only .p12 files were copied here, from those with the password.

    Raises FlowError; ``wss-p12-closed`` asks for the password.
    """
    folder: Path = answers["folder"]
    try:
        return wss_pair(folder)[1]
    except NoWssCertificateError:
        if _wss_p12(folder) is None:
            raise
    if "haslo" not in answers:
        raise FlowError(
            Problem(
                "wss-p12-closed",
                f"W folderze {folder} są tylko pliki .p12, więc datę nowego certyfikatu odczytam z pliku WSS.",
                ("to komputer z kopią samych plików .p12",),
                "Proszę podać hasło do plików .p12.",
                page="forgotten-certificate-password",
                ask="haslo",
            )
        )
    ready = ready_files(folder, answers["haslo"], now)
    return next(each.certificate for each in ready if each.purpose == "wss")


def _wss_p12(folder: Path) -> Path | None:
    """The newest PKCS#12 that says it is for WSS."""
    if not folder.is_dir():
        return None
    found = (each for each in folder.iterdir() if each.suffix.lower() in CONTENTS and purpose_in(each.name) == "wss")
    return max(found, key=lambda each: each.name, default=None)


def _file(folder: Path) -> str:
    found = _wss_p12(folder)
    return str(found) if found else "plik wss….p12 z kroku 4 (jeszcze go tu nie ma)"


def _profile(answers: Answers) -> Profile:
    """Labels for people; a spoilt profile of one's own is no reason not to be told the usual ones."""
    try:
        return load_profile(find_profile(answers.get("profil_okien")))
    except FlowError:
        return load_profile(SHIPPED)


def _checklist(profile: Profile) -> tuple[str, ...]:
    fill = f"ikona przy „{profile.location}”, plik WSS z karty, „{profile.password}” (hasło do tego pliku)"
    return (
        f"1. Po kroku 6, na komputerze z RaportNetem: zatrzymać go i otworzyć konfigurację. Zapyta o swój {_LOGIN}.",
        f"2. Wybrać zakładkę „{profile.tab}” i spojrzeć na „{profile.name}” oraz „{profile.valid_until}”.",
        f"3. Jeśli data jest stara albo jej nie ma: {fill}, „{profile.install}”, potwierdzić komunikat.",
        f"4. Podać mi datę z pola „{profile.valid_until}”: porównam ją z certyfikatem.",
        f"5. „{profile.ok}”, „{profile.ok}”, a potem „{profile.start}” w głównym oknie.",
    )


def _differs(shown: date | None, certificate: x509.Certificate, profile: Profile, file: str) -> FlowError:
    end = certificate.not_valid_after_utc.astimezone()
    if shown is None:
        return FlowError(
            Problem(
                "raportnet-date-missing",
                f"Pole „{profile.valid_until}” jest puste, więc RaportNet nie ma jeszcze żadnego certyfikatu.",
                (
                    "certyfikatu nigdy tu nie wskazano",
                    "krok 6 nie był jeszcze zrobiony na tym komputerze",
                ),
                f"Proszę: ikona przy „{profile.location}”, plik {file}, „{profile.password}”, „{profile.install}”, "
                "potwierdzić komunikat i podać mi datę, która się pojawi.",
                page="raportnet-old-date",
                ask="data_raportnet",
            )
        )
    return FlowError(
        Problem(
            "raportnet-date-differs",
            f"RaportNet pokazuje {shown:%d.%m.%Y}, a nowy certyfikat WSS jest ważny do {end:%d.%m.%Y}.",
            ("w RaportNecie jest jeszcze stary certyfikat", "literówka w dacie"),
            f"Proszę odczytać datę jeszcze raz. Jeśli jest stara: ikona przy „{profile.location}”, plik {file}, "
            f"„{profile.password}”, „{profile.install}”, potwierdzić komunikat i podać mi nową datę.",
            page="raportnet-old-date",
            ask="data_raportnet",
        )
    )
