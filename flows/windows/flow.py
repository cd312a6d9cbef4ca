"""Step 6: both certificates into the store of this computer; by hand where there is no store that we know."""

from __future__ import annotations

from dataclasses import replace

from flows.base.door import later
from flows.engine.answers import find_folder, work_folder
from flows.engine.folder_question import folder_question
from flows.engine.model import Ask, AskSecret, ByHand, Do, Flow, Option
from flows.engine.plan import Answers
from flows.folder.computer_count import find_computers, parse_computers
from flows.folder.computers import KIT as KIT_NAME
from flows.folder.computers import STEP
from flows.stores.choose import AUTO, is_here, parse_store
from flows.windows.about import ABOUT, CALLED, KIT_ABOUT, KIT_CALLED, OLD_CALLED


def into_a_store(answers: Answers) -> bool:
    """Whether there is a store: this computer's own, or one that was named."""
    return answers.get("magazyn", AUTO) != AUTO or is_here()


def by_hand(answers: Answers) -> bool:
    """Whether a person does it all, on other computers: the assistant cannot see it."""
    return not into_a_store(answers)


_FOLDER = folder_question("W którym folderze są pliki .p12?", "To folder z kroku 4 albo jego kopia na pendrivie.")
_PASSWORD = AskSecret(
    "haslo",
    "Proszę podać hasło do plików .p12",
    parse=later("flows.engine.passwords:existing_password"),
    flag="--haslo-plik",
    hint="Zwykle to hasło ustawione w kroku 1.",
    words=("hasło",),
)

_STORE = (
    Option("magazyn", "--magazyn", AUTO, parse_store, "windows, nss:FOLDER albo auto (domyślnie)"),
    Option(
        "maszyna",
        "--magazyn-maszyny",
        default=False,
        parse=bool,
        help="magazyn całego komputera zamiast użytkownika (Windows, administrator)",
    ),
)

FLOW = Flow(
    STEP,
    6,
    "Krok 6. Certyfikaty w Windows",
    "windows-install",
    items=(
        replace(_FOLDER, when=into_a_store),
        replace(_PASSWORD, when=into_a_store),
        Ask(
            "komputery",
            "Ile komputerów ma apteka i jak się nazywają?",
            parse=parse_computers,
            flag="--komputery",
            hint="Na przykład: 3 albo KASA1, KASA2, BIURO; przy kilku kontach Windows: SERWER konto Anna, SERWER konto "
            "Jan.",
            optional=True,
            find=find_computers,
            words=("komputery", "liczba komputerów"),
            when=into_a_store,
        ),
        Do(
            "windows",
            later("flows.windows.install_certificates:InstallCertificates"),
            uses=("folder", "haslo", "komputery", "magazyn", "maszyna"),
            did="zainstalowano certyfikaty w tym komputerze",
            when=into_a_store,
        ),
        ByHand(
            "recznie",
            "Na tym komputerze nie ma magazynu certyfikatów, który znam, więc ten krok wykonują Państwo w Windows. "
            "Czy oba certyfikaty są na wszystkich komputerach?",
            uses=("magazyn",),
            page="windows-install",
            when=by_hand,
        ),
    ),
    options=_STORE,
    about=ABOUT,
    called=CALLED,
    ready=later("flows.folder.readiness:with_p12"),
    proves=later("flows.folder.installed:installed"),
)

KIT = Flow(
    KIT_NAME,
    6,
    "Zestaw na następny komputer",
    "windows-all-computers",
    items=(
        _FOLDER,
        _PASSWORD,
        Ask(
            "cel",
            "Na którym pendrivie albo w którym folderze sieciowym przygotować zestaw?",
            parse=work_folder,
            flag="--cel",
            is_path="folder",
            hint="Na przykład E:\\ albo folder, do którego mają dostęp wszystkie komputery apteki.",
            words=("cel", "pendrive"),
            find=find_folder,
        ),
        Do(
            "zestaw",
            later("flows.windows.make_kit:MakeKit"),
            uses=("folder", "haslo", "cel"),
            did="przygotowano zestaw na następny komputer",
        ),
    ),
    about=KIT_ABOUT,
    called=KIT_CALLED,
    ready=later("flows.folder.readiness:with_p12"),
)


OLD = Flow(
    "stare",
    6,
    "Stare certyfikaty",
    "old-certificates",
    items=(
        _FOLDER,
        _PASSWORD,
        Do(
            "stare",
            later("flows.windows.retire_old:RetireOld"),
            uses=("folder", "haslo", "magazyn", "maszyna", "wazne"),
            did="wyjęto stare certyfikaty",
        ),
    ),
    options=(
        *_STORE,
        Option("wazne", "--takze-wazne", default=False, parse=bool, help="wyjmuje także jeszcze ważne"),
    ),
    about=ABOUT,
    called=OLD_CALLED,
    ready=later("flows.folder.readiness:with_keys"),
)
