"""Advice that a command then refuses is a fault; in conversations the player tries each (``scripted``)."""

from __future__ import annotations

import re

import pytest
from support.advice import advised, refused
from support.scenery import Place, helpdesk, prepare
from support.scripted import ScriptedConsole

from assistant.screen import answer_sentences
from assistant.talk.session import Session
from assistant.talk.world import World
from flows.catalogue import EVERY
from kb.page import load_pages

WORDS = sorted(
    {(page.slug, word) for page in load_pages() for word in re.findall(r"wpisać: `([^`]+)`", page.body)}
    | {(page.slug, page.flow) for page in load_pages() if page.flow}
)


def test_pages_advise_something() -> None:
    assert len({slug for slug, _ in WORDS}) > len(load_pages()) // 2


@pytest.mark.parametrize("known", [False, True])
@pytest.mark.parametrize("word", sorted({word for _, word in WORDS}))
def test_what_pages_advise(word: str, place: Place, *, known: bool) -> None:
    """At the free prompt, with nothing begun and with the files of steps 1, 3 and 4."""
    prepare(place, "csr")
    prepare(place, "pems")
    prepare(place, "p12-files")
    session = Session(flows=EVERY, known={"folder": place.folder} if known else {})
    assert not refused(session, word, World(ScriptedConsole(None), place.computer, helpdesk()))  # type: ignore[arg-type]


def test_the_trial_notices(place: Place) -> None:
    session = Session(flows=EVERY)
    world = World(ScriptedConsole(None), place.computer, helpdesk())  # type: ignore[arg-type]
    for word in ("krok p12 --szyfrowanie 3des", "tak", "pomiń"):
        assert refused(session, word, world), word
    assert not refused(session, "csr", world)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (answer_sentences.offer_flow("csr"), ["tak", "csr"]),
        ("Proszę wpisać: `mail`. Jeśli link nie działa, proszę wpisać: `csr`.", ["mail", "csr"]),
        ("„anuluj” odkłada krok.", []),
        ("proszę najpierw wpisać „windows” i zainstalować", ["windows"]),
    ],
)
def test_advice_is_found(text: str, words: list[str]) -> None:
    assert list(advised([text])) == words
