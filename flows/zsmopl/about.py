"""What step 5 says about its own questions."""

from __future__ import annotations

from flows.engine.about import NO_PAGE, NONE, About, Called, PassingOver
from flows.zsmopl.mishaps import MISHAPS

STEP = "zsmopl"

ABOUT = {
    "folder": About(
        why="Z tego folderu wskażę właściwy plik WSS i datę, która ma się pojawić w ZSMOPL.",
        where="To folder, do którego zapisano pobrane pliki PEM, zwykle ten sam, co w kroku 1.",
        looks=r"Na przykład C:\Users\Anna\Documents\Certyfikaty P1\2026-11-22. Można go przeciągnąć do tego okna.",
        unsure="Można poszukać na dysku plików z końcówką .pem: folder, w którym leżą, to ten.",
        missing="Jeśli plików PEM jeszcze nie ma, najpierw trzeba zrobić krok 3: proszę wpisać „mail”.",
        page="zsmopl-which-file",
    ),
    "portal": About(
        why="Certyfikat wymienia się na stronie ZSMOPL, po zalogowaniu. Bez nowego apteka nie wyśle tam raportów, "
        "gdy stary wygaśnie.",
        mishaps=(NO_PAGE,),
    ),
    "import": About(
        why="Dopóki w ZSMOPL nie ma nowego certyfikatu, apteka nie wyśle tam raportów. Dlatego pytam, zanim "
        "pójdziemy dalej.",
        where="W ZSMOPL: „Moje konto” po lewej, a certyfikat na dole strony.",
        looks="Po udanym imporcie data ważności certyfikatu na dole jest o 2 lata późniejsza.",
        unsure="Proszę spojrzeć w „Moje konto”, na dół strony: jeśli data jest nowa, import się udał.",
        missing="Jeśli certyfikat nie jest zaimportowany, proszę nacisnąć „Importuj certyfikat”, wskazać plik z "
        "karty, a potem „Zapisz i wyślij”. Pomoc ZSMOPL: zsmopl@cez.gov.pl, tel. 19 239.",
        done=r"zaimportowa\w+|wgra\w+|wczyta\w+|wysla\w+|zapisa\w+|certyfikat\w*|nowy|nowa|data|pokazalo|rok|20\d\d|"
        r"sukces|zsmopl\w*|zmienil\w*",
        mishaps=MISHAPS,
        page="zsmopl-replace",
    ),
    "data": About(
        why="Porównam tę datę z nowym certyfikatem: tylko wtedy wiadomo, że wczytano właściwy plik.",
        where="W ZSMOPL: „Moje konto”, na dole strony, przy certyfikacie.",
        looks="Dzień, miesiąc i rok, na przykład 22.11.2028.",
        unsure="Proszę otworzyć w ZSMOPL „Moje konto” i przepisać datę z dołu strony.",
        missing="Jeśli na dole nie ma żadnego certyfikatu, trzeba go zaimportować: „Importuj certyfikat”, plik z "
        "karty, „Zapisz i wyślij”.",
        page="zsmopl-check",
    ),
}
PASSING = PassingOver(
    "Bez nowego certyfikatu w ZSMOPL apteka nie wyśle tam raportów, gdy stary wygaśnie.",
    "Krok 5 nie dotyczy apteki tylko wtedy, gdy jej certyfikatem w ZSMOPL zajmuje się ktoś inny, na przykład centrala.",
    "Temu, kto się tym zajmuje, potrzebny jest nowy plik wss*.pem, zanim stary certyfikat wygaśnie.",
    rf"\b(?:{NONE}|nie (?:raportujemy|raportuje|wysylamy|zglaszamy))(?: \w+){{0,3}} zsmopl\w*|"
    r"\bdo zsmopl\w*(?: \w+){0,3} (?:raportuje|wysyla)\b|"
    r"\bzsmopl\w*(?: \w+){0,3} (?:zajmuje|obsluguje|robi|zalatwia|ogarnia|odpowiada)\b|"
    r"\b(?:zajmuje|obsluguje|raportuje|robi)(?: \w+){0,4} zsmopl\w*|\bzsmopl\w*(?: \w+){0,2} nie dotyczy\b|"
    r"\bkrok (?:5|piaty)(?: \w+){0,3} nie dotyczy\b",
)
CALLED = Called(objects=r"(?:krok )?zsmopl\w*|strone zsmopl\w*", asked=r"zsmopl\w*", site=True)
