"""Step 6: both certificates into the store of this computer; by hand where there is no store that we know."""

from __future__ import annotations

from flows import clock
from flows.answers import existing_password, find_folder, work_folder
from flows.ledger import find_computers, parse_computers
from flows.model import Ask, AskSecret, Do, Flow, Option
from flows.operations.install_certificates import InstallCertificates
from flows.stores.choose import AUTO, open_store, parse_store

FLOW = Flow(
    "windows",
    6,
    "Krok 6. Certyfikaty w Windows",
    "windows-install",
    items=(
        Ask(
            "folder",
            "W którym folderze są pliki .p12?",
            parse=work_folder,
            flag="--folder",
            hint="To folder z kroku 4 albo jego kopia na pendrivie.",
            words=("folder", "katalog", "miejsce"),
            find=find_folder,
        ),
        AskSecret(
            "haslo",
            "Proszę podać hasło do plików .p12",
            parse=existing_password,
            flag="--haslo-plik",
            hint="Zwykle to hasło ustawione w kroku 1.",
            words=("haslo",),
        ),
        Ask(
            "komputery",
            "Ile komputerów ma apteka i jak się nazywają?",
            parse=parse_computers,
            flag="--komputery",
            hint="Na przykład: 3 albo KASA1, KASA2, BIURO.",
            optional=True,
            find=find_computers,
            words=("komputery", "liczba komputerow"),
        ),
        Do(
            "windows",
            InstallCertificates(clock.now, open_store),
            uses=("folder", "haslo", "komputery", "magazyn", "maszyna"),
        ),
    ),
    options=(
        Option("magazyn", "--magazyn", AUTO, parse_store, "windows, nss:FOLDER albo auto (domyślnie)"),
        Option(
            "maszyna",
            "--magazyn-maszyny",
            default=False,
            parse=bool,
            help="magazyn całego komputera zamiast użytkownika (Windows, administrator)",
        ),
    ),
)
