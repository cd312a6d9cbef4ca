"""The words of questions about the files of this renewal: which are there, whether they fit, where they lie."""

from __future__ import annotations

from assistant.talk.state_rule import (
    GENERAL,
    NOT_MUST,
    PAST,
    WHICH,
    rule,
)

FILES = (
    rule(
        "missing",
        r"(?:czego|czegos|co|cos|czy) (?:\w+ ){0,2}brak\w+|brak\w+ (?:\w+ )?(?:czego\w*|plik\w*)|(?:cos|plik\w*) "
        r"(?:\w+ )?(?:skasowa\w+|usunel\w+|zniknel\w+|zginel\w+)|(?:czy|juz) (?:\w+ ){0,2}wszystkie pliki",
        r"folder\w*|katalog\w*|plik\w*|chyba",
        never=rf"{GENERAL}|po|dolacz\w+|do|jakie|gdzie|co to|tylko|widze|pusty|musz\w*|wczytyw\w*|wskazuj\w*|"
        rf"koncow\w*|dyst\w*|kosz\w*|kto",
    ),
    rule(
        "fit",
        r"pasuj\w*|zgadza\w*|zgodn\w*|od pary|z jednej pary",
        r"jks\w*|csr\w*|pem\w*|plik\w*|klucz\w*",
        r"czy|sprawdz\w*",
        never=rf"{GENERAL}|nie|skad|po czym|poznac|raportnet\w*",
        general=True,
    ),
    rule(
        "old files",
        r"kasowac|skasowac|usunac|usuwac|wyrzucic|wywalic",
        r"plik\w*|folder\w*",
        r"juz",
        never=rf"{GENERAL}|cert\w+|magazyn\w*|p12|kiedy",
        general=True,
    ),
    rule(
        "dates",
        r"z kiedy|kiedy|ktorego dnia|jakiej daty|jaka date",
        r"csr\w*|jks\w*|p12|plik\w*|pem\w*|klucz\w*",
        rf"sa|jest|mam|mamy|powsta\w+|maja|{PAST}",
        never=rf"{GENERAL}|wysla\w*|wazn\w*|usunac|kasowac|moge|mozna|potrzebn\w*|pobra\w*",
    ),
    rule(
        "folder",
        r"gdzie|w (?:ktorym|jakim) (?:folderze|katalogu|miejscu)|jaki (?:to |jest )?(?:folder|katalog)|dokad",
        r"plik\w*|folder\w*|katalog\w*|csr\w*|jks|to|je|wszystko",
        r"(?:te|moje|nasze) plik\w*|(?:sa|mam|leza|jest) (?:te |moje |nasze |wszystkie |zapisan\w+ )+(?:plik\w*|"
        r"csr\w*)|"
        r"\w*(?:zapisa|zrobi|schowa|wrzuci|utworzy|stworzy|wsadzi|podzia)l\w+|moj folder|ten folder|teraz pracuj\w*|"
        r"folder\w* robocz\w*|folder\w* odnowieni\w*",
        never=rf"{GENERAL}|zapisac|zrobic|pem\w*|p12|przegladark\w*|pobra\w+|hasl\w*|wgrac|dolaczyc|wczytac|wrzucic|"
        r"raportnet\w*|nie|generator\w*|z tymi|stron\w*|komputer\w*|komp\w*|widac|znalezc|znajde|wgralam|pobiera\w*",
        general=True,
    ),
    rule(
        "files",
        r"(?:jakie|ktore) (?:\w+ )?plik\w* (?:\w+ ){0,2}(?:mam|sa|jest|leza|tu|mamy)|co (?:\w+ ){0,2}(?:jest|"
        r"lezy|mam|mamy|siedzi) "
        r"(?:\w+ ){0,2}(?:w|we) (?:\w+ )?(?:folderze|katalogu|srodku)|(?:pokaz|wypisz|liste?a?|"
        r"podaj) (?:\w+ ){0,2}plik\w*|"
        r"zawartosc (?:\w+ )?(?:folderu|katalogu)",
        never=rf"{GENERAL}|co to|co za|do czego|po kroku|po|zapisac|gdzie|dolacz\w*|wysl\w*|sluz\w*|wgrac|"
        rf"wybrac|podac|"
        r"musz\w*|usunac|kasowac|pobran\w*|wniosk\w*|do|kon?cow\w*|finaln\w*",
    ),
    rule(
        "pems",
        r"pem\w*",
        r"mam|mamy|sa|jest|oba|obydwa|komplet|sciagn\w+|pobra\w+",
        r"czy",
        never=rf"{GENERAL}|{NOT_MUST}|gdzie|kiedy|ile|{WHICH}|nie|wgrac|ten sam|tym samym|otworz\w*|p12|drugi\w*|"
        r"tylko|usun\w*|skasowa\w+|wczytac|zamiast|inn\w+|do|w|to|wrzucic|generator\w*",
    ),
)
