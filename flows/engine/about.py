"""What people say at a question instead of answering it, and what a step has to say to that."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mishap:
    """What may go wrong while a person does it: ``words``, a pattern found in the folded line, and what is ``said``."""

    words: str
    said: str


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
