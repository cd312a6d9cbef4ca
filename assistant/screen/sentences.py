"""What the assistant says by itself: short, polite; modules ``*_sentences`` beside have what belongs to one subject.

Pages of the knowledge base say the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from flows.base.polish import remains

if TYPE_CHECKING:
    from flows.base.errors import Problem

FREE_WORDS = (
    *("co dalej", "pomoc", "csr", "p12", "stan", "kalendarz", "cofnij", "przywróć", "raport", "diagnoza", "koniec"),
)
FLOW_WORDS = ("wróć", "powtórz", "nie rozumiem", "zmień", "anuluj", "pomoc")
FREE_HINT = "Można wpisać: pytanie, „co dalej”, „pomoc”, „koniec”."
_HELP = (
    "Co można wpisać:\n"
    "- co dalej – sprawdzę, co już jest zrobione, i powiem, co teraz\n"
    "- csr – krok 1: pliki do wniosku; p12 – krok 4: gotowe certyfikaty\n"
    "- {others} – pozostałe kroki, z opisem\n"
    "- zestaw – pliki na następny komputer; stare – wyjmuje stare certyfikaty z magazynu\n"
    "- kalendarz – plik z terminami, z przypomnieniami, do otwarcia w kalendarzu\n"
    "- sprawdź PLIK – powiem, co to za plik i do kiedy jest ważny\n"
    "- otwórz folder – pokazuje folder odnowienia w oknie systemu\n"
    "- wróć – poprzednie pytanie; zmień folder, zmień hasło – poprawka\n"
    "- nie rozumiem – wyjaśnienie; powtórz – jeszcze raz to samo\n"
    "- cofnij – cofa ostatnią wykonaną czynność; przywróć – przenosi z powrotem, co cofnięto\n"
    "- to nie jest zrobione – odwołuje „zrobione” wpisane przez pomyłkę; anuluj – odkłada krok\n"
    "- ćwiczenie – próba na niby, bez ruszania prawdziwych plików\n"
    "- raport – podsumowanie bez haseł, do wysłania pomocy; diagnoza – czy ten komputer jest w porządku\n"
    "- koniec – zamyka program\n"
    "Można też zadać dowolne pytanie o odnowienie certyfikatów."
)
WHICH_FILE = (
    "Który plik? Proszę wpisać „sprawdź” i nazwę pliku, na przykład: sprawdź wss.pem. Można też przeciągnąć plik do "
    "tego okna."
)
LETTER_LATER = "Do tej wiadomości prowadzi krok 3: „mail”."
NOTHING_TYPED = "Nic nie zostało wpisane."
OPEN_WHAT = (
    "Co otworzyć? „otwórz folder” pokazuje pliki odnowienia; strony otwieram w krokach „sow”, „mail” i „zsmopl”."
)
NOTHING_OPEN = "Teraz o nic nie pytam. „co dalej” pokaże następny krok."
NOTHING_ASKED = "Teraz o nic nie pytałem, więc „tak” niczego nie zmienia. Proszę wpisać „co dalej”."
CTRL_C_AGAIN = "Aby zamknąć program, proszę wpisać „koniec” albo jeszcze raz nacisnąć Ctrl-C."
NO_STEP = f"Nie jesteśmy teraz w żadnym kroku. {FREE_HINT}"
YES_IS_NO_ANSWER = "Samo „tak” tu nie wystarczy, proszę odpowiedzieć na pytanie:"
NO_IS_NO_ANSWER = "Dobrze, nic nie zmieniam. „anuluj” odkłada cały krok na później."
RUNS_AGAIN = "Zapisuję: RaportNet działa – według Państwa słów."
RUNS_ANYWAY = "W dzienniku tego folderu RaportNet nie jest zapisany jako zatrzymany. Niczego nie zmieniam."
KEPT_GOING = "Dobrze, kontynuujemy."
NOT_CONFIRMED = (
    "Nic nie zmieniam. Aby wykonać plan, proszę wpisać całe słowo „tak”. "
    "Można też wpisać „zmień folder”, „wróć” albo „anuluj”."
)
STILL_SO = "Przykro mi. To, co powiedziałem przed chwilą, trwa nadal:"
NOTHING_TO_REPEAT = "Nie mam jeszcze czego powtórzyć."
INTERRUPTED = "Przerwano. Jeśli coś zdążyło powstać, zostaje na miejscu, a powtórzony krok to dokończy."
PASTING = "… (koniec wiadomości: pusty wiersz; „anuluj” przerywa) "
PASTING_ONE_MORE = "… (wiadomość wygląda na niepełną; jeszcze jeden pusty wiersz kończy, „anuluj” przerywa) "
PASTING_LEFT = "Przerwano wklejanie; wklejone wiersze pominięto."
DISCARDED = "To, co wpisano wcześniej, pominięto."
PASTED = "To zostało wklejone, a wklejony tekst niczego nie potwierdza. Proszę wpisać odpowiedź z klawiatury."
DOUBTED = (
    "To pytanie mówi o wątpliwości, więc odpowiedź musi być wpisana po nim. Skrypt używa „asystent-p1 krok mail” z "
    "dopiskiem --mimo-watpliwosci."
)
NOT_DONE = "Dobrze, niczego nie zapisuję."
LATER = "Dobrze, nic nie przepadnie. Gdy będzie czas, proszę wpisać „co dalej”."
WHOLE_YES = "Niczego nie zmieniam. Jeśli to ma być zgoda, proszę wpisać samo słowo „tak”, bez odstępów."
LIST_CLOSED = "Listę zamykam. To „tak” jeszcze niczego nie potwierdza; wracamy do pytania."
UNSURE_AT_PLAN = "Nie jestem pewien, co to znaczy, więc niczego nie zmieniam."
OTHER_KEYBOARD = (
    "Te litery nie są polskie: klawiatura jest przestawiona na inny język, więc niczego nie zmieniam. "
    "Proszę ją przełączyć (w Windows: klawisz Windows i spacja) i wpisać to jeszcze raz."
)
NO_FOLDER_TO_TELL = (
    "Nie wiem jeszcze, który folder jest folderem odnowienia, więc tego stąd nie widzę. "
    "Proszę wpisać tu jego pełną nazwę albo „co dalej”."
)
SAID_DONE = "Zapisuję w dzienniku: wykonane – według Państwa słów. Asystent sam tego nie widział."
SAID_STOPPED = "Zapisuję, że RaportNet jest zatrzymany. Przypomnę o „START”."
_WEEKDAYS = ("poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota", "niedziela")


def today(now: datetime) -> str:
    """The computer's own date, said to be no more than that."""
    return (
        f"Według zegara tego komputera jest {_WEEKDAYS[now.weekday()]}, {now:%d.%m.%Y}, godzina {now:%H:%M}. Od tej "
        "daty liczę terminy; jeśli telefon pokazuje inną, proszę poprawić ją w ustawieniach systemu."
    )


ANEW_OVER = "Tak, jeśli data w komputerze jest dobra."
ANEW_LOST = "Tak, chyba że znajdzie się klucz."
ANEW_DUE = "Tak, pora na nowe odnowienie."
ANEW_DOUBT = "Nie, najpierw trzeba sprawdzić datę."
ANEW_NOTHING = "Jeszcze nic nie zaczęto."
ANEW_NO = "Nie, to, co już jest, wystarcza."


def understood(line: str) -> str:
    """A typo, read as the command that it is one letter off."""
    return f"Rozumiem: „{line}”."


def opened(folder: object, *, done: bool) -> str:
    """After „otwórz folder”."""
    return f"Otwieram folder {folder}" if done else f"Nie mogę otworzyć okna folderu. Jest tutaj: {folder}"


def waited(name: str) -> str:
    """A yes that lay in a pipe before its question was printed; ``name`` is what a script has to name."""
    return (
        "Ta odpowiedź czekała, zanim pokazało się pytanie, więc niczego nie potwierdza. "
        f"Skrypt odpowiada na nie słowami „tak {name}”."
    )


def another(name: str) -> str:
    """„tak p12” to a question of another step."""
    return f"Pytam teraz o coś innego, więc niczego nie zmieniam. Teraz potwierdza „tak” albo „tak {name}”."


def help_words(steps: Iterable[str]) -> str:
    """What „pomoc” says; ``steps``: the names of all steps, of which two are told of by themselves."""
    return _HELP.format(others=", ".join(name for name in steps if name not in {"csr", "p12"}))


def no_folder(steps: int) -> str:
    """Where nothing is there yet; ``steps``: how many there are."""
    return (
        f"Nie znalazłem jeszcze żadnych plików, więc zaczynamy od początku: krok 1 z {steps}, pliki do wniosku. "
        "Proszę wpisać „tak” albo „csr”.\n"
        "Jeśli pliki z kroku 1 już gdzieś są, proszę wpisać „p12” i podać ich folder."
    )


def here(title: str, steps: int) -> str:
    """Where we are, before any folder is known; ``steps``: how many there are."""
    return f"Jesteśmy tutaj: {title} (z {steps}). Folder nie jest jeszcze wybrany, więc nic jeszcze nie powstało."


def left(count: int, total: int, *, whole: bool = True) -> str:
    """What „ile jeszcze?” asks for; ``total``: the steps that this pharmacy has."""
    if count == 0:
        return "Nie został już żaden krok." if whole else "Na tym komputerze nie został już żaden krok."
    return f"{remains(count, 'krok', 'kroki', 'kroków').capitalize()} z {total}."


def problem(found: Problem) -> str:
    """A Problem as text: what happened, likely causes, what to do."""
    parts = [f"Co się stało: {found.what}"]
    if found.causes:
        parts.append("Dlaczego (możliwe przyczyny):\n" + "\n".join(f"- {cause}" for cause in found.causes))
    if found.next:
        parts.append(f"Co zrobić: {found.next}")
    return "\n".join(parts)


NOT_SAID = (
    "Co się stało: Nie udało się wypisać odpowiedzi ({why}).\n"
    "Dlaczego: miejsce, do którego skierowano wynik, jest pełne albo nie działa.\n"
    "Co zrobić: Proszę zwolnić miejsce albo skierować wynik gdzie indziej, a potem wpisać „stan”: pokaże, co zrobiono."
)
BUG = (
    "Przepraszamy, to błąd w samym programie. To, co było zapisane, jest bezpieczne.\n"
    "Opis błędu, bez haseł, jest w pliku {path}. Proszę przekazać go pomocy i uruchomić program ponownie."
)


def copied(label: str) -> str:
    """A value is in the clipboard."""
    return f"Skopiowano do schowka: {label}. W formularzu: Ctrl-V."


def not_copied(label: str, value: str) -> str:
    """No clipboard here: the value itself, to be copied by hand."""
    return f"Schowek jest niedostępny, proszę przepisać lub zaznaczyć:\n{label}: {value}"


def nothing_to_copy(card: Sequence[tuple[str, str]]) -> str:
    """What can be copied now."""
    if not card:
        return "Nie ma teraz karty z danymi do kopiowania. Pokazują ją kroki „sow” i „zsmopl”."
    return "Proszę podać numer z karty:\n" + "\n".join(f"  {n}. {label}" for n, (label, _) in enumerate(card, 1))
