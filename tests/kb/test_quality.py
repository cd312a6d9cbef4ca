"""No regression: floors on the development half. The unseen half is never read here (see tests/bench/questions.py)."""

from __future__ import annotations

import pytest
from support import measure

from assistant.cli.ask import Desk
from kb.search import Library
from kb.words import fold

SEEDS = range(5)


@pytest.fixture(scope="module")
def desk() -> Desk:
    return Desk()


def outcome(desk: Desk, question: measure.Question, text: str) -> measure.Outcome:
    reply = desk.reply(text)
    pages = [reply["page"]] if reply["page"] else []
    pages += [candidate["page"] for candidate in reply["candidates"] if candidate["page"] not in pages]
    return measure.Outcome(question, reply["kind"], tuple(pages))


def test_development_half_stays_at_least_as_good(desk: Desk) -> None:
    got = measure.figures([outcome(desk, question, question.text) for question in measure.read("development")])
    assert got["first"] >= 0.96, got
    assert got["right answered or offered"] >= 0.98, got
    assert got["answered wrong"] <= 0.015, got
    assert got["foreign answered"] == 0, got
    assert got["foreign turned away"] >= 0.93, got


def test_no_diacritics_and_capitals_change_nothing() -> None:
    library = Library.open()
    for question in measure.read("development"):
        plain = library.search(question.text)
        for noisy in (fold(question.text), question.text.upper()):
            found = library.search(noisy)
            assert (found.candidates, found.outside) == (plain.candidates, plain.outside), noisy


def test_typing_errors_cost_little(desk: Desk) -> None:
    questions = [question for question in measure.read("development") if question.ours]
    noisy = [outcome(desk, q, measure.mistyped(q.text, seed)) for seed in SEEDS for q in questions]
    got = measure.figures(noisy)
    assert got["first"] >= 0.95, got
    assert got["right answered or offered"] >= 0.97, got
