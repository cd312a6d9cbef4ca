"""Step 1: the two certificate requests."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from platformdirs import user_documents_path

from flows.base.clouds import cloud_of
from flows.base.door import later
from flows.csr.about import ABOUT, CALLED
from flows.engine.answers import key_bits
from flows.engine.folder_question import folder_question
from flows.engine.model import AskSecret, Do, Flow, OnDay, Option
from flows.engine.plan import Answers


def default_folder(_answers: Answers, today: date) -> str:
    """``Certyfikaty P1/RRRR-MM-DD`` in the user's documents; at home where those are copied to a cloud."""
    place = Path.home() if cloud_of(_documents()) else _documents()
    return str(place / "Certyfikaty P1" / f"{today:%Y-%m-%d}")


def why_not_documents() -> str:
    """What is said of a proposal outside the documents; "" where they stay on this computer."""
    service = cloud_of(_documents())
    return (
        f"Folder „Dokumenty” jest na tym komputerze wysyłany do chmury ({service}). Klucze apteki nie powinny tam "
        "trafić, więc proponuję inne miejsce."
        if service
        else ""
    )


def _documents() -> Path:
    return Path(user_documents_path())


FOLDER = folder_question(
    "W którym folderze zapisać pliki?",
    r"Pełna nazwa folderu, na przykład C:\Users\Anna\Documents\Certyfikaty P1. Enter: folder proponowany.",
    proposed=OnDay(default_folder),
    because=why_not_documents,
)

FLOW = Flow(
    "csr",
    1,
    "Krok 1. Pliki CSR do wniosku",
    "generate-csr",
    items=(
        FOLDER,
        AskSecret(
            "haslo",
            "Proszę wymyślić hasło do certyfikatów",
            parse=later("flows.engine.passwords:new_password"),
            flag="--haslo-plik",
            hint="Co najmniej 12 znaków albo cztery słowa, bez polskich liter. Enter: zaproponuję hasło. "
            "Proszę je zapisać na kartce: będzie potrzebne w kroku 4, potem na każdym komputerze, a "
            "odzyskać się go nie da.",
            twice=True,
            propose=later("flows.engine.passwords:propose_password"),
            words=("hasło",),
        ),
        Do(
            "csr",
            later("flows.csr.generate_requests:GenerateRequests"),
            uses=("folder", "haslo", "bity", "podmiot", "nowy"),
            did="utworzono pliki kroku 1",
        ),
    ),
    options=(
        Option("bity", "--bity", 2048, key_bits, "długość klucza: 2048 (domyślnie), 3072 lub 4096"),
        Option(
            "podmiot",
            "--podmiot",
            "",
            later("flows.csr.subject:subject"),
            "podmiot certyfikatu, np. CN=Apteka Pod Lwem,C=PL",
        ),
        Option("nowy", "--nowy", default=False, parse=bool, help="nowy komplet, choć jeden już jest"),
    ),
    about=ABOUT,
    called=CALLED,
    heeds=("profile",),
    ready=later("flows.folder.readiness:may_be_made"),
    proves=later("flows.csr.proof:proves"),
)
