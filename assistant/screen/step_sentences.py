"""What is said in a step: questions, plans, what was done, corrections, and how a step is left."""

from __future__ import annotations

from collections.abc import Iterable

from flows.engine.model import AskSecret, ByHand, Do, Item
from flows.engine.plan import Plan, Result

YES_OR_NO = "Proszę wpisać „tak” albo „nie”."
OPEN_OR_NO = "Proszę wpisać „otwórz” (albo „tak”) lub „nie”."
RESTARTED = "Zaczynamy ten krok od początku."
SAVED_STAYS = "To, co w tym kroku zapisano na dysku, zostaje."
WHAT_TO_CORRECT = "Co zmienić? „zmień folder”, „zmień hasło” albo „cofnij”, które cofa ostatnią wykonaną czynność."
SENT_ELSEWHERE = "Jeśli wysłany jest wniosek w SOW, to krok 2: proszę wpisać „sow”, a zapytam o to tam."
BEGINNING = "To jest początek tego kroku. „anuluj” odkłada cały krok."
CANNOT_SKIP = "Tego nie można pominąć: bez tego nie dokończę tego kroku. „anuluj” odkłada cały krok na później."
OPENING_SKIPPED = "Dobrze, nie otwieram tej strony. Co na niej zrobiono, o to i tak zapytam."
TYPE_AGAIN = "Proszę wpisać to samo hasło jeszcze raz"
UNSEEN = "Wykonane, ale tego program sam sprawdzić nie może:"
SAME_FOLDER = "Gdy folder będzie już dostępny, proszę wpisać „dalej”: spróbuję w tym samym jeszcze raz."
ASK_LEAVE = f"Odłożyć ten krok? {YES_OR_NO}"
ASKED_AGAIN = "Po zamknięciu programu hasło trzeba będzie podać ponownie."
SKIPPED = "Dobrze, pomijam to."
ASK_SENT = (
    "Zapisać, że krok 2 jest zrobiony – według Państwa słów? Wniosek jest wysłany, jeśli po „Wyślij wniosek” pojawił "
    f"się komunikat „Wniosek został przyjęty i przekazany do realizacji”. {YES_OR_NO}"
)
PASSED = {
    "skipped": "Zapisuję: krok pominięty. „cofnij” odwołuje ten zapis.",
    "not-applicable": "Zapisuję: ten krok nie dotyczy apteki – według Państwa słów. „cofnij” odwołuje ten zapis.",
}
PASSED_BEFORE = "Ten krok oznaczono jako „nie dotyczy”; mimo to można go zrobić."
NOT_NOTED = (
    "Folder odnowienia nie jest jeszcze wybrany, więc nie mam tego gdzie zapisać; proszę to powtórzyć, gdy dojdziemy "
    "do tego kroku."
)
FORGOTTEN = "Dobrze. Zapytam o to przy następnym kroku."
WATCHING = (
    "Czekam na te pliki: zauważę je, gdy tylko przyjdą. W tym czasie można pytać, podać folder, w którym są, albo "
    "wpisać „dalej”; „przerwij” kończy czekanie."
)
AFTER_YES = "Najpierw pokazuję, co dokładnie zrobię. Dopiero po słowie „tak” cokolwiek zmieniam."
NOTHING_ELSE = "Poza tym nic się nie zmieni."
STOPPED_WATCHING = "Przestaję czekać. To, co już jest, zostaje."
READY_AGAIN = "Gdy wszystko będzie gotowe, proszę wpisać „dalej”; sprawdzę jeszcze raz. „anuluj” odkłada ten krok."


def parked(flow: str, *, saved: bool) -> str:
    """A step put aside, with the way back; ``saved``: it has written files."""
    return (
        f"Odkładam ten krok. {SAVED_STAYS + ' ' if saved else ''}"
        f"Aby wrócić, proszę wpisać „{flow}”; inne rzeczy: „co dalej”, „koniec”."
    )


def plan_question(shown: Plan, *, page: bool = False) -> str:
    """The question about a plan; it names what would be done, as it is asked again by itself. ``page``: opens one."""
    if shown.nothing_to_do:
        return f"{shown.summary}. Sprawdzić to teraz? Nic się nie zmieni. {YES_OR_NO}"
    return f"{shown.question} {OPEN_OR_NO if page else YES_OR_NO}"


def chosen_folder(folder: object) -> str:
    """A folder taken out of a line, said back."""
    return f"Folder: {folder}"


def doubtful_folder(folder: object, reason: str) -> str:
    """Before a folder is taken that may not be meant."""
    return f"{reason} Czy ma to być folder {folder}? {YES_OR_NO}"


def left_open(title: str, name: str) -> str:
    """Another step's word was typed in the middle of one."""
    return f"{title}: niedokończone. Wraca do tego „{name}”."


def ask_leave_for(title: str, other: str) -> str:
    """The same, where what was typed would be lost."""
    return f"{title}: niedokończone, a wpisane dane przepadną. Przejść do: {other}? {YES_OR_NO}"


def ask_skip(number: int, cost: str) -> str:
    """Before a step is skipped: what that costs."""
    return f"Pominąć krok {number}? {cost} Do kroku można wrócić. {YES_OR_NO}"


def ask_not_ours(number: int, foreign: str, instead: str) -> str:
    """Before a step is marked as none of this pharmacy's: what is done instead."""
    return f"{foreign} {instead} Oznaczyć krok {number} jako „nie dotyczy”? {YES_OR_NO}"


def not_seen(evidence: str) -> str:
    """„zrobione” against what the folder shows."""
    return f"Zapisuję, że tak Państwo mówią, ale sam tego jeszcze nie widzę: {evidence}."


def plan(shown: Plan, *, page: bool = False) -> str:
    """What is about to happen, before the confirmation. A ``page`` touches nothing that could be taken back."""
    rows = [f"  {number}. {label}: {value}" for number, (label, value) in enumerate(shown.card, 1)]
    told = (shown.summary, *(value for _label, value in shown.card if page))
    folder = [] if any(str(shown.folder) in text for text in told) else [f"- Folder: {shown.folder}"]
    if not shown.found and not shown.nothing_to_do:
        folder += [f"- Folderu {shown.folder} jeszcze nie ma: utworzę go."]
    undo = [] if page and not shown.nothing_to_do else [shown.undo]
    return "\n".join([f"{shown.summary}:", *rows, *(f"- {line}" for line in shown.lines), *folder, *undo])


def note(made: Plan) -> str:
    """What was written down of the answer just given."""
    return " ".join(["Zapisuję w dzienniku:", *made.lines, made.undo])


def done(result: Result) -> str:
    """What was seen after an operation."""
    head = result.head or ("Gotowe i sprawdzone:" if result.seen else UNSEEN)
    return "\n".join([head, *(f"- {line}" for line in result.lines)])


def question(
    item: Item, default: str = "", instead: str = "", *, because: str = "", again: bool = False, brief: bool = False
) -> str:
    """The pending question; ``brief``: a password's without the hint that stands above it already.

    ``instead``: what a by-hand item asks for where things stand differently; ``because``: why that default.
    """
    match item:
        case AskSecret() if again:
            return f"{TYPE_AGAIN} (widać będzie tylko kropki)."
        case AskSecret():
            asked = f"{item.question} (widać będzie tylko kropki)."
            return asked if brief else f"{asked}\n{item.hint}"
        case Do():
            return YES_OR_NO
        case ByHand():
            asked = instead or item.question
            return f"{asked} Gdy tak będzie, proszę wpisać „{item.word}”; „anuluj” odkłada to na później."
        case _:
            shown = f"\n[{default}]" if default else ""
            return f"{because} {item.question}{shown}\n{item.hint}".lstrip()


def correctable(words: Iterable[str]) -> str:
    """What can be corrected in this flow."""
    return "Co zmienić? Proszę wpisać: " + ", ".join(f"„zmień {word}”" for word in words) + "."


def voided(what: str, lost_plan: bool) -> str:
    """A correction, with what it takes along."""
    rest = " Plan przygotuję i pokażę od nowa; wcześniejsze „tak” już nie obowiązuje." if lost_plan else ""
    return f"Dobrze, zmieniamy: {what}.{rest}"


def warned(warning: str) -> str:
    """An answer that was taken although it looks unusual."""
    return f"Przyjmuję. {warning}"
