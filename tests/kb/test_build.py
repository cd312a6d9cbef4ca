from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from support.matrix import LONG

from kb import build, store, training
from kb.forms import collect, synonyms
from kb.outside import Group, read_outside
from kb.page import Page, load_pages
from kb.search import DATA, Library
from kb.words import Vocabulary

MEGABYTE = 1 << 20


@pytest.fixture(scope="module")
def pages() -> tuple[Page, ...]:
    return load_pages()


@pytest.fixture(scope="module")
def foreign() -> tuple[Group, ...]:
    return read_outside()


def test_data_are_made_from_the_present_content() -> None:
    head = json.loads((DATA / "pages.json").read_text("utf-8"))
    assert head["made-from"] == build.content_digest(), "run: uv run --group train python -m kb.build"
    assert build.main(["--check"]) == 0


@LONG
def test_building_again_gives_the_same_bytes(tmp_path: Path, pages: Sequence[Page], foreign: Sequence[Group]) -> None:
    build.write(pages, foreign, synonyms(), tmp_path, build.content_digest())
    for path in tmp_path.iterdir():
        assert path.read_bytes() == (DATA / path.name).read_bytes(), path.name


def test_the_model_was_trained_on_the_present_lines(pages: Sequence[Page], foreign: Sequence[Group]) -> None:
    lines = build.examples(pages, foreign, Vocabulary.open(DATA))
    assert store.load(DATA / "linear.bin")[0]["trained"] == training.digest(lines)
    fewer = lines[1:]
    assert training.digest(fewer) != training.digest(lines)


def test_the_digest_notices_any_change_but_line_ends(tmp_path: Path) -> None:
    page, other = tmp_path / "a.md", tmp_path / "b.toml"
    page.write_bytes(b"a\n")
    other.write_bytes(b"b\n")
    digest = build.content_digest(tmp_path, [other])
    page.write_bytes(b"a\r\n")
    assert build.content_digest(tmp_path, [other]) == digest
    page.write_bytes(b"c\n")
    assert build.content_digest(tmp_path, [other]) != digest


def test_a_new_page_needs_no_code(tmp_path: Path, pages: Sequence[Page]) -> None:
    lines = ("żyrafa zjadła czytnik kart", "czytnik w paszczy żyrafy")
    (tmp_path / "data").mkdir()
    new = replace(pages[0], slug="zyrafa", title="Żyrafa i czytnik", phrasings=lines, body="Żyrafie nic nie jest.\n")
    build.write([*pages[::20], new], [], synonyms(), tmp_path / "data", "test")
    found = Library.open(tmp_path / "data").search("co zrobic z zyrafą?")
    assert found.candidates[0].page == "zyrafa"
    assert found.unknown_words == ()


def test_installed_data_stay_small() -> None:
    assert sum(path.stat().st_size for path in DATA.iterdir()) < 6 * MEGABYTE


def test_a_typing_error_in_a_phrasing_becomes_no_word() -> None:
    forms = collect(["nowy certyfikat i certyfiakt", "raportnet", "raportnet", "raportnet"], ["sernik"], {})
    assert "certyfiakt" not in forms.concepts
    assert forms.concepts["raportnet"] == "raportnet"
    assert forms.concepts["certyfikatami"] == "certyfikat"
    assert forms.concepts["sernika"] == "sernik"
    assert "sernik" not in forms.ours
