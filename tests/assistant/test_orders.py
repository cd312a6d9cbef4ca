"""Orders in people's own words; what is no order stays what it is."""

from __future__ import annotations

import pytest

from assistant.talk.orders import Order, read_order
from flows.catalogue import EVERY

ORDERS = {
    "csr": "generuj csr|wygeneruj pliki csr|zrób mi csr|dobra, robimy csr|wróć do csr|"
    "asystent-p1 krok csr --plan|zaczynamy krok csr",
    "p12": "dawaj p12 jeszcze raz|zrób p12|no to robimy p12|daj mi te p12ki",
    "sow": "otwórz mi stronę|otwórz stronę wniosku|zróbmy wniosek|przejdź do sow",
    "zsmopl": "otwórz stronę zsmopl|idziemy do zsmopl",
    "windows": "dawaj instalację|uruchom windows",
    "raportnet": "lecimy z raportnetem|zaczynamy raportnet",
    "kalendarz": "zrób kalendarz|zapisz terminy w kalendarzu|zrób mi plik do kalendarza",
    "zestaw": "przygotuj zestaw na następny komputer",
    "dalej": "no to dalej|dobra, dalej|dalej dalej|jedziemy dalej|dalej, wszystko gotowe",
    "co dalej": "no i co dalej|co mam zrobić jako następne, tylko jedno zdanie proszę|to co dalej, kochana",
    "co teraz": "no co teraz?|to co teraz",
    "zaczynamy": "dobra zaczynamy",
    "stan": "pokaż stan|asystent-p1 stan|$ asystent-p1 stan --folder|C:\\> asystent-p1.exe stan",
    "koniec": "potem dokończę, koniec na dziś|dziękuję kochana, koniec na dziś|na dziś wystarczy",
    "cofnij": "cofnij proszę|cofnij, pomyliłam się",
    "stop": "stop stop stop|stop, klient przyszedł",
    "otwórz folder": "otwórz mi folder|pokaż mi te pliki|pokaż folder z plikami|otwórz moje pliki",
    "raport": "zrób raport|asystent-p1 raport",
}
TYPOS = {"stan": "stna|satn", "co dalej": "co dalje|co dlej", "anuluj": "anuljj|anulj", "windows": "wndows|windwos",
         "kalendarz": "kalednarz", "koniec": "koneic", "raport": "raprot", "powtorz": "powtrz"}  # fmt: skip
NONE = """tak
nie
tka
nei
ta
zrobione
zrobioen
tak tak
no niech będzie
dawaj dawaj
lepiej nie
jak cofnąć?
jak cofnąć
cofnij?
czy mogę zrobić csr jeszcze raz
gdzie jest stan
nie cofaj
minęło ponad 30 dni, co teraz
zrobione, lecimy dalej
zrób mi kawę
wygeneruj csr i wyślij go do urzędu
C:\\asystent-p1
asystent-p1
asystent-p1 setup exe co z tym zrobic
Apteka Pod Lwem
dobrze""".splitlines()


@pytest.mark.parametrize(("line", "word"), [(line, word) for word, said in ORDERS.items() for line in said.split("|")])
def test_order(line: str, word: str) -> None:
    assert read_order(line, EVERY) == Order(word)


@pytest.mark.parametrize(("line", "word"), [(line, word) for word, said in TYPOS.items() for line in said.split("|")])
def test_typo_is_guessed_and_told_unless_it_may_be_an_answer(line: str, word: str) -> None:
    assert read_order(line, EVERY) == Order(word, guessed=True)
    assert read_order(line, EVERY, typos=False) is None


@pytest.mark.parametrize("line", NONE)
def test_no_order(line: str) -> None:
    assert read_order(line, EVERY) is None


def test_at_a_plan_another_place_is_a_correction() -> None:
    assert read_order("cofnij, to miało być gdzie indziej", EVERY, place=True) == Order("zmień folder")
    assert read_order("cofnij, to miało być gdzie indziej", EVERY) == Order("cofnij")
    assert read_order("czekaj, nie ten folder", EVERY) == Order("nie ten folder")
