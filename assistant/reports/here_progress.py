"""What is true here of the steps: which are done, what is next, who is waited for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from assistant.reports.here import Here, Topic
from assistant.screen import sentences
from flows.base.polish import long_date, plural
from flows.folder import history

_DONE = {"done", "said"}
_PASSED = {"skipped": "Pominięto", "not-applicable": "Nie dotyczy"}
PROGRESS: frozenset[Topic] = frozenset({"step", "left", "done", "finished", "waiting", "time"})
"""Where no folder is known, these are answered by „co dalej”."""


def _step(here: Here) -> str:
    done, total = sum(each.state in _DONE for each in here.seen.steps), here.total
    share = f"Zrobione lub zapisane: {done} z {total} ({100 * done // total}%)."
    if here.step is not None:
        return f"Jesteśmy tutaj: {here.step.title}. {share}"
    if here.seen.next is None:
        return f"{share} {_finished(here)}"
    return f"Jesteśmy tutaj: {here.flows[here.seen.next].title}. {share}"


def _left(here: Here) -> str:
    if not here.open:
        return _finished(here)
    return f"{sentences.left(len(here.open), here.total).rstrip('.')}: {', '.join(map(here.named, here.open))}."


def _done(here: Here) -> str:
    done = [each for each in here.seen.steps if each.state in _DONE]
    if not done:
        return f"Jeszcze nic nie jest zrobione. {_next(here)}"
    return f"Zrobione lub zapisane: {', '.join(map(here.named, done))}. {_next(here)}"


def _next(here: Here) -> str:
    if here.seen.next is None:
        return sentences.left(0, here.total, whole=here.seen.whole)
    return f"Następny: {here.flows[here.seen.next].title} („{here.seen.next}”)."


def _finished(here: Here) -> str:
    if here.open:
        return f"Jeszcze nie. {_left(here)}"
    words = [here.named(each) for each in here.seen.steps if each.state == "said"]
    told = f" Tylko na Państwa słowo: {', '.join(words)}." if words else ""
    if not here.seen.whole:
        return f"Na tym komputerze tak.{told} Na każdym innym komputerze apteki trzeba jeszcze zrobić krok 6."
    passed = "".join(
        f" {said}: {', '.join(here.named(each) for each in here.seen.steps if each.state == state)}."
        for state, said in _PASSED.items()
        if any(each.state == state for each in here.seen.steps)
    )
    if passed:
        return (
            f"Reszta kroków jest zrobiona lub zapisana jako zrobiona.{passed}{told} Proszę zachować folder z plikami."
        )
    return f"Tak, wszystkie kroki są zrobione lub zapisane jako zrobione.{told} Proszę zachować folder z plikami."


def _waiting(here: Here) -> str:
    step = next((each for each in here.open), None)
    if step is None:
        return f"Na nic nie czekamy. {_next(here)}"
    if step.flow == "mail" and step.state in {"waiting", "todo"}:
        link = next((each for each in here.seen.deadlines if each.kind == "link"), None)
        if link is not None:
            return "Ruch jest po Państwa stronie: wiadomość jest, trzeba pobrać pliki („mail”)."
        return (
            "Czekamy na wiadomość z linkami. Program nie widzi poczty: proszę zajrzeć do skrzynki, także do spamu, "
            "a gdy przyjdzie, wpisać „mail”."
        )
    return f"Na nikogo nie czekamy, ruch jest po Państwa stronie. {_next(here)}"


def _time(here: Here) -> str:
    if not here.open:
        return _finished(here)
    waits = any(each.flow in {"sow", "mail"} for each in here.open)
    wait = (
        " Najwięcej zależy od urzędu: wiadomość powinna przyjść w ciągu kilku, najwyżej kilkudziesięciu minut."
        if waits
        else ""
    )
    steps = plural(len(here.open), "krok", "kroki", "kroków")
    return f"Do zrobienia: {steps}. Ile to zajmie, zależy od wprawy.{wait} Można przerwać w każdej chwili."


def of_step(here: Here, name: str) -> str:
    """Whether the step of that name is done."""
    step = next(each for each in here.seen.steps if each.flow == name)
    words = {"done": "Tak", "said": "Tak, według zapisu", "partly": "Tylko częściowo", "doubt": "To niepewne"}
    return f"{words.get(step.state, 'Nie')}: {here.flows[name].title} – {step.evidence}."


def _link(here: Here) -> str | None:
    day, today = history.link_deadline(here.entries), here.now.date()
    mail = next(each for each in here.seen.steps if each.flow == "mail")
    if mail.state == "done":
        return "Oba certyfikaty są już w folderze, więc link nie jest potrzebny."
    if day is None:
        return (
            "Nie znam daty wiadomości z linkami, więc terminu nie policzę. Link działa 30 dni od dnia wiadomości; "
            "po wpisaniu „mail” odczytam datę i przypomnę."
        )
    if day < today:
        return f"Link działał do {long_date(day, today)}. Trzeba zacząć od kroku 1 („csr”)."
    return f"Link działa do {long_date(day, today)}; do tego dnia trzeba pobrać oba pliki („mail”)."


TOPICS: Mapping[str, Callable[[Here], str | None]] = {
    "step": _step,
    "left": _left,
    "done": _done,
    "finished": _finished,
    "waiting": _waiting,
    "time": _time,
    "link": _link,
}
