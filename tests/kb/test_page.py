from __future__ import annotations

from pathlib import Path

import pytest

from kb.page import LIMIT, PageError, load_pages, parse_page, read_page

HEAD = 'title = "Tytuł"\nflow = "csr"\nneighbours = ["b"]\nphrasings = ["jak to zrobić"]\nsource = "I"\n'
GOOD = f"+++\n{HEAD}reviewed = 2026-11-22\n+++\nOdpowiedź.\n"


def test_all_fields_are_read() -> None:
    page = parse_page(GOOD, "a")
    assert (page.slug, page.title, page.flow, page.source) == ("a", "Tytuł", "csr", "I")
    assert (page.neighbours, page.phrasings) == (("b",), ("jak to zrobić",))
    assert (page.body, page.reviewed) == ("Odpowiedź.\n", "2026-11-22")


def test_flow_may_be_left_out() -> None:
    assert parse_page(GOOD.replace('flow = "csr"\n', ""), "a").flow is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no head"),
        ("Odpowiedź bez nagłówka.\n", "no head"),
        (f"+++\n{HEAD}", "no head"),
        (f"x+++\n{HEAD}+++\nOdpowiedź.\n", "no head"),
        ("+++\ntitle = \n+++\nx\n", "Invalid"),
        ("+++\ntitle = 7\n+++\nx\n", "title is not text"),
        ('+++\ntitle = "x"\nphrasings = ["a", 1]\n+++\nx\n', "phrasings is not a list"),
    ],
)
def test_a_broken_page_says_why(text: str, reason: str) -> None:
    with pytest.raises(PageError, match=reason):
        parse_page(text, "a")


def test_files_of_windows_too_long_foreign_and_missing(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(GOOD.replace("\n", "\r\n").encode())
    (tmp_path / "big.md").write_bytes(GOOD.encode() + b"x" * LIMIT)
    (tmp_path / "latin.md").write_bytes(GOOD.encode("iso8859-2"))
    assert read_page("a", tmp_path) == parse_page(GOOD, "a")
    for slug, reason in (("big", "longer than"), ("latin", "not UTF-8"), ("none", "No such file|Nie ma")):
        with pytest.raises(PageError, match=reason):
            read_page(slug, tmp_path)


def test_our_pages_are_all_there() -> None:
    topics = {row.split("\t")[0] for row in (Path(__file__).parent / "topics.tsv").read_text("utf-8").splitlines()[1:]}
    assert topics <= {page.slug for page in load_pages()}
