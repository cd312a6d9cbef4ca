"""Lines that ask nothing new. Those here stand in no file that the model learned from."""

import shutil
from pathlib import Path

import pytest

from kb.act_lines import NONE, read_acts
from kb.acts import NAMES, Act, Acts
from kb.search import DATA, Library
from kb.words import Vocabulary

WISHES: tuple[Act, ...] = ("sure", "why", "shorter", "simpler", "example", "more")


@pytest.fixture(scope="module")
def acts() -> Acts:
    return Library.open().acts


@pytest.mark.parametrize(
    ("line", "act"),
    [
        ("da się to powiedzieć krócej? kolejka mi stoi", "shorter"),
        ("proszę prościej, nie znam się na komputerach", "simpler"),
        ("nie wierzę, skąd pan to wie", "sure"),
        ("a można prosić o przykład?", "example"),
        ("proszę o więcej szczegółów na ten temat", "more"),
    ],
)
def test_what_is_said_of_an_answer(acts: Acts, line: str, act: Act) -> None:
    meant, chance = acts.meant(line, WISHES)
    assert (meant, chance >= 0.5) == (act, True)


@pytest.mark.parametrize(
    "line",
    [
        "ile ważny jest certyfikat?",
        "dlaczego potrzebne są dwa certyfikaty?",
        "gdzie jest plik pem",
        "",
        "?!",
        "ą" * 4000,
    ],
)
def test_a_question_is_no_act(acts: Acts, line: str) -> None:
    assert acts.meant(line, WISHES)[1] < 0.5


def test_nothing_is_meant_where_nothing_can_be(acts: Acts) -> None:
    assert acts.meant("krócej", ()) == (None, 0.0)


def test_without_a_model_no_line_is_an_act(tmp_path: Path) -> None:
    for name in ("words.bin", "spellings.txt"):
        shutil.copy(DATA / name, tmp_path)
    assert Acts(tmp_path, Vocabulary.open(tmp_path)).meant("krócej proszę", NAMES)[1] == 0.0


def test_no_line_stands_twice() -> None:
    lines = [line for said in read_acts().values() for line in said]
    assert len(lines) == len({line.casefold() for line in lines})
    assert read_acts()[NONE]
