"""Wrapping loses and invents nothing; pages and plain text look as they should."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assistant.screen.render import _BARE, MIN_WIDTH, Reply, _paragraphs, _parsed, lines, plain, text_of
from kb.page import load_pages
from kb.search import Library

_WORDS = st.text(alphabet="abcżółwĄŚ„”–.,:/\\*_`[]#0123456789", min_size=1, max_size=30)
_TEXTS = st.lists(st.lists(_WORDS, max_size=12).map(" ".join), min_size=1, max_size=5).map("\n".join)
_KINDS = st.sampled_from(["say", "title", "problem", "done", "question", "muted"])


def _rendered(reply: Reply, width: int | None) -> list[str]:
    return [text_of(line) for line in lines(reply, width)]


@given(_TEXTS, _KINDS, st.integers(MIN_WIDTH, 120))
def test_wrapping_keeps_every_word_in_order(text: str, kind: str, width: int) -> None:
    rows = _rendered(Reply(text, kind), width)  # type: ignore[arg-type]
    assert " ".join(rows).split() == text.split()


@given(_TEXTS, st.integers(MIN_WIDTH, 120))
def test_no_line_is_wider_than_the_screen_unless_one_word_is(text: str, width: int) -> None:
    for row in _rendered(Reply(text), width):
        words = row.split()
        assert len(row) <= width or len(words) == 1 or (len(words) == 2 and words[0] in {"-", "•"})


@given(_TEXTS)
def test_a_paragraph_is_one_line_without_a_width(text: str) -> None:
    assert len(_rendered(Reply(text), None)) == len(text.split("\n"))


@given(_TEXTS, st.integers(MIN_WIDTH, 120))
def test_wrapped_twice_is_wrapped_once(text: str, width: int) -> None:
    once = _rendered(Reply(text), width)
    assert _rendered(Reply("\n".join(once)), max(width, *map(len, once))) == once


def test_continued_list_items_are_indented() -> None:
    rows = _rendered(Reply("- jeden dwa trzy cztery pięć sześć"), 20)
    assert rows == ["- jeden dwa trzy", "  cztery pięć sześć"]


def test_a_windows_path_is_not_markdown() -> None:
    path = r"C:\Users\Anna\_certy_\*nowe*"
    assert _rendered(Reply(path), 80) == [path]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("Proszę wpisać **tak**.", "Proszę wpisać tak."),
        ("1. raz\n2. dwa", "1. raz\n2. dwa"),
        ("3. trzy\n4. cztery", "3. trzy\n4. cztery"),
        ("- raz\n- dwa\n\nKoniec.", "- raz\n- dwa\n\nKoniec."),
        ("`a_b*c*`", "a_b*c*"),
        ("raz\ndwa", "raz dwa"),
        ("<b>nie html</b>", "<b>nie html</b>"),
    ],
)
def test_pages(markdown: str, expected: str) -> None:
    assert plain(markdown) == expected


@given(st.text("ab żA.,:;!?()„”–'\"$%^{}|@/1-+>#=~*_`[<&\\\n\t", max_size=80), st.sampled_from([None, 20, 80]))
@example("a\n\n\nb c\n", None)
@example("a  \nb", None)
@example("a\n=\nb", None)
@example("a\n1. b", None)
@example("", None)
@settings(max_examples=2000)
def test_what_needs_no_parser_looks_as_if_parsed(text: str, width: int | None) -> None:
    if _BARE.fullmatch(text):
        assert _paragraphs(text, width) == _parsed(text, width)


def test_most_answers_need_no_parser() -> None:
    answers = [answer.text for page in load_pages() for answer in page.answers]
    bare = [text for text in answers if _BARE.fullmatch(text)]
    assert len(bare) > len(answers) / 2
    assert [text for text in bare if _paragraphs(text, 60) != _parsed(text, 60)] == []


def test_bold_is_styled() -> None:
    (line,) = lines(Reply("Wpisz **tak** teraz", "page"), 80)
    assert ("bold", "tak") in line


@pytest.mark.parametrize("width", [20, 40, 80, 100])
def test_every_page_fits_and_says_all_its_words(width: int) -> None:
    library = Library.open()
    for slug in library.slugs():
        body = library.page(slug).body
        rows = [text_of(line) for line in lines(Reply(body, "page"), width)]
        whole = plain(body).split()
        assert " ".join(rows).split() == whole
        assert all(len(row) <= width or len(row.split()) <= 2 for row in rows), slug
