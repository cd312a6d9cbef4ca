"""What step 4 says about its own questions."""

from __future__ import annotations

from flows.engine.about import About, Called

_WHY = "To hasło wymyślone w kroku 1, przy tworzeniu plików CSR. Bez niego nie otworzę plików .jks."
ABOUT = {
    "folder": About(
        why="Szukam tam plików .jks z kroku 1 i plików PEM pobranych z e-maila, żeby je połączyć. Tych plików nie "
        "zmieniam.",
        where="To folder wybrany w kroku 1; powinny tam leżeć i klucze (.jks), i oba pobrane certyfikaty (.pem).",
        looks=r"Na przykład C:\Users\Anna\Documents\Certyfikaty P1\2026-11-22. Można go przeciągnąć do tego okna.",
        unsure="Można poszukać na dysku plików z końcówką .jks: folder, w którym leżą, to ten.",
        missing="Jeśli pobrane pliki PEM są gdzie indziej, krok 3 je tu skopiuje: proszę wpisać „mail”.",
        page="p12-load-folder",
    ),
    "haslo": About(why=_WHY, page="csr-password"),
    "haslo_klucza": About(page="p12-wrong-password"),
    "haslo_p12": About(page="csr-password"),
    "p12": About(why="Plik .p12 łączy certyfikat z jego kluczem; dopiero taki plik instaluje się w Windows."),
}
CALLED = Called(objects=r"(?:krok |plik\w* )?p12(?:ki)?|gotowe certyfikaty", asked=r"p12|pkcs\w*")
