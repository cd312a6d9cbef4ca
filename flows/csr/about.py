"""What step 1 says about its own questions."""

from __future__ import annotations

from flows.engine.about import About, Called

ABOUT = {
    "folder": About(
        why="W tym folderze zapiszę sześć plików. Będą potrzebne w krokach 2, 3 i 4, więc proszę wybrać miejsce, "
        "które łatwo znaleźć. Najprościej nacisnąć Enter: użyję folderu proponowanego.",
        where="Najprościej nacisnąć Enter: użyję folderu proponowanego. Może to być też inny folder na dysku tego "
        "komputera, byle nie taki, który wysyła się do chmury, jak OneDrive.",
        looks=r"Na przykład C:\Users\Anna\Documents\Certyfikaty P1. Można też przeciągnąć folder do tego okna.",
        unsure="Jeśli nie wiadomo, który wybrać: sam Enter. Użyję folderu proponowanego i powiem, gdzie on jest.",
        missing="Folderu nie trzeba zakładać wcześniej: utworzę go, gdy będzie zgoda na cały plan.",
        page="where-to-save",
    ),
    "haslo": About(
        why="To hasło zamyka klucze prywatne apteki, żeby nikt obcy ich nie użył. Wymyślają je Państwo teraz; nie "
        "jest to hasło do Windows ani do profilu zaufanego. Najprościej nacisnąć Enter: zaproponuję hasło.",
        page="csr-password",
    ),
    "csr": About(
        why="Certyfikat wystawia urząd, ale klucz do niego musi powstać w aptece. Pliki .csr dołącza się do wniosku, "
        "reszta zostaje u Państwa.",
    ),
}
CALLED = Called(objects=r"(?:krok |plik\w* )?csr\w*|pliki do wniosku|zadania csr", asked=r"csr\w*")
