"""What step 3 says about its own questions."""

from __future__ import annotations

from flows.engine.about import NO_PAGE, About, Called, Mishap

DESPITE = "--mimo-watpliwosci"
_HAVE_FILES = (
    r"^(?:\w+ ){0,3}(?:pobral[ae]m|pobrano|pobrane|sciagnel[ae]m|sciagnalem|sciagniete)(?: (?:je|juz|oba|obydwa|pliki|"
    r"certyfikaty|wczoraj|dzis|rano|na\w*))*$|^(?:\w+ ){0,2}mam (?:juz )?(?:\w+ )?(?:oba |obydwa )?(?:pliki|pem\w*|"
    r"certyfikaty)(?: pem| juz| pobrane| na dysku| w folderze)*$"
)
_LINKS = About(
    why="Pod odnośnikami są oba certyfikaty, TLS i WSS; bez nich nie powstaną pliki .p12.",
    mishaps=(
        Mishap(
            _HAVE_FILES,
            "Jeśli oba pliki są już pobrane, proszę wpisać „pomiń”: tej strony nie otworzę, a potem zapytam, gdzie "
            "pliki zostały zapisane.",
        ),
        NO_PAGE,
    ),
    page="download-pem",
)
ABOUT = {
    "folder": About(
        why="Do tego folderu skopiuję pobrane certyfikaty, żeby leżały razem z kluczami z kroku 1.",
        where="To folder wybrany w kroku 1; są w nim pliki z „tls” i „wss” w nazwie.",
        looks=r"Na przykład C:\Users\Anna\Documents\Certyfikaty P1\2026-11-22. Można go przeciągnąć do tego okna.",
        unsure="Można poszukać na dysku plików z końcówką .csr: folder, w którym leżą, to ten.",
        missing="Jeśli plików z kroku 1 nie ma na tym komputerze, proszę poszukać ich tam, gdzie robiono krok 1.",
        page="where-to-save",
    ),
    "wiadomosc": About(
        why="Z wiadomości odczytam, do kiedy działa link, i sprawdzę, dokąd naprawdę prowadzi. Niczego nie wysyłam.",
        where="Jest w skrzynce, której adres podano we wniosku; czasem w folderze „Spam”. Jej tytuł: „System P1 "
        "nadał dostęp do Systemu P1”.",
        looks="Plik .eml albo .msg zapisany z programu pocztowego, albo cała treść skopiowana i wklejona tutaj.",
        unsure="Chodzi o drugą wiadomość, tę z linkami; pierwsza, z samym numerem wniosku, to tylko potwierdzenie. "
        "Można wkleić dowolną z nich, a powiem, która to.",
        missing="Właściwa wiadomość powinna przyjść w ciągu kilku, najwyżej kilkudziesięciu minut. Warto zajrzeć do "
        "spamu; „anuluj” odkłada krok do tego czasu.",
        mishaps=(
            Mishap(
                _HAVE_FILES,
                "Pobrane pliki proszę przeciągnąć do tego okna, same albo z folderem: sprawdzę, czy to właściwe "
                "certyfikaty. Z wiadomości odczytam tylko termin linku.",
            ),
            Mishap(
                r"^(?:no |juz |mail |wiadomosc |odpowiedz |wlasnie )*(?:przysz\w+|dosz\w+|dostal[ae]m|jest)"
                r"(?: (?:juz|mail\w*|wiadomosc|dzis|dzisiaj|wczoraj|rano|wlasnie|przed chwila|od nich|z cez))*$",
                "Dobrze. Proszę otworzyć tę wiadomość w poczcie, skopiować całą jej treść i wkleić tutaj; można też "
                "podać plik .eml albo .msg.",
            ),
        ),
        page="granted-email",
    ),
    "data_wiadomosci": About(
        why="Link działa 30 dni od tej daty; policzę termin i przypomnę o nim.",
        where="Datę pokazuje program pocztowy obok tytułu wiadomości.",
        looks="Na przykład 20.11.2026 albo „wczoraj”.",
        unsure="Data jest w skrzynce przy tej wiadomości. Jeśli nie da się jej odczytać, lepiej podać wcześniejszą: "
        "wtedy przypomnę w porę.",
        page="link-validity",
    ),
    "zapis": About(why="Od daty wiadomości liczy się 30 dni; zapiszę ten termin i przypomnę o nim."),
    "odnosnik1": _LINKS,
    "odnosnik2": _LINKS,
    "pobranie": About(why="W kroku 4 certyfikaty muszą leżeć w jednym folderze z kluczami."),
    "pobrane": About(
        why="Stamtąd skopiuję oba certyfikaty do folderu z kluczami; pobrane pliki zostają, gdzie były.",
        where="Przeglądarka zapisuje pliki zwykle w folderze „Pobrane”; Ctrl-J pokazuje w niej listę pobranych.",
        looks="Enter oznacza folder „Pobrane”. Można też wpisać inny folder albo przeciągnąć go do tego okna.",
        unsure="Najprościej nacisnąć Enter: zajrzę do folderu „Pobrane”.",
        missing="Jeśli plików jeszcze nie pobrano, trzeba otworzyć oba linki z wiadomości i zapisać po jednym pliku "
        "PEM.",
        page="download-pem",
    ),
}
CALLED = Called(objects=r"(?:krok )?mail|pobieranie|krok z mailem")
