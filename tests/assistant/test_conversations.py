"""Plays every file of tests/conversations; each is one test."""

from __future__ import annotations

from pathlib import Path

import pytest
import tools
from support.scenery import Place
from support.scripted import Play

FOLDER = Path(__file__).parent.parent / "conversations"
KNOWN_FAILURES = "known-failures"
STORE = "store"
FEWEST = 120


def _conversations(folder: Path = FOLDER) -> list[object]:
    paths = sorted(folder.rglob("*.txt"))
    mark = pytest.mark.xfail(strict=True, reason="tests/conversations/README.md")
    return [
        pytest.param(
            path,
            id=path.relative_to(FOLDER).with_suffix("").as_posix(),
            marks=[mark] if KNOWN_FAILURES in path.parts else [],
        )
        for path in paths
    ]


@pytest.mark.parametrize("path", _conversations())
def test_conversation(path: Path, place: Place) -> None:
    if path.parent.name == STORE:
        tools.need("certutil")
    Play(place, path.read_text("utf-8")).run()


@pytest.mark.parametrize("path", _conversations(FOLDER / STORE))
def test_conversation_about_another_store(path: Path, place: Place) -> None:
    """The same with the store in a folder, which every computer has."""
    place.store = f"folder:{place.root / 'magazyn'}"
    Play(place, path.read_text("utf-8")).run()


def test_enough_conversations() -> None:
    assert len(_conversations()) >= FEWEST


@pytest.mark.parametrize(
    "script",
    [
        "> dzien dobry\n< Tego nie mówi",
        "> dzien dobry\n!< Dzień dobry",
        "> dzien dobry\n? Tego nie pyta",
        "* haslo",
        "> koniec\nended 1",
        "> koniec\n> ktos tu jest?",
        "files 3",
        "journal verified",
        "with csr\nno file *.jks",
        "known\n> csr\n* kot-pije-mleko-rano\n* kot-pije-mleko-rano\n> anuluj\n> tak\nbzdura",
    ],
)
def test_player_notices(script: str, place: Place) -> None:
    """A conversation whose expectation is wrong fails: the player itself can fail."""
    with pytest.raises((AssertionError, IndexError)):
        Play(place, script).run()
