"""What a step has to say of itself, and to what people say at its questions instead of answering them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mishap:
    """What may go wrong while a person does it: ``words``, a pattern found in the folded line, and what is ``said``."""

    words: str
    said: str


NO_PAGE = Mishap(
    r"^(?:\w+ ){0,3}nie (?:otworz\w+|otwiera|dziala link|wlacza|laduje)(?: sie)?(?: \w+){0,2}$",
    "Jeśli strona się nie otworzy, wystarczy wpisać jej adres w przeglądarce; podam go zaraz po słowie „otwórz”.",
)
"""At the question whether to open an official page."""


@dataclass(frozen=True, slots=True)
class About:
    """Replies about one question of a step, one to three Polish sentences each, "" where there is nothing to say.

    ``why``: „po co?”. ``where``: „gdzie to znajdę?”. ``looks``: „jak to wygląda, ile to ma cyfr?”, with an example.
    ``unsure``: „nie wiem”, „nie pamiętam”. ``missing``: „nie mam tego”, „nie przyszło”, „nie pojawiło się”.
    ``done``: of a question about something done by hand, a pattern for single folded words that say it is so.
    ``mishaps``: what may go wrong there; the first that fits is told.
    ``page``: the page of the knowledge base on this question, where it has one; else the step's page.
    """

    why: str = ""
    where: str = ""
    looks: str = ""
    unsure: str = ""
    missing: str = ""
    done: str = ""
    mishaps: tuple[Mishap, ...] = ()
    page: str | None = None


@dataclass(frozen=True, slots=True)
class PassingOver:
    """A step that a person may go past, for now or for good; without the others there are no certificates that work.

    ``cost``: what it costs to skip it; ``foreign``: when it is none of a pharmacy's; ``instead``: what such a pharmacy
    does. ``said``: a pattern found in the folded line of somebody who has nothing to do with it.
    """

    cost: str
    foreign: str
    instead: str
    said: str


NONE = (
    r"nie (?:mam|mamy|ma|uzywam|uzywamy|korzystam|korzystamy|posiadam|posiadamy|bylo)(?: \w+){0,3}?|brak|bez|"
    r"nie pracuje\w* na"
)
"""For ``PassingOver.said``: how people say that they have nothing of the kind."""


@dataclass(frozen=True, slots=True)
class Called:
    """What users call a step beside its name and number; all patterns are for folded text.

    ``phrases`` are whole lines that name it. ``objects``: a pattern for what is ordered („generuj …”), "" for its name
    alone. ``asked``: a pattern for what a question „czy … już zrobione?” is about, "" where none is answered.
    ``site``: „otwórz stronę” may mean the one that it opens.
    """

    phrases: tuple[str, ...] = ()
    objects: str = ""
    asked: str = ""
    site: bool = False
