"""What is said when a conversation begins and ends."""

from __future__ import annotations

from collections.abc import Iterable

GREETING = (
    "Dzień dobry! Pomogę odnowić certyfikaty P1 apteki, krok po kroku.\n"
    "Proszę wpisać „co dalej”, a sprawdzę, co już jest, i powiem, od czego zacząć.\n"
    "Można też zadać zwykłe pytanie, na przykład: ile ważny jest certyfikat?\n"
    "Niczego nie zmienię bez słowa „tak”. „pomoc” pokazuje polecenia, „koniec” zamyka program."
)
PRACTICE_GREETING = (
    "ĆWICZENIE. Wszystko dzieje się w folderze na niby, a ćwiczebny urząd odpowiada od razu.\n"
    "Prawdziwych plików i certyfikatów nic tu nie dotknie. Proszę wpisać „co dalej” albo „csr”; „koniec” kończy "
    "ćwiczenie."
)
FAREWELL = "Do widzenia! Przy następnym uruchomieniu proszę wpisać „co dalej”."
HELLO_AGAIN = "Dzień dobry!"
PRACTICE_OVER = (
    "To było ćwiczenie: niczego prawdziwego nie zmieniło. Prawdziwe odnowienie: proszę uruchomić program bez "
    "„cwiczenie” i wpisać „csr”."
)
PRACTISING = "To już jest ćwiczenie; „koniec” je kończy."
PRACTICE_LEFT = (
    "To było ćwiczenie: niczego prawdziwego nie zmieniło. Tu znów chodzi o prawdziwe odnowienie; od czego zacząć, "
    "powie „co dalej”."
)
RENEW = "Pora na nowe odnowienie; proszę wpisać „tak” albo „csr”."


def away(folder: object) -> str:
    """The folder used last is not there."""
    return (
        f"Folder {folder}, w którym ostatnio pracowano, jest teraz niedostępny. Jeśli jest na pendrivie albo dysku "
        "sieciowym, proszę go podłączyć i wpisać tu pełną nazwę tego folderu."
    )


def left_off(title: str, flow: str, what: str) -> str:
    """At the next start: the question at which the conversation ended."""
    return f"Ostatnio przerwano tutaj: {title}, {what}. Aby wrócić, proszę wpisać „{flow}”."


def others(rows: Iterable[str]) -> str:
    """Other renewals that are under way."""
    return "\n".join(["Inne rozpoczęte odnowienia (aby przejść, proszę wpisać nazwę folderu):", *rows])


def resume(title: str, folder: object, flow: str) -> str:
    """Added to the greeting when a renewal is under way."""
    return f"Widzę rozpoczęte odnowienie w folderze {folder}.\nTeraz: {title}. Proszę wpisać „tak” albo „{flow}”."
