"""What is true here, one or two lines for each question that can be asked about it: from files, journal and ledger."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from assistant.screen import sentences
from flows.base.polish import long_date, plural
from flows.engine.journal import Entry

if TYPE_CHECKING:
    from flows.engine.model import Flow
    from flows.folder.recognise import Contents
    from flows.survey import StepEvidence, Survey

Topic: TypeAlias = Literal[
    "today", "password", "password saved", "oid", "email", "personal", "pharmacy", "number", "sent", "computers",
    "here", "link", "profile", "old end", "new end", "end", "mail", "missing", "files", "pems", "fit", "old files",
    "dates", "folder", "waiting", "time", "last", "done", "left", "finished", "step",
    "one step",
]  # fmt: skip
_DONE = {"done", "said"}
_PASSED = {"skipped": "Pominięto", "not-applicable": "Nie dotyczy"}
_SAVED = (
    "Hasła program nigdzie nie zapisuje: zna je tylko do zamknięcia okna. Na tym komputerze może stać najwyżej tam, "
    "gdzie zapisali je Państwo sami; poza tym tylko kartka."
)
_ON_PAPER = (
    "Hasła nie znam i nigdzie go nie zapisuję. Chodzi o hasło wymyślone w kroku 1, do plików .jks; zwykle tym samym "
    "zabezpieczone są pliki .p12. Proszę szukać na kartce z dnia, w którym powstały."
)
PROGRESS: frozenset[Topic] = frozenset({"step", "left", "done", "finished", "waiting", "time"})
"""Where no folder is known, these are answered by „co dalej”."""


@dataclass(frozen=True, slots=True)
class Here:
    """The working folder as it is now; ``step`` is the flow under way, ``answers`` what was typed in it."""

    seen: Survey
    found: Sequence[Contents]
    entries: Sequence[Entry]
    flows: Mapping[str, Flow]
    now: datetime
    step: Flow | None
    answers: Mapping[str, Any]

    @property
    def folder(self) -> Path:
        """The working folder; it may not exist."""
        return self.seen.folder

    @property
    def open(self) -> tuple[StepEvidence, ...]:
        """The steps that are not done, in order."""
        return tuple(each for each in self.seen.steps if not each.is_closed)

    @property
    def total(self) -> int:
        """How many steps this pharmacy has."""
        return len(self.seen.steps) - len(self.seen.foreign)

    def named(self, each: StepEvidence) -> str:
        """„krok 3 (mail)”: as the user can type it."""
        flow = self.flows[each.flow]
        return f"krok {flow.number} ({each.flow})"


def look(
    folder: Path,
    now: Callable[[], datetime],
    flows: Mapping[str, Flow],
    step: Flow | None = None,
    answers: Mapping[str, Any] | None = None,
) -> Here:
    """Looks at the folder; changes nothing."""
    from flows.engine.journal import entries_of
    from flows.folder import history
    from flows.folder.recognise import scan_folder  # start-up
    from flows.survey import survey

    entries = history.this_renewal(entries_of(folder)) if folder.is_dir() else ()
    found = scan_folder(folder) if folder.is_dir() else ()
    return Here(survey(folder, now), found, entries, flows, now(), step, answers or {})


def without_folder(topic: Topic, now: datetime) -> str | None:
    """What needs no folder to be told; None for the rest."""
    if topic == "today":
        return sentences.today(now)
    return {"password saved": _SAVED, "password": _ON_PAPER}.get(topic)


def tell(topic: Topic, here: Here, step: str = "") -> str | None:
    """The answer, about ``step``; None where nothing here shows it and the question can be asked in general, too."""
    from assistant.reports import here_files, here_told

    if (said := without_folder(topic, here.now)) is not None:
        return said
    if topic == "one step":
        return _one_step(here, step)
    if topic in _OWN:
        return _OWN[topic](here)
    return here_files.tell(topic, here) if topic in here_files.TOPICS else here_told.tell(topic, here)


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
    return f"Zostało {len(here.open)} z {here.total}: {', '.join(map(here.named, here.open))}."


def _done(here: Here) -> str:
    done = [each for each in here.seen.steps if each.state in _DONE]
    if not done:
        return f"Jeszcze nic nie jest zrobione. {_next(here)}"
    return f"Zrobione lub zapisane: {', '.join(map(here.named, done))}. {_next(here)}"


def _next(here: Here) -> str:
    if here.seen.next is None:
        return "Nie został już żaden krok."
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
        return "Na nic nie czekamy: nie został żaden krok."
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


def _one_step(here: Here, name: str) -> str:
    step = next(each for each in here.seen.steps if each.flow == name)
    words = {"done": "Tak", "said": "Tak, według zapisu", "partly": "Tylko częściowo", "doubt": "To niepewne"}
    return f"{words.get(step.state, 'Nie')}: {here.flows[name].title} – {step.evidence}."


def _link(here: Here) -> str | None:
    from flows.folder import history

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


_OWN: Mapping[str, Callable[[Here], str | None]] = {
    "step": _step,
    "left": _left,
    "done": _done,
    "finished": _finished,
    "waiting": _waiting,
    "time": _time,
    "link": _link,
}
