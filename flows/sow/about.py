"""What step 2 says about its own questions. Where the numbers stand: domain notes, the application in SOW."""

from __future__ import annotations

from flows.engine.about import NO_PAGE, About, Called
from flows.sow.mishaps import MISHAPS

STEP = "sow"

ABOUT = {
    "folder": About(
        why="Z tego folderu wskażę, który plik .csr dołącza się do którego pola wniosku. Niczego w nim nie zmieniam.",
        where="To folder wybrany w kroku 1; są w nim pliki z „tls” i „wss” w nazwie.",
        looks=r"Na przykład C:\Users\Anna\Documents\Certyfikaty P1\2026-11-22. Można go przeciągnąć do tego okna.",
        unsure="Można poszukać na dysku plików z końcówką .csr: folder, w którym leżą, to ten.",
        missing="Jeśli plików .csr jeszcze nie ma, najpierw trzeba zrobić krok 1: proszę wpisać „csr”.",
        page="sow-attach-files",
    ),
    "rejestry": About(
        why="Urząd porównuje wniosek z rejestrami. Gdy numer PWZ albo PESEL się nie zgadza, wniosek nie przejdzie.",
        where="Rejestr Aptek i Centralny Rejestr Farmaceutów otwierają odnośniki po prawej stronie formularza w SOW.",
        looks="Zgadzać się mają: PWZ kierownika w Rejestrze Aptek oraz PESEL i PWZ w Centralnym Rejestrze Farmaceutów.",
        unsure="Najlepiej sprawdzić to teraz w obu rejestrach, zanim wniosek zostanie wysłany. Jeśli wpisy są w "
        "porządku, proszę wpisać „tak”; „anuluj” odkłada krok na później.",
        missing="Bez poprawnego wpisu wniosek nie przejdzie, więc najpierw trzeba poprawić dane w rejestrze. "
        "„anuluj” odkłada krok; wszystko, co już jest, zostaje.",
        done=r"ma|sprawdzi\w+|sprawdzone|poprawn\w+|pwz|pesel|rejestr\w*|dane|numer\w*|aptek|farmaceutow|zgodn\w+",
        page="sow-find-identifiers",
    ),
    "podpis": About(
        why="Wniosek musi podpisać kierownik, czyli osoba, której PWZ jest we wniosku; podpis właściciela nie "
        "wystarczy.",
        where="Ważność profilu zaufanego widać po zalogowaniu się do niego.",
        looks="Podpisać można profilem zaufanym, e-dowodem albo podpisem kwalifikowanym.",
        unsure="Najprościej zapytać kierownika, czy ma działający profil zaufany. Jeśli tak, proszę wpisać „tak”.",
        missing="Bez podpisu kierownika wniosku nie da się wysłać. Kierownik może użyć też e-dowodu albo podpisu "
        "kwalifikowanego; „anuluj” odkłada krok do tego czasu.",
        done=r"ma|podpisze|wazny|profil\w*|zaufany|zaufanym|podpis\w*|e|dowod\w*|edowod\w*|kwalifikowan\w+",
        page="sow-signing",
    ),
    "profil": About(
        why="Profil zaufany wygasa po 3 latach i wtedy nie da się podpisać wniosku. Podaną datę przypomnę w porę.",
        where="Data jest widoczna po zalogowaniu się do profilu zaufanego.",
        looks="Dzień, miesiąc i rok, na przykład 3.01.2028.",
        unsure="To pytanie można pominąć: proszę wpisać „pomiń”.",
        missing="To pytanie można pominąć, jeśli podpis będzie inny niż profilem zaufanym: proszę wpisać „pomiń”.",
        page="trusted-profile-expired",
    ),
    "identyfikator": About(
        why="Ten numer wpisuje się na początku wniosku. Sprawdzę, czy wygląda dobrze, i przygotuję go do skopiowania.",
        where="Jest w Rejestrze Aptek; w SOW prowadzi do niego odnośnik po prawej stronie formularza.",
        looks="Same cyfry, zwykle 7, na przykład 1234567.",
        unsure="Numer można odczytać w Rejestrze Aptek: w SOW prowadzi do niego odnośnik po prawej stronie.",
        missing="Identyfikator ma każda apteka i każdy punkt apteczny z Rejestru Aptek; tam go widać.",
        page="sow-find-identifiers",
    ),
    "pwz": About(
        why="Po numerze PWZ urząd rozpoznaje kierownika: musi zgadzać się z rejestrami i z osobą, która podpisze.",
        where="Jest w Centralnym Rejestrze Farmaceutów; w SOW prowadzi do niego odnośnik po prawej stronie formularza.",
        looks="8 cyfr, na przykład 05123452. Pierwsze dwie to numer izby.",
        unsure="Numer można odczytać w Centralnym Rejestrze Farmaceutów: w SOW prowadzi do niego odnośnik po prawej.",
        missing="PWZ ma każdy farmaceuta. Jeśli nie ma go w rejestrze, trzeba to najpierw wyjaśnić w izbie: bez "
        "poprawnego wpisu wniosek nie przejdzie.",
        page="sow-find-identifiers",
    ),
    "email": About(
        why="Na ten adres przyjdą dwie wiadomości: potwierdzenie i właściwa, z linkami do certyfikatów.",
        where="Może to być skrzynka apteki albo kierownika, byle ktoś na pewno do niej zaglądał przez najbliższe dni.",
        looks="Na przykład apteka@example.com. Formularz w SOW ma na adres dwa pola; muszą być jednakowe.",
        unsure="Najlepiej podać skrzynkę, którą codziennie się czyta: link w odpowiedzi działa tylko 30 dni.",
        missing="Bez adresu e-mail nie da się odebrać certyfikatów, bo link przychodzi właśnie tam.",
        page="sow-manager-data",
    ),
    "email2": About(
        why="Formularz w SOW ma na adres dwa pola i oba muszą być jednakowe; powtórzenie chroni przed literówką.",
        looks="Dokładnie ten sam adres, co przed chwilą.",
        page="sow-manager-data",
    ),
    "pesel": About(
        why="PESEL kierownika wpisuje się w części „Dane administratora danych systemu usługodawcy”. Sprawdzę tylko, "
        "czy nie ma w nim literówki; nigdzie go nie zapisuję.",
        where="PESEL kierownika jest na jego dowodzie osobistym.",
        looks="11 cyfr, bez spacji.",
        unsure="PESEL zna kierownik; jest też na jego dowodzie osobistym.",
        missing="Tutaj PESEL można pominąć („pomiń”). Formularz w SOW o niego zapyta, więc kierownik wpisze go tam.",
        page="sow-administrator-data",
    ),
    "karta": About(
        why="Wniosek wypełnia i wysyła człowiek na tej stronie. Z karty można skopiować dane; widać na niej też, "
        "który plik trafia do którego pola.",
        mishaps=(NO_PAGE,),
    ),
    "wyslany": About(
        why="Dopiero ten komunikat oznacza, że wniosek naprawdę wyszedł. Zapiszę, że krok 2 jest zrobiony.",
        where="Komunikat pokazuje się w SOW, po podpisaniu i naciśnięciu „Wyślij wniosek”.",
        looks="„Wniosek został przyjęty i przekazany do realizacji. Wynik przetwarzania wniosku zostanie wysłany na "
        "adres e-mail zawarty we wniosku.”",
        unsure="Jeśli nie wiadomo, czy wniosek wyszedł: po wysłaniu przychodzi e-mail z numerem wniosku. Gdy go nie "
        "ma, proszę wrócić do formularza i nacisnąć „Wyślij wniosek”.",
        missing="Bez tego komunikatu wniosek jeszcze nie wyszedł. Po podpisaniu trzeba wrócić do formularza i "
        "nacisnąć „Wyślij wniosek”; jeśli pokazał się błąd, proszę sprawdzić PWZ i PESEL.",
        done=r"wysla(?:lam|lem|lismy|lysmy|ny|ne|no)|poszed\w*|posz[l]\w+|wyszed\w*|wniosek|przyjety|przyjeli|przyjeto|"
        r"dostal[ae]m|mail\w*|potwierdzenie|przyjal|przekazany|realizacji|do|zosta[l]\w*|zlozy\w+|zlozony",
        mishaps=MISHAPS,
        page="sow-sent-confirmation",
    ),
}
CALLED = Called(
    objects=r"(?:krok )?sow|wniosek(?: w sow)?|strone (?:sow|wniosku|z wnioskiem)|formularz",
    site=True,
)
