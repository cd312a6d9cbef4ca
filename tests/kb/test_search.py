from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.matrix import examples

from kb.page import PageError
from kb.search import DATA, Library

ROOT = Path(__file__).parents[2]
TRACE = 'Traceback (most recent call last):\n  File "a.py", line 3, in <module>\nValueError: \x1b[31mx\x00\n' * 20
MAIL = "Szanowni Państwo, do Systemu P1 wpłynął wniosek o nadanie dostępu do Systemu P1 o numerze 12345. " * 40


@pytest.fixture(scope="module")
def library() -> Library:
    return Library.open()


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("jak długo ważny jest certyfikat P1", "validity-period"),
        ("NIE PAMIĘTAM LOGINU DO RAPORTNET", "raportnet-login"),
        ("gdzie skladam wniosek do sow", "sow-application"),
        (MAIL, "acknowledgement-email"),
    ],
)
def test_the_page_is_found(library: Library, text: str, page: str) -> None:
    assert library.search(text).candidates[0].page == page


@pytest.mark.parametrize("text", ["", "   ", "?!…—", "\U0001f600\U0001f525", "как продлить", "\x00\x07", "\n" * 99])
def test_nothing_recognisable_is_none_of_our_topics(library: Library, text: str) -> None:
    found = library.search(text)
    assert found.outside == 1
    assert found.unknown_words == ()


@pytest.mark.parametrize("text", [TRACE, "certyfikat " * 9_000, "x" * 100_000, "how do I bake a cake", "1" * 50])
def test_odd_texts_are_searched_like_any_other(library: Library, text: str) -> None:
    assert len(library.search(text).candidates) >= 3


@settings(max_examples=examples(200))
@given(st.text(max_size=300))
def test_probabilities_are_probabilities(library: Library, text: str) -> None:
    found = library.search(text)
    scores = [candidate.score for candidate in found.candidates]
    assert scores == sorted(scores, reverse=True)
    assert 0 <= found.outside <= 1
    assert all(0 <= score <= 1 for score in scores)
    assert found.outside == 1 or sum(scores) + found.outside <= 1 + 1e-9


def test_pages_are_read_when_shown(library: Library) -> None:
    for slug in library.slugs():
        assert library.page(slug).title == library.title(slug)
    with pytest.raises(PageError):
        library.page("none")
    with pytest.raises(KeyError):
        library.title("none")


def test_rapidfuzz_and_markdown_stay_away_until_needed() -> None:
    code = (
        "import sys; from kb.search import Library; Library.open().search('jak odnowić certyfikat');"
        "sys.exit(bool({'rapidfuzz', 'markdown_it'} & set(sys.modules)))"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, env={**os.environ, "PYTHONUTF8": "1"})


def test_without_a_trained_model_the_words_alone_decide(tmp_path: Path, library: Library) -> None:
    shutil.copytree(DATA, tmp_path / "data")
    (tmp_path / "data" / "linear.bin").unlink()
    plain = Library.open(tmp_path / "data")
    assert plain.search("nie pamiętam loginu do RaportNet").candidates[0].page == "raportnet-login"
    assert plain.search("przepis na sernik").outside > library.search("co to jest P1").outside


@pytest.mark.parametrize("name", ["words.bin", "lexical.bin", "linear.bin"])
def test_a_damaged_file_is_noticed(tmp_path: Path, name: str) -> None:
    shutil.copytree(DATA, tmp_path / "data")
    (tmp_path / "data" / name).write_bytes((DATA / name).read_bytes()[:-9])
    with pytest.raises(ValueError, match=name):
        Library.open(tmp_path / "data")
