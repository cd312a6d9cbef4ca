"""Everything the assistant says by itself: short, polite, in one place. Pages of the knowledge base say the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from flows.base.errors import Problem
from flows.base.polish import plural
from flows.engine.model import AskSecret, ByHand, Do, Item
from flows.engine.plan import Plan, Result

GREETING = (
    "Dzień dobry! Pomogę odnowić certyfikaty P1 apteki, krok po kroku.\n"
    "Proszę wpisać „co dalej”, a sprawdzę, co już jest, i powiem, od czego zacząć.\n"
    "Można też zadać zwykłe pytanie, na przykład: ile ważny jest certyfikat?\n"
    "Niczego nie zmienię bez słowa „tak”. „pomoc” pokazuje polecenia, „koniec” zamyka program."
)
PRACTICE_GREETING = (
    "ĆWICZENIE. Wszystko dzieje się w folderze na niby, a ćwiczebny urząd odpowiada od razu.\n"
    "Prawdziwych plików i certyfikatów nic tu nie dotknie. Proszę wpisać „co dalej” albo „csr”."
)
FAREWELL = "Do widzenia! Przy następnym uruchomieniu proszę wpisać „co dalej”."
HELLO_AGAIN = "Dzień dobry!"
PRACTICE_OVER = (
    "To było ćwiczenie: niczego prawdziwego nie zmieniło. Prawdziwe odnowienie: proszę uruchomić program bez "
    "„cwiczenie” i wpisać „csr”."
)
FREE_WORDS = (
    *("co dalej", "pomoc", "csr", "p12", "stan", "kalendarz", "cofnij", "przywróć", "raport", "diagnoza", "koniec"),
)
FLOW_WORDS = ("wróć", "powtórz", "nie rozumiem", "zmień", "anuluj", "pomoc")
FREE_HINT = "Można wpisać: pytanie, „co dalej”, „pomoc”, „koniec”."
HIDDEN_HINT = "Każdy wiersz jest tu hasłem. Ctrl-C: wyjście z pytania, F1: wyjaśnienie."
HIDDEN_EXIT = "Tutaj każdy wpisany wiersz jest hasłem, także „pomoc” czy „anuluj”. Aby wyjść, proszę nacisnąć Ctrl-C."
HELP = (
    "Co można wpisać:\n"
    "- co dalej – sprawdzę, co już jest zrobione, i powiem, co teraz\n"
    "- csr – krok 1: pliki do wniosku; p12 – krok 4: gotowe certyfikaty\n"
    "- sow, mail, zsmopl, windows, raportnet – pozostałe kroki, z opisem\n"
    "- zestaw – pliki na następny komputer; stare – wyjmuje stare certyfikaty z magazynu\n"
    "- kalendarz – plik z terminami, z przypomnieniami, do otwarcia w kalendarzu\n"
    "- sprawdź PLIK – powiem, co to za plik i do kiedy jest ważny\n"
    "- otwórz folder – pokazuje folder odnowienia w oknie systemu\n"
    "- wróć – poprzednie pytanie; zmień folder, zmień hasło – poprawka\n"
    "- nie rozumiem – wyjaśnienie; powtórz – jeszcze raz to samo\n"
    "- cofnij – cofa ostatnią wykonaną czynność; przywróć – przenosi z powrotem, co cofnięto\n"
    "- to nie jest zrobione – odwołuje „zrobione” wpisane przez pomyłkę; anuluj – odkłada krok\n"
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
NOTHING_ASKED = "Teraz o nic nie pytałem, więc „tak” niczego nie zmienia. Proszę wpisać „co dalej”."
NO_FOLDER = (
    "Nie znalazłem jeszcze żadnych plików, więc zaczynamy od początku: krok 1 z 7, pliki do wniosku. "
    "Proszę wpisać „tak” albo „csr”.\n"
    "Jeśli pliki z kroku 1 już gdzieś są, proszę wpisać „p12” i podać ich folder."
)
NOT_A_QUESTION = (
    "To wygląda na hasło, więc go nie powtarzam, nie szukam odpowiedzi i nigdzie go nie zapisuję. "
    "Widać je jednak w tym oknie.\n"
    "Jeśli ktoś mógł je zobaczyć, proszę go już nie używać: zanim powstaną pliki, wystarczy „zmień hasło”, "
    "a potem trzeba „nowy komplet” z nowym hasłem."
)
PESEL_IS_NO_QUESTION = (
    "To wygląda na PESEL, więc go nie powtarzam i nigdzie nie zapisuję. Widać go jednak w tym oknie. "
    "PESEL jest potrzebny tylko w kroku 2 („sow”), gdy o niego zapytam."
)
RESTARTED = "Zaczynamy ten krok od początku."
SAVED_STAYS = "To, co w tym kroku zapisano na dysku, zostaje."
CTRL_C_AGAIN = "Aby zamknąć program, proszę wpisać „koniec” albo jeszcze raz nacisnąć Ctrl-C."
NO_LIST = "Nie ma teraz listy, z której można wybrać numer."
NO_STEP = f"Nie jesteśmy teraz w żadnym kroku. {FREE_HINT}"
YES_IS_NO_ANSWER = "Samo „tak” tu nie wystarczy, proszę odpowiedzieć na pytanie:"
NO_IS_NO_ANSWER = "Dobrze, nic nie zmieniam. „anuluj” odkłada cały krok na później."
HIDDEN_LATER = "O hasło zapytam za chwilę, w ukrytym polu. Najpierw inne pytanie:"
RUNS_AGAIN = "Zapisuję: RaportNet działa – według Państwa słów."
RUNS_ANYWAY = "W dzienniku tego folderu RaportNet nie jest zapisany jako zatrzymany. Niczego nie zmieniam."
WHAT_TO_CORRECT = "Co zmienić? „zmień folder”, „zmień hasło” albo „cofnij”, które cofa ostatnią wykonaną czynność."
KEPT_GOING = "Dobrze, kontynuujemy."
NOT_CONFIRMED = (
    "Nic nie zmieniam. Aby wykonać plan, proszę wpisać całe słowo „tak”. "
    "Można też wpisać „zmień folder”, „wróć” albo „anuluj”."
)
SENT_ELSEWHERE = "Jeśli wysłany jest wniosek w SOW, to krok 2: proszę wpisać „sow”, a zapytam o to tam."
BEGINNING = "To jest początek tego kroku. „anuluj” odkłada cały krok."
CANNOT_SKIP = "Tego nie można pominąć: bez tego nie dokończę tego kroku. „anuluj” odkłada cały krok na później."
OPENING_SKIPPED = "Dobrze, nie otwieram tej strony. Co na niej zrobiono, o to i tak zapytam."
NOTHING_TO_REPEAT = "Nie mam jeszcze czego powtórzyć."
PASSWORDS_DIFFER = "Hasła się różnią. Proszę wpisać nowe hasło jeszcze raz od początku."
OWN_INSTEAD = "To nie jest propozycja, więc rozumiem, że ma to być własne hasło."
PROPOSAL_MISTYPED = "To nie są te same słowa. Proszę przepisać propozycję jeszcze raz albo nacisnąć Enter po nową."
REALLY_HIDDEN = (
    "To ma być hasło? Wygląda na zdanie do mnie. Jeśli to hasło, proszę wpisać „tak”. Jeśli to pytanie, proszę "
    "nacisnąć Ctrl-C i zadać je w zwykłym wierszu. Wpisany tekst nie jest nigdzie zapisany."
)
TYPE_AGAIN = "Proszę wpisać to samo hasło jeszcze raz"
INTERRUPTED = "Przerwano. Jeśli coś zdążyło powstać, zostaje na miejscu, a powtórzony krok to dokończy."
UNSEEN = "Wykonane, ale tego program sam sprawdzić nie może:"
SAME_FOLDER = "Gdy folder będzie już dostępny, proszę wpisać „dalej”: spróbuję w tym samym jeszcze raz."
ASK_LEAVE = "Odłożyć ten krok? Proszę wpisać „tak” albo „nie”."
ASKED_AGAIN = "Po zamknięciu programu hasło trzeba będzie podać ponownie."
RENEW = "Pora na nowe odnowienie; proszę wpisać „tak” albo „csr”."
PASTING = "… (koniec wiadomości: pusty wiersz; „anuluj” przerywa) "
PASTING_ONE_MORE = "… (wiadomość wygląda na niepełną; jeszcze jeden pusty wiersz kończy, „anuluj” przerywa) "
PASTING_LEFT = "Przerwano wklejanie; wklejone wiersze pominięto."
DISCARDED = "To, co wpisano wcześniej, pominięto."
PASTED = "To zostało wklejone, a wklejony tekst niczego nie potwierdza. Proszę wpisać odpowiedź z klawiatury."
SKIPPED = "Dobrze, pomijam to."
NOT_DONE = "Dobrze, niczego nie zapisuję."
LATER = "Dobrze, nic nie przepadnie. Gdy będzie czas, proszę wpisać „co dalej”."
ASK_SENT = (
    "Zapisać, że krok 2 jest zrobiony – według Państwa słów? Wniosek jest wysłany, jeśli po „Wyślij wniosek” pojawił "
    "się komunikat „Wniosek został przyjęty i przekazany do realizacji”. Proszę wpisać „tak” albo „nie”."
)
PASSED = {
    "skipped": "Zapisuję: krok pominięty. „cofnij” odwołuje ten zapis.",
    "not-applicable": "Zapisuję: ten krok nie dotyczy apteki – według Państwa słów. „cofnij” odwołuje ten zapis.",
}
NOTED_LATER = "Zapiszę to, gdy będzie wybrany folder odnowienia."
_YES_OR_NO = "Proszę wpisać „tak” albo „nie”."
OTHER_WAYS = (
    "To hasło nie pasowało już kilka razy. Może to być hasło poprzedniego kompletu plików? Jest na kartce z kroku 1? "
    "Czy Caps Lock jest wyłączony, a klawiatura ustawiona na polską (w Windows: klawisz Windows i spacja)?\n"
    "Odzyskać hasła się nie da. Ostateczność: Ctrl-C, potem „nowy komplet”. Obecne pliki zostają, ale do nowych kluczy "
    "potrzebny jest nowy wniosek i nowe certyfikaty."
)
FORGOTTEN = "Dobrze. Zapytam o to przy następnym kroku."
WATCHING = "Czekam na te pliki i zaglądam do folderu co sekundę. Ctrl-C przerywa czekanie."
STOPPED_WATCHING = "Przestaję czekać. To, co już jest, zostaje."
YES_OR_NO = "Proszę wpisać „tak” albo „nie”."
WHOLE_YES = "Niczego nie zmieniam. Jeśli to ma być zgoda, proszę wpisać samo słowo „tak”, bez odstępów."
OTHER_KEYBOARD = (
    "Te litery nie są polskie: klawiatura jest przestawiona na inny język, więc niczego nie zmieniam. "
    "Proszę ją przełączyć (w Windows: klawisz Windows i spacja) i wpisać to jeszcze raz."
)
READY_AGAIN = "Gdy wszystko będzie gotowe, proszę wpisać „dalej”; sprawdzę jeszcze raz. „anuluj” odkłada ten krok."
NO_FOLDER_TO_TELL = (
    "Nie wiem jeszcze, który folder jest folderem odnowienia, więc tego stąd nie widzę. "
    "Proszę wpisać tu jego pełną nazwę albo „co dalej”."
)
NONE_OF_THESE = "Rozumiem, żadne z tych. Proszę napisać inaczej, o co chodzi, najlepiej jednym zdaniem."
SAID_DONE = "Zapisuję w dzienniku: wykonane – według Państwa słów. Asystent sam tego nie widział."
PORTAL_EMPTY = (
    "Zapisuję: w ZSMOPL stary certyfikat jest już usunięty, a nowego jeszcze tam nie ma. Dopóki go nie ma, "
    "raportowanie do ZSMOPL stoi; przypomnę o tym przy każdym uruchomieniu. Niczego więcej nie trzeba usuwać."
)
PORTAL_EMPTY_SOMEWHERE = (
    "Dopóki w ZSMOPL nie ma nowego certyfikatu, raportowanie tam stoi. Niczego więcej nie trzeba usuwać: wystarczy "
    "„Importuj certyfikat” i „Zapisz i wyślij”. Nie znam jeszcze folderu z plikami, więc nie mogę tego zapisać; proszę "
    "wpisać „zsmopl” i podać folder, a wskażę właściwy plik."
)
PORTAL_FIRST = "Najpierw potrzebny jest ten plik. Proszę wpisać „co dalej”: powiem, jak do niego dojść."
PORTAL_GO_ON = "Dokończyć to teraz? Proszę wpisać „tak” albo „zsmopl”."
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


def away(folder: object) -> str:
    """The folder used last is not there."""
    return (
        f"Folder {folder}, w którym ostatnio pracowano, jest teraz niedostępny. Jeśli jest na pendrivie albo dysku "
        "sieciowym, proszę go podłączyć i wpisać tu pełną nazwę tego folderu."
    )


def understood(line: str) -> str:
    """A typo, read as the command that it is one letter off."""
    return f"Rozumiem: „{line}”."


def opened(folder: object, *, done: bool) -> str:
    """After „otwórz folder”."""
    return f"Otwieram folder {folder}" if done else f"Nie mogę otworzyć okna folderu. Jest tutaj: {folder}"


def left_off(title: str, flow: str, what: str) -> str:
    """At the next start: the question at which the conversation ended."""
    return f"Ostatnio przerwano tutaj: {title}, {what}. Aby wrócić, proszę wpisać „{flow}”."


def others(rows: Iterable[str]) -> str:
    """Other renewals that are under way."""
    return "\n".join(["Inne rozpoczęte odnowienia (aby przejść, proszę wpisać nazwę folderu):", *rows])


def parked(flow: str, *, saved: bool) -> str:
    """A step put aside, with the way back; ``saved``: it has written files."""
    return (
        f"Odkładam ten krok. {SAVED_STAYS + ' ' if saved else ''}"
        f"Aby wrócić, proszę wpisać „{flow}”; inne rzeczy: „co dalej”, „koniec”."
    )


def waited(name: str) -> str:
    """A yes that lay in a pipe before its question was printed; ``name`` is what a script has to name."""
    return (
        "Ta odpowiedź czekała, zanim pokazało się pytanie, więc niczego nie potwierdza. "
        f"Skrypt odpowiada na nie słowami „tak {name}”."
    )


def another(name: str) -> str:
    """„tak p12” to a question of another step."""
    return f"Pytam teraz o coś innego, więc niczego nie zmieniam. Teraz potwierdza „tak” albo „tak {name}”."


def plan_question(shown: Plan) -> str:
    """The question about a plan; it names what would be done, as it is asked again by itself."""
    if shown.nothing_to_do:
        return f"{shown.summary}. Sprawdzić to teraz? Nic się nie zmieni. {YES_OR_NO}"
    return f"{shown.question} {YES_OR_NO}"


def chosen_folder(folder: object) -> str:
    """A folder taken out of a line, said back."""
    return f"Folder: {folder}"


def doubtful_folder(folder: object, reason: str) -> str:
    """Before a folder is taken that may not be meant."""
    return f"{reason} Czy ma to być folder {folder}? {YES_OR_NO}"


def here(title: str) -> str:
    """Where we are, before any folder is known."""
    return f"Jesteśmy tutaj: {title} (z siedmiu). Folder nie jest jeszcze wybrany, więc nic jeszcze nie powstało."


def left(count: int, total: int, *, whole: bool = True) -> str:
    """What „ile jeszcze?” asks for; ``total``: the steps that this pharmacy has."""
    if count == 0:
        return "Nie został już żaden krok." if whole else "Na tym komputerze nie został już żaden krok."
    verb = "Został" if count == 1 else "Zostały" if count in {2, 3, 4} else "Zostało"
    return f"{verb} {plural(count, 'krok', 'kroki', 'kroków')} z {total}."


def left_open(title: str, name: str) -> str:
    """Another step's word was typed in the middle of one."""
    return f"{title}: niedokończone. Wraca do tego „{name}”."


def ask_leave_for(title: str, other: str) -> str:
    """The same, where what was typed would be lost."""
    return f"{title}: niedokończone, a wpisane dane przepadną. Przejść do: {other}? {_YES_OR_NO}"


def ask_skip(number: int, cost: str) -> str:
    """Before a step is skipped: what that costs."""
    return f"Pominąć krok {number}? {cost} Do kroku można wrócić. {_YES_OR_NO}"


def ask_not_ours(number: int, foreign: str, instead: str) -> str:
    """Before a step is marked as none of this pharmacy's: what is done instead."""
    return f"{foreign} {instead} Oznaczyć krok {number} jako „nie dotyczy”? {_YES_OR_NO}"


def offer_flow(flow: str) -> str:
    """After an answer whose page belongs to a flow."""
    return f"Zrobimy to teraz? Proszę wpisać „tak” albo „{flow}”."


def not_seen(evidence: str) -> str:
    """„zrobione” against what the folder shows."""
    return f"Zapisuję, że tak Państwo mówią, ale sam tego jeszcze nie widzę: {evidence}."


def resume(title: str, folder: object, flow: str) -> str:
    """Added to the greeting when a renewal is under way."""
    return f"Widzę rozpoczęte odnowienie w folderze {folder}.\nTeraz: {title}. Proszę wpisać „tak” albo „{flow}”."


def proposed(password: str) -> str:
    """A generated password, to be written down and typed again."""
    return (
        f"Propozycja hasła (słowa oddzielone spacjami):\n    {password}\n"
        "Proszę je zapisać na kartce, a potem wpisać poniżej."
    )


def clarify(titles: Sequence[str]) -> str:
    """At most three numbered choices."""
    rows = [f"  {number}. {title}" for number, title in enumerate(titles, 1)]
    return "\n".join(
        [
            "Nie jestem pewien, o co chodzi. Proszę wpisać numer:",
            *rows,
            f"  {len(titles) + 1}. żadne z tych",
        ]
    )


def waits(question: str) -> str:
    """Below a list inside a step: what is still to be answered."""
    return f"Potem wrócimy do pytania: {question}"


def not_listed(last: int) -> str:
    """A number that the list does not have."""
    return f"Na liście są numery od 1 do {last}."


MORE = "„więcej”: cały opis."
AS_ABOVE = "To samo, co wyżej, w skrócie. „więcej”: cały opis."
WAS_ALL = "To był już cały opis. Można zapytać dokładniej albo wpisać: „prościej”, „przykład”, „dlaczego”."
NO_MORE_WORDS = "Więcej na ten temat nie mam."
NOTHING_SAID = "Nie mam jeszcze do czego tego odnieść. Proszę zadać pytanie."
_SOURCES = {
    "I": "tak mówi instrukcja dostawcy",
    "O": "tak podaje CeZ",
    "V": "tak jest zwykle, choć oficjalnie tego nie opisano",
    "T": "sprawdziliśmy to sami",
}


def sources(letters: str) -> str:
    """How sure an answer is: ``I+V`` and so on, as the page's head has it."""
    said = "; ".join(_SOURCES[letter] for letter in letters.split("+"))
    return f"{said[:1].upper()}{said[1:]}."


def unknown(words: Sequence[str], near: Sequence[str], say: str = "") -> str:
    """No answer: whom to ask instead, where that is known; else words that nobody here knows, and topics near by.

    A word with a digit is not repeated: it may be a PESEL or a password.
    """
    if say:
        return f"Tego nie wiem. {say}"
    parts = ["Tego nie wiem. Odpowiadam tylko na pytania o odnowienie certyfikatów P1."]
    if told := [word for word in words if not any(letter.isdigit() for letter in word)]:
        parts.append(f"Nie znam: {', '.join(f'„{word}”' for word in told)}.")
    if near:
        parts.append("Najbliższe tematy, które znam:\n" + "\n".join(f"- {title}" for title in near))
    return "\n".join(parts)


def helpdesk(contact: str) -> str:
    """When two questions in a row had no answer."""
    return f"Żeby nie tracić czasu, proszę zapytać człowieka: {contact}"


def problem(found: Problem) -> str:
    """A Problem as text: what happened, likely causes, what to do."""
    parts = [f"Co się stało: {found.what}"]
    if found.causes:
        parts.append("Dlaczego (możliwe przyczyny):\n" + "\n".join(f"- {cause}" for cause in found.causes))
    if found.next:
        parts.append(f"Co zrobić: {found.next}")
    return "\n".join(parts)


def plan(shown: Plan) -> str:
    """What is about to happen, before the confirmation."""
    rows = [f"  {number}. {label}: {value}" for number, (label, value) in enumerate(shown.card, 1)]
    folder = [] if str(shown.folder) in shown.summary else [f"- Folder: {shown.folder}"]
    if not shown.found and not shown.nothing_to_do:
        folder += [f"- Folderu {shown.folder} jeszcze nie ma: utworzę go."]
    return "\n".join([f"{shown.summary}:", *rows, *(f"- {line}" for line in shown.lines), *folder, shown.undo])


def done(result: Result) -> str:
    """What was seen after an operation."""
    head = result.head or ("Gotowe i sprawdzone:" if result.seen else UNSEEN)
    return "\n".join([head, *(f"- {line}" for line in result.lines)])


def question(item: Item, default: str = "", instead: str = "", *, again: bool = False) -> str:
    """The pending question; ``instead``: what a by-hand item asks for where things stand differently."""
    match item:
        case AskSecret() if again:
            return f"{TYPE_AGAIN} (widać będzie tylko kropki)."
        case AskSecret():
            return f"{item.question} (widać będzie tylko kropki).\n{item.hint}"
        case Do():
            return YES_OR_NO
        case ByHand():
            asked = instead or item.question
            return f"{asked} Gdy tak będzie, proszę wpisać „{item.word}”; „anuluj” odkłada to na później."
        case _:
            shown = f"\n[{default}]" if default else ""
            return f"{item.question}{shown}\n{item.hint}"


def portal_file(right: Path | None, shown: Sequence[str] = ()) -> str:
    """Which file ZSMOPL takes; ``shown`` are names of others, that it does not take."""
    wrong = f"{', '.join(shown)}: to nie ten plik. " if shown else ""
    if right is None:
        return (
            f"{wrong}ZSMOPL przyjmuje tylko plik WSS z końcówką .pem, pobrany w kroku 3; w tym folderze go nie widzę. "
            "Plik TLS, .p12, .jks ani .csr tu nie pasuje i kończy się czerwonym komunikatem."
        )
    return (
        f"{wrong}Do ZSMOPL pasuje tylko plik WSS: {right.name} (w folderze {right.parent}). Plik TLS, .p12, .jks ani "
        ".csr tu nie pasuje i kończy się czerwonym komunikatem. Proszę nacisnąć „Importuj certyfikat”, wskazać "
        f"{right.name}, a potem „Zapisz i wyślij”."
    )


def portal_right_file(right: Path) -> str:
    """The very file was shown."""
    return f"Tak, {right.name} to właściwy plik do „Importuj certyfikat” w ZSMOPL. Potem „Zapisz i wyślij”."


def correctable(words: Iterable[str]) -> str:
    """What can be corrected in this flow."""
    return "Co zmienić? Proszę wpisać: " + ", ".join(f"„zmień {word}”" for word in words) + "."


def voided(what: str, lost_plan: bool) -> str:
    """A correction, with what it takes along."""
    rest = " Plan przygotuję i pokażę od nowa; wcześniejsze „tak” już nie obowiązuje." if lost_plan else ""
    return f"Dobrze, zmieniamy: {what}.{rest}"


NOT_SAID = (
    "Co się stało: Nie udało się wypisać odpowiedzi ({why}).\n"
    "Dlaczego: miejsce, do którego skierowano wynik, jest pełne albo nie działa.\n"
    "Co zrobić: Proszę zwolnić miejsce albo skierować wynik gdzie indziej, a potem wpisać „stan”: pokaże, co zrobiono."
)
BUG = (
    "Przepraszamy, to błąd w samym programie. To, co było zapisane, jest bezpieczne.\n"
    "Opis błędu, bez haseł, jest w pliku {path}. Proszę przekazać go pomocy i uruchomić program ponownie."
)


def warned(warning: str) -> str:
    """An answer that was taken although it looks unusual."""
    return f"Przyjmuję. {warning}"


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
