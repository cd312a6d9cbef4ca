"""What step 6 says about its own questions."""

from __future__ import annotations

from flows.engine.about import About, Called

FOLDER = About(
    why="Szukam tam dwóch plików .p12 z kroku 4: tls i wss. Sprawdzam je, zanim cokolwiek zainstaluję, i niczego w "
    "tym folderze nie zmieniam.",
    where="To folder z kroku 4 albo jego kopia na pendrivie.",
    looks=r"Na przykład C:\Users\Anna\Documents\Certyfikaty P1\2026-11-22 albo E:\. Można go przeciągnąć do tego okna.",
    unsure="Można poszukać na dysku plików z końcówką .p12: folder, w którym leżą, to ten.",
    missing="Jeśli plików .p12 jeszcze nie ma, najpierw trzeba zrobić krok 4: proszę wpisać „p12”.",
    page="windows-install",
)
PASSWORD = About(why="To hasło otwiera pliki .p12. Jest takie jak w kroku 1, chyba że w kroku 4 podano inne.")
ABOUT = {
    "folder": FOLDER,
    "haslo": PASSWORD,
    "komputery": About(
        why="Oba certyfikaty muszą być na każdym komputerze apteki, a gdy pracuje się na nim na kilku kontach Windows, "
        "na każdym z nich. Gdy wiem, ile ich jest, „stan” pokaże, na "
        "których jeszcze ich nie ma.",
        where="Nazwę komputera widać w Windows: Ustawienia, System, Informacje.",
        looks="Na przykład: 3 albo KASA1, KASA2, BIURO. Przy kilku kontach Windows na jednym komputerze: SERWER konto "
        "Anna, SERWER konto Jan.",
        unsure="Wystarczy sama liczba; można ją później zmienić: „zmień komputery”.",
        page="windows-all-computers",
    ),
    "windows": About(
        why="Bez ważnego certyfikatu apteka nie realizuje e-recept, więc oba nowe muszą być na każdym jej komputerze.",
    ),
    "recznie": About(
        where="Certyfikaty pokazuje certmgr.msc, magazyn „Osobisty”.",
        unsure="Proszę sprawdzić na każdym komputerze: certmgr.msc, „Osobisty”. Mają tam być oba nowe, TLS i WSS.",
        missing="Oba pliki .p12 trzeba zainstalować na każdym komputerze, na którym ich nie ma.",
        done=r"certyfikat\w*|zainstalowa\w+|wgra\w+|wszystkich|kazdym|komputer\w*",
        page="windows-check-installed",
    ),
}
KIT_ABOUT = {
    "folder": FOLDER,
    "haslo": PASSWORD,
    "cel": About(
        why="Zapiszę tam pliki dla następnego komputera: oba certyfikaty i krótką instrukcję, bez hasła.",
        where="Pendrive widać w „Ten komputer”; zwykle ma literę E:, F: albo G:.",
        looks="Na przykład E:\\ albo folder sieciowy, do którego mają dostęp wszystkie komputery apteki.",
        page="windows-all-computers",
    ),
}
CALLED = Called(objects=r"(?:krok )?windows\w*|instalacj[ae]")
KIT_CALLED = Called(
    (
        *("zainstaluj na nastepnym", "zestaw dla nastepnego", "zestaw na nastepny", "nastepny komputer"),
        *("kolejny komputer", "zestaw dla nastepnego komputera", "zestaw na nastepny komputer", "zestaw na pendrive"),
    ),
    objects=r"zestaw(?: (?:na|dla) (?:nastepn\w+|kolejn\w+|drug\w+|pendrive)(?: komputer\w*)?)?|"
    r"pendrive\w*(?: (?:na|dla) (?:nastepn\w+|kolejn\w+|drug\w+)(?: komputer\w*)?)?",
)
OLD_CALLED = Called(("stare certyfikaty",), objects=r"stare certyfikaty")
