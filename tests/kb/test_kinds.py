"""Lines that ask nothing new, and lines that ask about the renewal here. Those here stand in no file of kb/."""

import shutil
from pathlib import Path

import pytest

from kb.kind_lines import KINDS, read_kinds
from kb.kinds import NONE, Kinds
from kb.search import DATA, Library
from kb.words import Vocabulary

OF_SAID = ("sure", "why", "shorter", "simpler", "example", "more")
QUESTIONS = ("ile ważny jest certyfikat?", "dlaczego potrzebne są dwa certyfikaty?", "gdzie jest plik pem")
NOTHING = ("", "?!", "ą" * 4_000)


@pytest.fixture(scope="module")
def library() -> Library:
    return Library.open()


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
def test_what_is_said_of_an_answer(library: Library, line: str, act: str) -> None:
    meant, chance = library.acts.meant(line, OF_SAID)
    assert (meant, chance >= 0.5) == (act, True)


@pytest.mark.parametrize(
    ("line", "topic"),
    [
        ("pani pyta, czy wniosek już od nas poszedł", "sent"),
        ("o co pan mnie przed chwilą zapytał", "asked"),
        ("na których komputerach jest już wgrane u nas", "computers"),
    ],
)
def test_what_is_asked_of_this_renewal(library: Library, line: str, topic: str) -> None:
    meant, chance = library.here.meant(line)
    assert (meant, chance >= 0.3) == (topic, True)


@pytest.mark.parametrize("line", [*QUESTIONS, *NOTHING])
def test_a_question_is_of_no_kind(library: Library, line: str) -> None:
    assert library.acts.meant(line, OF_SAID)[1] < 0.5
    assert library.here.meant(line)[1] < 0.5


def test_only_what_is_possible_is_meant(library: Library) -> None:
    assert library.acts.meant("krócej poproszę", ("sure",))[0] == "sure"


def test_without_a_model_no_line_is_of_a_kind(tmp_path: Path) -> None:
    for name in ("words.bin", "spellings.txt"):
        shutil.copy(DATA / name, tmp_path)
    assert Kinds(tmp_path / "acts.bin", Vocabulary.open(tmp_path)).meant("krócej proszę") == ("", 0.0)


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_no_line_stands_twice(path: Path) -> None:
    kinds = read_kinds(path)
    lines = [line for said in kinds.values() for line in said]
    assert len(lines) == len({line.casefold() for line in lines})
    assert list(kinds)[-1] == NONE
