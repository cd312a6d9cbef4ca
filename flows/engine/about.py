"""What people say at a question instead of answering it, and what a step has to say to that."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class About:
    """Replies about one question of a step, one to three Polish sentences each, "" where there is nothing to say.

    ``why``: „po co?”. ``where``: „gdzie to znajdę?”. ``looks``: „jak to wygląda, ile to ma cyfr?”, with an example.
    ``unsure``: „nie wiem”, „nie pamiętam”. ``missing``: „nie mam tego”, „nie przyszło”, „nie pojawiło się”.
    ``page``: the page of the knowledge base on this question, where it has one; else the step's page.
    """

    why: str = ""
    where: str = ""
    looks: str = ""
    unsure: str = ""
    missing: str = ""
    page: str | None = None
