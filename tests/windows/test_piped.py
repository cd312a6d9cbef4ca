"""Every conversation in piped.txt can be played through pipes: all of it is typed before anything is read."""

from pathlib import Path

import pytest
from piped import Piped, conversation
from support.scenery import Place

NAMES = (Path(__file__).parent / "piped.txt").read_text("utf-8").split()


@pytest.mark.parametrize("name", NAMES)
def test_nothing_happens_on_the_way(name: str, tmp_path: Path) -> None:
    played = Piped(Place(tmp_path), conversation(name), {"{folder}": "F", "{other}": "O"})
    assert played.foreign() == []
