"""What is said about ZSMOPL while its certificate is being replaced."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

PORTAL_EMPTY = (
    "Zapisuję: w ZSMOPL stary certyfikat jest już usunięty, a nowego jeszcze tam nie ma. Dopóki go nie ma, "
    "raportowanie do ZSMOPL stoi; przypomnę o tym przy każdym uruchomieniu. Niczego więcej nie trzeba usuwać."
)
PORTAL_EMPTY_SOMEWHERE = (
    "Dopóki w ZSMOPL nie ma nowego certyfikatu, raportowanie tam stoi. Niczego więcej nie trzeba usuwać: wystarczy "
    "„Importuj certyfikat” i „Zapisz i wyślij”. Nie znam jeszcze folderu z plikami, więc nie mogę tego zapisać; proszę "
    "wpisać „zsmopl” i podać folder, a wskażę właściwy plik."
)
PORTAL_FIRST = "Najpierw potrzebny jest ten plik. Proszę wpisać „co dalej”: powiem, jak do niego dojść."
PORTAL_GO_ON = "Dokończyć to teraz? Proszę wpisać „tak” albo „zsmopl”."


def portal_file(right: Path | None, shown: Sequence[str] = ()) -> str:
    """Which file ZSMOPL takes; ``shown`` are names of others, that it does not take."""
    wrong = f"{', '.join(shown)}: to nie ten plik. " if shown else ""
    if right is None:
        return (
            f"{wrong}ZSMOPL przyjmuje tylko plik WSS z końcówką .pem, pobrany w kroku 3; w tym folderze go nie widzę. "
            "Plik TLS, .p12, .jks ani .csr tu nie pasuje i kończy się czerwonym komunikatem."
        )
    return (
        f"{wrong}Do ZSMOPL pasuje tylko plik WSS: {right.name} (w folderze {right.parent}). Plik TLS, .p12, .jks ani "
        ".csr tu nie pasuje i kończy się czerwonym komunikatem. Proszę nacisnąć „Importuj certyfikat”, wskazać "
        f"{right.name}, a potem „Zapisz i wyślij”."
    )


def portal_right_file(right: Path) -> str:
    """The very file was shown."""
    return f"Tak, {right.name} to właściwy plik do „Importuj certyfikat” w ZSMOPL. Potem „Zapisz i wyślij”."
