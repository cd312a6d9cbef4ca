"""What step 7 says about its own questions."""

from __future__ import annotations

from flows.engine.about import NONE, About, Called, PassingOver

STEP = "raportnet"

ABOUT = {
    "folder": About(
        why="Z tego folderu wskażę plik WSS, którego potrzebuje RaportNet.",
        where="To folder z kroku 4 albo jego kopia; są w nim dwa pliki .p12.",
        looks=r"Na przykład C:\Users\Anna\Documents\Certyfikaty P1\2026-11-22. Można go przeciągnąć do tego okna.",
        unsure="Można poszukać na dysku plików z końcówką .p12: folder, w którym leżą, to ten.",
        missing="Jeśli plików .p12 jeszcze nie ma, najpierw trzeba zrobić krok 4: proszę wpisać „p12”.",
        page="raportnet-replace",
    ),
    "sposob": About(
        why="Przez okno: znajduję RaportNet na tym komputerze, pokazuję listę wszystkich naciśnięć i robię je po "
        "słowie „tak”; na końcu zawsze naciskam „START”. Ręcznie: dyktuję czynności i porównuję datę.",
        looks="Proszę wpisać „okno” albo „ręcznie”.",
        unsure="Jeśli nie wiadomo: „ręcznie” zawsze działa, a okno można spróbować później.",
        page="raportnet-replace",
    ),
    "haslo": About(
        why="To hasło otwiera plik .p12 z certyfikatem WSS, w kroku 1 albo 4 ustawione przez Państwa. Hasła do "
        "samego RaportNetu nie potrzebuję.",
    ),
    "otwarta": About(
        why="Certyfikat zmienia się w konfiguracji, a ta otwiera się tylko przy zatrzymanym programie.",
        unsure="Proszę spojrzeć na okno RaportNetu: program ma być zatrzymany, a okno konfiguracji otwarte.",
        missing="Proszę zatrzymać RaportNet i otworzyć jego konfigurację; zapyta o login „RN_…” i hasło do RaportNetu.",
        done=r"zatrzyma\w+|otwar\w+|otworzy\w+|konfiguracj\w+|raportnet\w*|program\w*",
        page="raportnet-stop-start",
    ),
    "program": About(
        why="Po pliku programu poznam jego okno, także pod innym tytułem. Najprościej otworzyć RaportNet i nacisnąć "
        "Enter: poszukam okna jeszcze raz. „ręcznie”: obejdzie się bez tego.",
        unsure="Najprościej otworzyć RaportNet i nacisnąć Enter albo wpisać „ręcznie”.",
        page="raportnet-replace",
    ),
    "data_raportnet": About(
        why="Po tej dacie widać, którego certyfikatu RaportNet używa. Porównam ją z nowym certyfikatem; jeśli jest "
        "stara, powiem, co zrobić.",
        where="W konfiguracji RaportNetu, zakładka „CSIOZ”, pole „Ważny do:”.",
        looks="Dzień, miesiąc i rok, na przykład 22.11.2028. Gdy pole jest puste: „puste”.",
        unsure="Proszę otworzyć konfigurację RaportNetu, zakładkę „CSIOZ”, i przepisać datę z pola „Ważny do:”.",
        missing="Gdy daty tam nie ma, proszę wpisać „puste”; powiem, co zrobić.",
        page="raportnet-check",
    ),
    "start": About(
        why="Zatrzymany RaportNet nie wysyła raportów do ZSMOPL, dlatego pilnuję, żeby znów działał.",
        where="Przycisk „START” jest w głównym oknie RaportNetu.",
        unsure="Proszę spojrzeć na główne okno RaportNetu: po naciśnięciu „START” program ma pracować.",
        missing="Proszę zamknąć konfigurację („OK”, „OK”) i nacisnąć „START” w głównym oknie.",
        done=r"raportnet\w*|pracuje|start|wlaczon\w+|uruchomi\w+|nacisn\w+|chodzi|ruszyl\w*|znowu",
        page="raportnet-stop-start",
    ),
}
_WHY = About(
    why="RaportNet ma wysyłać raporty z nowym certyfikatem, zanim stary straci ważność.", page="raportnet-replace"
)
ABOUT |= dict.fromkeys(("zatrzymanie", "okno", "lista"), _WHY)
_OTHERS = r"kamsof\w*|ks ?aow\w*|ks ?apteka\w*|eurosoft\w*|infofarm\w*|inny program|innego programu"
_WITH_US = r"(?:u nas|tu|tutaj|w aptece|tego|takiego|w ogole|my|ja|programu)"
PASSING = PassingOver(
    "RaportNet zostanie przy starym certyfikacie i przestanie wysyłać raporty, gdy ten wygaśnie.",
    "Krok 7 dotyczy tylko aptek z RaportNetem.",
    "W innym programie nowy certyfikat wczytuje się po swojemu: jak, powie jego dostawca. Potrzebne są pliki z "
    "kroku 4.",
    rf"\b(?:{NONE})(?: w)?(?: \w+)? raport ?net\w*|"
    rf"\braport ?net\w*(?: {_WITH_US})* (?:nie (?:mam|mamy|ma|uzywam\w*)|brak)(?: {_WITH_US})*"
    r"(?:$| (?:i nie bylo|mam|mamy|tylko|a|bo|jest|uzywam\w*|pracuje\w*)\b)|"
    rf"\b(?:mam|mamy|uzywam|uzywamy|jest|pracuje\w* na|dzialamy na)(?: \w+){{0,3}}? (?:{_OTHERS})\b|"
    r"\braport ?net\w*(?: \w+){0,2} nie dotyczy\b|\bkrok (?:7|siodmy)(?: \w+){0,3} nie "
    r"(?:dotyczy|(?:mam|mamy) (?:tego|takiego))\b",
)
CALLED = Called(objects=r"(?:krok )?raportnet\w*", asked=r"raport ?net\w*")
