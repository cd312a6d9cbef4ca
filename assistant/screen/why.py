"""What a question is for, in two or three sentences: the first answer to „nie rozumiem”."""

from __future__ import annotations

from flows.engine.model import AskSecret, ByHand, Do, Item

_WHY = {
    ("csr", "folder"): "W tym folderze zapiszę sześć plików. Będą potrzebne w krokach 2, 3 i 4, więc proszę wybrać "
    "miejsce, które łatwo znaleźć. Najprościej nacisnąć Enter: użyję folderu proponowanego.",
    (
        "csr",
        "haslo",
    ): "To hasło zamyka klucze prywatne apteki, żeby nikt obcy ich nie użył. Wymyślają je Państwo "
    "teraz; nie jest to hasło do Windows ani do profilu zaufanego. Najprościej nacisnąć Enter: zaproponuję hasło.",
    ("windows", "folder"): "Szukam tam dwóch plików .p12 z kroku 4: tls i wss. Sprawdzam je, zanim cokolwiek "
    "zainstaluję, i niczego w tym folderze nie zmieniam.",
    ("windows", "haslo"): "To hasło otwiera pliki .p12. Jest takie jak w kroku 1, chyba że w kroku 4 podano inne.",
    (
        "windows",
        "komputery",
    ): "Oba certyfikaty muszą być na każdym komputerze apteki. Gdy wiem, ile ich jest, "
    "„stan” pokaże, na których jeszcze ich nie ma.",
    ("raportnet", "sposob"): "Przez okno: znajduję RaportNet na tym komputerze, pokazuję listę wszystkich naciśnięć i "
    "robię je po słowie „tak”; na końcu zawsze naciskam „START”. Ręcznie: dyktuję czynności i porównuję datę.",
    (
        "raportnet",
        "program",
    ): "Po pliku programu poznam jego okno, także pod innym tytułem. Najprościej otworzyć RaportNet "
    "i nacisnąć Enter: poszukam okna jeszcze raz. „ręcznie”: obejdzie się bez tego.",
    ("raportnet", "haslo"): "To hasło otwiera plik .p12 z certyfikatem WSS, w kroku 1 albo 4 ustawione przez Państwa. "
    "Hasła do samego RaportNetu nie potrzebuję.",
    ("raportnet", "data_raportnet"): "Po tej dacie widać, którego certyfikatu RaportNet używa. Porównam ją z nowym "
    "certyfikatem; jeśli jest stara, powiem, co zrobić.",
    ("p12", "folder"): "Szukam tam plików .jks z kroku 1 i plików PEM pobranych z e-maila, żeby je połączyć. "
    "Tych plików nie zmieniam.",
    ("p12", "haslo"): "To hasło wymyślone w kroku 1, przy tworzeniu plików CSR. Bez niego nie otworzę plików .jks.",
}
_WHY_PLAN = "Najpierw pokazuję, co dokładnie zrobię. Dopiero po słowie „tak” cokolwiek zmieniam."
_WHY_BY_HAND = (
    "Ten krok wykonuje człowiek, w przeglądarce albo na komputerach apteki; asystent podpowiada i zapisuje, co "
    "zrobiono. Można zapytać o każdy szczegół z opisu."
)


def why(flow: str, item: Item) -> str:
    """What the pending question is for, in two or three sentences."""
    match item:
        case Do():
            said = _WHY_PLAN
        case ByHand():
            said = _WHY_BY_HAND
        case _:
            said = _WHY.get((flow, item.name), item.hint)
    again = "F1" if isinstance(item, AskSecret) else "„nie rozumiem”"
    return f"{said}\nWięcej na ten temat: jeszcze raz {again}."
