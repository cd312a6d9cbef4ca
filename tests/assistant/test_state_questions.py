"""Which lines ask what is true here, and which ask in general: by many voices, one topic a block."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from assistant.talk.state_questions import state_question
from flows.catalogue import FLOWS

ASKED = {
    "step": "na którym kroku ja właściwie stoję?|ktory mamy dzis krok|na jakim etapie teraz jesteśmy|"
    "ile procent zrobione|"
    "w którym punkcie teraz jestem, bo się pogubiłam|gdzie teraz stoimy",
    "left": "co mi jeszcze zostało|co nam zostalo do konca|ile kroków mi zostało|jakie kroki nam zostały|"
    "co jeszcze mam do zrobienia|co mam jeszcze zrobić",
    "done": "co już mamy z głowy?|co juz jest zrobione|ktore kroki mam za soba|co już zrobiłam|co mam zrobione",
    "finished": "czy to już wszystko?|czy to koniec|to już naprawdę koniec?|wszystko już zrobione?|skończyłyśmy już?",
    "waiting": "czekamy na coś czy to ja mam coś zrobić?|na co teraz czekamy|czy mam teraz czekać|"
    "po czyjej stronie ruch teraz",
    "time": "ile to jeszcze potrwa, na miłość boską|jak długo to jeszcze zajmie|kiedy wreszcie koniec",
    "link": "ile dni mam jeszcze na ten link|do kiedy muszę ściągnąć te pemy?|ile mam czasu na pobranie|"
    "kiedy nam wygasa link",
    "folder": "gdzie są te pliki|w jakim folderze to zapisałam|gdzie ja to zapisałem|"
    "w ktorym katalogu mam zapisane pliki|"
    "gdzie schowałam te pliki z kroku 1",
    "files": "jakie pliki mam teraz|co jest w tym folderze|co leży w katalogu|pokaż pliki|wypisz pliki|"
    "zawartość folderu",
    "missing": "czego brakuje w folderze|czy w folderze czegoś brakuje|chyba coś skasowałam|brakuje jakichś plików?",
    "pems": "mam już oba pemy?|czy oba pemy są|czy pemy mam już ściągnięte",
    "fit": "czy jks i csr do siebie pasują?|czy te pliki są od pary|sprawdź czy klucze pasują do pem",
    "dates": "z kiedy są te pliki csr|kiedy zrobiłam te jks|z kiedy mam pliki p12",
    "end": "kiedy kończy się mój certyfikat|ile zostało do końca certyfikatu?|do kiedy mam ważny certyfikat",
    "old end": "do kiedy jest ważny mój obecny certyfikat|kiedy wygasa stary certyfikat|"
    "ile jeszcze ważny aktualny certyfikat",
    "new end": "a ten nowy to do kiedy?|do kiedy mam nowy certyfikat",
    "profile": "do kiedy mam ważny profil zaufany|kiedy kończy się mój profil",
    "here": "czy na tym komputerze jest już zainstalowane|na tym konkretnie to tls i wss czy tylko jedno",
    "computers": "na ilu komputerach już to jest?|ktore kompy zostaly|które komputery są jeszcze bez certyfikatów|"
    "na ilu kasach już zrobione|na którym jeszcze nie ma?|na ilu już są|gdzie jeszcze muszę wgrać|"
    "na których jeszcze nie wgrałam",
    "number": "jaki był numer wniosku|podaj numer wniosku|przypomnij numer sprawy|jaki mamy nr wniosku",
    "sent": "kiedy wysłałam wniosek?|czy wniosek poszedł|kiedy złożyliśmy wniosek",
    "mail": "przyszedl juz mail czy nie|czy mail już przyszedł|czy wiadomość już dotarła?",
    "password": "jakie dałam hasło?|jakie hasło miałam podać|o które hasło chodziło",
    "password saved": "czy moje hasło jest gdzieś zapisane na tym kompie|czy zapisujesz tu hasło",
    "pharmacy": "która apteka jest teraz ustawiona|jaki identyfikator apteki wpisałam|jaką aptekę teraz odnawiamy",
    "email": "jaki mail podałam we wniosku?|na jaki adres podałam odpowiedź",
    "personal": "jaki pwz tam poszedl|jaki PESEL wpisałam",
    "oid": "mam gdzieś OID apteki?",
    "old files": "mogę już kasować stare pliki?|czy można już usunąć te pliki",
    "last": "kiedy ostatnio coś tu robiłam|na czym wczoraj skończyłyśmy|co robiła koleżanka na poprzedniej zmianie?|"
    "kto tu ostatnio pracował",
    "today": "jaka dziś data|jaki dziś dzień|który dziś mamy dzień|jaki mamy dzień|którego dzisiaj mamy",
    "step csr": "czy mam już zrobione csr|csr już zrobione?",
    "step p12": "p12 już zrobione?|czy p12 mam gotowe",
    "step zsmopl": "zrobiłam już ZSMOPL czy mi się śniło?|czy ZSMOPL mam już zmieniony",
    "step raportnet": "czy RaportNet mam już zmieniony|raportnet już zrobiony?",
}
GENERAL = """ile ważny jest certyfikat?
ile dni działa link
jak długo czeka się na odpowiedź
gdzie znajdę numer PWZ
na ilu komputerach trzeba zainstalować certyfikat
jakie hasło podać przy p12
co to są pliki csr
jak sprawdzić, do kiedy jest ważny certyfikat
czy muszę mieć oba pemy
dlaczego mail jeszcze nie przyszedł
już wysłałam ten wniosek wczoraj
mail przyszedł!
zrobiłam już raportnet
na ile lat jest profil zaufany
komu podać numer wniosku
jaki adres e-mail wpisać we wniosku
Apteka Pod Lwem
12345678
tak
to wszystko, dziękuję
a jak go nie mam?
p12 już zrobione
kiedy mogę wysłać wniosek""".splitlines()
MOST_PHRASINGS = 0.01


@pytest.mark.parametrize(
    ("line", "topic"), [(line, topic) for topic, said in ASKED.items() for line in said.split("|")]
)
def test_asked_about_here(line: str, topic: str) -> None:
    asked = state_question(line, FLOWS)
    assert asked is not None
    assert (f"step {asked.step}" if asked.step else asked.topic) == topic


@pytest.mark.parametrize("line", GENERAL)
def test_asked_in_general(line: str) -> None:
    assert state_question(line, FLOWS) is None


def test_hardly_any_phrasing_of_a_page_is_taken() -> None:
    """The pages' own phrasings, thousands of them, are general but for those of „co dalej”."""
    heads = (page for page in Path("kb/pages").glob("*.md") if page.stem != "what-next")
    pages = [page.read_text("utf-8").split("+++") for page in heads]
    phrasings = [line for page in pages for line in tomllib.loads(page[1])["phrasings"]]
    taken = [line for line in phrasings if (asked := state_question(line, FLOWS)) and not asked.general]
    assert len(phrasings) > 1000
    assert len(taken) <= MOST_PHRASINGS * len(phrasings), taken
