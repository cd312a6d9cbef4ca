"""Step 4: the two PKCS#12 files."""

from __future__ import annotations

from flows.base.door import later
from flows.engine.answers import encryption
from flows.engine.folder_question import folder_question
from flows.engine.model import AskSecret, Do, Flow, Option
from flows.p12.about import ABOUT, CALLED

FLOW = Flow(
    "p12",
    4,
    "Krok 4. Pliki certyfikatów .p12",
    "generate-p12",
    items=(
        folder_question(
            "W którym folderze są pliki z kroku 1 i pobrane pliki PEM?",
            "Wszystkie pliki powinny leżeć w jednym folderze.",
        ),
        AskSecret(
            "haslo",
            "Proszę podać hasło ustawione w kroku 1",
            parse=later("flows.engine.passwords:existing_password"),
            flag="--haslo-plik",
            hint="To samo hasło, które podano przy tworzeniu plików CSR.",
            words=("hasło",),
        ),
        AskSecret(
            "haslo_klucza",
            "Proszę podać drugie hasło",
            parse=later("flows.engine.passwords:existing_password"),
            flag="--haslo-klucza-plik",
            hint="Plik się otworzył, ale klucz w środku ma inne hasło.",
            optional=True,
            words=("hasło klucza", "drugie hasło"),
        ),
        AskSecret(
            "haslo_p12",
            "Proszę wymyślić hasło do plików .p12",
            parse=later("flows.engine.passwords:new_password"),
            flag="--haslo-p12-plik",
            hint="Dotychczasowe hasło ma polskie litery, a takiego pliku .p12 część programów nie otworzy. "
            "Enter: zaproponuję hasło.",
            twice=True,
            propose=later("flows.engine.passwords:propose_password"),
            optional=True,
            words=("hasło p12",),
        ),
        Do(
            "p12",
            later("flows.p12.build_pkcs12:BuildPkcs12"),
            uses=("folder", "haslo", "haslo_klucza", "haslo_p12", "szyfrowanie"),
            did="utworzono pliki .p12",
        ),
    ),
    options=(
        Option(
            "szyfrowanie",
            "--szyfrowanie",
            "3des",
            encryption,
            "3des (domyślnie, otwiera się wszędzie) albo aes (tylko Windows 10 1709 i nowsze)",
        ),
    ),
    about=ABOUT,
    called=CALLED,
    ready=later("flows.folder.readiness:with_pairs"),
    proves=later("flows.p12.proof:proves"),
)
