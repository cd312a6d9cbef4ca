"""Practice: an office that answers at once, and sites that are only text. No browser, no portal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.serialization import Encoding

from flows.base.errors import FlowError, Problem
from flows.base.file_problems import not_verified
from flows.base.files import read_file, write_new
from flows.crypto.requests import read_request, signature_problem
from flows.engine.plan import Answers, Plan, Probe, Progress, Result, Written
from flows.folder.current_set import CurrentPair, current_set
from flows.folder.names import PURPOSES, Purpose
from flows.folder.recognise import recognise, scan_folder
from flows.ports.computer import Computer
from flows.practice.practice_authority import PracticeAuthority

if TYPE_CHECKING:
    from cryptography import x509

LETTER = "wiadomosc.eml"
SITE = "https://ezdrowie.gov.pl/cwiczenie"


class PracticeBrowser:
    """A sentence where the browser would open."""

    def announced(self, where: str) -> str:
        """Marked."""
        return f"ĆWICZENIE: {where} na niby, bez przeglądarki"

    def open(self, where: str, url: str, progress: Progress) -> None:
        """Opens nothing."""

    def opened(self, url: str) -> str:
        """What would be on the screen now."""
        return f"ĆWICZENIE: teraz otworzyłaby się strona ({url}). Proszę udawać, że jest na ekranie."


@dataclass(frozen=True, slots=True)
class PracticeOffice:
    """Step 2 in practice: the office issues both certificates and "mails" them into the folder of downloads."""

    downloads: Path
    name: str = "practice-office"

    def plan(self, answers: Answers, computer: Computer) -> Plan:
        """Two PEM files and a letter, in the practice folder of downloads."""
        pairs = _pairs(answers["folder"])
        writes = (*(_pem(self.downloads, pair) for pair in pairs.values()), self.downloads / LETTER)
        there = all(path.exists() for path in writes)
        return Plan(
            self.name,
            self.downloads,
            "ĆWICZENIE: ćwiczebny urząd ma już odpowiedź" if there else "ĆWICZENIE: urząd na niby odpowie od razu",
            (
                *(f"{pair.request.name} → pole {pair.purpose.upper()}" for pair in pairs.values()),
                "W prawdziwym urzędzie na odpowiedź czeka się zwykle od kilku do kilkudziesięciu minut.",
                f"Ćwiczebna wiadomość i certyfikaty trafią do folderu {self.downloads}.",
            ),
            () if there else writes,
            "Można cofnąć: pliki zostaną odłożone do podfolderu.",
            nothing_to_do=there,
        )

    def apply(self, plan: Plan, answers: Answers, computer: Computer, progress: Progress) -> Written:
        """Issues what is missing; a fresh authority each time, as nothing here has to be trusted."""
        written: dict[Path, str] = {}
        progress("Ćwiczebny urząd wystawia certyfikaty")
        authority = PracticeAuthority.create(computer.now())
        for purpose, pair in _pairs(answers["folder"]).items():
            path = _pem(self.downloads, pair)
            if not path.exists():
                certificate = authority.issue(_request(pair), purpose, computer.now())
                written[path] = write_new(path, certificate.public_bytes(Encoding.PEM))
        if not (self.downloads / LETTER).exists():
            written[self.downloads / LETTER] = write_new(self.downloads / LETTER, _letter(computer.now()))
        return written

    def verify(self, plan: Plan, answers: Answers, computer: Computer) -> Result:
        """Reads both certificates back and compares their keys with the requests."""
        for pair in _pairs(answers["folder"]).values():
            path = _pem(self.downloads, pair)
            if pair.digest not in recognise(path, read_file(path)).key_sha256s:
                raise not_verified(
                    f"ĆWICZENIE: plik {path.name} nie pasuje do wniosku.",
                    "Proszę zacząć ćwiczenie jeszcze raz.",
                    page="assistant-help",
                    causes=("plik został zmieniony zaraz po zapisaniu",),
                )
        line = f"ĆWICZENIE: przyszła wiadomość {self.downloads / LETTER}, a oba pliki PEM są już „pobrane”."
        return Result(plan.writes, (line,))

    def probe(self, plan: Plan, computer: Computer) -> Probe:
        """Counts the planned files."""
        return plan.files_there

    def resume(self, plan: Plan, answers: Answers, computer: Computer) -> Plan | None:
        """Planned anew: what is missing is issued, what is there stays."""
        return self.plan(answers, computer)


def _pairs(folder: Path) -> dict[Purpose, CurrentPair]:
    pairs = current_set(scan_folder(folder)) if folder.is_dir() else {}
    if len(pairs) < len(PURPOSES):
        raise FlowError(
            Problem(
                "no-requests",
                f"W folderze {folder} nie ma obu plików .csr.",
                ("krok 1 nie został jeszcze zrobiony",),
                "Proszę wpisać „csr”.",
                page="files-after-csr",
            )
        )
    return pairs


def _request(pair: CurrentPair) -> x509.CertificateSigningRequest:
    request = read_request(read_file(pair.request))
    if request is None:  # it was one a moment ago
        raise not_verified(
            f"ĆWICZENIE: plik {pair.request.name} zmienił się.",
            "Proszę zacząć ćwiczenie jeszcze raz.",
            page="assistant-help",
            causes=("zmienił go inny program",),
        )
    if (wrong := signature_problem(request)) is not None:
        raise wrong
    return request


def _pem(downloads: Path, pair: CurrentPair) -> Path:
    return downloads / f"{pair.purpose}-cwiczenie-{pair.digest[:8]}.pem"


def _letter(now: datetime) -> bytes:
    letter = EmailMessage()
    letter["From"] = "cwiczenie@ezdrowie.gov.pl"
    letter["To"] = "apteka@example.com"
    letter["Subject"] = "System P1 nadał dostęp do Systemu P1"
    letter["Date"] = format_datetime(now)
    letter.set_content(
        "To jest ćwiczenie. Prawdziwa wiadomość wygląda podobnie.\n\n"
        "System P1 nadał dostęp do Systemu P1.\n\n"
        f"Certyfikat TLS: {SITE}/tls\nCertyfikat WSS: {SITE}/wss\n"
    )
    return bytes(letter)
